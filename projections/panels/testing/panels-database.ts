import type { Pool } from 'pg'
import type { EventStore } from '../../../domain/kernel/event-store.ts'
import type { NewEvent } from '../../../domain/kernel/event.ts'
import { silent } from '../../../domain/kernel/log.ts'
import { panelKinds, type PanelDocument } from '../../../domain/panels/document.ts'
import type { PanelIndex } from '../../../domain/panels/panel-index.ts'
import { amiEventRecorded, celRowRecorded, factStream, queueLogRowRecorded } from '../../../domain/pbx/facts.ts'
import { createMemoryEventStore } from '../../../infra/event-store/memory.ts'
import { createMemoryPanelIndex } from '../../../infra/panel-index/memory.ts'
import { emptyPanels } from '../../../infra/panel-index/testing/empty-panels.ts'
import { freshDatabase } from '../../../infra/testing/database.ts'
import { calls } from '../../calls/calls.ts'
import { createProjectionEngine, type ProjectionEngine } from '../../engine/engine.ts'
import { queueVisits } from '../../queue-visits/queue-visits.ts'
import { createPanelWriter, type PanelWriter } from '../writer.ts'

/** A log in memory with the read models that panels are made from, in a database of its own. */
export interface PanelsDatabase {
  readonly url: string
  readonly pool: Pool
  readonly store: () => EventStore
  /** No event, no table of a read model, no document. */
  empty(): Promise<void>
  append(events: readonly NewEvent[]): Promise<void>
  /** Brings the read models to the end of the log. */
  fold(): Promise<void>
  writerTo(index: PanelIndex): PanelWriter
  /** What an index holds that is written in one go from what the read models say now. */
  writtenAtOnce(): Promise<readonly PanelDocument[]>
  close(): Promise<void>
}

export async function panelsDatabase(): Promise<PanelsDatabase> {
  const database = await freshDatabase('engine', 'panels')
  const { pool } = database
  let store = createMemoryEventStore()
  let engine: ProjectionEngine | undefined
  const writerTo = (index: PanelIndex) => createPanelWriter({ index, store, sql: pool })
  return {
    url: database.url,
    pool,
    store: () => store,
    writerTo,

    async empty() {
      await engine?.stop()
      engine = undefined
      store = createMemoryEventStore()
      await emptyPanels(pool)
      await pool.query('DELETE FROM engine.build')
      await pool.query('DROP SCHEMA IF EXISTS queue_visits, calls CASCADE')
    },

    async append(events) {
      for (const run of runsOf(events)) {
        const outcome = await store.append([{ stream: streamOf(run[0]), expected: 'any', events: run }])
        if (!outcome.ok) throw new Error('the log refused an append')
      }
    },

    async fold() {
      engine ??= createProjectionEngine({ pool, store, projections: [queueVisits, calls], log: silent })
      await engine.start()
      await engine.waitUntilProcessed(await store.lastPosition())
    },

    async writtenAtOnce() {
      const index = createMemoryPanelIndex()
      await writerTo(index).catchUp()
      return documentsIn(index)
    },

    async close() {
      await engine?.stop()
      await database.drop()
    },
  }
}

/** Neighbours of one stream are appended together. */
function runsOf(events: readonly NewEvent[]): NewEvent[][] {
  const runs: NewEvent[][] = []
  for (const event of events) {
    const run = runs.at(-1)
    if (run && streamOf(run[0]) === streamOf(event)) run.push(event)
    else runs.push([event])
  }
  return runs
}

const kindOf: Readonly<Record<string, 'queue_log' | 'cel' | 'ami'>> = {
  [queueLogRowRecorded]: 'queue_log',
  [celRowRecorded]: 'cel',
  [amiEventRecorded]: 'ami',
}

function streamOf(event: NewEvent | undefined): string {
  const { type = '', site = '', node = '' } = event ?? {}
  const kind = kindOf[type]
  return kind ? factStream(site, node, kind) : 'configuration'
}

/** Every document, by kind and id. */
export async function documentsIn(index: PanelIndex): Promise<readonly PanelDocument[]> {
  const period = { from: Number.MIN_SAFE_INTEGER, to: Number.MAX_SAFE_INTEGER }
  const documents = []
  for (const kind of panelKinds)
    documents.push(
      ...(await index.search({ kind, period, visible: 'all', excluded: 'WITH' }, { first: 100_000 })).documents,
    )
  const nameOf = ({ kind, id }: PanelDocument) => `${kind} ${id}`
  return documents.sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
}
