import { handleCommand } from '../../domain/kernel/handle-command.ts'
import { sites } from '../../domain/sites/sites.ts'
import type { FactIntake } from '../../api/ports/fact-intake.ts'
import { readDelivery, type Delivery } from '../../ingest/transport/delivery.ts'
import { createReceiver } from '../../ingest/transport/receive.ts'
import { registerPlace } from '../registration.ts'

/** Name of the source that a node has for its collector. */
const sourceName = 'collector'

/** What collectors deliver goes into the log; with its first delivery a node, its site and its source are registered if they are new. */
export function factIntake(options: Parameters<typeof createReceiver>[0]): FactIntake<Delivery> {
  const { store, clock, log } = options
  const receiver = createReceiver(options)
  const registered = new Map<string, string>()

  async function register({ site, node, timeZone, sources }: Delivery, actor: string): Promise<void> {
    const kinds = sources.map(({ kind }) => kind).sort()
    const key = `${site}/${node}`
    const known = JSON.stringify([timeZone, kinds])
    if (registered.get(key) === known) return
    await registerPlace(store, { site, node, timeZone, actor })
    if (kinds.length > 0) {
      const source = { name: sourceName, kind: 'collector', kinds } as const
      const command = { type: 'ConfigureSource', site, node, source } as const
      await handleCommand(store, sites, command, { stream: `site/${site}`, occurredAt: clock(), actor, site })
      log('info', `${key}: ${kinds.join(', ')} come by a collector`)
    }
    registered.set(key, known)
  }

  return {
    cursors: ({ site, node }) => receiver.cursors(site, node),
    read: readDelivery,
    async take(delivery, actor) {
      await register(delivery, actor)
      return receiver.take(delivery)
    },
  }
}
