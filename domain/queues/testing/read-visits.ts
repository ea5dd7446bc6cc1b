import { microsOfSeconds, secondsOf } from '../../kernel/time.ts'
import type { Visit } from '../visit.ts'
import { visitsOf, type QueueCall } from '../visits.ts'
import { rowsFrom } from './queue-log-table.ts'

/** The call that a pasted table tells, with the seconds at which its PBX restarted. */
export const callFrom = (table: string, restarts: readonly number[] = []): QueueCall =>
  visitsOf(rowsFrom(table), { restarts: restarts.map(microsOfSeconds) })

const seconds = (micros: number | null): number | null => (micros === null ? null : secondsOf(micros))

/** A visit in seconds, as a test states it: the instants from the table's zero, the lengths by their short names. */
export const inSeconds = (visit: Visit) => ({
  ...visit,
  entered: secondsOf(visit.enteredAt),
  left: seconds(visit.leftAt),
  answered: seconds(visit.answeredAt),
  ended: seconds(visit.endedAt),
  lost: seconds(visit.lostAt),
  wait: seconds(visit.wait),
  ring: seconds(visit.ring),
  talk: seconds(visit.talk),
  hold: seconds(visit.hold),
  wrapUp: seconds(visit.wrapUp),
})

export const visitsFrom = (table: string, restarts: readonly number[] = []) =>
  callFrom(table, restarts).visits.map(inSeconds)
