import { microsPerSecond } from '../../kernel/time.ts'
import type { MicrosLength } from '../../metrics/figures.ts'
import type { CallHold, HeardVisit, Party, PlacedHold, VisitRing } from '../call.ts'
import { isClosed, sumOfLengths } from '../intervals.ts'
import type { CallVisit } from './queue-calls.ts'

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
      callid,
      visitNumber,
      queue,
      agent,
      calledNumber,
      enteredAt,
      answeredAt,
      holds: ownHolds.length,
      hold,
      moreHold,
      moreRing: ownRings.length === 0 ? null : ownRings.reduce((sum, ring) => sum + moreThanTold(ring), 0),
    })
  }
  return heard
}

const moreThanTold = ({ from, to, told }: VisitRing): MicrosLength => to - from - (told?.length ?? 0)
