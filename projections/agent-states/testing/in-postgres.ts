import type { PoolClient } from 'pg'
import type { EventStore } from '../../../domain/kernel/event-store.ts'
import type { Cell } from '../../../domain/kernel/projection.ts'
import { logUpTo } from '../../engine/bounded-log.ts'
import { writtenAlone } from '../../engine/testing/written-alone.ts'
import { tableWriter } from '../../engine/write.ts'
import { queueVisits } from '../../queue-visits/queue-visits.ts'
import { agentStates } from '../agent-states.ts'
import { foldOver } from '../fold.ts'
import { storedTables } from '../stored.ts'
import { eventsOf, roomy, type Cutting } from './folding.ts'

/** Makes the projection's tables, empty, in the schema that readers use; and those that tell of excluded calls. */
export async function emptyTables(client: PoolClient): Promise<void> {
  await client.query('drop schema if exists agent_states cascade; create schema agent_states')
  await client.query('drop schema if exists queue_visits cascade; create schema queue_visits')
  await client.query(`set search_path to queue_visits; ${queueVisits.tables}`)
  await client.query('set search_path to agent_states')
  await client.query(agentStates.tables)
}

/** Folds the log into real tables, by the projection's own SQL and the engine's own way of writing. */
export async function foldInto(client: PoolClient, store: EventStore, cutting: Cutting): Promise<void> {
  await emptyTables(client)
  const write = tableWriter(client)
  const events = await eventsOf(store)
  let bound = 0
  const log = logUpTo(store, () => bound)
  const open = () => foldOver(storedTables(client), log, bound, cutting.capacity ?? roomy)
  let fold = await open()
  for (let from = 0, page = 0; from < events.length; page++) {
    if (cutting.reopen?.(page)) fold = await open()
    const size = Math.max(1, cutting.sizes[page % cutting.sizes.length] ?? 1)
    const taken = events.slice(from, from + size)
    bound = taken.at(-1)?.position ?? bound
    await write(writtenAlone(await fold.page(taken)))
    from += size
  }
  await client.query(agentStates.indexes ?? '')
}

/** As MemoryTables.dump: rows as cells, without the tables that are empty. */
export async function dumpOf(client: PoolClient): Promise<Readonly<Record<string, readonly (readonly Cell[])[]>>> {
  const { rows: tables } = await client.query<{ name: string }>(
    `select table_name as name from information_schema.tables
     where table_schema = 'agent_states' and table_type = 'BASE TABLE' order by 1`,
  )
  const dump: Record<string, readonly (readonly Cell[])[]> = {}
  for (const { name } of tables) {
    const { rows } = await client.query<Record<string, Cell>>(`select * from agent_states.${name}`)
    if (rows.length > 0) dump[name] = rows.map(row => Object.values(row))
  }
  return dump
}
