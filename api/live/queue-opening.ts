import type { Micros } from '../../domain/kernel/time.ts'
import { openingAt, type Opening } from '../../domain/routing/schedules/open-hours.ts'
import type { QueueSchedule } from '../../projections/directory/queue-schedules.ts'
import type { SiteItem } from '../../projections/scope.ts'
import type { Reports } from '../ports/reports.ts'

/** Whether a queue is open now by the schedule that it goes by. */
export interface QueueOpening {
  /** Short name of the schedule. */
  readonly schedule: string
  readonly scheduleDisplayName: string
  /** Computed when somebody wants to know it. */
  readonly now: () => Opening
}

const day = 86_400_000_000

/** As far back as a change is looked for. */
const past = 400 * day
const forever: Micros = 9e15

/** Of the queues that go by a schedule now, by `site/queue`. Queues that went by the same ones share the computation. */
export async function queueOpenings(
  reports: Pick<Reports, 'queueSchedules'>,
  queues: readonly SiteItem[],
  now: Micros,
): Promise<ReadonlyMap<string, QueueOpening>> {
  const histories = new Map<string, QueueSchedule[]>()
  for (const stretch of await reports.queueSchedules(queues, { from: now - past, to: forever })) {
    const key = `${stretch.site}/${stretch.queue}`
    histories.set(key, [...(histories.get(key) ?? []), stretch])
  }
  const computed = new Map<string, () => Opening>()
  const openings = new Map<string, QueueOpening>()
  for (const [queue, history] of histories) {
    const last = history.at(-1)
    if (!last || last.to <= now || last.from > now) continue
    const alike = JSON.stringify(
      history.map(({ site, name, definedAt, from, to }) => [site, name, definedAt, from, to]),
    )
    const opening = computed.get(alike) ?? once(() => openingAt(history, last.timeZone, now))
    computed.set(alike, opening)
    openings.set(queue, { schedule: last.name, scheduleDisplayName: last.schedule.displayName, now: opening })
  }
  return openings
}

function once<T>(compute: () => T): () => T {
  let answer: { readonly value: T } | undefined
  return () => (answer ??= { value: compute() }).value
}
