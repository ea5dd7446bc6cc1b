import type { Command } from './command.ts'
import { auditCommand } from './commands/audit.ts'
import { backupCommand } from './commands/backup.ts'
import { collectCommand } from './commands/collect.ts'
import { configCommand } from './commands/config.ts'
import { demoCommand } from './commands/demo.ts'
import { importCommand } from './commands/import.ts'
import { quarantineCommand } from './commands/quarantine.ts'
import { purgeCommand } from './commands/purge.ts'
import { queryCommand } from './commands/query.ts'
import { rebuildCommand } from './commands/rebuild.ts'
import { restoreCommand } from './commands/restore.ts'
import { serveCommand, startCommand } from './commands/serve.ts'
import { simulateCommand } from './commands/simulate.ts'
import { statusCommand } from './commands/status.ts'
import { tokenCommand } from './commands/token.ts'

/** Every command, in the order of the overview. */
export const commands: readonly Command[] = [
  startCommand,
  serveCommand,
  demoCommand,
  importCommand,
  collectCommand,
  queryCommand,
  statusCommand,
  rebuildCommand,
  quarantineCommand,
  auditCommand,
  purgeCommand,
  backupCommand,
  restoreCommand,
  tokenCommand,
  configCommand,
  simulateCommand,
]
