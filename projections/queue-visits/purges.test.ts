import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { NewEvent } from '../../domain/kernel/event.ts'
import { microsOfSeconds } from '../../domain/kernel/time.ts'
import { arbitraryPages, foldedWithPurges, purgedBefore } from '../testing/purged-in-memory.ts'
import { foldOver } from './fold.ts'
import { queueVisits } from './queue-visits.ts'
import { cramped, factsFrom, roomy, type Cutting } from './testing/folding.ts'
import { february, logOfRowsAndPurges, rowsAndPurges } from './testing/rows-and-purges.ts'
import { storedInMemory } from './testing/stored-in-memory.ts'
import type { RecordOf } from './testing/memory-tables.ts'

const arbitraryCutting: fc.Arbitrary<Cutting> = arbitraryPages(8, roomy, cramped)

async function folded(events: readonly NewEvent[], cutting: Cutting) {
  const store = await logOfRowsAndPurges(events)
  const open: Parameters<typeof foldedWithPurges>[1]['open'] = (tables, { log, position, closedBefore }) =>
    foldOver(storedInMemory(tables), log, cutting.capacity ?? roomy, site => closedBefore(site, position + 1))
  return foldedWithPurges(store, { projection: queueVisits, open }, cutting)
}

test('the tables are the same, row for row, for pages of any size between purges, reopened anywhere', async () => {
  await fc.assert(
    fc.asyncProperty(rowsAndPurges, arbitraryCutting, async (events, cutting) => {
      expect((await folded(events, cutting)).dump()).toEqual((await folded(events, { sizes: [1e6] })).dump())
    }),
    { numRuns: 400 },
  )
})

/** What is counted when the second table of rows comes after the figures of January are gone. */
async function countedOf(before: string, after: string) {
  const events = [...factsFrom(before), purgedBefore(microsOfSeconds(february)), ...factsFrom(after)]
  const cuts: readonly Cutting[] = [{ sizes: [1] }, { sizes: [1], reopen: () => true }, { sizes: [1e6] }]
  const [tables, ...others] = await Promise.all(cuts.map(cutting => folded(events, cutting)))
  for (const other of others) expect(other.dump()).toEqual(tables?.dump())
  const summed = (table: string, column: keyof RecordOf) =>
    (tables?.rows(table) ?? []).reduce((sum, one) => sum + Number(one[column]), 0)
  return {
    visits: tables?.rows('visit').map(one => [Number(one['entered_us']) / 1e6, one['visit_number'], one['outcome']]),
    refusals: tables?.rows('refusal').length,
    offered: { quarter: summed('quarter', 'offered'), month: summed('month', 'offered') },
    refused: { quarter: summed('quarter', 'refused_full'), month: summed('month', 'refused_full') },
  }
}

test('a stay that was purged is not counted again when another row of its call comes', async () => {
  expect(
    await countedOf(
      `
      time    | callid | queue | agent      | event          | data
      2678390 | 1.1    | sales | NONE       | ENTERQUEUE     | |0612345678|1
      2678395 | 1.1    | sales | Agent/8001 | CONNECT        | 5|1.2|3`,
      `
      time    | callid | queue | agent      | event          | data
      2678460 | 1.1    | sales | Agent/8001 | COMPLETECALLER | 5|65|1
      2678461 | 1.1    | sales | NONE       | ENTERQUEUE     | |0612345678|1
      2678465 | 1.1    | sales | NONE       | ABANDON        | 1|1|4`,
    ),
  ).toEqual({
    visits: [[2_678_461, 2, 'ABANDONED']],
    refusals: 0,
    offered: { quarter: 1, month: 2 },
    refused: { quarter: 0, month: 0 },
  })
})

test('a refusal that was purged is not counted again when another row of its call comes', async () => {
  expect(
    await countedOf(
      `
      time    | callid | queue | agent      | event          | data
      2678390 | 1.1    | sales | NONE       | FULL           |`,
      `
      time    | callid | queue | agent      | event          | data
      2678410 | 1.1    | sales | NONE       | FULL           |
      2678461 | 1.1    | sales | NONE       | ENTERQUEUE     | |0612345678|1`,
    ),
  ).toEqual({
    visits: [[2_678_461, 1, 'OPEN']],
    refusals: 1,
    offered: { quarter: 1, month: 1 },
    refused: { quarter: 1, month: 2 },
  })
})
