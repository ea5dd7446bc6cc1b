import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { callsOf } from '../../domain/calls/calls.ts'
import type { NewEvent } from '../../domain/kernel/event.ts'
import type { QueueLogFact } from '../../domain/pbx/facts.ts'
import type { Cell } from '../../domain/kernel/projection.ts'
import { freshDatabase, type TestDatabase } from '../../infra/testing/database.ts'
import { textOf, withClient } from '../testing/in-postgres.ts'
import { logOf } from './testing/log.ts'
import { arbitraryLog, recordedContacts } from './testing/arbitrary-log.ts'
import { cramped, folded, roomy } from './testing/folding.ts'
import { dumpOf, emptyTables, foldInto } from './testing/in-postgres.ts'
import { calls } from './calls.ts'
import { intakeOf, rowsIn } from './intake.ts'
import { quartersOf, type QuarterTalk } from './figures/quarters.ts'

let database: TestDatabase
let contacts: readonly (readonly NewEvent[])[] = []

beforeAll(async () => {
  database = await freshDatabase()
  contacts = await recordedContacts()
}, 120_000)

afterAll(() => database.drop())

test('real tables hold what the same fold makes in memory, however the log is cut', async () => {
  await withClient(database.pool, client =>
    fc.assert(
      fc.asyncProperty(
        arbitraryLog(contacts, 3),
        fc.array(fc.integer({ min: 5, max: 60 }), { minLength: 1, maxLength: 4 }),
        fc.constantFrom(roomy, cramped),
        async (events, sizes, capacity) => {
          const store = logOf(events)
          const expected = textOf((await folded(store, { sizes: [Infinity] })).dump())
          await foldInto(client, store, { sizes, capacity, reopen: page => page % 3 === 2 })
          expect(textOf(await dumpOf(client))).toEqual(expected)
        },
      ),
      { numRuns: 20 },
    ),
  )
}, 120_000)

test('whoever talked has his talk and hold in quarters of an hour, whether the fold has cut them or the view does', async () => {
  await withClient(database.pool, client =>
    fc.assert(
      fc.asyncProperty(arbitraryLog(contacts), async drawn => {
        const events = drawn.map(slower)
        await foldInto(client, logOf(events), { sizes: [50] })
        const { rows } = await client.query<QuarterRow>(
          `select node, call_id as "callId", seq, unique_id as "uniqueId", quarter_us as quarter, talk_us as talk, hold_us as hold
           from party_quarter`,
        )
        const found = rows.map(({ node, callId, seq, uniqueId, quarter, talk, hold }) => [
          node,
          callId,
          seq,
          uniqueId,
          quarter,
          talk,
          hold,
        ])
        expect(found.sort(byText)).toEqual(expectedQuarters(events).sort(byText))
      }),
      { numRuns: 15 },
    ),
  )
}, 120_000)

interface QuarterRow {
  readonly node: string
  readonly callId: string
  readonly seq: number
  readonly uniqueId: string
  readonly quarter: number
  readonly talk: number
  readonly hold: number
}

const byText = (one: readonly Cell[], other: readonly Cell[]): number =>
  JSON.stringify(one) < JSON.stringify(other) ? -1 : 1

const isStart = (data: NewEvent['data']): boolean => (data as unknown as QueueLogFact).event === 'QUEUESTART'

/** The same from the calls themselves. */
function expectedQuarters(events: readonly NewEvent[]): Cell[][] {
  return ['pbx1', 'pbx2'].flatMap(node => {
    const ofNode = logOf(events).events.filter(event => event.node === node)
    const restarts = ofNode.flatMap(({ data, occurredAt }) => (isStart(data) ? [occurredAt] : []))
    const facts = rowsIn(ofNode.flatMap(event => intakeOf(event) ?? []))
    return callsOf(facts, { restarts: restarts.sort((a, b) => a - b) }).flatMap(({ id, parties }) =>
      parties.flatMap((party, index) => {
        const quarters = new Map<number, QuarterTalk>()
        quartersOf(party, quarter => {
          const sums = quarters.get(quarter) ?? { talk: 0, hold: 0 }
          quarters.set(quarter, sums)
          return sums
        })
        return [...quarters].map(([quarter, { talk, hold }]) => [
          node,
          id,
          index + 1,
          party.uniqueId,
          quarter,
          talk,
          hold,
        ])
      }),
    )
  })
}

/** The same call a hundred times slower, so that it crosses quarters. */
const slower = (event: NewEvent): NewEvent => ({
  ...event,
  occurredAt: event.occurredAt * 100 - 99 * 1_795_233_076_000_000,
})

test('every table and column says what it holds', async () => {
  const { rows } = await withClient(database.pool, async client => {
    await emptyTables(client)
    await client.query(calls.indexes ?? '')
    return client.query(
      `select c.relname, a.attname from pg_class c
       join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'calls'
       join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
       where c.relkind in ('r', 'v') and (col_description(c.oid, a.attnum) is null or obj_description(c.oid) is null)`,
    )
  })
  expect(rows).toEqual([])
})
