import { offsetSeconds } from '../../domain/kernel/zone.ts'
import { createAgenda } from './agenda.ts'
import { planShifts } from './agents.ts'
import { arrive, serveWaiting } from './calls.ts'
import { celWriter, noCel, type CelWriter } from './cel-writer.ts'
import type { Center, SimulatedAgent, SimulatedQueue } from './center.ts'
import { callDirectly } from './direct-calls.ts'
import type { CallCenterPlan } from './plan.ts'
import { seededRandom, type Random } from './random.ts'
import { createRowBuffer, type SimulatedRow } from './rows.ts'

/**
 * Raised with every change of what a plan, a seed and a start make: a demonstration that an older version filled is not gone on with
 * as if it were the same.
 */
export const simulatorVersion = 1

const secondsPerDay = 86_400

interface SimulatedSources {
  /** CEL of the calls that begin at or after this, in seconds since the epoch. Left out: queue_log alone. */
  readonly celFrom?: number
}

/**
 * What a call center's Asterisk writes from an instant on, without end: the same plan, seed and start give the same rows, and queue_log
 * is the same with CEL and without. Rows come in order of time; memory is bounded by the calls and agents at work.
 * @param from whole seconds since the epoch
 */
export function* simulate(
  plan: CallCenterPlan,
  seed: number,
  from: number,
  { celFrom }: SimulatedSources = {},
): Generator<SimulatedRow, never> {
  const agenda = createAgenda()
  const rows = createRowBuffer()
  let now = from
  let channels = 0
  const queues = new Map<string, SimulatedQueue>(
    plan.queues.map(queue => [queue.name, { ...queue, waiting: [], members: new Set() }]),
  )
  const agents = plan.agents.map((agent): SimulatedAgent => ({
    ...agent,
    name: `Agent/${agent.number}`,
    activity: 'out',
    loggedInAt: 0,
    leaving: false,
    wantsPause: undefined,
    lastCallEnd: 0,
    turn: 0,
  }))
  const center: Center = {
    plan,
    random: seededRandom(seed),
    details: seededRandom(seed ^ 0x5bd1e995),
    agenda,
    rows,
    cel: celFrom === undefined ? noCel : celOfCallsFrom(celFrom, celWriter(plan.timeZone, rows)),
    queues,
    agents,
    users: plan.users.map(user => ({ ...user, isOnThePhone: false })),
    now: () => now,
    after: (seconds, action) => agenda.add(now + seconds, action),
    offerWork: agent => serveWaiting(center, agent),
    newChannel(endpoint) {
      const counter = channels++
      return {
        uniqueid: `${Math.floor(now)}.${counter}`,
        name: `PJSIP/${endpoint}-${counter.toString(16).padStart(8, '0')}`,
      }
    },
  }

  rows.write(now, 'NONE', 'NONE', 'NONE', 'QUEUESTART')
  for (const agent of agents) planShifts(center, agent, from)
  planNightlyRotation(center, from)
  for (const queue of queues.values()) planQueueCalls(center, queue)
  planArrivals(center, center.details, plan.directCallsPerDay, () => callDirectly(center))

  for (;;) {
    const next = agenda.nextAt()
    if (next === undefined) throw new Error('a call center never runs out of things to do')
    now = next
    agenda.runNext()
    yield* rows.take(agenda.nextAt() ?? now)
  }
}

/** A call whose beginning is left out is left out whole. */
const celOfCallsFrom =
  (from: number, write: CelWriter): CelWriter =>
  (at, event, channel, details) => {
    if (at >= from && Number.parseInt(channel.linkedid, 10) >= from) write(at, event, channel, details)
  }

/** logrotate's nightly `logger reload`: Asterisk writes CONFIGRELOAD. */
function planNightlyRotation(center: Center, from: number): void {
  const at = (Math.floor(from / secondsPerDay) + 1) * secondsPerDay + 5_100
  center.agenda.add(at, () => {
    center.rows.write(center.now(), 'NONE', 'NONE', 'NONE', 'CONFIGRELOAD')
    planNightlyRotation(center, at)
  })
}

function planQueueCalls(center: Center, queue: SimulatedQueue): void {
  const { plan, random } = center
  const share = queue.weight / plan.queues.reduce((sum, other) => sum + other.weight, 0)
  planArrivals(center, random, plan.callsPerDay * share, hour => {
    const open = hour >= queue.opensAt && hour < queue.closesAt
    // Most people know the opening hours.
    if (open || random.chance(0.25)) arrive(center, queue, open)
  })
}

/** Arrivals at a rate that follows the hour and the day: drawn at the highest rate, thinned to the current one. */
function planArrivals(center: Center, random: Random, perDay: number, arriveAt: (hour: number) => void): void {
  const { plan } = center
  const sumOfHours = plan.hours.reduce((sum, value) => sum + value, 0)
  const meanOfDays = plan.days.reduce((sum, value) => sum + value, 0) / 7
  const rateAt = (hour: number, day: number): number =>
    (perDay / 3600) * ((plan.hours[hour] ?? 0) / sumOfHours) * ((plan.days[day] ?? 0) / meanOfDays)
  const highest = rateAt(plan.hours.indexOf(Math.max(...plan.hours)), plan.days.indexOf(Math.max(...plan.days)))

  const next = (): void => {
    center.after(random.exponential(1 / highest), () => {
      const wall = center.now() + offsetSeconds(plan.timeZone, center.now() * 1e6)
      const hour = Math.floor(wall / 3600) % 24
      const day = (Math.floor(wall / secondsPerDay) + 3) % 7
      if (random.next() * highest < rateAt(hour, day)) arriveAt(hour)
      next()
    })
  }
  next()
}
