import type { PoolClient } from 'pg'
import type { EventStore } from '../../../domain/kernel/event-store.ts'
import { nothingClosed, type Fold } from '../../../domain/kernel/projection.ts'
import { logUpTo } from '../../engine/bounded-log.ts'
import { queueVisits } from '../../queue-visits/queue-visits.ts'
import { dumpTables, foldPages, makeTables, type Dump } from '../../testing/in-postgres.ts'
import { agentStates } from '../agent-states.ts'
import { foldOver } from '../fold.ts'
import { storedTables } from '../stored.ts'
import { eventsOf, roomy, type Cutting } from './folding.ts'

/** Beside them those that tell of excluded calls. */
async function emptyTables(client: PoolClient): Promise<void> {
  await makeTables(client, queueVisits)
  await makeTables(client, { ...agentStates, tables: `${agentStates.tables}; ${agentStates.indexes ?? ''}` })
}

export async function foldInto(client: PoolClient, store: EventStore, cutting: Cutting): Promise<void> {
  await emptyTables(client)
  let bound = 0
  const log = logUpTo(store, () => bound)
  const open = async (): Promise<Fold> => {
    const context = { position: bound, closedBefore: nothingClosed }
    const fold = await foldOver(storedTables(client), log, context, cutting.capacity ?? roomy)
    return {
      ...fold,
      page(events) {
        bound = events.at(-1)?.position ?? bound
        return fold.page(events)
      },
    }
  }
  await foldPages(client, await eventsOf(store), cutting, open)
}

/** As MemoryTables.dump. */
export const dumpOf = (client: PoolClient): Promise<Dump> => dumpTables(client, agentStates)
