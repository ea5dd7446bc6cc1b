import { trunks } from '../../routing/sip/trunks.ts'
import { exceptions, ownOptions, onlySet, type GeneralOptions } from './endpoint-options.ts'
import type { Endpoint, PjsipObjects } from './pjsip-objects.ts'
import { proposeDefinition, type Proposal } from './proposal.ts'
import type { SectionReader } from './section-reader.ts'

/** `sip:198.51.100.7:5080;transport=tcp` */
function uriOf(text: string | undefined): {
  readonly host?: string
  readonly user?: string
  readonly transport?: string
} {
  const [, user, host, parameters = ''] = /^sips?:(?:([^@]+)@)?([^;?]+)(.*)$/.exec(text ?? '') ?? []
  const transport = /;transport=(udp|tcp|tls)/i.exec(parameters)?.[1]?.toLowerCase()
  return { ...(host ? { host } : {}), ...(user ? { user } : {}), ...(transport ? { transport } : {}) }
}

const withoutPort = (host: string | undefined): string | undefined => host?.replace(/:\d+$/, '')

/** An endpoint at an address, with its login, and the registration with it. */
export function adoptTrunk(
  { reader, name, aor, general }: Endpoint,
  context: string,
  objects: PjsipObjects,
  site: Partial<GeneralOptions>,
  proposal: Proposal,
): void {
  const identify = objects.identifications.find(one => one.text('endpoint') === name)
  const contact = uriOf(aor?.text('contact'))
  const matches = identify?.list('match') ?? []
  const host = contact.host ?? matches[0]
  const others = matches.filter(one => one !== host && one !== withoutPort(host))
  if (others.length > 0)
    identify?.wrong(
      'match',
      `${others.join(', ')}: a trunk has one address here, which is ${host ?? 'that of its contact'}; define another trunk for each`,
    )
  const inbound = objects.auth(reader.text('auth'))
  const outbound = objects.auth(reader.text('outbound_auth'))
  const login = outbound ?? inbound
  login?.known('auth_type', 'realm')
  const username = login?.text('username')
  aor?.known('max_contacts', 'remove_existing', 'outbound_proxy')
  reader.known('transport', 'set_var')
  const registration = objects.registrations.find(
    one =>
      one.text('endpoint') === name ||
      (one.text('endpoint') === undefined &&
        (one.section.name === name || uriOf(one.text('server_uri')).host === contact.host)),
  )
  proposeDefinition(proposal, reader.section, trunks, {
    name,
    endpoint: {
      sip: onlySet({
        context,
        host,
        transport: contact.transport,
        username: username === name ? undefined : username,
        password: login?.text('password'),
        authenticatesCalls: inbound && host !== undefined ? true : undefined,
        registration: registration && registrationOf(registration, login?.text('password'), objects),
        ...ownOptions(reader),
        ...exceptions(general, site),
        musicOnHold: reader.text('moh_suggest'),
        variables: reader.texts('set_var').map(text => {
          const [variable = '', ...value] = text.split('=')
          return { name: variable, value: value.join('=').replaceAll('\\\\', '\\') }
        }),
      }),
    },
  })
}

function registrationOf(registration: SectionReader, trunkPassword: string | undefined, objects: PjsipObjects) {
  const server = uriOf(registration.text('server_uri'))
  const client = uriOf(registration.text('client_uri'))
  const auth = objects.auth(registration.text('outbound_auth'))
  const authUsername = auth?.text('username')
  const password = auth?.text('password')
  const contactUser = registration.text('contact_user')
  auth?.known('auth_type', 'realm')
  registration.known(
    'endpoint',
    'line',
    'transport',
    'retry_interval',
    'forbidden_retry_interval',
    'max_retries',
    'auth_rejection_permanent',
    'outbound_proxy',
  )
  return onlySet({
    server: server.host,
    transport: server.transport,
    username: client.user,
    authUsername: authUsername === client.user ? undefined : authUsername,
    password: password === trunkPassword ? undefined : password,
    expirySeconds: registration.whole('expiration'),
    contactUser: contactUser === client.user ? undefined : contactUser,
  })
}
