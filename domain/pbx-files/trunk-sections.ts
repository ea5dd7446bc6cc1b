import type { Sealed } from '../configuration/shape.ts'
import { inherited } from '../routing/sip/sip-options.ts'
import type { SipSettings } from '../routing/sip/sip-settings.ts'
import type { SipTemplate } from '../routing/sip/sip-templates.ts'
import type { Trunk } from '../routing/sip/trunks.ts'
import type { MediaServer } from '../sites/media-servers.ts'
import { section, type Setting } from './conf-file.ts'
import type { Rendering } from './rendered-file.ts'
import { endpointOptions, mediaEncryption, optionVariables, proxyUri, qualifyOf } from './sip-endpoint.ts'
import { transportOn } from './sip-transports.ts'

type SipTrunk = Extract<Trunk['endpoint'], { readonly sip: unknown }>['sip']

interface TrunkSurroundings {
  readonly settings: SipSettings
  readonly open: Rendering['open']
  readonly server: MediaServer
  /** What it has besides its own options. */
  readonly template: SipTemplate | undefined
}

/** pbx-configuration §9.3: endpoint, address of record, login, identification by the address, registration. Custom trunks are dialled only. */
export function trunkSections(trunk: Trunk, around: TrunkSurroundings): readonly string[] {
  if (!('sip' in trunk.endpoint)) return []
  const { name } = trunk
  const { settings, open, server, template } = around
  const own = trunk.endpoint.sip
  const sip = { ...own, ...inherited(own, template) }
  const outbound = sip.outboundPassword === null ? name : `${name}@outbound`
  return [
    section(name, [
      ['type', 'endpoint'],
      ['context', sip.context],
      ['transport', sip.host === null ? null : transportOn(server, sip.transport)],
      ['aors', name],
      ['auth', asksLogin(sip) ? name : null],
      ['outbound_auth', hasPassword(sip) || sip.outboundPassword !== null ? outbound : null],
      ['language', sip.language ?? settings.language],
      ...endpointOptions(sip, settings),
      // A network is told who calls also when the called must not see it: with Privacy (§9.4, RFC 3325).
      ['trust_id_outbound', (sip.sendIdentity ?? settings.sendIdentity) === 'no' ? null : true],
      mediaEncryption(sip, settings),
      ['moh_suggest', sip.musicOnHold],
      ['mailboxes', sip.mailbox],
      ['set_var', optionVariables(sip)],
    ]),
    section(name, [
      ['type', 'aor'],
      ['contact', sip.host === null ? null : sipUri(sip.host, sip.transport)],
      ['max_contacts', sip.host === null ? 1 : null],
      ['remove_existing', sip.host === null ? true : null],
      ['qualify_frequency', qualifyOf(sip, settings)],
      ['outbound_proxy', sip.host === null ? null : proxyUri(sip)],
      ['mailboxes', sip.subscribesToMailbox === true ? sip.mailbox : null],
    ]),
    ...(hasPassword(sip) ? [login(name, sip.username ?? name, ownPassword(sip, settings, open))] : []),
    ...(sip.outboundPassword === null
      ? []
      : [login(outbound, sip.username ?? name, plain(sip.outboundPassword, open))]),
    ...(sip.host === null
      ? []
      : [
          section(name, [
            ['type', 'identify'],
            ['endpoint', name],
            ['match', addressOf(sip.host)],
          ]),
        ]),
    ...registration(name, sip, around),
  ]
}

/** insecure=invite (§5.3): a call is known by its address. Who registers here must log in for that anyway. */
const asksLogin = (sip: SipTrunk): boolean => hasPassword(sip) && (sip.host === null || sip.authenticatesCalls)

const hasPassword = (sip: SipTrunk): boolean => sip.password !== null || sip.md5Password !== null

/** The way of logging in, then who does, then what he proves it with. */
const login = (name: string, username: string, [way, ...proof]: readonly Setting[]): string =>
  section(name, [['type', 'auth'], ...(way ? [way] : []), ['username', username], ...proof])

const plain = (password: Sealed, open: Rendering['open']): readonly Setting[] => [
  ['auth_type', 'userpass'],
  ['password', open(password.sealed)],
]

/** An MD5 is that of one realm: Asterisk compares it with the realm that asks, its own or that of the other side. */
function ownPassword(sip: SipTrunk, settings: SipSettings, open: Rendering['open']): readonly Setting[] {
  if (sip.password !== null) return plain(sip.password, open)
  if (sip.md5Password === null) return []
  return [
    ['auth_type', 'md5'],
    ['realm', sip.md5Realm ?? settings.realm],
    ['md5_cred', open(sip.md5Password.sealed)],
  ]
}

/**
 * An outage or a refusal of the other side must not end the attempts for good. `line` makes its calls known by the registration
 * itself. The login has a name of its own, which no trunk can have.
 */
function registration(name: string, sip: SipTrunk, { settings, open, server }: TrunkSurroundings): readonly string[] {
  const register = sip.registration
  if (!register || (register.password === null && !hasPassword(sip))) return []
  const password = register.password === null ? ownPassword(sip, settings, open) : plain(register.password, open)
  const own = `${name}@registration`
  const { clientUri, serverUri } = registrationUris(register)
  return [
    section(name, [
      ['type', 'registration'],
      ['transport', transportOn(server, register.transport)],
      ['outbound_auth', own],
      ['server_uri', serverUri],
      ['client_uri', clientUri],
      ['contact_user', register.contactUser ?? register.username],
      ['expiration', register.expirySeconds],
      ['retry_interval', settings.registrationTimeoutSeconds],
      ['forbidden_retry_interval', 300],
      ['max_retries', 1_000_000],
      ['auth_rejection_permanent', false],
      ['outbound_proxy', proxyUri(sip)],
      ['line', true],
      ['endpoint', name],
    ]),
    login(own, register.authUsername ?? register.username, password),
  ]
}

/** By which the PBX tells of it: a registration is named nowhere in its events. */
export const registrationUris = ({ username, server, transport }: NonNullable<SipTrunk['registration']>) => ({
  clientUri: `sip:${username}@${server}`,
  serverUri: sipUri(server, transport),
})

export const sipUri = (host: string, transport: 'udp' | 'tcp' | 'tls'): string =>
  transport === 'udp' ? `sip:${host}` : `sip:${host};transport=${transport}`

/** The address alone, as `match` wants it: without port, IPv6 without brackets. */
export const addressOf = (host: string): string => {
  const [, ipv6] = /^\[(.*)\]/.exec(host) ?? []
  return ipv6 ?? host.replace(/:[0-9]+$/, '')
}
