import type { Pool } from 'pg'
import { afterEach, beforeEach } from 'vitest'
import type { EventStore } from '../../../domain/kernel/event-store.ts'
import type { NewEvent } from '../../../domain/kernel/event.ts'
import { silent } from '../../../domain/kernel/log.ts'
import { createMemoryEventStore } from '../../../infra/event-store/memory.ts'
import { freshDatabase, type TestDatabase } from '../../../infra/testing/database.ts'
import type { EngineOptions } from '../context.ts'
import { createProjectionEngine, type ProjectionEngine } from '../engine.ts'
import { tally } from './tally.ts'

/** An engine over `tally` that the test stops itself. */
export function engineOn(pool: Pool, store: EventStore, options: Partial<EngineOptions> = {}): ProjectionEngine {
  return createProjectionEngine({ pool, store, projections: [tally], log: silent, ...options })
}

/** What a test of the engine works with: new for each test, and cleared away behind it. */
interface Workbench {
  readonly url: string
  readonly pool: Pool
  readonly store: EventStore
  /** An engine over `tally`, stopped at the end of the test. */
  readonly engine: (options?: Partial<EngineOptions>) => ProjectionEngine
  /** @returns the end of the log */
  readonly append: (events: readonly NewEvent[]) => Promise<number>
  /** An empty log in place of the one that the tables were filled from. */
  beginAnotherLog(): void
}

/** @param usual options of every engine of this file */
export function workbench(usual: Partial<EngineOptions> = {}): Workbench {
  let database: TestDatabase
  let store: EventStore
  const engines: ProjectionEngine[] = []
  beforeEach(async () => {
    database = await freshDatabase('engine')
    store = createMemoryEventStore()
  })
  afterEach(async () => {
    await Promise.all(engines.splice(0).map(engine => engine.stop()))
    await database.drop()
  })
  return {
    get url() {
      return database.url
    },
    get pool() {
      return database.pool
    },
    get store() {
      return store
    },
    engine(options = {}) {
      const engine = engineOn(database.pool, store, { ...usual, ...options })
      engines.push(engine)
      return engine
    },
    append: events => append(store, events),
    beginAnotherLog: () => void (store = createMemoryEventStore()),
  }
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

/** What these events amount to, folded in one page. */
export async function tablesOf(events: readonly NewEvent[]): Promise<Record<string, string[]>> {
  const database = await freshDatabase('engine')
  const log = createMemoryEventStore()
  await append(log, events)
  await engineOn(database.pool, log).catchUp()
  const contents = await contentsOf(database.pool, 'tally')
  await database.drop()
  return contents
}

/** Waits for what other processes and background work bring about. The test's own time limit ends it. */
export async function eventually(holds: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await holds())) await new Promise(resolve => setTimeout(resolve, 10))
}
