import type { Projection } from '../../domain/kernel/projection.ts'
import { configurationTypes, openConfiguration } from './configuration.ts'
import { knownNames } from './known-names.ts'
import { factTypes, openProgress } from './progress.ts'
import tables from './tables.sql'

const facts: ReadonlySet<string> = new Set(factTypes)

/** What there is: sites, nodes, sources and how far they have come, thresholds, tokens, the names of queues and agents. */
export const directory: Projection = {
  name: 'directory',
  version: 1,
  handles: [...configurationTypes, ...factTypes],
  tables,
  // Everybody's access hangs on it: one event that cannot be read must not keep later revocations from counting.
  onError: 'skip',

  async open({ sql }) {
    const queues = await knownNames(sql, 'known_queue')
    const agents = await knownNames(sql, 'known_agent')
    const configuration = await openConfiguration(sql, queues)
    const progress = await openProgress(sql, queues, agents)
    return {
      page(events) {
        for (const event of events)
          if (facts.has(event.type)) progress.count(event)
          else configuration.apply(event)
        const writes = [
          ...configuration.takeWrites(),
          ...[progress, queues, agents].map(changes => changes.takeWrites()),
        ]
        return Promise.resolve(writes.filter(write => write !== undefined))
      },
    }
  },
}
