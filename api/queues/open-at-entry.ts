import { scheduleAt } from '../../domain/routing/schedules/schedule-at.ts'
import type { QueueVisitRow } from '../../projections/queue-visits/types.ts'
import { batched } from '../schema/batched.ts'

type Entry = Pick<QueueVisitRow, 'site' | 'queue' | 'enteredAt'>

const queueOf = ({ site, queue }: Pick<Entry, 'site' | 'queue'>): string => JSON.stringify([site, queue])

/** Whether the queue was open by the schedule that it had then; null: it had none. Asked once for all rows of an answer. */
export const openAtEntry = batched<Entry, boolean | null>(
  ({ site, queue, enteredAt }) => JSON.stringify([site, queue, enteredAt]),
  async ({ reports }, entries) => {
    const instants = entries.map(({ enteredAt }) => enteredAt)
    const queues = new Map(entries.map(entry => [queueOf(entry), { site: entry.site, name: entry.queue }]))
    const period = { from: Math.min(...instants), to: Math.max(...instants) + 1 }
    const stretches = await reports.queueSchedules([...queues.values()], period)
    return entries.map(entry => {
      const { enteredAt: at } = entry
      const went = stretches.find(
        stretch => queueOf(stretch) === queueOf(entry) && stretch.from <= at && at < stretch.to,
      )
      return went ? scheduleAt(went.schedule, at, went.timeZone).open : null
    })
  },
)
