import type { Queryable } from '../../../domain/kernel/projection.ts'
import type { Micros } from '../../../domain/kernel/time.ts'
import type { OpeningHours, Period } from '../../../domain/metrics/figures.ts'
import { closedHours, openHoursOf } from '../../../domain/routing/schedules/open-hours.ts'
import { queueSchedules, type QueueSchedule } from '../../directory/queue-schedules.ts'
import type { Parameters } from '../../parameters.ts'
import { partsOfPeriod } from '../../periodic/parts-of-period.ts'
import { extentOf } from './extent.ts'
import type { KnownQueue } from './known-queues.ts'

/** Queues that are open, or closed, at the same times. */
export interface HoursOfQueues {
  readonly queues: readonly KnownQueue[]
  /** Ascending, with time between any two. */
  readonly hours: readonly Period[]
}

/**
 * When queues were open within a period by the schedules that they had then, or closed; of time in which nothing happened nothing is told.
 * Queues that are so at no time are left out.
 */
export async function hoursOfQueues(
  db: Queryable,
  queues: readonly KnownQueue[],
  { from, to }: Period,
  wanted: Exclude<OpeningHours, 'ALL'>,
): Promise<readonly HoursOfQueues[]> {
  const extent = await extentOf(db)
  const period = { from: Math.max(from, extent.first), to: Math.min(to, extent.last + 1) }
  if (period.from >= period.to) return []
  const names = queues.map(({ site, queue }) => ({ site, name: queue }))
  const stretches = grouped(await queueSchedules(db, names, period), nameOf)
  const alike = grouped(queues, queue => historyOf(queue, stretches.get(nameOf(queue)) ?? []))
  return [...alike.values()].flatMap(group => {
    const [one] = group
    if (!one) return []
    const open = openHoursOf(stretches.get(nameOf(one)) ?? [], one.timeZone, period)
    const hours = wanted === 'OPEN' ? open : closedHours(open, period)
    return hours.length > 0 ? [{ queues: group, hours }] : []
  })
}

/** The part of a question that says to which hours it is cut. */
export async function hoursAsked(
  db: Queryable,
  queues: readonly KnownQueue[],
  bounds: readonly Micros[],
  openingHours: OpeningHours = 'ALL',
): Promise<{ readonly hours?: readonly HoursOfQueues[] }> {
  if (openingHours === 'ALL') return {}
  const period = { from: bounds[0] ?? 0, to: bounds.at(-1) ?? 0 }
  return { hours: await hoursOfQueues(db, queues, period, openingHours) }
}

function grouped<T>(all: readonly T[], keyOf: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const one of all) {
    const others = groups.get(keyOf(one))
    if (others) others.push(one)
    else groups.set(keyOf(one), [one])
  }
  return groups
}

const nameOf = ({ site, queue }: { readonly site: string; readonly queue: string }): string => `${site}/${queue}`

/** Equal for queues that went by the same schedules at the same times: mostly there are few, whatever the number of queues. */
const historyOf = ({ site, timeZone }: KnownQueue, stretches: readonly QueueSchedule[]): string =>
  stretches.length === 0
    ? ''
    : JSON.stringify([site, timeZone, stretches.map(({ name, definedAt, from, to }) => [name, definedAt, from, to])])

/** Hours as the tables can answer them: whole quarters of an hour, the rest from the visits. */
export function quartersAndEdges(hours: readonly Period[]) {
  const parts = hours.map(period => partsOfPeriod(period, undefined))
  return { quarters: parts.flatMap(({ quarters }) => quarters), edges: parts.flatMap(({ edges }) => edges) }
}

/** A condition on an instant. Hours follow each other, so it lies within one when it lies behind an odd number of their ends. */
export function isWithin(at: string, hours: readonly Period[], given: Parameters): string {
  const ends = hours.flatMap(({ from, to }): Micros[] => [from, to])
  return `width_bucket(${at}, ${given.add(ends, 'bigint[]')}) % 2 = 1`
}
