import type { MicrosLength } from '../../../domain/metrics/figures.ts'
import { judge } from '../../../domain/queues/judgement.ts'
import type { Thresholds } from '../../../domain/queues/thresholds.ts'
import type { RefusalReason, Visit, VisitOutcome } from '../../../domain/queues/visit.ts'
import type { Bucket } from './periodic-rows.ts'
import { place } from './counters.ts'
import { countWait } from './wait-counts.ts'

const placeOfOutcome = {
  ANSWERED: place.answered,
  ABANDONED: place.abandoned,
  TIMEOUT: place.timedOut,
  EXIT_KEY: place.exitedWithKey,
  EXIT_EMPTY: place.exitedEmpty,
  WITHDRAWN: place.withdrawn,
  CALLBACK: place.callbackRequested,
  LOST_SYSTEM: place.lostBySystem,
  OPEN: place.open,
} as const satisfies Record<VisitOutcome, number>

const placeOfReason = {
  FULL: place.refusedFull,
  CLOSED: place.refusedClosed,
  JOIN_EMPTY: place.refusedJoinEmpty,
  DIVERT_RATIO: place.refusedDivertRatio,
  DIVERT_WAIT: place.refusedDivertWait,
} as const satisfies Record<RefusalReason, number>

const placeOfBand = {
  ANSWERED: {
    BEFORE_T1: place.answeredBeforeT1,
    T1_TO_T2: place.answeredT1ToT2,
    FROM_T2: place.answeredFromT2,
  },
  ABANDONED: {
    BEFORE_T1: place.abandonedBeforeT1,
    T1_TO_T2: place.abandonedT1ToT2,
    FROM_T2: place.abandonedFromT2,
  },
} as const

/** 1 puts in, -1 takes out: sums are whole numbers, so what is taken out leaves no trace. */
type Sign = 1 | -1

const add = (sums: number[], index: number, amount: number): void => {
  sums[index] = (sums[index] ?? 0) + amount
}

/** What a visit adds to the counters of its queue and interval. The view `addition` says the same in SQL. */
export function addVisit(bucket: Bucket, visit: Visit, thresholds: Thresholds, sign: Sign): void {
  const { sums } = bucket
  const { outcome, wait } = visit
  add(sums, place.offered, sign)
  add(sums, placeOfOutcome[outcome], sign)
  if (visit.flags.includes('inferredEntry')) add(sums, place.inferredEntries, sign)
  if (visit.ring) add(sums, place.ring, sign * visit.ring)
  if (visit.missedRings) add(sums, place.missedRings, sign * visit.missedRings)
  if (wait !== null) {
    add(sums, place.waitOfAll, sign * wait)
    addWait(bucket, wait, sign)
    addJudgedWait(sums, outcome, wait, thresholds, sign)
    if (outcome === 'ANSWERED') addAnsweredWait(bucket, wait, sign)
    if (outcome === 'ABANDONED') addAbandonedWait(bucket, wait, sign)
  }
  if (outcome === 'ANSWERED') addConversation(sums, visit, sign)
}

function addConversation(sums: number[], { talk, hold, wrapUp, transfer, hungUpBy }: Visit, sign: Sign): void {
  if (talk !== null) {
    add(sums, place.talk, sign * talk)
    add(sums, place.talkedVisits, sign)
  }
  if (hold) add(sums, place.hold, sign * hold)
  if (wrapUp) add(sums, place.wrapUp, sign * wrapUp)
  if (transfer) add(sums, transfer.kind === 'BLIND' ? place.transferredBlind : place.transferredAttended, sign)
  if (hungUpBy === 'AGENT') add(sums, place.hungUpByAgent, sign)
  if (hungUpBy === 'CALLER') add(sums, place.hungUpByCaller, sign)
}

/** The counters that depend on the queue's thresholds, and no other. */
export function addJudgedWait(
  sums: number[],
  outcome: VisitOutcome,
  wait: MicrosLength,
  thresholds: Thresholds,
  sign: Sign,
): void {
  if (outcome !== 'ANSWERED' && outcome !== 'ABANDONED') return
  const { inTime, short, band } = judge(wait, thresholds)
  add(sums, placeOfBand[outcome][band], sign)
  if (inTime) add(sums, outcome === 'ANSWERED' ? place.answeredInTime : place.abandonedInTime, sign)
  if (short && outcome === 'ABANDONED') add(sums, place.shortAbandoned, sign)
}

function addAnsweredWait({ sums, answeredWaits }: Bucket, wait: MicrosLength, sign: Sign): void {
  add(sums, place.waitOfAnswered, sign * wait)
  countWait(answeredWaits, wait, sign)
}

function addAbandonedWait({ sums, abandonedWaits }: Bucket, wait: MicrosLength, sign: Sign): void {
  add(sums, place.waitOfAbandoned, sign * wait)
  countWait(abandonedWaits, wait, sign)
}

/** The longest wait is no sum: what leaves may have been it, and then the visits must be asked (buckets.ts). */
function addWait(bucket: Bucket, wait: MicrosLength, sign: Sign): void {
  if (sign === 1) bucket.longestAdded = Math.max(bucket.longestAdded ?? 0, wait)
  else if (wait === bucket.maxWait) bucket.longestRemoved = true
}

export const addRefusal = ({ sums }: Bucket, reason: RefusalReason, sign: Sign): void =>
  add(sums, placeOfReason[reason], sign)
