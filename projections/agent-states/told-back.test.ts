import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { QueueLogRow } from '../../domain/pbx/facts.ts'
import { cramped, factOf, factsFrom, folded, logOf, roomy } from './testing/folding.ts'

const atOnce = { sizes: [1e6] }

test('the end of a call that tells of its talk before the answer is known tells nothing of it once it is', async () => {
  const store = await logOf(
    factsFrom(`
      time  | callid | queue | agent      | event            | data
      86400 | c1     | sales | Agent/8001 | ATTENDEDTRANSFER | BRIDGE|b1|1|4000|1
      0     | c1     | sales | Agent/8001 | CONNECT          | 9|d1|0`),
  )
  expect((await folded(store, { sizes: [1] })).dump()).toEqual((await folded(store, atOnce)).dump())
})

const midnight = 86_400

/** Answers, ends, second ends and logoffs around midnights: what one says of the day before depends on what is known of that. */
const arbitraryNights: fc.Arbitrary<QueueLogRow[]> = fc
  .array(
    fc.record({
      seconds: fc
        .tuple(fc.constantFrom(0, midnight, 2 * midnight), fc.constantFrom(-500, -20, -1, 0, 1, 20, 500))
        .map(([start, behind]) => Math.max(0, start + behind)),
      event: fc.constantFrom('CONNECT', 'CONNECT', 'COMPLETECALLER', 'ATTENDEDTRANSFER', 'AGENTCALLBACKLOGOFF'),
      callid: fc.constantFrom('c1', 'c1', 'c2'),
      length: fc.constantFrom(1, 20, 40, 500, 1000, midnight, midnight + 520),
    }),
    { minLength: 2, maxLength: 9 },
  )
  .map(all =>
    all.map(({ seconds, event, callid, length }, index) => ({
      raw: '',
      form: 'file',
      callid,
      queue: 'sales',
      agent: 'Agent/8001',
      event,
      data: dataOf[event]?.(String(length)) ?? [],
      at: seconds * 1e6,
      position: index + 1,
      site: 'paris',
      node: 'pbx1',
    })),
  )

const dataOf: Readonly<Record<string, (length: string) => string[]>> = {
  CONNECT: () => ['1', 'd1', '0'],
  COMPLETECALLER: length => ['1', length, '1'],
  ATTENDEDTRANSFER: length => ['BRIDGE', 'b1', '1', length, '1'],
  AGENTCALLBACKLOGOFF: length => ['1001@default', length, 'CommandLogoff'],
}

test('what rows tell of days before them is the same in whatever order and pages they came', async () => {
  await fc.assert(
    fc.asyncProperty(
      arbitraryNights,
      fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 }),
      fc.constantFrom(roomy, cramped),
      async (rows, sizes, capacity) => {
        const store = await logOf(rows.map(factOf))
        expect((await folded(store, { sizes, capacity })).dump()).toEqual((await folded(store, atOnce)).dump())
      },
    ),
    { numRuns: 120 },
  )
})
