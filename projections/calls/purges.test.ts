import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { NewEvent } from '../../domain/kernel/event.ts'
import { microsOfSeconds } from '../../domain/kernel/time.ts'
import { factsFrom } from '../queue-visits/testing/folding.ts'
import { february, logOfRowsAndPurges, rowsAndPurges } from '../queue-visits/testing/rows-and-purges.ts'
import { arbitraryPages, foldedWithPurges, purgedBefore } from '../testing/purged-in-memory.ts'
import { calls } from './calls.ts'
import { foldOver } from './fold.ts'
import { cramped, roomy, type Cutting } from './testing/folding.ts'
import { storedInMemory } from './testing/stored-in-memory.ts'

const arbitraryCutting: fc.Arbitrary<Cutting> = arbitraryPages(8, roomy, cramped)

async function folded(events: readonly NewEvent[], cutting: Cutting) {
  const store = await logOfRowsAndPurges(events)
  const open: Parameters<typeof foldedWithPurges>[1]['open'] = (tables, { log, position, closedBefore }) =>
    foldOver(storedInMemory(tables), log, cutting.capacity ?? roomy, site => closedBefore(site, position + 1))
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

test('a call that was purged does not come back as another one when a row of it comes', async () => {
  const before = factsFrom(`
    time    | callid | queue | agent      | event          | data
    2678390 | 1.1    | sales | NONE       | ENTERQUEUE     | |0612345678|1
    2678395 | 1.1    | sales | Agent/8001 | CONNECT        | 5|1.2|3`)
  const after = factsFrom(`
    time    | callid | queue | agent      | event          | data
    2678460 | 1.1    | sales | Agent/8001 | COMPLETECALLER | 5|65|1`)
  for (const cutting of [{ sizes: [1] }, { sizes: [1], reopen: () => true }, { sizes: [1e6] }]) {
    const tables = await folded([...before, purgedBefore(microsOfSeconds(february)), ...after], cutting)
    expect(tables.rows('call')).toEqual([])
    expect(tables.rows('party')).toEqual([])
    expect(tables.rows('contact').map(row => row['first_row_us'])).toEqual([microsOfSeconds(2_678_390)])
  }
})
