import type { Micros } from '../kernel/time.ts'
import type { Sign } from './signs.ts'
import type { AgentCall, AgentState, StateInterval } from './state.ts'
import { sameVisible, visibleState } from './visible.ts'

/** A login session; `to` is null while it goes on. */
export interface SessionSpell {
  readonly from: Micros
  readonly to: Micros | null
  readonly line: string | null
}

/** A membership that rows tell of. */
export interface MembershipSpell {
  readonly queue: string
  readonly from: Micros
  readonly to: Micros | null
  readonly penalty: number | null
}

/** What is known of an agent, row by row. */
export interface EffectRows {
  readonly interval: StateInterval
  readonly call: AgentCall
  readonly session: SessionSpell
  readonly membership: MembershipSpell
}

export type EffectKind = keyof EffectRows

/**
 * A row that a sign adds to what is known, or takes from it. Taking back what an earlier sign added is how a call gets its talk
 * when it ends; the same with the factor turned is how a late row undoes what was concluded without it.
 */
export type Effect = {
  [K in EffectKind]: { readonly kind: K; readonly row: EffectRows[K]; readonly by: 1 | -1 }
}[EffectKind]

/** The agent while signs are applied: a copy that may be written to, and what comes out. */
export interface Turn {
  readonly agent: { -readonly [K in keyof AgentState]: AgentState[K] }
  readonly effects: Effect[]
  /**
   * What the signs tell about the past and the state did not know: LOGGED_IN, TALKED. Whoever folds puts it where it belongs and folds
   * again from there; it is told again then, and nothing else. Without the sign that tells it, it goes.
   */
  readonly implied: Sign[]
}

export const turnOf = (agent: AgentState): Turn => ({ agent: { ...agent }, effects: [], implied: [] })

/** Ends the running interval at the instant if the agent's state is another one now. An interval without length never was. */
export function cut(turn: Turn, at: Micros): void {
  const { agent } = turn
  const visible = visibleState(agent)
  const { open } = agent
  if (open && sameVisible(open, visible)) return
  if (open && at > open.from) turn.effects.push({ kind: 'interval', row: closed(open, at), by: 1 })
  agent.open = {
    from: open ? Math.max(at, open.from) : at,
    state: visible.state,
    reason: visible.reason,
    queue: visible.queue,
    callId: visible.callId,
    loggedIn: visible.loggedIn,
  }
}

export const closed = (
  { from, state, reason, queue, callId, loggedIn }: Omit<StateInterval, 'to'>,
  to: Micros,
): StateInterval => ({ from, to, state, reason, queue, callId, loggedIn })

export function replaceCall(turn: Turn, before: AgentCall, after: AgentCall): void {
  turn.effects.push({ kind: 'call', row: before, by: -1 }, { kind: 'call', row: after, by: 1 })
}
