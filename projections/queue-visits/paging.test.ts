import fc from 'fast-check'
import { expect, test } from 'vitest'
import { place } from './counters.ts'
import { bucketColumns } from './buckets.ts'
import { arbitraryLog } from './testing/arbitrary-log.ts'
import { cramped, folded, logOf, roomy } from './testing/folding.ts'

const wholeLog = { sizes: [Infinity] }

test('the same log gives the same tables, however it is cut into pages and however often the fold is opened anew', async () => {
  await fc.assert(
    fc.asyncProperty(
      arbitraryLog(Number(process.env.SPAN ?? 7200)),
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }),
      fc.nat(3),
      fc.constantFrom(roomy, cramped, { rows: 8, quarters: 2, days: 1 }),
      async (events, sizes, reopen, capacity) => {
        const store = await logOf(events)
        const expected = (await folded(store, wholeLog)).dump()
        const cutting = { sizes, capacity, reopen: (page: number) => reopen > 0 && page % reopen === 0 }
        expect((await folded(store, cutting)).dump()).toEqual(expected)
      },
    ),
    { numRuns: Number(process.env.RUNS ?? 300) },
  )
})
