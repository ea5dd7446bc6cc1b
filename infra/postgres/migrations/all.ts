import log from './0001-log.sql'
import engine from './0002-engine.sql'
import panels from './0003-panels.sql'
import restatement from './0004-restatement.sql'
import workflows from './0005-workflows.sql'
import panelNames from './0006-panel-names.sql'
import appendTogether from './0007-append-together.sql'
import panelExclusions from './0008-panel-exclusions.sql'

export interface Migration {
  /** 1, 2, 3, ... in the order of application. */
  readonly version: number
  readonly name: string
  readonly sql: string
}

/** In the order of application. A published migration is never changed: add another one. */
export const migrations: readonly Migration[] = [
  { version: 1, name: 'log', sql: log },
  { version: 2, name: 'engine', sql: engine },
  { version: 3, name: 'panels', sql: panels },
  { version: 4, name: 'engine: restatement', sql: restatement },
  { version: 5, name: 'workflows', sql: workflows },
  { version: 6, name: 'panels: names of queues', sql: panelNames },
  { version: 7, name: 'log: append together', sql: appendTogether },
  { version: 8, name: 'panels: excluded calls', sql: panelExclusions },
]
