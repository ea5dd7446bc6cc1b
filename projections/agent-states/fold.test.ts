import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readAgents, rowsOf } from '../../domain/agents/testing/read-agents.ts'
import { textOfState } from '../../domain/agents/state.ts'
import type { NewEvent } from '../../domain/kernel/event.ts'
import { microsPerQuarter, quarterOf } from '../../domain/kernel/time.ts'
import { startOfLocalDay } from '../../domain/kernel/zone.ts'
import type { QueueLogRow } from '../../domain/pbx/facts.ts'
import { rowsFrom } from '../../domain/queues/testing/queue-log-table.ts'
import { arbitraryRows } from '../../replay-tests/agents/arbitrary-rows.ts'
import type { MemoryTables } from '../queue-visits/testing/memory-tables.ts'
import { nextIntervalStart } from '../periodic/intervals.ts'
import { callsOfText, intervalsOfText } from './figures/activity-text.ts'
import { cramped, factOf, folded, logOf, roomy, siteRegistered, type Cutting } from './testing/folding.ts'

const arbitraryCutting: fc.Arbitrary<Cutting> = fc.record({
  sizes: fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 4 }),
  reopen: fc.constantFrom(
    () => false,
    () => true,
    (page: number) => page % 3 === 0,
  ),
  capacity: fc.constantFrom(roomy, cramped, { rows: 5, putOff: 7, spans: { quarters: 900e6, days: 0 } }),
})

const once: Cutting = { sizes: [1e6] }

/** Rows as the log has them: positions behind the site's registration. */
const inLog = (rows: readonly QueueLogRow[]) => rows.map((row, index) => ({ ...row, position: index + 2 }))
const eventsFor = (rows: readonly QueueLogRow[]): NewEvent[] => [siteRegistered(), ...rows.map(factOf)]

/** The tables as the plain reading of all rows has them. */
function expected(rows: readonly QueueLogRow[]) {
  const lives = [...readAgents(inLog(rows))].filter(([, { exit }]) => exit.firstSign !== null)
  const of = <K extends 'interval' | 'call' | 'session' | 'membership'>(kind: K) =>
    lives.flatMap(([agent, { effects }]) => rowsOf(effects, kind).map(row => ({ agent, ...row })))
  return {
    states: lives.map(([agent, { exit }]) => ({ agent, state: textOfState(exit) })),
    intervals: of('interval'),
    calls: of('call'),
    sessions: of('session'),
    memberships: of('membership'),
  }
}

const sorted = (rows: readonly object[]) => rows.map(row => JSON.stringify(row)).sort()

function found(tables: MemoryTables) {
  return {
    states: tables.rows('agent_now').map(row => ({ agent: row['agent'], state: row['agent_state'] })),
    intervals: tables.rows('activity').flatMap(row =>
      intervalsOfText(row['intervals'] as string, row['start_us'] as number).map(each => ({
        agent: row['agent'],
        ...each,
      })),
    ),
    calls: tables
      .rows('activity')
      .flatMap(row =>
        callsOfText(row['calls'] as string, row['start_us'] as number).map(each => ({ agent: row['agent'], ...each })),
      ),
    sessions: tables
      .rows('session')
      .map(row => ({ agent: row['agent'], from: row['from_us'], to: row['to_us'], line: row['line'] })),
    memberships: tables.rows('membership').map(row => ({
      agent: row['agent'],
      queue: row['queue'],
      from: row['from_us'],
      to: row['to_us'],
      penalty: row['penalty'],
    })),
  }
}

function expectSame(tables: MemoryTables, rows: readonly QueueLogRow[]): void {
  const is = found(tables)
  const should = expected(rows)
  for (const kind of ['intervals', 'calls', 'sessions', 'memberships', 'states'] as const)
    expect(sorted(is[kind]), kind).toEqual(sorted(should[kind]))
}

describe('the tables', () => {
  test('are those of the plain reading of all rows, in whatever order they came and however they were cut into pages', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryRows(), arbitraryCutting, async (rows, cutting) => {
        expectSame(await folded(await logOf(eventsFor(rows)), cutting), rows)
      }),
      { numRuns: 300 },
    )
  })

  test('are the same, row for row, for pages of any size, reopened anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryRows(), arbitraryCutting, async (rows, cutting) => {
        const store = await logOf(eventsFor(rows))
        expect((await folded(store, cutting)).dump()).toEqual((await folded(store, once)).dump())
      }),
      { numRuns: 200 },
    )
  })
})

test('quarters and days are the sums of what is over, clipped', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryRows(), arbitraryCutting, async (rows, cutting) => {
      const tables = await folded(await logOf(eventsFor(rows)), cutting)
      const { intervals, calls } = expected(rows)
      for (const [table, startOf, nextOf] of [
        ['activity', quarterOf, (start: number) => start + microsPerQuarter],
        [
          'day',
          (at: number) => startOfLocalDay('Europe/Paris', at),
          (start: number) => nextIntervalStart(start, 'DAY', 'Europe/Paris'),
        ],
      ] as const) {
        const sums = new Map<string, number>()
        const add = (agent: string, start: number, column: string, amount: number) => {
          const key = `${agent} ${start} ${column}`
          if (amount !== 0) sums.set(key, (sums.get(key) ?? 0) + amount)
        }
        for (const { agent, from, to, state, loggedIn } of intervals)
          for (let start = startOf(from); start < to; start = nextOf(start)) {
            const length = Math.min(to, nextOf(start)) - Math.max(from, start)
            if (state === 'READY') add(agent, start, 'ready_us', length)
            if (state === 'PAUSED') add(agent, start, 'pause_us', length)
            if (state === 'TALKING') add(agent, start, 'talking_us', length)
            if (loggedIn) add(agent, start, 'login_us', length)
          }
        for (const { agent, at, outcome, talk, wrapUp } of calls) {
          if (outcome === 'MISSED') add(agent, startOf(at), 'missed', 1)
          if (outcome !== 'ANSWERED') continue
          add(agent, startOf(at), 'answered', 1)
          add(agent, startOf(at), 'talk_of_answered_us', talk ?? 0)
          add(agent, startOf(at), 'wrap_up_of_answered_us', wrapUp)
        }
        const columns = ['ready_us', 'pause_us', 'talking_us', 'login_us', 'missed', 'answered']
        const counted = [...columns, 'talk_of_answered_us', 'wrap_up_of_answered_us']
        const stored = new Map(
          tables
            .rows(table)
            .flatMap(row =>
              counted
                .filter(column => row[column] !== 0)
                .map(column => [`${String(row['agent'])} ${String(row['start_us'])} ${column}`, row[column]] as const),
            ),
        )
        expect(Object.fromEntries(stored)).toEqual(Object.fromEntries(sums))
      }
    }),
    { numRuns: 100 },
  )
})

test('an agent whose conversation ended after the clock of the PBX was set back talks no more', async () => {
  const rows = rowsFrom(`
    time | callid | queue | agent      | event         | data
    42   | 42.36  | pick  | NONE       | ENTERQUEUE    | |0612345678|1
    43   | 42.36  | pick  | Agent/8010 | CONNECT       | 1|42.37|1
    9    | 42.36  | pick  | Agent/8010 | BLINDTRANSFER | 1007|internal|1|-34|1`)
  const tables = await folded(await logOf(eventsFor(rows)), once)
  expect(tables.rows('agent_now')).toMatchObject([{ agent: 'Agent/8010', state: 'READY' }])
})
