import { objectOf, objectsOf, type Configuration, type ConfiguredObject } from '../configuration/configuration.ts'
import { singleKey } from '../configuration/kind.ts'
import { queues } from '../queues/configured-queues.ts'
import { contexts } from '../routing/dialplan/contexts.ts'
import { featureCodes } from '../routing/dialplan/feature-codes.ts'
import { groups } from '../routing/groups.ts'
import { pickupGroups } from '../routing/pickup-groups.ts'
import { sipSettings, type SipSettings } from '../routing/sip/sip-settings.ts'
import { sipTemplates, type SipTemplate } from '../routing/sip/sip-templates.ts'
import { trunks, type Trunk } from '../routing/sip/trunks.ts'
import { mediaServers, type MediaServer } from '../sites/media-servers.ts'
import { users, type User } from '../users/configured-users.ts'
import { lines, type Line } from '../users/lines.ts'
import { confFile, section } from './conf-file.ts'
import { lineSections } from './line-sections.ts'
import { memo } from './memo.ts'
import { pickupNames, textOf } from './pickup-names.ts'
import type { FileRenderer, Rendering } from './rendered-file.ts'
import { isOn, meshContext, meshEndpointOf, otherServers } from './servers.ts'
import { codecSettings } from './sip-endpoint.ts'
import { pjsipTransportsConf, transportOn } from './sip-transports.ts'
import { addressOf, sipUri, trunkSections } from './trunk-sections.ts'

/** pbx-configuration §5.2-5.4, §9.3, §4.3: the lines and trunks of this server, and a trunk to each other one. */
export const pjsipConf: FileRenderer = {
  path: 'pjsip.conf',
  reads: [
    sipSettings.name,
    sipTemplates.name,
    featureCodes.name,
    lines.name,
    users.name,
    trunks.name,
    mediaServers.name,
    contexts.name,
    pickupGroups.name,
    groups.name,
    queues.name,
  ],
  reload: { module: 'res_pjsip.so' },
  // Of queues and groups only who is in them for pickup: a queue that is renamed must not cost a look at every line.
  madeOf: ({ configuration }) => [
    ...[sipSettings, sipTemplates, featureCodes, lines, users, trunks, mediaServers, contexts].map(({ name }) =>
      configuration.objects.get(name),
    ),
    textOf(pickupNames(configuration)),
  ],
  render: rendering => {
    const { configuration } = rendering
    const settings = objectOf(configuration, sipSettings, singleKey)?.value
    if (!settings) return undefined
    return confFile([
      `#include ${pjsipTransportsConf.path}\n`,
      globalSection(settings, configuration),
      ...guests(settings, configuration),
      ...meshSections(settings, rendering),
      ...linesHere(settings, rendering),
      ...trunksHere(settings, rendering),
    ])
  },
}

const globalSection = (settings: SipSettings, configuration: Configuration): string =>
  section('global', [
    ['type', 'global'],
    ['default_realm', settings.realm],
    ['default_voicemail_extension', objectOf(configuration, featureCodes, singleKey)?.value.voicemailConsult],
  ])

/** Guests reach what the outside reaches: the first context of incalls. Without one they are refused. */
function guests(settings: SipSettings, configuration: Configuration): readonly string[] {
  const outside = objectsOf(configuration, contexts).find(({ value }) => value.type === 'incall' && value.enabled)
  if (!settings.allowGuests || !outside) return []
  return [
    section('anonymous', [
      ['type', 'endpoint'],
      ['context', outside.key],
      ['allow_transfer', false],
      ['allow_subscribe', false],
      ...codecSettings(settings.codecs),
    ]),
  ]
}

/** Calls between servers carry the number that is wanted and who calls. */
const meshSections = (settings: SipSettings, { configuration, server }: Rendering): readonly string[] =>
  otherServers(server, configuration).flatMap(other => {
    const name = meshEndpointOf(other.name)
    const transport = sharedTransport(server, other)
    return [
      section(name, [
        ['type', 'endpoint'],
        ['context', meshContext],
        ['transport', transportOn(server, transport)],
        ['aors', name],
        ...codecSettings(settings.codecs),
        ['direct_media', false],
        ['trust_id_inbound', true],
        ['trust_id_outbound', true],
        ['send_pai', true],
      ]),
      section(name, [
        ['type', 'aor'],
        ['contact', sipUri(withPort(other, transport), transport)],
        ['qualify_frequency', 60],
      ]),
      section(name, [
        ['type', 'identify'],
        ['endpoint', name],
        ['match', addressOf(other.address)],
      ]),
    ]
  })

/** One that both have; udp where they share none, which a check of the servers would tell. */
const sharedTransport = (one: MediaServer, other: MediaServer): 'udp' | 'tcp' | 'tls' =>
  (['udp', 'tcp', 'tls'] as const).find(
    transport => one.transports.includes(transport) && other.transports.includes(transport),
  ) ?? 'udp'

const withPort = ({ address, sipPort, tlsPort }: MediaServer, transport: 'udp' | 'tcp' | 'tls'): string =>
  /:[0-9]+$/.test(address) && !address.endsWith(']') ? address : `${address}:${transport === 'tls' ? tlsPort : sipPort}`

function linesHere(settings: SipSettings, { configuration, server, open }: Rendering): readonly string[] {
  const owners = mainUsers(configuration)
  const pickup = pickupNames(configuration)
  return objectsOf(configuration, lines).flatMap(({ key, value }) => {
    if (!value.enabled || 'custom' in value.endpoint || !isOn(server, value.mediaServer, configuration)) return []
    const user = owners.get(key)
    const intercepted = (user && pickup.intercepted.get(user.key)) ?? ''
    const interceptor = (user && pickup.interceptors.get(user.key)) ?? ''
    const template = templateOf(value, configuration)
    const around = { settings, open, server, template, user, intercepted, interceptor }
    return [lineMemo(value, Object.values(around), () => confFile(lineSections(value, around)))]
  })
}

const lineMemo = memo()

const templateOf = ({ sipTemplate: name }: Line | Trunk, configuration: Configuration): SipTemplate | undefined =>
  name === null ? undefined : objectOf(configuration, sipTemplates, name)?.value

/** By line, whose main line it is: the first user by name, where it serves several. */
function mainUsers(configuration: Configuration): ReadonlyMap<string, ConfiguredObject<User>> {
  const owners = new Map<string, ConfiguredObject<User>>()
  for (const user of objectsOf(configuration, users)) {
    const [main] = user.value.lines
    if (main !== undefined && !owners.has(main)) owners.set(main, user)
  }
  return owners
}

const trunksHere = (settings: SipSettings, { configuration, server, open }: Rendering): readonly string[] =>
  objectsOf(configuration, trunks)
    .filter(({ value }) => value.enabled && isOn(server, value.mediaServer, configuration))
    .flatMap(({ value }) =>
      trunkSections(value, { settings, open, server, template: templateOf(value, configuration) }),
    )
