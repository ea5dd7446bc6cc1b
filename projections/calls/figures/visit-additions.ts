import type { Queryable } from '../../../domain/kernel/projection.ts'
import type { Micros } from '../../../domain/kernel/time.ts'
import type { MicrosLength, Period } from '../../../domain/metrics/figures.ts'
import additionsSql from '../sql/visit-additions.sql'

/** What the history of calls (AMI, CEL) knows of a length of a visit beyond queue_log. */
export interface VisitAddition {
  readonly site: string
  readonly queue: string
  /** Who answered. */
  readonly agent: string | null
  /** Empty where no source tells it. */
  readonly calledNumber: string
  readonly enteredAt: Micros
  /** By which it belongs to an interval. */
  readonly at: Micros
  readonly excluded: boolean
  /** Less than 0 where queue_log tells too much. */
  readonly more: MicrosLength
}

const columns = { hold: 'more_hold_us', ring: 'more_ring_us' } as const

/** Instants of a visit, as columns of queue_visits.visit v, by which it belongs to an interval (products-and-metrics 2.1). */
const moments = {
  ENTRY: 'v.entered_us',
  ANSWER: 'v.answered_us',
  LEAVING: 'coalesce(v.left_us, v.lost_us)',
  END: 'coalesce(v.ended_us, v.lost_us, case when v.answered_us is null then v.left_us end)',
} as const

export type VisitMoment = keyof typeof moments

export async function visitAdditions(
  db: Queryable,
  length: keyof typeof columns,
  { from, to }: Period,
  moment: VisitMoment,
): Promise<readonly VisitAddition[]> {
  if (from >= to) return []
  const text = additionsSql.replaceAll('{at}', () => moments[moment]).replaceAll('{more}', () => columns[length])
  return (await db.query<VisitAddition>(text, [from, to])).rows
}
