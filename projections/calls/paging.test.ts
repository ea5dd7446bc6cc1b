import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { correctionEvents } from '../../domain/calls/corrections.ts'
import { celRowsFrom } from '../../domain/calls/testing/cel-table.ts'
import type { NewEvent } from '../../domain/kernel/event.ts'
import { amiEventRecorded, celRowRecorded, queueLogRowRecorded } from '../../domain/pbx/facts.ts'
import { logOf } from './testing/log.ts'
import { memoryTables, type MemoryTables } from '../queue-visits/testing/memory-tables.ts'
import { contactTables, type ContactTable } from './contacts/contact-tables.ts'
import { arbitraryLog, recordedContacts, restart } from './testing/arbitrary-log.ts'
import { celEvent, collidingLog } from './testing/colliding-log.ts'
import { foldOver } from './fold.ts'
import { cramped, folded, roomy } from './testing/folding.ts'
import { storedInMemory } from './testing/stored-in-memory.ts'

let contacts: readonly (readonly NewEvent[])[] = []

beforeAll(async () => {
  contacts = await recordedContacts()
}, 120_000)

const cuttings = fc.record({
  sizes: fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 }),
  /** Every so many pages the fold is opened anew; 0: never. */
  lifetime: fc.nat(6),
  together: fc.integer({ min: 1, max: 8 }),
  capacity: fc.constantFrom(roomy, cramped, { rows: { ofContactsGoingOn: 120, ofContactsOver: 60 } }),
})

test('the tables are the same, however the log is cut into pages and the fold opened anew', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryLog(contacts), cuttings, async (events, { sizes, lifetime, together, capacity }) => {
      const store = logOf(events)
      const reopen = (page: number) => lifetime > 0 && page % lifetime === 0
      const expected = (await folded(store, { sizes: [Infinity] })).dump()
      expect((await folded(store, { sizes, together, capacity, reopen })).dump()).toEqual(expected)
    }),
    { numRuns: 40 },
  )
}, 120_000)

test('rows that collide and contradict each other give the same tables however they are cut into pages', async () => {
  await fc.assert(
    fc.asyncProperty(collidingLog, cuttings, async (events, { sizes, lifetime, together, capacity }) => {
      const store = logOf(events)
      const reopen = (page: number) => lifetime > 0 && page % lifetime === 0
      const expected = (await folded(store, { sizes: [Infinity] })).dump()
      expect((await folded(store, { sizes, together, capacity, reopen })).dump()).toEqual(expected)
    }),
    { numRuns: 200 },
  )
})

test('what goes on while the PBX starts in the moment of its last row is lost with the start after that', async () => {
  const [first, last] = celRowsFrom(`
    time | event      | id    | channel           | exten
    0    | CHAN_START | 100.1 | PJSIP/trunk-in-01 | 3001
    11   | ANSWER     | 100.1 |                   |`).map(row => celEvent(row))
  const events = [restart(11e6, 'pbx1'), last!, first!, restart(12e6, 'pbx1')]
  for (const sizes of [[4], [1]])
    expect((await folded(logOf(events), { sizes })).rows('call').map(row => row['outcome'])).toEqual(['UNTERMINATED'])
})

test('calls that CEL is imported for behind their queue_log are read from the log together, not one by one', async () => {
  const events = contacts.flat().sort((a, b) => a.occurredAt - b.occurredAt)
  const behind = [queueLogRowRecorded, celRowRecorded, amiEventRecorded].flatMap(type =>
    events.filter(event => event.type === type),
  )
  const log = logOf(behind)
  const tables = await folded(log, { sizes: [5000], capacity: cramped })
  expect(log.reads.tags).toBeLessThan(60)
  expect(withoutPositions(tables)).toEqual(withoutPositions(await folded(logOf(events), { sizes: [Infinity] })))
})

test('a call whose rows stand in several pages is read once, while the pages are written together', async () => {
  const { events } = logOf(contacts.flat().sort((a, b) => a.occurredAt - b.occurredAt))
  const fold = await foldOver(storedInMemory(memoryTables()), logOf([]))
  const read = { first: 0, again: 0 }
  for (let from = 0; from < events.length; from += 50)
    for (const { table, insert, replace } of await fold.page(events.slice(from, from + 50))) {
      if (table !== 'contact') continue
      read.first += insert.length
      read.again += replace.length
    }
  expect(read.first).toBeGreaterThan(50)
  expect(read.again).toBeLessThan(read.first / 20)
})

test('what came first does not matter: rows in any order give the same calls', async () => {
  await fc.assert(
    fc.asyncProperty(
      arbitraryLog(contacts).chain(shuffled),
      cuttings,
      async ([events, others], { sizes, together, capacity }) => {
        const one = await folded(logOf(events), { sizes: [Infinity] })
        const other = await folded(logOf(others), { sizes, together, capacity })
        expect(withoutPositions(other)).toEqual(withoutPositions(one))
      },
    ),
    { numRuns: 40 },
  )
}, 120_000)

/** Rows of one microsecond are told apart by their place in the log alone: here no two have the same time. */
const shuffled = (events: NewEvent[]) => {
  const distinct = [...events]
    .sort((a, b) => a.occurredAt - b.occurredAt)
    .map((event, index) => ({ ...event, occurredAt: event.occurredAt + index }))
  return fc.tuple(
    fc.constant(distinct),
    fc.shuffledSubarray(distinct, { minLength: distinct.length, maxLength: distinct.length }).map(events => {
      // The last word counts: of what was said the order is kept, whatever came before, behind or between.
      const said = distinct.filter(isCorrection)
      let next = 0
      return events.map(event => (isCorrection(event) ? (said[next++] ?? event) : event))
    }),
  )
}

const isCorrection = ({ type }: NewEvent): boolean => (correctionEvents as readonly string[]).includes(type)

/** Ids are places in the log, which are others in another log. */
const withoutPositions = (tables: MemoryTables) =>
  Object.fromEntries(
    Object.entries(tables.dump()).map(([table, rows]) => [
      table,
      rows.map(row => JSON.stringify(row.map((cell, index) => (isPosition(table, index) ? null : cell)))).sort(),
    ]),
  )

const isPosition = (table: string, index: number): boolean => ['id', 'position'].includes(columnsOf(table)[index] ?? '')

const columnsOf = (table: string): readonly string[] =>
  table in contactTables ? contactTables[table as ContactTable].columns : []
