import { microsPerSecond, type Micros } from '../kernel/time.ts'
import type { MicrosLength } from '../metrics/figures.ts'
import type { CallHold, Party } from './call.ts'
import { isClosed, sumOfLengths } from './intervals.ts'
import type { CallVisit } from './queue-calls.ts'
import type { VisitRing } from './rings.ts'

/** A visit of which the sources know more than queue_log: holds by the manager or CEL, rings by the manager. */
export interface HeardVisit {
  readonly callid: string
  readonly visitNumber: number
  readonly queue: string
  readonly agent: string | null
  readonly calledNumber: string | null
  readonly enteredAt: Micros
  readonly answeredAt: Micros | null
  readonly holds: number
  /** How long the agent had the caller on hold. null: no source but queue_log tells. */
  readonly hold: MicrosLength | null
  /** What that is more than queue_log says, which is in the sums that are made from it: less than 0 where it says too much. */
  readonly moreHold: MicrosLength
  /** The same of all rings; null: the manager tells of none. */
  readonly moreRing: MicrosLength | null
}

/** A hold, with the visit whose agent pressed it. */
export interface PlacedHold extends CallHold {
  readonly visit: Pick<CallVisit, 'callid' | 'visitNumber'> | null
}

/** Of the one whom the queue rang, in the visit that he had answered last by then: queue_log may be cut to whole seconds. */
export function placedHolds(
  holds: readonly CallHold[],
  parties: readonly Party[],
  visits: readonly CallVisit[],
): readonly PlacedHold[] {
  if (visits.length === 0) return holds.map(hold => ({ ...hold, visit: null }))
  return holds.map(hold => ({ ...hold, visit: visitOf(hold, parties, visits) ?? null }))
}

function visitOf({ by, from }: CallHold, parties: readonly Party[], visits: readonly CallVisit[]) {
  const presser = parties.find(({ uniqueId }) => uniqueId === by)
  if (!presser?.queue || presser.role === 'CALLER' || presser.role === 'CONSULTATION') return undefined
  let last: CallVisit | undefined
  for (const visit of visits) {
    if (visit.agent !== presser.agent || visit.queue !== presser.queue || visit.answeredAt === null) continue
    if (visit.answeredAt <= from + microsPerSecond && visit.answeredAt >= (last?.answeredAt ?? -Infinity)) last = visit
  }
  return last
}

/** @param holds null: no source tells of holds */
export function heardVisitsOf(
  visits: readonly CallVisit[],
  holds: readonly PlacedHold[] | null,
  rings: readonly VisitRing[],
): readonly HeardVisit[] {
  const heard: HeardVisit[] = []
  if (rings.length === 0 && (holds === null || (holds.length === 0 && visits.every(({ hold }) => !hold)))) return heard
  for (const visit of visits) {
    const { callid, visitNumber, queue, agent, calledNumber, enteredAt, answeredAt } = visit
    const isOfIt = (one: Pick<CallVisit, 'callid' | 'visitNumber'> | null) =>
      one?.callid === callid && one.visitNumber === visitNumber
    const ownHolds = holds?.filter(one => isOfIt(one.visit)).filter(isClosed) ?? []
    const hold = holds === null || answeredAt === null ? null : sumOfLengths(ownHolds)
    const ownRings = rings.filter(isOfIt)
    const moreHold = hold === null ? 0 : hold - (visit.hold ?? 0)
    if (ownHolds.length === 0 && moreHold === 0 && ownRings.length === 0) continue
    heard.push({
      ...{ callid, visitNumber, queue, agent, calledNumber, enteredAt, answeredAt },
      ...{ holds: ownHolds.length, hold, moreHold },
      moreRing: ownRings.length === 0 ? null : ownRings.reduce((sum, ring) => sum + moreThanTold(ring), 0),
    })
  }
  return heard
}

const moreThanTold = ({ from, to, told }: VisitRing): MicrosLength => to - from - (told?.length ?? 0)
