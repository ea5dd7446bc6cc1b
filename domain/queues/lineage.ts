import type { Position } from '../kernel/event.ts'
import type { Micros } from '../kernel/time.ts'
import { type CallRow, type Stay } from './stays.ts'
import { withinRounding } from '../pbx/queue-log-rounding.ts'
import type { Visit } from './visit.ts'

/**
 * Rows are written under the caller's uniqueid of that moment. A Local channel optimised away or a masquerade changes it, and then a
 * conversation dangles under one callid and a ghost completes under another (products-and-metrics 4.4). So does a wait, where the
 * manager bridges the caller to somebody: what is left in the queue in his stead hangs up at once, under a uniqueid that no other row
 * has (seen on Asterisk 22, action Bridge).
 */
export interface LooseEnd {
  readonly queue: string
  /** null: it is the end of a wait. */
  readonly agent: string | null
  /** When the conversation or wait began, as the end says: its instant minus the talk or the wait. */
  readonly since: Micros
  readonly endedAt: Micros
  /** Of a wait, where it is told. */
  readonly entryPosition: number | null
  readonly position: Position
  /** Of every row that goes with the end. */
  readonly positions: readonly Position[]
}

/** A conversation, or a wait, without an end of its own. */
export type Dangling = Pick<LooseEnd, 'queue' | 'agent' | 'since' | 'entryPosition' | 'position'>

/** A row that ends what no row of its callid began, and the stay that was inferred from it. */
export interface EndWithoutBeginning {
  readonly ends: 'TALK' | 'WAIT'
  readonly row: CallRow
  readonly stay: Stay
}

/** An end that does not say how long the talk or wait was fits none. */
export function looseEndOf({ ends, row, stay }: EndWithoutBeginning): readonly LooseEnd[] {
  const { at: endedAt, queue, agent, position } = row
  const end = { queue, endedAt, position, positions: stay.positions }
  if (ends === 'WAIT')
    return stay.entryKnown ? [{ ...end, agent: null, since: stay.enteredAt, entryPosition: stay.entryPosition }] : []
  return stay.answer?.known ? [{ ...end, agent, since: stay.answer.at, entryPosition: null }] : []
}

/** What of the visit no row ends that was written under its own callid. */
export function danglingOf(visit: Visit): readonly Dangling[] {
  const { queue, agent, enteredAt, leftAt, answeredAt, endedAt, entryPosition, positions, flags } = visit
  const position = positions[0] ?? 0
  const has = (flag: Visit['flags'][number]) => flags.includes(flag)
  const dangling: Dangling[] = []
  if ((leftAt === null || has('joinedEnd')) && !has('inferredEntry'))
    dangling.push({ queue, agent: null, since: enteredAt, entryPosition, position })
  const talksOn = endedAt === null || has('inferredEnd') || has('joinedEnd')
  if (answeredAt !== null && agent !== null && talksOn && !has('inferredAnswer'))
    dangling.push({ queue, agent, since: answeredAt, entryPosition: null, position })
  return dangling
}

/**
 * Gives each loose end to the conversation of the same queue and agent, or to the wait in the same queue and place, that began when the end
 * says, within 2 s; the first end chooses first, the nearest beginning is taken. What finds no partner stays alone: an inferred visit, a
 * conversation or wait without end. An answer is never given to another callid: the agent talks to whom it names.
 * @param ends of one node, with the callid that they were written under; likewise what dangles.
 * @returns pairs in the order of the ends.
 */
export function pairEnds<E extends LooseEnd & { callid: string }, D extends Dangling & { callid: string }>(
  ends: readonly E[],
  dangling: readonly D[],
): { readonly end: E; readonly beginning: D }[] {
  const byPlace = new Map<string, D[]>()
  for (const beginning of dangling) {
    const others = byPlace.get(placeOf(beginning))
    if (others) others.push(beginning)
    else byPlace.set(placeOf(beginning), [beginning])
  }
  const taken = new Set<D>()
  const pairs = []
  for (const end of [...ends].sort((a, b) => a.since - b.since || a.position - b.position)) {
    const [nearest] = (byPlace.get(placeOf(end)) ?? [])
      .filter(beginning => !taken.has(beginning) && fits(end, beginning))
      .sort((a, b) => away(a, end) - away(b, end) || a.position - b.position)
    if (!nearest) continue
    taken.add(nearest)
    pairs.push({ end, beginning: nearest })
  }
  return pairs
}

const placeOf = ({ queue, agent }: Pick<Dangling, 'queue' | 'agent'>): string => JSON.stringify([queue, agent])

const fits = (end: LooseEnd & { callid: string }, beginning: Dangling & { callid: string }): boolean =>
  end.callid !== beginning.callid &&
  end.endedAt >= beginning.since &&
  withinRounding(end.since, beginning.since) &&
  (end.entryPosition ?? beginning.entryPosition) === (beginning.entryPosition ?? end.entryPosition)

const away = (beginning: Dangling, end: LooseEnd): number => Math.abs(beginning.since - end.since)
