import { confFile, section, type Setting } from './conf-file.ts'
import type { FileRenderer } from './rendered-file.ts'

/**
 * The web server for browsers (pbx-configuration §5.2): ws on the port that was chosen, wss on it where ws is not wanted, else on the
 * next one. Asterisk cannot have wss alone: the plain one is then only for itself.
 */
export const httpConf: FileRenderer = {
  path: 'http.conf',
  reads: [],
  reload: { module: 'http' },
  render({ server: { transports, bindAddress, httpPort, certificateFile, privateKeyFile } }) {
    const [plain, encrypted] = [transports.includes('ws'), transports.includes('wss')]
    const [plainPort, encryptedPort] = plain ? [httpPort, httpPort + 1] : [httpPort + 1, httpPort]
    const tls: readonly Setting[] = encrypted
      ? [
          ['tlsenable', true],
          ['tlsbindaddr', `${bindAddress}:${encryptedPort}`],
          ['tlscertfile', certificateFile],
          ['tlsprivatekey', privateKeyFile],
        ]
      : []
    return confFile([
      section('general', [
        ['enabled', plain || encrypted],
        ['bindaddr', plain ? bindAddress : '127.0.0.1'],
        ['bindport', plainPort],
        ...tls,
      ]),
    ])
  },
}
