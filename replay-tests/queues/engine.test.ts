import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { EventStore } from '../../domain/kernel/event-store.ts'
import type { NewEvent } from '../../domain/kernel/event.ts'
import { silent } from '../../domain/kernel/log.ts'
import { factStream, queueLogRowRecorded } from '../../domain/pbx/facts.ts'
import { createPostgresEventStore } from '../../infra/event-store/postgres.ts'
import { freshDatabase } from '../../infra/testing/database.ts'
import { createProjectionEngine } from '../../projections/engine/engine.ts'
import { queueVisits } from '../../projections/queue-visits/queue-visits.ts'
import { arbitraryLog } from '../../projections/queue-visits/testing/arbitrary-log.ts'

async function append(store: EventStore, events: readonly NewEvent[]): Promise<void> {
  for (const event of events) {
    const isFact = event.type === queueLogRowRecorded
    const stream = isFact ? factStream(event.site!, event.node!, 'queue_log') : `site/${event.site!}`
    await store.append([{ stream, expected: 'any', events: [event] }])
  }
}

const tables = [
  'visit',
  'refusal',
  'loose_end',
  'unplaced_call',
  'quarter',
  'day',
  'month',
  'entry_count',
  'site',
  'queue',
  'threshold',
  'restart',
  'node',
]

test('what is followed as it comes, in pages of any size, is what a rebuild of the whole log makes', async () => {
  const database = await freshDatabase('log', 'engine')
  const { pool } = database
  const store = createPostgresEventStore({ pool, now: () => 0 })
  const contents = async () => {
    const dump: Record<string, unknown> = {}
    for (const table of tables)
      dump[table] = (await pool.query(`select to_jsonb(t)::text as row from queue_visits.${table} t order by 1`)).rows
    return dump
  }
  try {
    await fc.assert(
      fc.asyncProperty(arbitraryLog(300), fc.integer({ min: 1, max: 7 }), async (events, pageSize) => {
        // The log of one run goes on where that of the run before ended, as logs do.
        const engineOf = (size: number) =>
          createProjectionEngine({ pool, store, projections: [queueVisits], log: silent, pageSize: size })
        await append(store, events.slice(0, events.length / 2))
        await engineOf(pageSize).catchUp()
        await append(store, events.slice(events.length / 2))
        await engineOf(pageSize).catchUp()
        const followed = await contents()
        await engineOf(5000).rebuild('queue_visits')
        expect(await contents()).toEqual(followed)
      }),
      { numRuns: 6, endOnFailure: true },
    )
  } finally {
    await store.close()
    await database.drop()
  }
})
