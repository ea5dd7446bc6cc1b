/** Instants of a visit, as columns of queue_visits.visit v, by which it belongs to an interval (products-and-metrics 2.1). */
export const visitMoments = {
  ENTRY: 'v.entered_us',
  ANSWER: 'v.answered_us',
  LEAVING: 'coalesce(v.left_us, v.lost_us)',
  END: 'coalesce(v.ended_us, v.lost_us, case when v.answered_us is null then v.left_us end)',
} as const

export type VisitMoment = keyof typeof visitMoments
