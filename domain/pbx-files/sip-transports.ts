import { objectOf } from '../configuration/configuration.ts'
import { singleKey } from '../configuration/kind.ts'
import { sipSettings } from '../routing/sip/sip-settings.ts'
import type { MediaServer } from '../sites/media-servers.ts'
import { confFile, section, type Setting } from './conf-file.ts'
import type { FileRenderer } from './rendered-file.ts'

type Transport = MediaServer['transports'][number]

const transportOf = (transport: Transport): string => `transport-${transport}`

/** The name of the transport if the server has it: one that is not there would make Asterisk drop what names it. */
export const transportOn = (server: MediaServer, transport: Transport): string | null =>
  server.transports.includes(transport) ? transportOf(transport) : null

/** What only a restart makes effective has a file of its own, so that everything else of SIP can be reloaded. */
export const pjsipTransportsConf: FileRenderer = {
  path: 'pjsip_transports.conf',
  reads: [sipSettings.name],
  reload: { restart: true },
  render: ({ configuration, server }) => {
    const settings = objectOf(configuration, sipSettings, singleKey)?.value
    return confFile([
      section('system', [
        ['type', 'system'],
        ['timer_t1', settings?.timerT1Ms],
        ['timer_b', settings?.timerBMs],
      ]),
      ...server.transports.map(transport => section(transportOf(transport), transportSettings(transport, server))),
    ])
  },
}

const transportSettings = (transport: Transport, server: MediaServer): readonly Setting[] => [
  ['type', 'transport'],
  ['protocol', transport],
  ['bind', `${server.bindAddress}:${transport === 'tls' ? server.tlsPort : server.sipPort}`],
  ...(transport === 'tls' ? certificate(server) : []),
  ...(server.externalAddress === null ? [] : outside(server.externalAddress, server)),
]

const certificate = ({ certificateFile, privateKeyFile }: MediaServer): readonly Setting[] => [
  ['cert_file', certificateFile],
  ['priv_key_file', privateKeyFile],
  ['method', 'tlsv1_2'],
]

const outside = (address: string, { localNetworks }: MediaServer): readonly Setting[] => [
  ['external_signaling_address', address],
  ['external_media_address', address],
  ['local_net', localNetworks],
]
