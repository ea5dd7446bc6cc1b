import type { Command } from '../command.ts'
import { UsageError } from '../usage-error.ts'

/** Loaded when it is asked for: with them comes most of the configuration, and the API. */
const actions: Readonly<Record<string, () => Promise<Command['run']>>> = {
  apply: async () => (await import('./config/apply.ts')).applyDocument,
  export: async () => (await import('./config/export.ts')).exportDocument,
  history: async () => (await import('./config/history.ts')).showHistory,
  scheduled: async () => (await import('./config/scheduled.ts')).showScheduled,
  cancel: async () => (await import('./config/scheduled.ts')).cancelScheduledChange,
  diff: async () => (await import('./config/diff.ts')).showDiff,
  revert: async () => (await import('./config/revert.ts')).revert,
  render: async () => (await import('./config/render.ts')).renderToDirectory,
  'roll-out': async () => (await import('./config/roll-out.ts')).rollOutConfiguration,
  drift: async () => (await import('./config/roll-out.ts')).showDrift,
  import: async () => (await import('./config/import-directory.ts')).importDirectory,
  'import-users': async () => (await import('./config/import-users.ts')).importUsersFile,
  'export-users': async () => (await import('./config/export-users.ts')).exportUsers,
  'import-phonebook': async () => (await import('./config/import-phonebook.ts')).importPhonebookFile,
  'export-phonebook': async () => (await import('./config/export-phonebook.ts')).exportPhonebook,
}

/** The configuration of a site as people keep it: documents in, documents out, and its past. */
export const configCommand: Command = {
  name: 'config',
  summary: 'apply, export, compare and bring back the configuration of a site',
  usage:
    'apply FILE [--at INSTANT] [--dry-run] [--comment TEXT]\n' +
    '       ringledger config scheduled [--all]\n' +
    '       ringledger config cancel CHANGE-SET [--comment TEXT]\n' +
    '       ringledger config export [--as-of MOMENT]\n' +
    '       ringledger config history [KIND:KEY] [--last N]\n' +
    '       ringledger config diff --from MOMENT [--to MOMENT] [--files [--node NODE]]\n' +
    '       ringledger config render --out DIRECTORY [--node NODE] [--as-of MOMENT]\n' +
    '       ringledger config roll-out [--node NODE] [--overwrite-drift] [--wait]\n' +
    '       ringledger config drift [--node NODE]\n' +
    '       ringledger config revert --to MOMENT [--confirm] [--dry-run] [--comment TEXT]\n' +
    '       ringledger config import-users FILE [--update] [--row-by-row] [--dry-run] [--comment TEXT]\n' +
    '       ringledger config export-users [--as-of MOMENT]\n' +
    '       ringledger config import-phonebook FILE [--row-by-row] [--dry-run] [--comment TEXT]\n' +
    '       ringledger config export-phonebook [--as-of MOMENT]\n' +
    '       ringledger config import DIRECTORY [--apply [--dry-run] [--comment TEXT]]\n' +
    'FILE is YAML or JSON, of users and contacts it is CSV; - is standard input. MOMENT is an instant (2026-11-29T08:00:00Z) or a position of the log.\n' +
    'Everywhere: --site SITE, where there are several.',
  mostWords: 2,
  options: {
    site: { type: 'string' },
    comment: { type: 'string' },
    at: { type: 'string' },
    all: { type: 'boolean' },
    confirm: { type: 'boolean' },
    'dry-run': { type: 'boolean' },
    apply: { type: 'boolean' },
    update: { type: 'boolean' },
    'row-by-row': { type: 'boolean' },
    'as-of': { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    last: { type: 'string' },
    out: { type: 'string' },
    wait: { type: 'boolean' },
    'overwrite-drift': { type: 'boolean' },
    node: { type: 'string' },
    files: { type: 'boolean' },
  },
  async run(invocation) {
    const [name] = invocation.words
    const action = Object.entries(actions).find(([known]) => known === name)?.[1]
    if (action) return (await action())(invocation)
    const names = Object.keys(actions).join(', ')
    throw new UsageError(
      name === undefined ? `say what to do: ${names}` : `there is no config ${name}; there are ${names}`,
    )
  },
}
