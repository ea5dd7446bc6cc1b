import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { NewEvent } from '../../domain/kernel/event.ts'
import { amiEventRecorded, celRowRecorded, factStream, queueLogRowRecorded } from '../../domain/pbx/facts.ts'
import { recordsPurged, retentionStream, type RecordsPurged } from '../../domain/retention/purge.ts'
import type { RetentionBounds } from '../../domain/retention/retention-bounds.ts'
import { freshDatabase, type TestDatabase } from '../../infra/testing/database.ts'
import { collidingAround } from '../../projections/calls/testing/colliding-log.ts'
import { factOf, siteRegistered } from '../../projections/queue-visits/testing/folding.ts'
import { dataOf as dataOfCalls } from '../../projections/queue-visits/testing/rows-and-purges.ts'
import { followedAndRebuilt } from './testing/followed-and-rebuilt.ts'

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

const follower = () => ({ pool: database.pool, models, streamOf })

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
          const { followed, rebuilt } = await followedAndRebuilt(follower(), [siteRegistered(), ...rows], {
            sizes,
            pageSize,
          })
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
  const { followed, rebuilt } = await followedAndRebuilt(follower(), [siteRegistered(), ...rows], {
    sizes: [4, 1],
    pageSize: 1000,
  })
  expect(rebuilt).toEqual(followed)
  expect(rebuilt['calls']).toMatchObject({ contact: [expect.stringMatching(/,2,t,,f\)$/)] })
})
