import type { QueueFigures } from '../../../domain/metrics/figures.ts'

/**
 * Which event of a visit a counter goes with where figures follow the events (products-and-metrics 2.1, EVENT). OPEN is none: it is the
 * state at the end of an interval.
 */
export type Moment = 'ENTRY' | 'LEAVING' | 'END' | 'OPEN'

/** Every summed figure of a group and, for reconciliation, the entries that were inferred. The longest wait is no sum. */
type CounterName = Exclude<keyof QueueFigures, 'maxWait'> | 'inferredEntries'

/** The counters in the order of the tables' columns. */
export const counters = [
  { name: 'offered', column: 'offered', moment: 'ENTRY' },
  { name: 'answered', column: 'answered', moment: 'LEAVING' },
  { name: 'abandoned', column: 'abandoned', moment: 'LEAVING' },
  { name: 'timedOut', column: 'timed_out', moment: 'LEAVING' },
  { name: 'exitedWithKey', column: 'exited_with_key', moment: 'LEAVING' },
  { name: 'exitedEmpty', column: 'exited_empty', moment: 'LEAVING' },
  { name: 'withdrawn', column: 'withdrawn', moment: 'LEAVING' },
  { name: 'callbackRequested', column: 'callback_requested', moment: 'LEAVING' },
  { name: 'lostBySystem', column: 'lost_by_system', moment: 'LEAVING' },
  { name: 'open', column: 'open', moment: 'OPEN' },
  { name: 'refusedFull', column: 'refused_full', moment: 'ENTRY' },
  { name: 'refusedClosed', column: 'refused_closed', moment: 'ENTRY' },
  { name: 'refusedJoinEmpty', column: 'refused_join_empty', moment: 'ENTRY' },
  { name: 'refusedDivertRatio', column: 'refused_divert_ratio', moment: 'ENTRY' },
  { name: 'refusedDivertWait', column: 'refused_divert_wait', moment: 'ENTRY' },
  { name: 'answeredInTime', column: 'answered_in_time', moment: 'LEAVING' },
  { name: 'abandonedInTime', column: 'abandoned_in_time', moment: 'LEAVING' },
  { name: 'shortAbandoned', column: 'short_abandoned', moment: 'LEAVING' },
  { name: 'answeredBeforeT1', column: 'answered_before_t1', moment: 'LEAVING' },
  { name: 'answeredT1ToT2', column: 'answered_t1_to_t2', moment: 'LEAVING' },
  { name: 'answeredFromT2', column: 'answered_from_t2', moment: 'LEAVING' },
  { name: 'abandonedBeforeT1', column: 'abandoned_before_t1', moment: 'LEAVING' },
  { name: 'abandonedT1ToT2', column: 'abandoned_t1_to_t2', moment: 'LEAVING' },
  { name: 'abandonedFromT2', column: 'abandoned_from_t2', moment: 'LEAVING' },
  { name: 'waitOfAnswered', column: 'wait_of_answered_us', moment: 'LEAVING' },
  { name: 'waitOfAbandoned', column: 'wait_of_abandoned_us', moment: 'LEAVING' },
  { name: 'waitOfAll', column: 'wait_of_all_us', moment: 'LEAVING' },
  { name: 'ring', column: 'ring_us', moment: 'LEAVING' },
  { name: 'talk', column: 'talk_us', moment: 'END' },
  { name: 'talkedVisits', column: 'talked_visits', moment: 'END' },
  { name: 'hold', column: 'hold_us', moment: 'END' },
  { name: 'wrapUp', column: 'wrap_up_us', moment: 'END' },
  { name: 'transferredBlind', column: 'transferred_blind', moment: 'END' },
  { name: 'transferredAttended', column: 'transferred_attended', moment: 'END' },
  { name: 'hungUpByAgent', column: 'hung_up_by_agent', moment: 'END' },
  { name: 'hungUpByCaller', column: 'hung_up_by_caller', moment: 'END' },
  { name: 'missedRings', column: 'missed_rings', moment: 'LEAVING' },
  { name: 'inferredEntries', column: 'inferred_entries', moment: 'ENTRY' },
] as const satisfies readonly { name: CounterName; column: string; moment: Moment }[]

/** Place of each counter in a row of sums. */
export const place = Object.fromEntries(counters.map(({ name }, index) => [name, index])) as Record<CounterName, number>
