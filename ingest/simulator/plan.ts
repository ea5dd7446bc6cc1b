import type { ZoneName } from '../../domain/kernel/zone.ts'

export interface PlannedQueue {
  readonly name: string
  readonly calledNumber: string
  /** Local hours in which it takes calls; 0 and 24 is always. */
  readonly opensAt: number
  readonly closesAt: number
  /** Share of all calls. */
  readonly weight: number
  readonly medianTalkSeconds: number
  /** How long half of the callers wait before they give up. */
  readonly medianPatienceSeconds: number
  readonly timeoutSeconds: number
  readonly ringSeconds: number
  readonly wrapUpSeconds: number
  /** Calls that may wait at once; 0 is no limit. */
  readonly maximumWaiting: number
  /** Where callers go on timeout or with the exit key. */
  readonly overflow?: string
}

export interface PlannedAgent {
  readonly number: string
  readonly phone: string
  readonly queues: readonly string[]
  /** Local hour and minute of the day, as minutes since midnight; a shift may pass midnight. */
  readonly shiftStartMinute: number
  readonly shiftMinutes: number
  /** ISO week days (1 = Monday) on which the shift begins. */
  readonly days: readonly number[]
}

/** Somebody behind the call center: has a number of his own, and is asked by agents. */
export interface PlannedUser {
  readonly number: string
  /** From the outside. */
  readonly directNumber: string
}

export interface CallCenterPlan {
  readonly timeZone: ZoneName
  /** To the queues. */
  readonly callsPerDay: number
  /** Between users and the outside, without a queue: queue_log knows nothing of them. */
  readonly directCallsPerDay: number
  readonly queues: readonly PlannedQueue[]
  readonly agents: readonly PlannedAgent[]
  /** Two at least. */
  readonly users: readonly PlannedUser[]
  /** Relative arrivals by local hour (24 values) and by ISO week day (7 values, Monday first). */
  readonly hours: readonly number[]
  readonly days: readonly number[]
}

interface PlanSize {
  readonly queues: number
  readonly agents: number
  readonly callsPerDay: number
  readonly timeZone: ZoneName
}

const kinds = [
  { name: 'sales', talk: 210, patience: 95, wrapUp: 20, opensAt: 8, closesAt: 20, weight: 5 },
  { name: 'support', talk: 380, patience: 160, wrapUp: 30, opensAt: 0, closesAt: 24, weight: 6 },
  { name: 'billing', talk: 260, patience: 120, wrapUp: 25, opensAt: 9, closesAt: 18, weight: 3 },
  { name: 'switchboard', talk: 45, patience: 60, wrapUp: 0, opensAt: 8, closesAt: 19, weight: 4 },
  { name: 'claims', talk: 320, patience: 140, wrapUp: 40, opensAt: 8, closesAt: 18, weight: 2 },
  { name: 'emergency', talk: 150, patience: 300, wrapUp: 15, opensAt: 0, closesAt: 24, weight: 1.5 },
  { name: 'vip', talk: 240, patience: 180, wrapUp: 20, opensAt: 7, closesAt: 21, weight: 0.8 },
  { name: 'returns', talk: 190, patience: 100, wrapUp: 20, opensAt: 9, closesAt: 19, weight: 1.5 },
] as const

/** Two peaks a day, a quiet night, a quieter week-end. */
const usualHours = [4, 3, 2, 2, 2, 4, 10, 25, 60, 95, 100, 90, 60, 65, 85, 90, 80, 65, 45, 30, 18, 12, 8, 6]
const usualDays = [115, 105, 100, 98, 95, 45, 30]

