import type { ConfiguredObject } from '../configuration/configuration.ts'
import { inherited } from '../routing/sip/sip-options.ts'
import type { SipSettings } from '../routing/sip/sip-settings.ts'
import type { SipTemplate } from '../routing/sip/sip-templates.ts'
import type { MediaServer } from '../sites/media-servers.ts'
import { fullName, type User } from '../users/configured-users.ts'
import { browserEndpointOf, staticHostOf, type Line } from '../users/lines.ts'
import { section, type Setting } from './conf-file.ts'
import { callerIdText } from './escape.ts'
import type { Rendering } from './rendered-file.ts'
import { endpointOptions, mediaEncryption, optionVariables, qualifyOf, variableSetting } from './sip-endpoint.ts'
import { transportOn } from './sip-transports.ts'
import { addressOf, sipUri } from './trunk-sections.ts'

/** What a line's sections are made of besides itself. */
interface LineSurroundings {
  readonly settings: SipSettings
  readonly open: Rendering['open']
  readonly server: MediaServer
  /** What it has besides its own options. */
  readonly template: SipTemplate | undefined
  /** Whose main line it is, the first by name where there are several; undefined: nobody's. */
  readonly user: ConfiguredObject<User> | undefined
  /** Names of the pickup groups whose members may take its calls, and of those whose calls it may take. */
  readonly intercepted: string
  readonly interceptor: string
}

type Registering = Exclude<Line['endpoint'], { readonly custom: unknown }>

/** Endpoint, address of record and login of a line (pbx-configuration §5.4). A unique account has a second endpoint, for the browser. */
export function lineSections(line: Line, around: LineSurroundings): readonly string[] {
  const { endpoint } = line
  if ('custom' in endpoint) return []
  const login = loginSection(line, around)
  if ('webrtc' in endpoint) return [...registering(line, line.name, true, endpoint, around), ...login]
  if ('sip' in endpoint)
    return [...registering(line, line.name, false, endpoint, around), ...login, ...identification(line)]
  return [
    ...registering(line, line.name, false, endpoint, around),
    ...login,
    ...registering(line, browserEndpointOf(line.name), true, endpoint, around),
  ]
}

function registering(
  line: Line,
  name: string,
  browser: boolean,
  endpoint: Registering,
  around: LineSurroundings,
): readonly string[] {
  const own = 'sip' in endpoint ? endpoint.sip : 'webrtc' in endpoint ? endpoint.webrtc : endpoint.uniqueAccount
  const { settings, user, server, template } = around
  const options = inherited(own, template)
  const owner = user?.value
  const mailboxes = options.mailbox ?? (owner?.voicemailEnabled ? owner.voicemail : null)
  const transport = 'sip' in endpoint ? endpoint.sip.transport : null
  return [
    section(name, [
      ['type', 'endpoint'],
      ['context', line.context],
      ['transport', transport === null ? null : transportOn(server, transport)],
      ['aors', name],
      ['auth', hasLogin(line) ? line.name : null],
      ['callerid', callerIdOf(line, owner)],
      ['language', options.language ?? owner?.language ?? settings.language],
      ['webrtc', browser ? true : null],
      ...endpointOptions(options, settings),
      browser ? ['webrtc', null] : mediaEncryption(options, settings),
      ['moh_suggest', options.musicOnHold ?? owner?.musicOnHold],
      ['mailboxes', mailboxes],
      ['named_call_group', around.intercepted || null],
      ['named_pickup_group', around.interceptor || null],
      ['set_var', [...ownerVariables(user), ...optionVariables(options)]],
    ]),
    section(name, [
      ['type', 'aor'],
      ...whereItIs(line, own.maxContacts, settings),
      ['qualify_frequency', qualifyOf(options, settings)],
      // Who may ask for a lamp is told by the address of record, who is told unasked by the endpoint.
      ['mailboxes', options.subscribesToMailbox === true ? mailboxes : null],
    ]),
  ]
}

function whereItIs(line: Line, maxContacts: number, settings: SipSettings): readonly Setting[] {
  const host = staticHostOf(line)
  if (host !== null && 'sip' in line.endpoint) return [['contact', sipUri(host, line.endpoint.sip.transport ?? 'udp')]]
  return [
    ['max_contacts', maxContacts],
    ['remove_existing', true],
    ['minimum_expiration', settings.minimumExpirySeconds],
    ['default_expiration', settings.defaultExpirySeconds],
    ['maximum_expiration', settings.maximumExpirySeconds],
  ]
}

/** What does not register is known by its address (§5.3). */
function identification(line: Line): readonly string[] {
  const host = staticHostOf(line)
  if (host === null) return []
  return [
    section(line.name, [
      ['type', 'identify'],
      ['endpoint', line.name],
      ['match', addressOf(host)],
    ]),
  ]
}

const hasLogin = ({ password, md5Password }: Line): boolean => password !== null || md5Password !== null

/** One login for both devices of a unique account. */
function loginSection(line: Line, { open, settings }: LineSurroundings): readonly string[] {
  if (!hasLogin(line)) return []
  const username = line.username ?? line.name
  const password: readonly Setting[] =
    line.md5Password === null
      ? [
          ['auth_type', 'userpass'],
          ['password', line.password === null ? null : open(line.password.sealed)],
        ]
      : [
          ['auth_type', 'md5'],
          ['realm', settings.realm],
          ['md5_cred', open(line.md5Password.sealed)],
        ]
  return [section(line.name, [['type', 'auth'], ['username', username], ...password])]
}

function callerIdOf(line: Line, owner: User | undefined): string | null {
  const shown = line.callerId ?? owner?.callerId ?? (owner ? { name: fullName(owner), number: null } : null)
  const number = shown?.number ?? line.number
  return shown === null && number === null ? null : callerIdText(shown?.name ?? null, number)
}

/** What the dialplan and the history of calls know a caller by (§5.4), and what he may key in when it is not that he may transfer. */
function ownerVariables(user: ConfiguredObject<User> | undefined): readonly string[] {
  if (!user) return []
  const { callTransferEnabled, dtmfHangupEnabled, onlineRecordingEnabled } = user.value
  const keys = [callTransferEnabled && 'T', dtmfHangupEnabled && 'H', onlineRecordingEnabled && 'X'].filter(Boolean)
  const said = keys.join('') || '-'
  return [
    variableSetting('XIVO_USERID', user.key),
    variableSetting('XIVO_USERUUID', user.id),
    ...(said === 'T' ? [] : [variableSetting('XIVO_CALLERKEYS', said)]),
  ]
}
