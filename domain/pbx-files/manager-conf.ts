import { confFile, section } from './conf-file.ts'
import type { FileRenderer } from './rendered-file.ts'

/** Those of pbx-configuration §4.3, and cc, cdr, security for what happens beside calls. Reloading needs system, `module show` command. */
const classes = [
  'system',
  'call',
  'log',
  'verbose',
  'command',
  'agent',
  'user',
  'config',
  'dtmf',
  'reporting',
  'cdr',
  'dialplan',
  'originate',
].join(',')

/** The account by which a server is watched and reloaded. manager.conf has `enabled = yes` and `#include manager.d/*.conf`. */
export const managerConf: FileRenderer = {
  path: 'manager.d/ringledger.conf',
  reads: [],
  reload: { module: 'manager' },
  render: ({ server: { manager }, open }) =>
    manager === null
      ? undefined
      : confFile([
          section(manager.username, [
            ['secret', open(manager.secret.sealed)],
            ['deny', ['0.0.0.0/0.0.0.0', '::/0']],
            ['permit', manager.permitted],
            ['read', classes],
            ['write', classes],
            ['writetimeout', 10_000],
          ]),
        ]),
}
