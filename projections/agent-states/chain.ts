import { utcDayOf } from '../../domain/agents/day.ts'
import { compareSigns, type Sign } from '../../domain/agents/signs.ts'
import { textOfState, unseen, type AgentState } from '../../domain/agents/state.ts'
import { concerns, step } from '../../domain/agents/step.ts'
import { turnOf, type Effect, type Turn } from '../../domain/agents/turn.ts'
import type { Micros } from '../../domain/kernel/time.ts'

/** Where an agent stood at the start of a UTC day that has signs of him, and what that day tells about earlier ones. */
export interface DayEntry {
  readonly day: Micros
  readonly state: string
  readonly implied: string | null
}

/** What a sign does to the tables. */
export type Consequence = Effect | { readonly kind: 'entry'; readonly row: DayEntry; readonly by: 1 | -1 }

/**
 * Signs that were applied one after the other, and where the agent stood before the first. What each of them did is found out again when
 * it has to be undone, which is seldom: to keep that, and a state for each, was half of what outlived a page.
 */
interface Stretch {
  readonly before: AgentState
  readonly signs: readonly Sign[]
}

/** An agent as far as the log has been folded. */
export interface Chain {
  readonly site: string
  readonly agent: string
  state: AgentState
  /** The newest signs, so that one that comes a little late need not fold the day again; the oldest first. */
  recent: readonly Stretch[]
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
const longestStretch = 32
/** While the newest is short, the one before it reaches as far back. */
const mostStretches = 2

/** The signs that are remembered, in the order in which they count. */
export const newestSigns = ({ recent }: Pick<Chain, 'recent'>): readonly Sign[] => recent.flatMap(({ signs }) => signs)

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
  const undone = stretchesFrom(first, amended, chain.recent)
  const state = undone[0]?.before ?? chain.state
  // Positions only grow: of signs at one instant the new one is the later.
  const areAllUndone = undone.length === chain.recent.length
  if (first && areAllUndone && state.newest !== null && state.newest > first.at) return undefined

  const old = undone.flatMap(stretch => stretch.signs)
  const changes = turned(consequencesOf(state, old))
  const again = amended.size === 0 ? old : old.flatMap(sign => amended.get(sign) ?? (amended.has(sign) ? [] : [sign]))
  const all = old.length === 0 ? signs : [...again, ...signs].sort(compareSigns)

  const stretches = chain.recent.slice(0, chain.recent.length - undone.length)
  const unfinished = undone.length === 0 ? stretches.pop() : undefined
  let before = unfinished?.before ?? state
  let applied = [...(unfinished?.signs ?? [])]
  const turn = turnOf(state)
  let isSame = true
  for (const sign of all) {
    if (!concerns(turn.agent, sign)) continue
    isSame = false
    if (applied.length === longestStretch) {
      stretches.push({ before, signs: applied })
      before = { ...turn.agent }
      applied = []
    }
    apply(turn, sign, changes)
    if (turn.implied.length > 0) return undefined
    applied.push(sign)
  }
  if (applied.length > 0) stretches.push({ before, signs: applied })
  chain.state = isSame ? state : turn.agent
  chain.recent = stretches.slice(-mostStretches)
  const entry = changes.findLast(({ kind }) => kind === 'entry')
  if (entry?.kind === 'entry') chain.newestEntry = entry.by === 1 ? entry.row : undefined
  return changes
}

/** The stretches to be applied again: from the first with a sign that lies behind the new one, or is another now. */
function stretchesFrom(first: Sign | undefined, amended: Amendment, recent: Chain['recent']): Chain['recent'] {
  const isTouched = ({ signs }: Stretch): boolean =>
    isBefore(first, signs.at(-1)) || (amended.size > 0 && signs.some(sign => amended.has(sign)))
  const touched = recent.findIndex(isTouched)
  return touched < 0 ? [] : recent.slice(touched)
}

/** What signs did that were applied to this state before, and concerned it. */
function consequencesOf(state: AgentState, signs: readonly Sign[]): readonly Consequence[] {
  const changes: Consequence[] = []
  const turn = turnOf(state)
  for (const sign of signs) apply(turn, sign, changes)
  return changes
}

function apply(turn: Turn, sign: Sign, changes: Consequence[]): void {
  if (isFirstOfDay(turn.agent, sign)) changes.push(entryOf(turn.agent, sign))
  step(turn, sign)
  for (const effect of turn.effects) changes.push(effect)
  turn.effects.length = 0 // not emptied by splice, which makes an array of what it takes out
}

/** What becomes of signs that were applied: undefined for those that are gone. */
export type Amendment = ReadonlyMap<Sign, Sign | undefined>

const unchanged: Amendment = new Map()

const isBefore = (sign: Sign | undefined, other: Sign | undefined): boolean =>
  sign !== undefined && other !== undefined && compareSigns(sign, other) < 0

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
