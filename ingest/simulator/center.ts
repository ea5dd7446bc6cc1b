import type { Agenda } from './agenda.ts'
import type { CelChannel, CelWriter } from './cel-writer.ts'
import type { CallCenterPlan, PlannedAgent, PlannedQueue, PlannedUser } from './plan.ts'
import type { Random } from './random.ts'
import type { RowWriter } from './rows.ts'

export interface SimulatedCall {
  readonly id: string
  readonly channel: CelChannel
  readonly callerNumber: string
  readonly calledNumber: string
  queue: SimulatedQueue
  enteredAt: number
  entryPosition: number
  ringing: Ringing | undefined
  /** Raised at every turn of the call: an action planned for an earlier turn does nothing. */
  turn: number
}

export interface Ringing {
  readonly agent: SimulatedAgent
  readonly since: number
  readonly channel: CelChannel
}

/** A caller and the agent who took his call. */
export interface Conversation {
  readonly call: SimulatedCall
  readonly queue: SimulatedQueue
  readonly agent: SimulatedAgent
  /** The agent's. */
  readonly channel: CelChannel
  readonly bridge: string
  readonly wait: number
  /** From here on they hear each other. */
  readonly answeredAt: number
}

export interface SimulatedQueue extends PlannedQueue {
  readonly waiting: SimulatedCall[]
  readonly members: Set<SimulatedAgent>
}

type Activity = 'out' | 'ready' | 'ringing' | 'talking' | 'wrapup' | 'paused'

export interface SimulatedAgent extends PlannedAgent {
  readonly name: string
  activity: Activity
  loggedInAt: number
  /** End of the shift has passed: leaves as soon as the call is over. */
  leaving: boolean
  /** Reason of the pause that he takes as soon as the call is over. */
  wantsPause: string | undefined
  lastCallEnd: number
  turn: number
}

export interface SimulatedUser extends PlannedUser {
  isOnThePhone: boolean
}

/** Everything that the rules of calls and agents share. */
export interface Center {
  readonly plan: CallCenterPlan
  readonly random: Random
  /** For what queue_log does not tell: the callers of the queues fare the same whatever is drawn from it. */
  readonly details: Random
  readonly agenda: Agenda
  readonly rows: RowWriter
  readonly cel: CelWriter
  readonly queues: ReadonlyMap<string, SimulatedQueue>
  readonly agents: readonly SimulatedAgent[]
  readonly users: readonly SimulatedUser[]
  /** Simulated seconds since the epoch, with a fraction. */
  now(): number
  after(seconds: number, action: () => void): void
  /** The agent is free: whoever has waited longest for him is offered to him. */
  offerWork(agent: SimulatedAgent): void
  /** Names the next channel as Asterisk does: `<epoch>.<counter>`, and `PJSIP/<endpoint>-<counter in hexadecimal>`. */
  newChannel(endpoint: string): { readonly uniqueid: string; readonly name: string }
}

export function queueNamed(center: Center, name: string): SimulatedQueue {
  const queue = center.queues.get(name)
  if (!queue) throw new RangeError(`the plan has no queue ${name}`)
  return queue
}
