import path from 'node:path'
import { silent, type Log } from '../../domain/kernel/log.ts'
import { microsOfIso } from '../../domain/kernel/time.ts'
import { createPostgresEventStore } from '../../infra/event-store/postgres.ts'
import { projections } from '../../infra/projections.ts'
import { registerPlace } from '../../infra/registration.ts'
import { freshDatabase } from '../../infra/testing/database.ts'
import { importFiles } from '../../ingest/import-files.ts'
import { createProjectionEngine } from '../../projections/engine/engine.ts'
import type { ApiPorts } from '../ports/api-ports.ts'
import { createReports } from '../reports/reports.ts'
import { asker, type Ask } from './ask.ts'
import { fakeEngine, fakePorts } from './fakes.ts'

const corpus = path.join(import.meta.dirname, '../../replay-tests/corpus/asterisk-20')

export interface RecordedLab {
  readonly ports: ApiPorts
  readonly ask: Ask
  /** What was hidden from the client: it belongs into the failure of a test. */
  readonly faults: unknown[]
  stop(): Promise<void>
}

/** The API before the recording of a real Asterisk: all three sources of it, behind the real read models, at site `lab`. */
export async function recordedLab(): Promise<RecordedLab> {
  const database = await freshDatabase('log', 'engine')
  const { pool } = database
  const store = createPostgresEventStore({ pool })
  const place = { site: 'lab', node: 'asterisk-20' }
  await registerPlace(store, { ...place, timeZone: 'UTC', actor: 'test' })
  await importFiles({
    store,
    ...place,
    clockZone: 'UTC',
    queueLog: [path.join(corpus, 'queue_log_table.csv')],
    cel: [path.join(corpus, 'cel.csv')],
    ami: [path.join(corpus, 'ami.jsonl.gz')],
  })
  const engine = createProjectionEngine({ pool, store, projections, log: silent })
  const health = (await engine.catchUp()).map(({ name, version, position, deadLetters }) => ({
    name,
    version,
    position,
    deadLetters,
    state: 'UP_TO_DATE' as const,
    problem: null,
  }))
  const faults: unknown[] = []
  const log: Log = (_, __, fields) => faults.push(fields?.['error'])
  const fake = fakeEngine()
  const ports = fakePorts(store, { reports: createReports(pool), log, engine: fake.port })
  const now = microsOfIso('2026-11-21T04:00:00Z') ?? NaN
  const waitUntilProcessed = async () => {
    await engine.catchUp()
    fake.commit()
    return true
  }
  const served = {
    ...ports,
    clock: () => now,
    engine: { ...ports.engine, projections: () => health, waitUntilProcessed },
  }
  return {
    ports: served,
    ask: asker(served, { depth: 30, cost: Infinity, tokens: 100_000 }),
    faults,
    async stop() {
      await store.close()
      await database.drop()
    },
  }
}
