import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { EventStore } from '../../domain/kernel/event-store.ts'
import type { NewEvent } from '../../domain/kernel/event.ts'
import { microsOfSeconds } from '../../domain/kernel/time.ts'
import type { MemoryTables } from '../queue-visits/testing/memory-tables.ts'
import { arbitraryPages, foldedWithPurges, purgedBefore } from '../testing/purged-in-memory.ts'
import { agentStates } from './agent-states.ts'
import { callsOfText, intervalsOfText } from './figures/activity-text.ts'
import { foldOver } from './fold.ts'
import { arbitraryLog, eventOf, type Told } from './testing/arbitrary-log.ts'
import { cramped, factsFrom, logOf, roomy, siteRegistered, type Cutting } from './testing/folding.ts'
import { storedInMemory } from './testing/stored-in-memory.ts'

const day = 86_400

const purged = (store: EventStore, cutting: Cutting): Promise<MemoryTables> =>
  foldedWithPurges(
    store,
    {
      projection: agentStates,
      open: (tables, context) => foldOver(storedInMemory(tables), context.log, context, cutting.capacity ?? roomy),
    },
    cutting,
  )

const arbitraryCutting: fc.Arbitrary<Cutting> = arbitraryPages(12, roomy, cramped)

interface Purge {
  readonly place: number
  /** In seconds. */
  readonly before: number
}

const arbitraryPurges: fc.Arbitrary<Purge[]> = fc.array(
  fc.record({ place: fc.nat(40), before: fc.constantFrom(0, day, day, 2 * day, 3 * day) }),
  { minLength: 1, maxLength: 3 },
)

/** The log with purges in it, wherever they fall. */
function withPurges(log: readonly Told[], purges: readonly Purge[]): readonly NewEvent[] {
  const events = log.map(eventOf)
  for (const { place, before } of purges)
    events.splice(place % (events.length + 1), 0, purgedBefore(microsOfSeconds(before)))
  return [siteRegistered(), ...events]
}

test('the tables are the same, row for row, for pages of any size between purges, reopened anywhere', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryLog, arbitraryPurges, arbitraryCutting, async (log, purges, cutting) => {
      const store = await logOf(withPurges(log, purges))
      const [cut, whole] = [await purged(store, cutting), await purged(store, { sizes: [1e6] })]
      expect(cut.dump()).toEqual(whole.dump())
    }),
    { numRuns: 120 },
  )
})

/** What the tables hold of Agent/8001 when the second table of rows comes after the figures of the first day are gone; times in seconds. */
async function keptOf(before: string, after: string) {
  const events = [siteRegistered(), ...factsFrom(before), purgedBefore(microsOfSeconds(day)), ...factsFrom(after)]
  const cuts = [{ sizes: [1] }, { sizes: [1], reopen: () => true }, { sizes: [1e6] }]
  const store = await logOf(events)
  const [tables, ...others] = await Promise.all(cuts.map(cutting => purged(store, cutting)))
  for (const other of others) expect(other.dump()).toEqual(tables?.dump())
  const seconds = (micros: unknown) => (micros === null ? null : Number(micros) / 1e6)
  const quarters = tables?.rows('activity') ?? []
  return {
    sessions: tables?.rows('session').map(row => [seconds(row['from_us']), seconds(row['to_us'])]),
    intervals: quarters
      .flatMap(row => intervalsOfText(row['intervals'] as string, row['start_us'] as number))
      .map(({ from, to, state }) => [seconds(from), seconds(to), state]),
    calls: quarters
      .flatMap(row => callsOfText(row['calls'] as string, row['start_us'] as number))
      .map(({ at, talk }) => [seconds(at), seconds(talk)]),
    days: tables?.rows('day_entry').map(row => [seconds(row['day_us']), row['implied'] !== null]),
    loginSeconds: quarters.reduce((sum, row) => sum + Number(row['login_us']) / 1e6, 0),
  }
}

const nothing = 'time | callid | queue | agent | event | data'

