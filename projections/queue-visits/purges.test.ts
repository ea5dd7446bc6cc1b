import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { NewEvent } from '../../domain/kernel/event.ts'
import { microsOfSeconds } from '../../domain/kernel/time.ts'
import { factStream, queueLogRowRecorded } from '../../domain/pbx/facts.ts'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import { foldedWithPurges, purgedBefore } from '../testing/purged-in-memory.ts'
import { foldOver } from './fold.ts'
import { queueVisits } from './queue-visits.ts'
import { cramped, factOf, factsFrom, roomy, siteRegistered, type Cutting } from './testing/folding.ts'
import { storedInMemory } from './testing/stored-in-memory.ts'
import type { RecordOf } from './testing/memory-tables.ts'

const day = 86_400
/** Bounds of figures are the first of a month, in UTC. */
const [february, march] = [31 * day, 59 * day]

const dataOf: Readonly<Record<string, (length: string) => string[]>> = {
  ENTERQUEUE: () => ['', '0612345678', '1'],
  CONNECT: length => [length, '1.2', '3'],
  COMPLETECALLER: length => ['4', length, '1'],
  BLINDTRANSFER: length => ['3002', 'default', '4', length, '1'],
  ABANDON: length => ['1', '1', length],
  RINGNOANSWER: length => [`${length}000`],
  WRAPUPSTART: length => [length],
  FULL: () => [],
  QUEUESTART: () => [],
}

/** Around two bounds, over which a stay may reach; some of one call, some of calls that are told apart by their second. */
const row: fc.Arbitrary<NewEvent> = fc
  .record({
    turn: fc.constantFrom(february, february, march),
    behind: fc.constantFrom(-day, -600, -30, -1, 0, 1, 30, 600, day),
    event: fc.constantFrom(...Object.keys(dataOf), 'ENTERQUEUE', 'CONNECT', 'COMPLETECALLER'),
    callid: fc.constantFrom('1.1', '1.1', '2.1', '1.19', '002678390.1', '002678399.1'),
    agent: fc.constantFrom('Agent/8001', 'Agent/8001', 'Agent/8002'),
    length: fc.constantFrom('0', '1', '30', '60', '630', '1200', '86400'),
  })
  .map(({ turn, behind, event, callid, agent, length }) =>
    factOf({
      at: turn + behind,
      callid: event === 'QUEUESTART' ? 'NONE' : callid,
      queue: event === 'QUEUESTART' ? 'NONE' : 'sales',
      agent: ['QUEUESTART', 'ENTERQUEUE', 'ABANDON', 'FULL'].includes(event) ? 'NONE' : agent,
      event,
      data: dataOf[event]?.(length) ?? [],
    }),
  )

const purge = fc.constantFrom(february, february, march).map(bound => purgedBefore(microsOfSeconds(bound)))

const arbitraryCutting: fc.Arbitrary<Cutting> = fc.record({
  sizes: fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 3 }),
  reopen: fc.constantFrom(
    () => false,
    () => true,
    (page: number) => page % 3 === 0,
  ),
  capacity: fc.constantFrom(roomy, cramped),
})

async function folded(events: readonly NewEvent[], cutting: Cutting) {
  const store = createMemoryEventStore({ now: () => 0 })
  for (const event of [siteRegistered('UTC'), ...events]) {
    const stream =
      event.type === queueLogRowRecorded ? factStream('paris', event.node ?? '', 'queue_log') : 'site/paris'
    await store.append([{ stream, expected: 'any', events: [event] }])
  }
  const open: Parameters<typeof foldedWithPurges>[1]['open'] = (tables, { log, position, closedBefore }) =>
    foldOver(storedInMemory(tables), log, cutting.capacity ?? roomy, site => closedBefore(site, position + 1))
  return foldedWithPurges(store, { projection: queueVisits, open }, cutting)
}

test('the tables are the same, row for row, for pages of any size between purges, reopened anywhere', async () => {
  const logs = fc.array(fc.oneof({ weight: 7, arbitrary: row }, { weight: 1, arbitrary: purge }), {
    minLength: 3,
    maxLength: 24,
  })
  await fc.assert(
    fc.asyncProperty(logs, arbitraryCutting, async (events, cutting) => {
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
