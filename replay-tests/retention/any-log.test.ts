import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { NewEvent } from '../../domain/kernel/event.ts'
import { silent } from '../../domain/kernel/log.ts'
import { amiEventRecorded, celRowRecorded, factStream, queueLogRowRecorded } from '../../domain/pbx/facts.ts'
import { recordsPurged, retentionStream, type RecordsPurged } from '../../domain/retention/purge.ts'
import type { RetentionBounds } from '../../domain/retention/retention-bounds.ts'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import { projections } from '../../infra/projections.ts'
import { freshDatabase, type TestDatabase } from '../../infra/testing/database.ts'
import { createProjectionEngine } from '../../projections/engine/engine.ts'
import { contentsOf } from '../../projections/engine/testing/workbench.ts'
import { collidingAround } from '../../projections/calls/testing/colliding-log.ts'
import { factOf, siteRegistered } from '../../projections/queue-visits/testing/folding.ts'
import { dataOf as dataOfCalls } from '../../projections/queue-visits/testing/rows-and-purges.ts'

const models = ['queue_visits', 'agent_states', 'calls'] as const
const second = 1_000_000
const november = Date.UTC(2026, 10, 1) * 1000
const december = Date.UTC(2026, 11, 1) * 1000

const dataOf: typeof dataOfCalls = {
  ...dataOfCalls,
  AGENTCALLBACKLOGIN: () => ['1001@default'],
  AGENTCALLBACKLOGOFF: length => ['1001@default', length, 'CommandLogoff'],
  PAUSEALL: () => ['lunch'],
  UNPAUSEALL: () => [],
  ADDMEMBER: () => [],
  REMOVEMEMBER: () => [],
}
const ofNoCall: ReadonlySet<string> = new Set(Object.keys(dataOf).slice(Object.keys(dataOf).indexOf('QUEUESTART')))

/** Around the turns of two months, where a stay, a login or a talk may reach over. */
const row: fc.Arbitrary<NewEvent> = fc
  .record({
    turn: fc.constantFrom(november, november, december),
    behind: fc.constantFrom(-86_400, -600, -30, -1, 0, 1, 30, 600, 86_400),
    event: fc.constantFrom(...Object.keys(dataOf), 'ENTERQUEUE', 'CONNECT', 'COMPLETECALLER', 'AGENTCALLBACKLOGIN'),
    callid: fc.constantFrom('1.1', '1.1', '2.1', '1.19'),
    agent: fc.constantFrom('Agent/8001', 'Agent/8001', 'Agent/8002'),
    length: fc.constantFrom('0', '1', '30', '60', '630', '1200', '86400', '172800'),
  })
  .map(({ turn, behind, event, callid, agent, length }) =>
    factOf({
      at: turn / second + behind,
      callid: ofNoCall.has(event) ? 'NONE' : callid,
      queue: ofNoCall.has(event) && !event.endsWith('MEMBER') ? 'NONE' : 'sales',
      agent: ['QUEUESTART', 'ENTERQUEUE', 'ABANDON', 'FULL'].includes(event) ? 'NONE' : agent,
      event,
      data: dataOf[event]?.(length) ?? [],
    }),
  )

const purge: fc.Arbitrary<NewEvent> = fc
  .constantFrom<RetentionBounds>(
    { callDetails: november - 86_400 * second },
    { callDetails: november + 86_400 * second },
    { callDetails: november, statistics: november },
    { statistics: november },
    { callDetails: december, statistics: december },
  )
  .map(purgedBefore)

function purgedBefore(before: RetentionBounds): NewEvent {
  const data: RecordsPurged = { type: recordsPurged, site: 'paris', before, rows: {}, legalBasis: null }
  return { type: recordsPurged, occurredAt: december, site: 'paris', data: { ...data } }
}

let database: TestDatabase

beforeAll(async () => {
  database = await freshDatabase('log', 'engine')
})
afterAll(() => database.drop())

async function forget(): Promise<void> {
  const { rows } = await database.pool.query<{ schema: string }>(
    'DELETE FROM engine.build RETURNING schema_name AS schema',
  )
  for (const { schema } of rows) await database.pool.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`)
}

const contents = async () =>
  Object.fromEntries(
    await Promise.all(models.map(async name => [name, await contentsOf(database.pool, name)] as const)),
  )

const kindOf: Readonly<Record<string, 'queue_log' | 'cel' | 'ami'>> = {
  [queueLogRowRecorded]: 'queue_log',
  [celRowRecorded]: 'cel',
  [amiEventRecorded]: 'ami',
}

function streamOf({ type, site = '', node = '' }: NewEvent): string {
  const kind = kindOf[type]
  if (kind) return factStream(site, node, kind)
  return type === recordsPurged ? retentionStream(site) : `site/${site}`
}

/**
 * What somebody has who folds the log as it grows, purges included, and what a rebuild makes of all of it.
 * @param sizes events that are there when he looks, time after time
 * @param pageSize of the rebuild
 */
async function followedAndRebuilt(rows: readonly NewEvent[], sizes: readonly number[], pageSize: number) {
  await forget()
  const store = createMemoryEventStore()
  const engine = (size: number) =>
    createProjectionEngine({ pool: database.pool, store, projections, log: silent, pageSize: size })
  const events = [siteRegistered(), ...rows]
  for (let from = 0, piece = 0; from < events.length; piece++) {
    const taken = events.slice(from, (from += sizes[piece % sizes.length] ?? 1))
    for (const event of taken) await store.append([{ stream: streamOf(event), expected: 'any', events: [event] }])
    await engine(1000).catchUp({ projections: models })
  }
  const followed = await contents()
  for (const name of models) await engine(pageSize).rebuild(name)
  return { followed, rebuilt: await contents() }
}

test.each([
  ['of queues and agents', row],
  ['of the same few channels, and what was said about them', collidingAround(november / second, december / second)],
])(
  'who was there at each purge holds what a rebuild makes of a whole log %s, whatever came late',
  async (_, event) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof({ weight: 7, arbitrary: event }, { weight: 1, arbitrary: purge }), {
          minLength: 3,
          maxLength: 24,
        }),
        fc.array(fc.integer({ min: 4, max: 12 }), { minLength: 1, maxLength: 3 }),
        fc.constantFrom(1, 3, 1000),
        async (rows, sizes, pageSize) => {
          const { followed, rebuilt } = await followedAndRebuilt(rows, sizes, pageSize)
          expect(rebuilt).toEqual(followed)
        },
      ),
      { numRuns: 4 },
    )
  },
  180_000,
)

test('a row that comes late for what was purged stays away from its call, also when that is read again', async () => {
  const rowOf = (at: number, event: string, agent: string) =>
    factOf({ at: at / second, callid: '1.1', queue: 'sales', agent, event, data: dataOf[event]?.('30') ?? [] })
  const rows = [
    rowOf(december + second, 'ENTERQUEUE', 'NONE'),
    purgedBefore({ statistics: november }),
    rowOf(november - 30 * second, 'RINGNOANSWER', 'Agent/8002'),
    rowOf(december + 2 * second, 'RINGNOANSWER', 'Agent/8001'),
  ]
  const { followed, rebuilt } = await followedAndRebuilt(rows, [4, 1], 1000)
  expect(rebuilt).toEqual(followed)
  expect(rebuilt['calls']).toMatchObject({ contact: [expect.stringMatching(/,2,t,,f\)$/)] })
})
