import { microsOfSeconds, type Micros } from '../../kernel/time.ts'
import type { MicrosLength } from '../../metrics/figures.ts'
import { meaningOf } from '../../pbx/queue-log-meaning.ts'
import type { CallRow } from '../../queues/stays.ts'
import type { RingOutcome, VisitRing } from '../call.ts'
import type { Contact } from '../rows/contacts.ts'
import type { CallVisit } from '../of-queues/queue-calls.ts'
import { sameInstant } from '../of-queues/queue-times.ts'
import { ringAttempts, type RingAttempt } from './ring-attempts.ts'

/** The rings whose beginning and end the manager tells (contact-center 3.3 rule 8). Of one that goes on there is nothing to count yet. */
export function ringsOf({ ami, queueLog }: Contact, visits: readonly CallVisit[]): readonly VisitRing[] {
  if (ami.length === 0 || visits.length === 0) return []
  const rows = rowsOfRings(queueLog)
  const rings: VisitRing[] = []
  for (const attempt of ringAttempts(ami)) {
    const { callid, queue, agent, uniqueId, outcome, from, to, position, toldAt } = attempt
    const visit = visits.findLast(
      one => one.callid === callid && one.queue === queue && one.enteredAt <= from + sameInstant,
    )
    if (!visit || to === null) continue
    const told = toldBy(takeRow(rows.get(keyOf(attempt)), toldAt))
    rings.push({
      callid,
      visitNumber: visit.visitNumber,
      queue,
      agent,
      uniqueId,
      outcome,
      from,
      to,
      position,
      told,
    })
  }
  return rings
}

/** Which row Asterisk writes in the same moment as the event. */
const outcomeOfRow: Readonly<Record<string, RingOutcome>> = {
  CONNECT: 'ANSWERED',
  RINGNOANSWER: 'MISSED',
  RINGCANCELED: 'CANCELED',
}

interface RingRows {
  readonly rows: CallRow[]
  /** How many of them are taken, or past. */
  taken: number
}

const keyOf = (ring: Pick<RingAttempt, 'callid' | 'queue' | 'agent' | 'outcome'>): string =>
  JSON.stringify([ring.callid, ring.queue, ring.agent, ring.outcome])

function rowsOfRings(queueLog: readonly CallRow[]): ReadonlyMap<string, RingRows> {
  const byKey = new Map<string, RingRows>()
  for (const row of queueLog) {
    const outcome = outcomeOfRow[row.event]
    if (!outcome) continue
    const key = keyOf({ ...row, outcome })
    const others = byKey.get(key)
    if (others) others.rows.push(row)
    else byKey.set(key, { rows: [row], taken: 0 })
  }
  return byKey
}

/** Each row once: a member who is busy is tried every second. */
function takeRow(ring: RingRows | undefined, at: Micros): CallRow | undefined {
  if (!ring) return undefined
  const { rows } = ring
  while (ring.taken < rows.length && (rows[ring.taken]?.at ?? 0) < at - sameInstant) ring.taken++
  const row = rows[ring.taken]
  if (!row || row.at > at + sameInstant) return undefined
  ring.taken++
  return row
}

function toldBy(row: CallRow | undefined): VisitRing['told'] {
  if (!row) return null
  const { at, position } = row
  return { at, position, length: lengthIn(row) }
}

function lengthIn(row: CallRow): MicrosLength {
  const meaning = meaningOf(row)
  if (meaning.event === 'CONNECT') return microsOfSeconds(meaning.ringSeconds ?? 0)
  const isRing = meaning.event === 'RINGNOANSWER' || meaning.event === 'RINGCANCELED'
  return isRing ? Math.round((meaning.ringMs ?? 0) * 1000) : 0
}
