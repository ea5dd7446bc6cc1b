import { confFile, section } from './conf-file.ts'
import type { FileRenderer } from './rendered-file.ts'

/** queue_log always goes to its file, also where it is mapped to a table: the file is what is read. */
export const loggerConf: FileRenderer = {
  path: 'logger.conf',
  reads: [],
  reload: { module: 'logger' },
  render: () =>
    confFile([
      section('general', [
        ['dateformat', '%F %T.%3q'],
        ['queue_log', true],
        ['queue_log_to_file', true],
        ['rotatestrategy', 'rotate'],
      ]),
      section('logfiles', [['messages', 'notice,warning,error']]),
    ]),
}
