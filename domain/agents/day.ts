import { microsPerSecond, type Micros } from '../kernel/time.ts'
import { compareSigns, type Sign } from './signs.ts'
import type { AgentState, StateInterval } from './state.ts'
import { passTime, step } from './step.ts'
import { closed, turnOf, type Effect } from './turn.ts'

const day = 86_400 * microsPerSecond

export const utcDayOf = (at: Micros): Micros => Math.floor(at / day) * day

export interface AgentDay {
  readonly exit: AgentState
  readonly effects: readonly Effect[]
  /** Signs of earlier days that this day's rows imply. */
  readonly implied: readonly Sign[]
}

/** Implied signs follow from rows alone, each from its own; more rounds than this only forged rows could make necessary. */
const mostRounds = 8

/**
 * An agent's day: what its signs, in the order of compareSigns, make of the state at its start. What they imply about the same day is
 * put in its place, so that the outcome is a function of the signs and not of the order in which they became known.
 * @param from the start of the day; a whole life is a day from -Infinity
 * @param reaching what an implied sign may tell: of time that its row cannot change any more it tells from the end of that on
 */
export function foldAgentDay(
  entry: AgentState,
  signs: readonly Sign[],
  from: Micros,
  reaching: (implied: Sign) => Sign = sign => sign,
): AgentDay {
  let inside: readonly Sign[] = []
  for (let round = 1; ; round++) {
    const all = inside.length === 0 ? signs : [...signs, ...inside].sort(compareSigns)
    const outcome = foldOnce(entry, all, reaching)
    const implied = outcome.implied.toSorted(compareSigns)
    const within = implied.filter(({ at }) => at >= from)
    if (sameSigns(within, inside) || round === mostRounds)
      return { ...outcome, implied: implied.filter(({ at }) => at < from) }
    inside = within
  }
}

function foldOnce(entry: AgentState, signs: readonly Sign[], reaching: (implied: Sign) => Sign): AgentDay {
  const turn = turnOf(entry)
  const implied: Sign[] = []
  let isSame = true
  for (const sign of signs) {
    if (step(turn, sign)) isSame = false
    for (const told of turn.implied) {
      const reached = reaching(told)
      // What was over before the time that its row may change is not told.
      if (reached === told || reached.at < sign.at) implied.push(reached)
    }
    turn.implied.length = 0
  }
  return { exit: isSame ? entry : turn.agent, effects: turn.effects, implied }
}

export const sameSigns = (a: readonly Sign[], b: readonly Sign[]): boolean =>
  a.length === b.length && a.every((sign, index) => sameSign(sign, b[index]))

const sameSign = (a: Sign, b: Sign | undefined): boolean =>
  a.kind === b?.kind && a.at === b.at && a.position === b.position && a.callId === b.callId

/**
 * What goes on, up to the instant: from the start of the running interval, with the wrap-up ended where it ends and what nobody knows
 * any more as UNCERTAIN. Empty before the first sign of life, and when the interval began later.
 */
export function statesUntil(state: AgentState, until: Micros): readonly StateInterval[] {
  const turn = turnOf(state)
  if (state.firstSign === null) return []
  passTime(turn, until)
  const intervals = turn.effects.flatMap(effect => (effect.kind === 'interval' ? [effect.row] : []))
  const { open } = turn.agent
  return open && until > open.from ? [...intervals, closed(open, until)] : intervals
}
