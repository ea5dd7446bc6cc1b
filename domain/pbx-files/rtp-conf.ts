import { confFile, section } from './conf-file.ts'
import type { FileRenderer } from './rendered-file.ts'

/** Ports of media (pbx-configuration §4.3). */
export const rtpConf: FileRenderer = {
  path: 'rtp.conf',
  reads: [],
  reload: { module: 'res_rtp_asterisk.so' },
  render: ({ server: { rtpFirstPort, rtpLastPort } }) =>
    confFile([
      section('general', [
        ['rtpstart', rtpFirstPort],
        ['rtpend', rtpLastPort],
      ]),
    ]),
}
