import type { AgentStateName } from '../agents/state.ts'
import { microsOfSeconds, type Micros } from '../kernel/time.ts'
import type { DeviceState } from './device-state.ts'

/** What the manager interface says now of an agent: his telephones, and the calls of queues that they are rung for. */
export interface AgentPhone {
  readonly site: string
  readonly agent: string
  /** One for each queue that he is a member of; several may be the same device. */
  readonly members: readonly MemberPhone[]
  readonly calls: readonly QueueCall[]
}

export interface MemberPhone {
  readonly queue: string
  readonly device: string
  readonly state: DeviceState
  /** null: it was so already when it was first heard of. */
  readonly since: Micros | null
  readonly paused: boolean
  /** Since when a call on it is on hold; null: none is. */
  readonly heldSince: Micros | null
}

/** It rings until it is answered. */
export interface QueueCall {
  readonly queue: string
  readonly callId: string
  /** null: it was not heard. */
  readonly rangAt: Micros | null
  readonly answeredAt: Micros | null
}

/** What an agent is doing, and for whom. */
export interface AgentActivity {
  readonly state: AgentStateName
  readonly since: Micros
  readonly reason: string | null
  readonly queue: string | null
  readonly callId: string | null
}

type PhoneState = 'NOT_IN_USE' | 'RINGING' | 'IN_USE' | 'ON_HOLD' | 'UNREACHABLE'

/** The telephone of an agent now. */
export interface PhoneNow {
  readonly state: PhoneState
  readonly since: Micros | null
  readonly device: string
  /** It rings, or is used, for a call that no queue gave him. */
  readonly otherCall: boolean
}

/** As with queue_log: a ring that never ended is none any more (agent-states.md, "What is not believed"). */
const longestRing = microsOfSeconds(3600)

/**
 * queue_log writes no row while a telephone rings, and its row of the answer may be read later than the event: until it says something newer,
 * the manager is believed. So it is where rows leave nobody knowing.
 */
export function doingWith(known: AgentActivity, phone: AgentPhone | undefined, now: Micros): AgentActivity {
  if (!phone || known.state === 'TALKING') return known
  const answered = newestOf(phone.calls, ({ answeredAt }) => answeredAt)
  if (answered && known.since <= answered.at)
    return { state: 'TALKING', since: answered.at, reason: null, ...ofCall(answered.call) }
  const rings = newestOf(phone.calls, ({ answeredAt, rangAt }) => (answeredAt === null ? rangAt : null))
  if (rings && now - rings.at <= longestRing)
    return { state: 'RINGING', since: rings.at, reason: null, ...ofCall(rings.call) }
  if (!isToldByManager(known, phone)) return known
  const isPaused = phone.members.every(({ paused }) => paused)
  return { ...known, state: isPaused ? 'PAUSED' : 'READY', reason: null, queue: null, callId: null }
}

/**
 * From a start of his PBX to his next sign of life rows leave an agent uncertain; the manager, asked for all members after each login, names him
 * among them, or does not: a dynamic member who was not kept.
 */
export const isToldByManager = (
  { state }: Pick<AgentActivity, 'state'>,
  phone: AgentPhone | undefined,
): phone is AgentPhone => state === 'UNCERTAIN' && phone !== undefined && phone.members.length > 0

/** The queues that the manager names him a member of, and whether he is paused there, with every interface of his. */
export function queuesTold({ members }: Pick<AgentPhone, 'members'>): { queue: string; paused: boolean }[] {
  const queues = [...new Set(members.map(({ queue }) => queue))].sort()
  return queues.map(queue => ({
    queue,
    paused: members.every(member => member.queue !== queue || member.paused),
  }))
}

const ofCall = ({ queue, callId }: QueueCall) => ({ queue, callId })

function newestOf(
  calls: readonly QueueCall[],
  when: (call: QueueCall) => Micros | null,
): { readonly call: QueueCall; readonly at: Micros } | undefined {
  let newest: { call: QueueCall; at: Micros } | undefined
  for (const call of calls) {
    const at = when(call)
    if (at !== null && (!newest || at > newest.at)) newest = { call, at }
  }
  return newest
}

/** The first that one of his telephones shows is shown: a second one that is free, or cannot be reached, does not hide it. */
const shownFirst: readonly PhoneState[] = ['ON_HOLD', 'IN_USE', 'RINGING', 'NOT_IN_USE', 'UNREACHABLE']

const phoneStateOf = {
  UNKNOWN: undefined,
  NOT_INUSE: 'NOT_IN_USE',
  INUSE: 'IN_USE',
  BUSY: 'IN_USE',
  INVALID: 'UNREACHABLE',
  UNAVAILABLE: 'UNREACHABLE',
  RINGING: 'RINGING',
  RINGINUSE: 'IN_USE',
  ONHOLD: 'ON_HOLD',
} as const satisfies Readonly<Record<DeviceState, PhoneState | undefined>>

/** @param doing with the manager's word in it (doingWith) @returns undefined where the manager tells nothing */
export function phoneNow(phone: AgentPhone | undefined, doing: AgentActivity): PhoneNow | undefined {
  if (!phone) return undefined
  for (const state of shownFirst) {
    const member = phone.members.find(each => stateOf(each) === state)
    if (!member) continue
    const since = state === 'ON_HOLD' ? (member.heldSince ?? member.since) : member.since
    return { state, since, device: member.device, otherCall: isOtherCall(state, phone, doing) }
  }
  return undefined
}

const stateOf = ({ state, heldSince }: MemberPhone): PhoneState | undefined =>
  heldSince === null ? phoneStateOf[state] : 'ON_HOLD'

function isOtherCall(state: PhoneState, { calls }: AgentPhone, doing: AgentActivity): boolean {
  if (doing.state === 'TALKING') return false
  if (state === 'RINGING') return doing.state !== 'RINGING'
  return (state === 'IN_USE' || state === 'ON_HOLD') && !calls.some(({ answeredAt }) => answeredAt !== null)
}

/** Queues that only the manager names him a member of: of static members queue_log tells nothing before the first call. */
export function furtherQueues(known: readonly { readonly queue: string }[], phone: AgentPhone | undefined): string[] {
  const names = new Set((phone?.members ?? []).map(({ queue }) => queue))
  for (const { queue } of known) names.delete(queue)
  return [...names].sort()
}

/** Whether a call of the queue would reach him: as app_queue counts who is available. */
export type Reach = 'REACHED' | 'PAUSED' | 'BUSY' | 'UNREACHABLE'

/** @returns REACHED too where the manager tells nothing: then only queue_log counts */
export function reachIn(queue: string, phone: AgentPhone | undefined): Reach {
  const own = phone?.members.filter(each => each.queue === queue) ?? []
  const asked = own.length > 0 ? own : (phone?.members ?? [])
  if (own.length > 0 && own.every(({ paused }) => paused)) return 'PAUSED'
  const reaches = asked.map(reachOf)
  return reachOrder.find(reach => reaches.includes(reach)) ?? 'REACHED'
}

/** One telephone of several is enough. */
const reachOrder = ['REACHED', 'BUSY', 'UNREACHABLE'] as const

function reachOf(member: MemberPhone): (typeof reachOrder)[number] {
  switch (stateOf(member)) {
    case 'UNREACHABLE':
      return 'UNREACHABLE'
    case 'IN_USE':
    case 'ON_HOLD':
    case 'RINGING':
      return 'BUSY'
    default:
      return 'REACHED'
  }
}
