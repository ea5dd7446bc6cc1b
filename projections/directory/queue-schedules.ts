import type { Queryable } from '../../domain/kernel/projection.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import type { ZoneName } from '../../domain/kernel/zone.ts'
import type { Period } from '../../domain/metrics/figures.ts'
import type { ScheduledTime } from '../../domain/routing/schedules/open-hours.ts'
import type { Schedule } from '../../domain/routing/schedules/schedules.ts'
import type { SiteItem } from '../scope.ts'
import { rowsIfBuilt } from './names.ts'
import queueSchedulesSql from './queue-schedules.sql'
import scheduleDefinitionsSql from './schedule-definitions.sql'

/** A stretch of time in which a queue went by one schedule, as it was defined then. */
export interface QueueSchedule extends ScheduledTime {
  readonly site: string
  readonly queue: string
  /** Short name of the schedule. */
  readonly name: string
  /** Since when it is defined so: with its name, what tells definitions apart. */
  readonly definedAt: Micros
  /** Of the site: for schedules that name no zone. */
  readonly timeZone: ZoneName
}

/** By which schedules the queues went within the period: by queue, then by time. In between they went by none, and were open. */
export async function queueSchedules(
  db: Queryable,
  queues: readonly SiteItem[],
  { from, to }: Period,
): Promise<readonly QueueSchedule[]> {
  if (queues.length === 0) return []
  const stretches = await rowsIfBuilt<Omit<QueueSchedule, 'schedule'>>(db, queueSchedulesSql, [
    queues.map(({ site }) => site),
    queues.map(({ name }) => name),
    from,
    to,
  ])
  const definitions = await definitionsOf(db, stretches)
  return stretches.flatMap(stretch => {
    const schedule = definitions.get(keyOf(stretch))
    return schedule ? [{ ...stretch, schedule }] : []
  })
}

type Defined = Pick<QueueSchedule, 'site' | 'name' | 'definedAt'>

const keyOf = ({ site, name, definedAt }: Defined): string => JSON.stringify([site, name, definedAt])

/** Many queues go by one: each definition is read once. */
async function definitionsOf(db: Queryable, stretches: readonly Defined[]): Promise<ReadonlyMap<string, Schedule>> {
  const asked = [...new Map(stretches.map(stretch => [keyOf(stretch), stretch])).values()]
  if (asked.length === 0) return new Map()
  const rows = await rowsIfBuilt<{ readonly n: number; readonly definition: string }>(db, scheduleDefinitionsSql, [
    asked.map(({ site }) => site),
    asked.map(({ name }) => name),
    asked.map(({ definedAt }) => definedAt),
  ])
  return new Map(
    rows.flatMap(({ n, definition }) => {
      const one = asked[n - 1]
      return one ? [[keyOf(one), JSON.parse(definition) as Schedule] as const] : []
    }),
  )
}
