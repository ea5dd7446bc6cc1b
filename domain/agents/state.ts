import type { Micros } from '../kernel/time.ts'
import type { MicrosLength } from '../metrics/figures.ts'

export type AgentStateName = 'LOGGED_OUT' | 'READY' | 'PAUSED' | 'WRAP_UP' | 'RINGING' | 'TALKING' | 'UNCERTAIN'

/**
 * How his session began: a login row; a logoff row that told of a login which is missing; the first ADDMEMBER of a dynamic member
 * who has no login rows; or a call or pause that shows a member at work of whom nothing else is known (static members).
 */
export type SessionKind = 'LOGIN' | 'IMPLIED' | 'MEMBER' | 'SEEN'

export interface Session {
  readonly kind: SessionKind
  readonly since: Micros
  /** Line or interface, where a row tells it. */
  readonly line: string | null
  /** When he came to this line. */
  readonly lineSince: Micros
}

export interface Membership {
  readonly queue: string
  readonly penalty: number | null
  readonly since: Micros
  /** Not added by a row: a SEEN member was called, or paused, there. */
  readonly inferred: boolean
  /** How many interfaces of his rows added: he is a member until each was removed. */
  readonly interfaces: number
}

/** A call that rang at the agent, once for each ring. `at` is the answer, or when it was missed or canceled. */
export interface AgentCall {
  readonly position: number
  readonly at: Micros
  readonly queue: string | null
  readonly callId: string | null
  readonly outcome: 'ANSWERED' | 'MISSED' | 'CANCELED'
  readonly ring: MicrosLength
  /** Hold included; null: it goes on, or its end was never written. */
  readonly talk: MicrosLength | null
  readonly hold: MicrosLength
  readonly wrapUp: MicrosLength
  readonly transfer: 'BLIND' | 'ATTENDED' | null
}

export interface Talk {
  readonly call: AgentCall
  /** Its CONNECT is known; otherwise only an end tells of it. */
  readonly connected: boolean
  /** Another CONNECT came before its end: taken as over, until a row shows that it was not. */
  readonly superseded: boolean
  /** Position of the later row that shows how long it goes on: no CONNECT supersedes it. */
  readonly keptBy: number | null
  readonly heldSince: Micros | null
}

interface EndedTalk {
  readonly call: AgentCall
  readonly endedAt: Micros
  readonly connected: boolean
  /** No row says so, but CEL: a row that comes yet is right. */
  readonly unwritten?: true
}

/** A length of time in one state. */
export interface StateInterval {
  readonly from: Micros
  readonly to: Micros
  readonly state: AgentStateName
  readonly reason: string | null
  readonly queue: string | null
  readonly callId: string | null
  /** Counts as login time. Not so a conversation that outlives the session, nor anything uncertain. */
  readonly loggedIn: boolean
}

export type OpenInterval = Omit<StateInterval, 'to'>

/**
 * Where an agent stands after his newest sign of life: plain JSON with keys in one order, so that equal states are equal texts.
 * Several things hold at once (in wrap-up, paused, his phone rings); which one is his state, visible.ts decides.
 */
export interface AgentState {
  /** null: no sign of life yet. */
  readonly firstSign: Micros | null
  readonly lastSign: Micros
  /** The newest sign of any kind that changed something. */
  readonly newest: Micros | null
  /** The PBX of his newest sign of life: its restart leaves him uncertain. */
  readonly node: string
  /** All PBXs that ever gave a sign of him. */
  readonly nodes: readonly string[]
  readonly session: Session | null
  /** A row told that he is out; null with no session: nobody knows. */
  readonly outSince: Micros | null
  /** The newest logoff row, and whether a login row followed it. */
  readonly lastLogoff: Micros | null
  readonly loginSeen: boolean
  readonly uncertainSince: Micros | null
  /** When sight of him was lost last, until a row shows whether his memberships were kept over it. */
  readonly lostSightAt: Micros | null
  readonly queues: readonly Membership[]
  /** Queues that he was removed from in the last hour: a ring that began before is no membership. */
  readonly left: readonly { readonly queue: string; readonly at: Micros }[]
  /** PAUSEALL: the pause of the agent. */
  readonly pause: Pause | null
  /** Paused in single queues, in the order of pausing. */
  readonly pausedQueues: readonly (Pause & { readonly queue: string })[]
  readonly unpausedAt: Micros | null
  readonly rings: readonly Ring[]
  /** He has taken the call, as the manager interface tells, and the row that says so is on its way, or never comes. */
  readonly pickedUp: { readonly queue: string | null; readonly callId: string | null; readonly until: Micros } | null
  /** When conversations ended or will, as the manager interface tells: the rows of their ends have whole seconds. */
  readonly heardEnds: readonly { readonly queue: string | null; readonly callId: string | null; readonly at: Micros }[]
  readonly talks: readonly Talk[]
  /** The newest ended calls: a second end of one is the same end, a wrap-up belongs to one. */
  readonly ended: readonly EndedTalk[]
  readonly wrapUp: WrapUp | null
  readonly open: OpenInterval | null
}

export interface Pause {
  readonly reason: string | null
  /** Of the newest row that says so. */
  readonly at: Micros
}

interface Ring {
  readonly queue: string | null
  readonly callId: string | null
  /** Position of what the manager interface says of it; null: a row of queue_log tells it. */
  readonly heard: number | null
}

interface WrapUp {
  readonly since: Micros
  readonly until: Micros
  readonly queue: string | null
  readonly callId: string | null
  /** Of the call it belongs to, where that is known. */
  readonly ofCall: number | null
}

export const unseen: AgentState = {
  firstSign: null,
  lastSign: 0,
  newest: null,
  node: '',
  nodes: [],
  session: null,
  outSince: null,
  lastLogoff: null,
  loginSeen: false,
  uncertainSince: null,
  lostSightAt: null,
  queues: [],
  left: [],
  pause: null,
  pausedQueues: [],
  unpausedAt: null,
  rings: [],
  pickedUp: null,
  heardEnds: [],
  talks: [],
  ended: [],
  wrapUp: null,
  open: null,
}

export const sameState = (a: AgentState, b: AgentState): boolean => a === b || textOfState(a) === textOfState(b)

/** Short: what is as in `unseen` is left out. */
export function textOfState(state: AgentState): string {
  const said: Partial<Record<keyof AgentState, unknown>> = {}
  for (const name of names) {
    const value = state[name]
    if (!isEmpty(value)) said[name] = value
  }
  return JSON.stringify(said)
}

const names = Object.keys(unseen) as (keyof AgentState)[]

export const stateOfText = (text: string): AgentState => ({ ...unseen, ...(JSON.parse(text) as Partial<AgentState>) })

const isEmpty = (value: unknown): boolean =>
  value === null || value === false || value === '' || (Array.isArray(value) && value.length === 0)