test('a logoff that comes after a purge tells of its session from the bound on', async () => {
  expect(
    await keptOf(
      nothing,
      `
      time  | callid | queue | agent      | event               | data
      90000 | NONE   | NONE  | Agent/8001 | AGENTCALLBACKLOGOFF | 1001@default|10000|CommandLogoff`,
    ),
  ).toMatchObject({ sessions: [[86_400, 90_000]], intervals: [[86_400, 90_000, 'READY']], loginSeconds: 3600 })
})

test('a conversation that was known at a purge is what it was, and ends after it', async () => {
  expect(
    await keptOf(
      `
      time  | callid | queue | agent      | event              | data
      80000 | NONE   | NONE  | Agent/8001 | AGENTCALLBACKLOGIN | 1001@default
      86000 | c1     | sales | Agent/8001 | CONNECT            | 4|c1.2|3
      86420 | c2     | sales | Agent/8001 | CONNECT            | 4|c2.2|3`,
      `
      time  | callid | queue | agent      | event              | data
      86440 | c1     | sales | Agent/8001 | COMPLETECALLER     | 4|440|1
      86430 | NONE   | NONE  | Agent/8001 | PAUSEALL           | lunch
      86500 | c2     | sales | Agent/8001 | COMPLETECALLER     | 4|80|1`,
    ),
  ).toMatchObject({
    intervals: [
      [86_000, 86_420, 'TALKING'],
      [86_420, 86_500, 'TALKING'],
    ],
    calls: [[86_420, 80]],
  })
})

test('an end that comes after a purge tells of its conversation from the bound on', async () => {
  const { intervals, calls } = await keptOf(
    `
    time  | callid | queue | agent      | event              | data
    80000 | NONE   | NONE  | Agent/8001 | AGENTCALLBACKLOGIN | 1001@default`,
    `
    time  | callid | queue | agent      | event              | data
    86500 | c1     | sales | Agent/8001 | COMPLETECALLER     | 4|1000|1
    86400 | c2     | sales | Agent/8001 | COMPLETECALLER     | 4|60|1`,
  )
  expect(intervals).toEqual([
    [80_000, 86_400, 'READY'],
    [86_400, 86_500, 'TALKING'],
  ])
  expect(calls).toEqual([[86_400, 100]])
})

test('a row that comes after a purge tells of its ring from the bound on', async () => {
  const { intervals } = await keptOf(
    `
    time  | callid | queue | agent      | event              | data
    80000 | NONE   | NONE  | Agent/8001 | AGENTCALLBACKLOGIN | 1001@default`,
    `
    time  | callid | queue | agent      | event              | data
    86405 | c1     | sales | Agent/8001 | RINGNOANSWER       | 20000`,
  )
  expect(intervals).toEqual([
    [80_000, 86_400, 'READY'],
    [86_400, 86_405, 'RINGING'],
  ])
})

test('a day that a purge has closed is not folded again for what a later row had told of it', async () => {
  const { sessions, days, loginSeconds } = await keptOf(
    `
    time   | callid | queue | agent      | event               | data
    180000 | NONE   | NONE  | Agent/8001 | AGENTCALLBACKLOGOFF | 1001@default|100000|CommandLogoff`,
    `
    time   | callid | queue | agent      | event               | data
    179000 | NONE   | NONE  | Agent/8001 | PAUSEALL            | lunch`,
  )
  expect(sessions).toEqual([[80_000, 180_000]])
  expect(days).toEqual([[172_800, true]])
  expect(loginSeconds).toBe(180_000 - 86_400)
})

test('a start of the PBX that comes after a purge leaves nobody knowing from the bound on', async () => {
  expect(
    await keptOf(
      `
      time  | callid | queue | agent      | event              | data
      80000 | NONE   | NONE  | Agent/8001 | AGENTCALLBACKLOGIN | 1001@default`,
      `
      time  | callid | queue | agent      | event              | data
      90000 | NONE   | NONE  | NONE       | QUEUESTART         |
      90010 | NONE   | NONE  | Agent/8001 | AGENTCALLBACKLOGIN | 1001@default`,
    ),
  ).toMatchObject({
    intervals: [
      [80_000, 86_400, 'READY'],
      [86_400, 90_010, 'UNCERTAIN'],
    ],
  })
})
