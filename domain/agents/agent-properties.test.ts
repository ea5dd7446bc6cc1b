import fc from 'fast-check'
import { expect, test } from 'vitest'
import { microsPerSecond } from '../kernel/time.ts'
import type { QueueLogRow } from '../pbx/facts.ts'
import { foldAgentDay, utcDayOf } from './day.ts'
import { compareSigns, signsOf } from './signs.ts'
import { sameState, stateOfText, textOfState, unseen, type AgentState } from './state.ts'
import { arbitraryRows } from '../../replay-tests/agents/arbitrary-rows.ts'
import { readAgents, rowsOf, statesOf, sums } from './testing/read-agents.ts'
import type { Effect } from './turn.ts'

const until = 10 * 86_400 * microsPerSecond

test('states never overlap, leave no gap, and their sum is the time since the first sign of life', () => {
  fc.assert(
    fc.property(arbitraryRows(), rows => {
      for (const day of readAgents(rows).values()) {
        if (day.exit.firstSign === null) continue
        const states = statesOf(day, until)
        for (const [index, state] of states.entries()) {
          expect(state.to).toBeGreaterThan(state.from)
          expect(state.from).toBe(states[index - 1]?.to ?? day.exit.firstSign)
        }
        expect(states.at(-1)?.to).toBe(until)
        const { login, ...byState } = sums(states)
        const all = Object.values(byState).reduce((sum, seconds) => sum + seconds, 0)
        expect(all).toBeCloseTo((until - day.exit.firstSign) / microsPerSecond, 5)
        expect(login).toBeLessThanOrEqual(all - (byState['LOGGED_OUT'] ?? 0) - (byState['UNCERTAIN'] ?? 0) + 1e-6)
      }
    }),
    { numRuns: 1000 },
  )
})

test('a state survives being stored', () => {
  fc.assert(
    fc.property(arbitraryRows(), rows => {
      for (const { exit } of readAgents(rows).values()) {
        const stored = stateOfText(textOfState(exit))
        expect(stored).toEqual(exit)
        expect(sameState(stored, exit)).toBe(true)
      }
    }),
    { numRuns: 200 },
  )
})

test('any order of arrival gives the same', () => {
  fc.assert(
    fc.property(
      arbitraryRows().chain(rows =>
        fc.tuple(fc.constant(rows), fc.shuffledSubarray([...rows], { minLength: rows.length, maxLength: rows.length })),
      ),
      ([rows, shuffled]) => {
        const lives = (all: readonly QueueLogRow[]) =>
          [...readAgents(all)]
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([agent, day]) => [agent, day.exit, statesOf(day, until)])
        expect(lives(shuffled)).toEqual(lives(rows))
      },
    ),
    { numRuns: 1000 },
  )
})

test('a life folded day by day, with what later days imply about earlier ones, is the life folded at once', () => {
  fc.assert(
    fc.property(arbitraryRows(), rows => {
      const named = rows.filter(({ agent }) => agent.startsWith('Agent/'))
      for (const [agent, whole] of readAgents(named)) {
        const signs = named
          .filter(row => row.agent === agent)
          .flatMap(signsOf)
          .sort(compareSigns)
        const daily = foldByDays(signs)
        for (const kind of ['interval', 'call', 'session', 'membership'] as const)
          expect(sorted(rowsOf(daily.effects, kind))).toEqual(sorted(rowsOf(whole.effects, kind)))
        expect(daily.exit).toEqual(whole.exit)
      }
    }),
    { numRuns: 1000 },
  )
})

function foldByDays(signs: ReturnType<typeof signsOf>) {
  let carried: typeof signs = []
  for (let round = 0; round < 5; round++) {
    const all = [...signs, ...carried].sort(compareSigns)
    const days = [...new Set(all.map(({ at }) => utcDayOf(at)))]
    const effects: Effect[] = []
    const implied = []
    let exit: AgentState = unseen
    for (const day of days) {
      const outcome = foldAgentDay(
        exit,
        all.filter(({ at }) => utcDayOf(at) === day),
        day,
      )
      exit = outcome.exit
      effects.push(...outcome.effects)
      implied.push(...outcome.implied)
    }
    if (JSON.stringify(implied) === JSON.stringify(carried)) return { exit, effects }
    carried = implied
  }
  throw new Error('what is implied does not settle')
}

const sorted = (rows: readonly object[]) => rows.map(row => JSON.stringify(row)).sort()
