import type { Position } from '../kernel/event.ts'
import type { Micros } from '../kernel/time.ts'
import { withinRounding, type CallRow, type Stay } from './stays.ts'
import type { Visit } from './visit.ts'

/**
 * COMPLETE* and the transfers are written under the caller's uniqueid of that moment. A Local channel optimised away or a masquerade
 * changes it, and then a conversation dangles under one callid and a ghost completes under another (products-and-metrics 4.4).
 */
export interface LooseEnd {
  readonly queue: string
  readonly agent: string
  /** End minus talk. */
  readonly answeredAt: Micros
  readonly endedAt: Micros
  readonly position: Position
  /** Of every row that goes with the end. */
  readonly positions: readonly Position[]
}

/** A conversation without an end of its own. */
export interface Dangling {
  readonly queue: string
  readonly agent: string
  readonly answeredAt: Micros
  readonly position: Position
}

/** An end that does not say how long the talk was fits no conversation. */
export const looseEndOf = (row: CallRow, stay: Stay): readonly LooseEnd[] =>
  stay.answer?.known
    ? [
        {
          queue: row.queue,
          agent: row.agent,
          answeredAt: stay.answer.at,
          endedAt: row.at,
          position: row.position,
          positions: stay.positions,
        },
      ]
    : []

/** The visit's conversation when no end row was written under the callid that answered. */
export function danglingOf(visit: Visit): Dangling | undefined {
  const { queue, agent, answeredAt, positions, flags } = visit
  if (answeredAt === null || agent === null || flags.includes('inferredAnswer')) return undefined
  const dangles = visit.endedAt === null || flags.includes('inferredEnd') || flags.includes('joinedEnd')
  return dangles ? { queue, agent, answeredAt, position: positions[0] ?? 0 } : undefined
}

/**
 * Gives each loose end to the conversation of the same queue and agent that began when the end says, within 2 s; the first end
 * chooses first, the nearest conversation is taken. What finds no partner stays alone: an inferred visit, a conversation without end.
 * @param ends of one node, with the callid that they were written under; likewise the conversations.
 * @returns pairs in the order of the ends.
 */
export function pairEnds<E extends LooseEnd & { callid: string }, D extends Dangling & { callid: string }>(
  ends: readonly E[],
  conversations: readonly D[],
): { readonly end: E; readonly conversation: D }[] {
  const byAgent = new Map<string, D[]>()
  for (const conversation of conversations) {
    const others = byAgent.get(placeOf(conversation))
    if (others) others.push(conversation)
    else byAgent.set(placeOf(conversation), [conversation])
  }
  const taken = new Set<D>()
  const pairs = []
  for (const end of [...ends].sort((a, b) => a.answeredAt - b.answeredAt || a.position - b.position)) {
    const [nearest] = (byAgent.get(placeOf(end)) ?? [])
      .filter(conversation => !taken.has(conversation) && fits(end, conversation))
      .sort((a, b) => away(a, end) - away(b, end) || a.position - b.position)
    if (!nearest) continue
    taken.add(nearest)
    pairs.push({ end, conversation: nearest })
  }
  return pairs
}

const placeOf = ({ queue, agent }: Pick<Dangling, 'queue' | 'agent'>): string => `${queue}\0${agent}`

const fits = (end: LooseEnd & { callid: string }, conversation: Dangling & { callid: string }): boolean =>
  end.callid !== conversation.callid &&
  end.endedAt >= conversation.answeredAt &&
  withinRounding(end.answeredAt, conversation.answeredAt)

const away = (conversation: Dangling, end: LooseEnd): number => Math.abs(conversation.answeredAt - end.answeredAt)
