import { utcDayOf } from '../../domain/agents/day.ts'
import { compareSigns, type Sign } from '../../domain/agents/signs.ts'
import { textOfState, unseen, type AgentState } from '../../domain/agents/state.ts'
import { concerns, step } from '../../domain/agents/step.ts'
import { turnOf, type Effect } from '../../domain/agents/turn.ts'
import type { Micros } from '../../domain/kernel/time.ts'

/** Where an agent stood at the start of a UTC day that has signs of him, and what that day tells about earlier ones. */
export interface DayEntry {
  readonly day: Micros
  readonly state: string
  readonly implied: string | null
}

/** What a sign does to the tables. */
export type Consequence = Effect | { readonly kind: 'entry'; readonly row: DayEntry; readonly by: 1 | -1 }

interface Applied {
  readonly sign: Sign
  readonly before: AgentState
  readonly consequences: readonly Consequence[]
}

/** An agent as far as the log has been folded. */
export interface Chain {
  readonly site: string
  readonly agent: string
  state: AgentState
  /** The newest signs, so that one that comes a little late need not fold the day again. */
  recent: readonly Applied[]
  /** Of his newest day; undefined: as stored. */
  newestEntry: DayEntry | undefined
}

export const chainOf = (site: string, agent: string, state: AgentState = unseen): Chain => ({
  site,
  agent,
  state,
  recent: [],
  newestEntry: undefined,
})

/** A ring is told when it is over: rows of the same agent, and other rings, lie between, seldom more than these. */
const remembered = 32

/**
 * Applies signs that lie behind all others, or only before some of the newest.
 * @param signs in the order of compareSigns, none of them applied before
 * @param amended signs among the newest that are others now, or gone
 * @returns what that changes, in order; undefined when the day has to be folded again: the chain is as it was then
 */
export function advance(
  chain: Chain,
  signs: readonly Sign[],
  amended: Amendment = unchanged,
): readonly Consequence[] | undefined {
  const [first] = signs
  if (!first && amended.size === 0) return []
  let kept = chain.recent.length
  while (kept > 0 && first && isBefore(first, chain.recent[kept - 1])) kept--
  if (amended.size > 0)
    kept = Math.min(
      kept,
      chain.recent.findIndex(({ sign }) => amended.has(sign)),
    )
  const undone = chain.recent.slice(kept)
  const state = undone[0]?.before ?? chain.state
  // Positions only grow: of signs at one instant the new one is the later.
  if (first && kept === 0 && state.newest !== null && state.newest > first.at) return undefined

  const changes = turned(undone.flatMap(({ consequences }) => consequences))
  const again = undone.flatMap(({ sign }) => amended.get(sign) ?? (amended.has(sign) ? [] : [sign]))
  const all = undone.length === 0 ? signs : [...again, ...signs].sort(compareSigns)
  const turn = turnOf(state)
  const applied: Applied[] = []
  let isSame = true
  // Of those that will be forgotten at once nothing but the outcome is needed.
  let remaining = all.length
  for (const sign of all) {
    const isRemembered = remaining-- <= remembered
    if (!concerns(turn.agent, sign)) continue
    isSame = false
    const before = isRemembered ? { ...turn.agent } : undefined
    const from = changes.length
    if (isFirstOfDay(turn.agent, sign)) changes.push(entryOf(turn.agent, sign))
    step(turn, sign)
    if (turn.implied.length > 0) return undefined
    for (const effect of turn.effects) changes.push(effect)
    turn.effects.length = 0 // not emptied by splice, which makes an array of what it takes out
    if (before) applied.push({ sign, before, consequences: changes.slice(from) })
  }
  chain.state = isSame ? state : turn.agent
  chain.recent = [...chain.recent.slice(0, kept), ...applied].slice(-remembered)
  const entry = changes.findLast(({ kind }) => kind === 'entry')
  if (entry?.kind === 'entry') chain.newestEntry = entry.by === 1 ? entry.row : undefined
  return changes
}

/** What becomes of signs that were applied: undefined for those that are gone. */
export type Amendment = ReadonlyMap<Sign, Sign | undefined>

const unchanged: Amendment = new Map()

const isBefore = (sign: Sign, applied: Applied | undefined): boolean =>
  applied !== undefined && compareSigns(sign, applied.sign) < 0

const isFirstOfDay = ({ newest }: AgentState, { at }: Sign): boolean =>
  newest === null || utcDayOf(newest) !== utcDayOf(at)

const entryOf = (state: AgentState, { at }: Sign): Consequence => ({
  kind: 'entry',
  row: { day: utcDayOf(at), state: textOfEntry(state), implied: null },
  by: 1,
})

/**
 * When his first sign was is left out, only that there was one: no rule asks for more, and an earlier one that comes late would make
 * every entry behind it another.
 */
export const textOfEntry = (state: AgentState): string =>
  textOfState(state.firstSign === null ? state : { ...state, firstSign: 0 })

/** Takes back what was done: last things first. */
export const turned = (done: readonly Consequence[]): Consequence[] =>
  done.toReversed().map(consequence => ({ ...consequence, by: consequence.by === 1 ? -1 : 1 }))
