import type { Pool } from 'pg'
import type { EventStore } from '../../../domain/kernel/event-store.ts'
import type { NewEvent } from '../../../domain/kernel/event.ts'
import { silent } from '../../../domain/kernel/log.ts'
import type { EngineOptions } from '../context.ts'
import { createProjectionEngine, type ProjectionEngine } from '../engine.ts'
import { tally } from './tally.ts'

/** An engine over `tally` that the test stops itself, or endAll does. */
export function engineOn(pool: Pool, store: EventStore, options: Partial<EngineOptions> = {}): ProjectionEngine {
  return createProjectionEngine({ pool, store, projections: [tally], log: silent, ...options })
}

export async function append(store: EventStore, events: readonly NewEvent[]): Promise<number> {
  for (let i = 0; i < events.length; i += 1000) {
    const outcome = await store.append([{ stream: 'game', expected: 'any', events: events.slice(i, i + 1000) }])
    if (!outcome.ok) throw new Error('the test log refused an append')
  }
  return store.lastPosition()
}

/** Every row of every table of a schema, in an order of their own: what must be equal byte for byte. */
export async function contentsOf(pool: Pool, schema: string): Promise<Record<string, string[]>> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = $1::regnamespace ORDER BY relname`,
    [schema],
  )
  const contents: Record<string, string[]> = {}
  for (const { name } of rows) {
    const table = await pool.query<{ row: string }>(`SELECT t::text AS row FROM ${schema}.${name} AS t ORDER BY 1`)
    contents[name] = table.rows.map(({ row }) => row)
  }
  return contents
}

/** Waits for what other processes and background work bring about. The test's own time limit ends it. */
export async function eventually(holds: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await holds())) await new Promise(resolve => setTimeout(resolve, 10))
}
