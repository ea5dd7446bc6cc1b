import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { NewEvent } from '../../domain/kernel/event.ts'
import { microsOfSeconds } from '../../domain/kernel/time.ts'
import { factsFrom } from '../queue-visits/testing/folding.ts'
import { february, logOfRowsAndPurges, rowsAndPurges } from '../queue-visits/testing/rows-and-purges.ts'
import { arbitraryPages, foldedWithPurges, purgedBefore } from '../testing/purged-in-memory.ts'
import { calls } from './calls.ts'
import { foldOver } from './fold.ts'
import { collidingLogWithPurges } from './testing/colliding-log.ts'
import { correction } from './testing/arbitrary-log.ts'
import { cramped, roomy, type Cutting } from './testing/folding.ts'
import { storedInMemory } from './testing/stored-in-memory.ts'

const arbitraryCutting: fc.Arbitrary<Cutting> = arbitraryPages(8, roomy, cramped)

async function folded(events: readonly NewEvent[], cutting: Cutting) {
  const store = await logOfRowsAndPurges(events)
  const open: Parameters<typeof foldedWithPurges>[1]['open'] = (tables, { log, ...closed }) =>
    foldOver(storedInMemory(tables), log, cutting.capacity ?? roomy, closed)
  return foldedWithPurges(store, { projection: calls, open }, cutting)
}

test('the tables are the same, row for row, for pages of any size between purges, reopened anywhere', async () => {
  await fc.assert(
    fc.asyncProperty(rowsAndPurges, arbitraryCutting, async (events, cutting) => {
      expect((await folded(events, cutting)).dump()).toEqual((await folded(events, { sizes: [1e6] })).dump())
    }),
    { numRuns: 200 },
  )
})

test('so they are for channels of which everything is told and said around the bounds of purges', async () => {
  await fc.assert(
    fc.asyncProperty(collidingLogWithPurges, arbitraryCutting, async (events, cutting) => {
      expect((await folded(events, cutting)).dump()).toEqual((await folded(events, { sizes: [1e6] })).dump())
    }),
    { numRuns: 200 },
  )
})

const cuttings: readonly Cutting[] = [
  { sizes: [1] },
  { sizes: [1], capacity: cramped },
  { sizes: [1], reopen: () => true },
  { sizes: [1e6] },
]

/** A call over the bound of a purge. */
const before = factsFrom(`
  time    | callid | queue | agent      | event          | data
  2678390 | 1.1    | sales | NONE       | ENTERQUEUE     | |0612345678|1
  2678395 | 1.1    | sales | Agent/8001 | CONNECT        | 5|1.2|3`)
const after = factsFrom(`
  time    | callid | queue | agent      | event          | data
  2678460 | 1.1    | sales | Agent/8001 | COMPLETECALLER | 5|65|1`)

test('a call that was purged does not come back as another one when a row of it comes', async () => {
  for (const cutting of cuttings) {
    const tables = await folded([...before, purgedBefore(microsOfSeconds(february)), ...after], cutting)
    expect(tables.rows('call')).toEqual([])
    expect(tables.rows('party')).toEqual([])
    expect(tables.rows('contact').map(row => row['first_row_us'])).toEqual([microsOfSeconds(2_678_390)])
  }
})

test('the phone that a purged call rang ties no later call to it, whichever of the two is heard of first', async () => {
  const earlier = factsFrom(`
    time    | callid | queue | agent      | event          | data
    2591990 | 1.1    | sales | NONE       | ENTERQUEUE     | |0612345678|1
    2592000 | 1.19   | sales | Agent/8001 | CONNECT        | 0|1.2|3`)
  const later = factsFrom(`
    time    | callid | queue | agent      | event          | data
    2679000 | 1.1    | sales | Agent/8001 | CONNECT        | 0|1.2|3
    2679001 | 1.19   | sales | NONE       | ENTERQUEUE     | |0612345678|1
    2679010 | 1.1    | sales | Agent/8001 | COMPLETECALLER | 0|10|1`)
  for (const rows of [later, later.toReversed()])
    for (const cutting of cuttings) {
      const tables = await folded([...earlier, purgedBefore(microsOfSeconds(february)), ...rows], cutting)
      expect(Object.fromEntries(tables.rows('call_key').map(row => [row['key'], row['call_id']]))).toEqual({
        '1.1': '1.1',
        '1.2': '1.1',
        '1.19': '1.19',
      })
      expect(Object.fromEntries(tables.rows('contact').map(row => [row['call_id'], row['rows']]))).toEqual({
        '1.1': 3,
        '1.19': 2,
      })
    }
})

test('what was said about a call goes with it at its purge, and what is said later stays when a row of it comes', async () => {
  const saying = (note: string): NewEvent[] =>
    before
      .slice(0, 1)
      .map(row =>
        correction(row, { type: 'CallAnnotated', note, addedTags: [], removedTags: [] }, microsOfSeconds(2_678_450)),
      )
  const log = [...before, ...saying('early'), purgedBefore(microsOfSeconds(february)), ...saying('late')]
  for (const cutting of cuttings) {
    expect((await folded(log, cutting)).rows('contact')).toEqual([])
    const tables = await folded([...log, ...after, ...saying('last')], cutting)
    expect(tables.rows('correction').map(({ text }) => text)).toEqual(['late', 'last'])
  }
})
