import type { Pool } from 'pg'
import type { EventStore } from '../../../domain/kernel/event-store.ts'
import type { NewEvent } from '../../../domain/kernel/event.ts'
import { silent } from '../../../domain/kernel/log.ts'
import { createMemoryEventStore } from '../../../infra/event-store/memory.ts'
import { projections } from '../../../infra/projections.ts'
import { createProjectionEngine } from '../../../projections/engine/engine.ts'
import { contentsOf } from '../../../projections/engine/testing/workbench.ts'

interface Follower {
  readonly pool: Pool
  /** Names of the read models. */
  readonly models: readonly string[]
  readonly streamOf: (event: NewEvent) => string
}

interface Pieces {
  /** Events that are there when he looks, time after time. */
  readonly sizes: readonly number[]
  /** Of the rebuild. */
  readonly pageSize: number
}

/** What somebody has who folds the log as it grows, purges included, and what a rebuild makes of all of it. */
export async function followedAndRebuilt(
  { pool, models, streamOf }: Follower,
  events: readonly NewEvent[],
  { sizes, pageSize }: Pieces,
) {
  await forget(pool)
  const store: EventStore = createMemoryEventStore()
  const engine = (size: number) => createProjectionEngine({ pool, store, projections, log: silent, pageSize: size })
  const contents = async () =>
    Object.fromEntries(await Promise.all(models.map(async name => [name, await contentsOf(pool, name)] as const)))
  for (let from = 0, piece = 0; from < events.length; piece++) {
    const taken = events.slice(from, (from += sizes[piece % sizes.length] ?? 1))
    for (const event of taken) await store.append([{ stream: streamOf(event), expected: 'any', events: [event] }])
    await engine(1000).catchUp({ projections: models })
  }
  const followed = await contents()
  for (const name of models) await engine(pageSize).rebuild(name)
  return { followed, rebuilt: await contents() }
}

async function forget(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ schema: string }>('DELETE FROM engine.build RETURNING schema_name AS schema')
  for (const { schema } of rows) await pool.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`)
}