/** A call center of a given size: queues of the usual kinds, teams in three shifts, the same for the same size. */
export function planOf(size: PlanSize): CallCenterPlan {
  const queues = Array.from({ length: size.queues }, (_, index): PlannedQueue => {
    const kind = kinds[index % kinds.length] ?? kinds[0]
    const round = Math.floor(index / kinds.length)
    return {
      name: round === 0 ? kind.name : `${kind.name}${round + 1}`,
      calledNumber: `01990001${String(index).padStart(2, '0')}`,
      opensAt: kind.opensAt,
      closesAt: kind.closesAt,
      weight: kind.weight,
      medianTalkSeconds: kind.talk,
      medianPatienceSeconds: kind.patience,
      timeoutSeconds: 300,
      ringSeconds: 15,
      wrapUpSeconds: kind.wrapUp,
      maximumWaiting: kind.name === 'vip' ? 6 : 0,
      ...(kind.name === 'sales' || kind.name === 'claims' ? { overflow: 'support' } : {}),
    }
  })
  const names = queues.map(queue => queue.name)
  const agents = Array.from({ length: size.agents }, (_, index): PlannedAgent => {
    // One in eight works at night, so that something moves at any hour.
    const shift = index % 8 === 7 ? 'night' : index % 8 >= 5 ? 'late' : 'early'
    const staggered = (index % 4) * 20
    return {
      number: String(8001 + index),
      phone: String(1001 + index),
      queues: queuesOfAgent(names, index, shift === 'night'),
      shiftStartMinute: (shift === 'early' ? 7 * 60 : shift === 'late' ? 12 * 60 + 30 : 21 * 60) + staggered,
      shiftMinutes: shift === 'night' ? 11 * 60 : 8 * 60 + 30,
      days: daysOf(shift === 'night' ? 0 : index),
    }
  })
  return {
    timeZone: size.timeZone,
    callsPerDay: size.callsPerDay,
    directCallsPerDay: Math.ceil(size.callsPerDay / 5),
    queues,
    agents,
    users: usersOf(size),
    hours: usualHours,
    days: usualDays,
  }
}

/** One for every four agents, and enough of them for the calls that they have. Their numbers lie behind those of all agents' phones. */
function usersOf({ agents, callsPerDay }: PlanSize): PlannedUser[] {
  const count = Math.min(900, Math.max(4, Math.ceil(agents / 4), Math.ceil(callsPerDay / 250)))
  return Array.from({ length: count }, (_, index) => {
    const number = String(7001 + index)
    return { number, directNumber: `019900${number}` }
  })
}

/** Half of the teams work on Saturdays, a fifth on Sundays too. */
function daysOf(index: number): number[] {
  if (index % 5 === 0) return [1, 2, 3, 4, 5, 6, 7]
  return index % 2 === 0 ? [1, 2, 3, 4, 5, 6] : [1, 2, 3, 4, 5]
}

function queuesOfAgent(names: readonly string[], index: number, night: boolean): string[] {
  const always = names.filter(name => name.startsWith('support') || name.startsWith('emergency'))
  if (night) return always.length > 0 ? always : [...names]
  const first = index % names.length
  const chosen = [first, (first + 1) % names.length, (first + 3) % names.length].map(place => names[place] ?? '')
  return [...new Set(chosen)]
}

const demonstrated = planOf({ queues: 6, agents: 32, callsPerDay: 2_000, timeZone: 'Europe/Paris' })

/**
 * The demonstration call center: small enough to read on one board, busy enough to move at any hour. All its queues but one never close, and
 * its nights and Sundays are livelier than usual: who starts it then shall see it live within a minute or two.
 */
export const demonstrationPlan: CallCenterPlan = {
  ...demonstrated,
  queues: demonstrated.queues.map(queue => (queue.name === 'billing' ? queue : { ...queue, opensAt: 0, closesAt: 24 })),
  // Whoever takes so many calls at week-ends has his people there.
  agents: demonstrated.agents.map(agent => ({ ...agent, days: [1, 2, 3, 4, 5, 6, 7] })),
  hours: demonstrated.hours.map(calls => Math.max(calls, 65)),
  days: demonstrated.days.map(calls => Math.max(calls, 85)),
}
