import type { ConfiguredObject } from '../configuration/configuration.ts'
import type { SipSettings } from '../routing/sip-settings.ts'
import { fullName, type User } from '../users/configured-users.ts'
import { browserEndpointOf, type Line } from '../users/lines.ts'
import { section, type Setting } from './conf-file.ts'
import { callerIdText } from './escape.ts'
import type { Rendering } from './rendered-file.ts'
import { endpointOptions, mediaEncryption, optionVariables, qualifyOf, variableSetting } from './sip-endpoint.ts'

/** What a line's sections are made of besides itself. */
export interface LineSurroundings {
  readonly settings: SipSettings
  readonly open: Rendering['open']
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
  if ('webrtc' in endpoint) return [...registering(line, line.name, true, endpoint, around), login]
  if ('sip' in endpoint) return [...registering(line, line.name, false, endpoint, around), login]
  return [
    ...registering(line, line.name, false, endpoint, around),
    login,
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
  const options = 'sip' in endpoint ? endpoint.sip : 'webrtc' in endpoint ? endpoint.webrtc : endpoint.uniqueAccount
  const { settings, user } = around
  const owner = user?.value
  return [
    section(name, [
      ['type', 'endpoint'],
      ['context', line.context],
      ['aors', name],
      ['auth', line.name],
      ['callerid', callerIdOf(line, owner)],
      ['language', options.language ?? owner?.language ?? settings.language],
      ['webrtc', browser ? true : null],
      ...endpointOptions(options, settings),
      browser ? ['webrtc', null] : mediaEncryption(options, settings),
      ['moh_suggest', options.musicOnHold ?? owner?.musicOnHold],
      ['mailboxes', owner?.voicemailEnabled ? owner.voicemail : null],
      ['named_call_group', around.intercepted || null],
      ['named_pickup_group', around.interceptor || null],
      ['set_var', [...ownerVariables(user), ...optionVariables(options)]],
    ]),
    section(name, [
      ['type', 'aor'],
      ['max_contacts', options.maxContacts],
      ['remove_existing', true],
      ['minimum_expiration', settings.minimumExpirySeconds],
      ['default_expiration', settings.defaultExpirySeconds],
      ['maximum_expiration', settings.maximumExpirySeconds],
      ['qualify_frequency', qualifyOf(options, settings)],
    ]),
  ]
}

/** One login for both devices of a unique account. */
function loginSection(line: Line, { open, settings }: LineSurroundings): string {
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
  return section(line.name, [['type', 'auth'], ['username', username], ...password])
}

function callerIdOf(line: Line, owner: User | undefined): string | null {
  const shown = line.callerId ?? owner?.callerId ?? (owner ? { name: fullName(owner), number: null } : null)
  const number = shown?.number ?? line.number
  return shown === null && number === null ? null : callerIdText(shown?.name ?? null, number)
}

/** What the dialplan and the history of calls know a caller by (§5.4). */
const ownerVariables = (user: ConfiguredObject<User> | undefined): readonly string[] =>
  user ? [variableSetting('XIVO_USERID', user.key), variableSetting('XIVO_USERUUID', user.id)] : []
