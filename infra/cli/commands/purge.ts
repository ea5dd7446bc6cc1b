import type { Command } from '../command.ts'

/** Removes now what a server removes by itself each day. */
export const purgeCommand: Command = {
  name: 'purge',
  summary: 'remove what is over by the settings of retention of a site, now; --dry-run counts it instead',
  usage: '[--site SITE] [--dry-run]',
  mostWords: 0,
  options: { site: { type: 'string' }, 'dry-run': { type: 'boolean' } },
  // Loaded when it is asked for: with it come the configuration and the reports.
  run: async invocation => (await import('./purge/remove-what-is-over.ts')).removeWhatIsOver(invocation),
}
