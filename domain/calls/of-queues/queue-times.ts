import { microsPerSecond, type Micros } from '../../kernel/time.ts'
import type { MicrosLength } from '../../metrics/figures.ts'
import type { AppRun, Channel } from '../channels/channel.ts'
import type { ContactReading } from '../contact-reading.ts'
import type { CallVisit } from './queue-calls.ts'

/** A row of queue_log and what CEL says of the same instant are this far apart: the file has whole seconds. */
export const sameInstant: MicrosLength = 1.5 * microsPerSecond

const isNear = (one: Micros, other: Micros): boolean => Math.abs(one - other) <= sameInstant

/** The phone that took the visit: the member's, up when the queue says that he answered. */
export function phoneOfVisit({ lines, members }: ContactReading, visit: CallVisit): Channel | undefined {
  const { agent, queue, answeredAt } = visit
  if (agent === null || answeredAt === null) return undefined
  return lines.findLast(line => {
    const member = members.get(line)
    return (
      member?.agent === agent &&
      member.queue === queue &&
      line.answeredAt !== null &&
      isNear(line.answeredAt, answeredAt)
    )
  })
}

/** Runs of Queue() by the visit that began with them. */
export type QueueRuns = ReadonlyMap<CallVisit, AppRun>

/**
 * Asterisk 22 writes neither APP_END nor APP_START between two runs of one application: Queue() right behind Queue() is one run, with the arguments
 * of the first. It is that of the first visit, and the others have none.
 */
export function queueRunsOf({ byId, queues }: ContactReading): QueueRuns {
  const runs = new Map<CallVisit, AppRun>()
  const taken = new Set<AppRun>()
  for (const visit of queues.visits) {
    const run = byId
      .get(visit.callid)
      ?.appRuns.find(
        run =>
          run.name === 'Queue' && isFor(run.data, visit.queue) && isNear(run.from, visit.enteredAt) && !taken.has(run),
      )
    if (!run) continue
    runs.set(visit, run)
    taken.add(run)
  }
  return runs
}

const isFor = (data: string, queue: string): boolean =>
  data === queue || data.startsWith(`${queue},`) || data.startsWith(`${queue}|`)

/**
 * How long the caller waited by CEL: from Queue() to his first talk with the member, or to the end of Queue(). undefined where CEL
 * does not tell (`apps` without Queue).
 */
export function waitByCel(reading: ContactReading, visit: CallVisit, runs: QueueRuns): MicrosLength | undefined {
  const run = runs.get(visit)
  if (!run || visit.leftAt === null) return undefined
  const left = visit.answeredAt === null ? endOfStay(reading, visit, runs) : talkStartOf(reading, visit)
  return left === undefined || left === null || left < run.from ? undefined : left - run.from
}

/** undefined: the caller entered another queue in the same run, and when, CEL does not tell. */
function endOfStay(
  { queues: { visits } }: ContactReading,
  visit: CallVisit,
  runs: QueueRuns,
): Micros | null | undefined {
  const end = runs.get(visit)?.to
  const next = visits.slice(visits.indexOf(visit) + 1).find(({ callid }) => callid === visit.callid)
  const isInRun = next && !runs.has(next) && (typeof end !== 'number' || next.enteredAt <= end)
  return isInRun ? undefined : end
}

function talkStartOf(reading: ContactReading, visit: CallVisit): Micros | undefined {
  const caller = reading.byId.get(visit.callid)
  const phone = phoneOfVisit(reading, visit)
  if (!caller || !phone) return undefined
  return reading.talks.get(caller)?.find(talk => talk.with.has(phone))?.from
}

/** Of the visits, by CEL where it tells and by queue_log elsewhere. */
export function waitOf(reading: ContactReading): MicrosLength | null {
  const runs = queueRunsOf(reading)
  return sumOfWaits(reading.queues.visits.map(visit => waitByCel(reading, visit, runs) ?? visit.wait))
}

/** null: there is none, or one of them goes on, or nobody knows when it ended. */
export const sumOfWaits = (waits: readonly (MicrosLength | null)[]): MicrosLength | null =>
  waits.length === 0 ? null : waits.reduce((sum, wait) => (sum === null || wait === null ? null : sum + wait), 0)
