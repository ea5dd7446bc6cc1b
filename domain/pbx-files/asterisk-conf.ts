import { addition, confFile } from './conf-file.ts'
import type { FileRenderer } from './rendered-file.ts'

/**
 * uniqueid is one of its server only: systemname makes it one of all (pbx-configuration §4.3). asterisk.conf itself says where the
 * PBX has its directories and stays the operator's; it includes this file by its
 * whole path, below its section [options].
 */
export const asteriskConf: FileRenderer = {
  path: 'asterisk.d/ringledger.conf',
  reads: [],
  reload: { restart: true },
  render: ({ server }) => confFile([addition('options', [['systemname', server.name]])]),
}
