import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { NewEvent } from '../../domain/kernel/event.ts'
import { queueLogRowRecorded } from '../../domain/pbx/facts.ts'
import { counters, place } from './periodic/counters.ts'
import type { MemoryTables, RecordOf } from './testing/memory-tables.ts'
import { arbitraryLog } from './testing/arbitrary-log.ts'
import { collidingLog } from './testing/colliding-log.ts'
import { cramped, folded, logOf, roomy } from './testing/folding.ts'

const wholeLog = { sizes: [Infinity] }

const cuttings = fc.record({
  sizes: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }),
  /** Every so many pages the fold is opened anew; 0: never. */
  lifetime: fc.nat(3),
  capacity: fc.constantFrom(roomy, cramped, {
    rows: { ofCallsGoingOn: 8, ofCallsOver: 4 },
    buckets: { quarter: 2, day: 1, month: 1 },
  }),
})

test.each([
  ['calls in two hours', arbitraryLog(7200)],
  ['calls that all touch each other', arbitraryLog(20)],
  ['rows that collide and contradict each other', collidingLog],
])('%s give the same tables, however the log is cut into pages and the fold opened anew', async (_, logs) => {
  await fc.assert(
    fc.asyncProperty(logs, cuttings, async (events, { sizes, lifetime, capacity }) => {
      const store = logOf(events)
      const reopen = (page: number) => lifetime > 0 && page % lifetime === 0
      const expected = (await folded(store, wholeLog)).dump()
      expect((await folded(store, { sizes, capacity, reopen })).dump()).toEqual(expected)
    }),
    { numRuns: 200 },
  )
})

test('rows in any order give the same visits and figures', async () => {
  await fc.assert(
    fc.asyncProperty(collidingLog.chain(inTwoOrders), cuttings, async ([one, other], { sizes, capacity }) => {
      const whole = await folded(logOf(one), wholeLog)
      expect(withoutPositions(await folded(logOf(other), { sizes, capacity }))).toEqual(withoutPositions(whole))
    }),
    { numRuns: 150 },
  )
})

const isFact = ({ type }: NewEvent) => type === queueLogRowRecorded

/** Rows of one microsecond are told apart by their place in the log alone: here no two have the same time. Of decisions the order is kept. */
function inTwoOrders(events: readonly NewEvent[]) {
  const distinct = events.map((event, index) => ({ ...event, occurredAt: event.occurredAt + index }))
  const decisions = distinct.filter(event => !isFact(event))
  const shuffled = fc.shuffledSubarray(distinct, { minLength: distinct.length }).map(all => {
    let next = 0
    return all.map(event => (isFact(event) ? event : (decisions[next++] ?? event)))
  })
  return fc.tuple(fc.constant(distinct), shuffled)
}

const ofTheLog: ReadonlySet<string> = new Set(['position', 'positions'])

const withoutPositions = (tables: MemoryTables) =>
  ['visit', 'refusal', 'loose_end', 'excluded_entry', 'entry_count', 'quarter', 'day', 'month'].map(table =>
    tables
      .rows(table)
      .map(row => JSON.stringify(Object.entries(row).filter(([column]) => !ofTheLog.has(column))))
      .sort(),
  )

test('the periodic tables are sums of the visits and refusals, and offered is what ENTERQUEUE rows say', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryLog(7200), cuttings, async (events, { sizes, capacity }) => {
      const tables = await folded(logOf(events), { sizes, capacity })
      const counting = (row: RecordOf) => row['excluded'] === false
      const visits = tables.rows('visit').filter(counting)
      for (const table of ['quarter', 'day', 'month'] as const) {
        const rows = tables.rows(table)
        const sum = (column: string) => rows.reduce((total, row) => total + (row[column] as number), 0)
        expect(sum('offered')).toBe(visits.length)
        expect(sum('wait_of_all_us')).toBe(
          visits.reduce((total, row) => total + ((row['wait_us'] as number | null) ?? 0), 0),
        )
        expect(sum('talk_us')).toBe(visits.reduce((total, row) => total + ((row['talk_us'] as number | null) ?? 0), 0))
        expect(rows.reduce((total, row) => total + refusalsIn(row), 0)).toBe(
          tables.rows('refusal').filter(counting).length,
        )
        for (const row of rows) {
          expect(outcomesIn(row)).toBe(row['offered'])
          expect(row['max_wait_us']).toBe(longestWait(visits, row, lengthOf[table] * 1e6))
        }
      }
      const entered = tables.rows('entry_count').reduce((total, row) => total + (row['entered'] as number), 0)
      const inferred = tables.rows('quarter').reduce((total, row) => total + (row['inferred_entries'] as number), 0)
      expect(entered - tables.rows('excluded_entry').length + inferred).toBe(visits.length)
    }),
    { numRuns: 150 },
  )
})

const lengthOf = { quarter: 900, day: 86_400, month: 30 * 86_400 }

const between = (row: RecordOf, first: number, last: number) =>
  counters.slice(first, last + 1).reduce((total, { column }) => total + (row[column] as number), 0)
const outcomesIn = (row: RecordOf) => between(row, place.answered, place.open)
const refusalsIn = (row: RecordOf) => between(row, place.refusedFull, place.refusedDivertWait)

function longestWait(visits: readonly RecordOf[], { start_us, queue, called_number }: RecordOf, length: number) {
  const waits = visits
    .filter(
      visit =>
        visit['queue'] === queue &&
        (visit['called_number'] ?? '') === called_number &&
        (visit['entered_us'] as number) >= (start_us as number) &&
        (visit['entered_us'] as number) < (start_us as number) + length &&
        visit['wait_us'] !== null,
    )
    .map(visit => visit['wait_us'] as number)
  return waits.length > 0 ? Math.max(...waits) : null
}
