import type { AgentCall, StateInterval } from '../../domain/agents/state.ts'
import type { MembershipSpell, SessionSpell } from '../../domain/agents/turn.ts'
import type { Consequence, DayEntry } from './chain.ts'

/** A row of one key over a page: what the table has, and what it is to have. */
export interface Change<R> {
  readonly before: R | null
  after: R | null
}

/** What a page does to an agent's rows in the end. */
export interface NetChanges {
  readonly intervals: readonly Change<StateInterval>[]
  readonly calls: readonly Change<AgentCall>[]
  readonly sessions: readonly Change<SessionSpell>[]
  readonly memberships: readonly Change<MembershipSpell>[]
  readonly entries: readonly Change<DayEntry>[]
}

/**
 * Only the outcome of a page counts: a call is added when it is answered and replaced at its end; a day that is folded again takes away
 * what it had and adds most of it again.
 * @param consequences of one agent, all of the page, in order
 */
export function netOf(consequences: readonly Consequence[]): NetChanges {
  const intervals = new Map<number, Change<StateInterval>>()
  const calls = new Map<number, Change<AgentCall>>()
  const sessions = new Map<number, Change<SessionSpell>>()
  const memberships = new Map<string, Change<MembershipSpell>>()
  const entries = new Map<number, Change<DayEntry>>()
  for (const { kind, row, by } of consequences)
    if (kind === 'interval') put(intervals, row.from, row, by)
    else if (kind === 'call') put(calls, row.position, row, by)
    else if (kind === 'session') put(sessions, row.from, row, by)
    else if (kind === 'membership') put(memberships, `${row.from}\0${row.queue}`, row, by)
    else put(entries, row.day, row, by)
  return {
    intervals: netted(intervals),
    calls: netted(calls),
    sessions: netted(sessions),
    memberships: netted(memberships),
    entries: netted(entries),
  }
}

/** What is taken away before it was added stands in the table. */
function put<K, R>(changes: Map<K, Change<R>>, key: K, row: R, by: 1 | -1): void {
  const change = changes.get(key)
  const after = by === 1 ? row : null
  if (change) change.after = after
  else changes.set(key, { before: by === 1 ? null : row, after })
}

function netted<K, R extends object>(changes: ReadonlyMap<K, Change<R>>): readonly Change<R>[] {
  const net: Change<R>[] = []
  for (const change of changes.values()) if (!isSame(change.before, change.after)) net.push(change)
  return net
}

/** Rows are flat. */
function isSame<R extends object>(one: R | null, other: R | null): boolean {
  if (one === null || other === null) return one === other
  for (const name in one) if (one[name] !== other[name]) return false
  return true
}
