import type { Projection } from '../../domain/kernel/projection.ts'
import { configurationTypes, openConfiguration } from './configuration.ts'
import { namingTypes, openConfigured } from './configured.ts'
import { knownNames } from './known-names.ts'
import { factTypes, openProgress } from './progress.ts'
import tables from './tables.sql'

const facts: ReadonlySet<string> = new Set(factTypes)
const naming: ReadonlySet<string> = new Set(namingTypes)

/** What there is: sites, nodes, sources and how far they have come, thresholds, tokens, the names of queues, agents, users and lines. */
export const directory: Projection = {
  name: 'directory',
  version: 10,
  handles: [...configurationTypes, ...namingTypes, ...factTypes],
  tables,
  // Everybody's access hangs on it: one event that cannot be read must not keep later revocations from counting.
  onError: 'skip',

  async open({ sql }) {
    const queues = await knownNames(sql, 'known_queue')
    const agents = await knownNames(sql, 'known_agent')
    const configuration = await openConfiguration(sql, queues)
    const configured = await openConfigured(sql)
    const progress = await openProgress(sql, ({ queue, agent }, site) => {
      if (queue !== undefined) queues.see(site, queue)
      if (agent !== undefined) agents.see(site, agent)
    })
    return {
      page(events) {
        for (const event of events)
          if (facts.has(event.type)) progress.count(event)
          else if (naming.has(event.type)) configured.apply(event)
          else configuration.apply(event)
        const writes = [
          ...configuration.takeWrites(),
          ...configured.takeWrites(),
          ...[progress, queues, agents].map(changes => changes.takeWrites()),
        ]
        return Promise.resolve(writes.filter(write => write !== undefined))
      },
    }
  },
}
