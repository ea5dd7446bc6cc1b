import { withOpened } from '../../open.ts'
import { projections } from '../../projections.ts'
import type { Command } from '../command.ts'
import { troubleOnly } from '../quiet-log.ts'
import { progressBar } from '../terminal.ts'
import { UsageError } from '../usage-error.ts'

/** Derives read models again from the log, beside those in use, and switches. */
export const rebuildCommand: Command = {
  name: 'rebuild',
  summary: 'derive read models again from the log, beside those in use, then switch; readers notice nothing',
  usage: '[PROJECTION...] [--compare]',
  options: { compare: { type: 'boolean' } },
  async run({ options, words, terminal, dataDirectory, signal }) {
    const known = projections.map(({ name }) => name)
    const unknown = words.find(word => !known.includes(word))
    if (unknown !== undefined) throw new UsageError(`there is no projection ${unknown}; there are: ${known.join(', ')}`)
    return withOpened({ dataDirectory, log: troubleOnly(terminal) }, async ({ engine }) => {
      const results = []
      for (const name of words.length > 0 ? words : known) {
        const result = await engine.rebuild(name, {
          signal,
          compare: options['compare'] === true,
          onProgress: ({ projection, position, end }) =>
            terminal.progress(`${progressBar(position, end, 'events')} in ${projection}`),
        })
        const rate = Math.round(result.events / Math.max(result.seconds, 0.001))
        terminal.print(
          `${name}: ${result.events.toLocaleString('en')} events in ${result.seconds.toFixed(1)} s (${rate.toLocaleString('en')} events/s)`,
        )
        const differences = (result.differences ?? []).filter(({ onlyOld, onlyNew }) => onlyOld + onlyNew > 0)
        for (const { table, onlyOld, onlyNew } of differences)
          terminal.print(`  ${table}: ${onlyOld} rows only in the old tables, ${onlyNew} only in the new ones`)
        if (options['compare'] === true && differences.length === 0) terminal.print('  the same, byte for byte')
        results.push(options['compare'] === true ? { ...result, differences } : result)
      }
      terminal.document(results)
      return 0
    })
  },
}
