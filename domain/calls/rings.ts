import type { Position } from '../kernel/event.ts'
import { microsOfSeconds, type Micros } from '../kernel/time.ts'
import type { MicrosLength } from '../metrics/figures.ts'
import { meaningOf } from '../pbx/queue-log-meaning.ts'
import type { CallRow } from '../queues/stays.ts'
import type { RingOutcome, VisitRing } from './call.ts'
import type { Contact } from './contacts.ts'
import type { CallVisit } from './queue-calls.ts'
import { sameInstant } from './queue-times.ts'
import type { AmiRow } from './rows.ts'

interface Attempt {
  readonly callid: string
  readonly queue: string
  readonly agent: string
  readonly uniqueId: string
  readonly from: Micros
  to: Micros | null
  outcome: RingOutcome
  /** Of the event that says how it ended, and when: an announcement to the agent lies between his answer and AgentConnect. */
  position: Position
  toldAt: Micros
}

/** The rings whose beginning and end the manager tells (contact-center 3.3 rule 8). Of one that goes on there is nothing to count yet. */
export function ringsOf({ ami, queueLog }: Contact, visits: readonly CallVisit[]): readonly VisitRing[] {
  if (ami.length === 0 || visits.length === 0) return []
  const rows = rowsOfRings(queueLog)
  const rings: VisitRing[] = []
  for (const attempt of attemptsIn(ami)) {
    const { callid, queue, agent, uniqueId, outcome, from, to, position, toldAt } = attempt
    const visit = visits.findLast(
      one => one.callid === callid && one.queue === queue && one.enteredAt <= from + sameInstant,
    )
    if (!visit || to === null) continue
    const told = toldBy(takeRow(rows.get(keyOf(attempt)), toldAt))
    rings.push({
      ...{ callid, visitNumber: visit.visitNumber, queue, agent, uniqueId, outcome, from, to, position, told },
    })
  }
  return rings
}

function attemptsIn(ami: readonly AmiRow[]): readonly Attempt[] {
  const attempts: Attempt[] = []
  for (const { event, fields, at, position } of ami) {
    const { Uniqueid: callid = '', DestUniqueid: uniqueId = '', Queue: queue = '', MemberName: agent = '' } = fields
    const outcome = outcomeOfEvent[event]
    if (event === 'AgentCalled' && queue !== '' && agent !== '') {
      attempts.push({
        ...{ callid, queue, agent, uniqueId, from: at, to: null, outcome: 'CANCELED', position, toldAt: at },
      })
    } else if (outcome) {
      // By the member, not by the channel: a telephone that forwards calls is answered on another one.
      const attempt = attempts.findLast(one => one.callid === callid && one.queue === queue && one.agent === agent)
      if (attempt?.outcome === 'CANCELED') end(attempt, at, position, outcome)
    } else if (event === 'DialEnd' && uniqueId !== '' && !fields['Forward']) {
      const attempt = attempts.findLast(one => one.uniqueId === uniqueId)
      if (attempt?.to === null) end(attempt, at, position, attempt.outcome)
    }
  }
  return attempts
}

const outcomeOfEvent: Readonly<Record<string, RingOutcome>> = { AgentConnect: 'ANSWERED', AgentRingNoAnswer: 'MISSED' }

/** It rang until the first event that says so. */
function end(attempt: Attempt, at: Micros, position: Position, outcome: RingOutcome): void {
  attempt.to ??= at
  attempt.outcome = outcome
  attempt.position = position
  attempt.toldAt = at
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

const keyOf = (ring: Pick<Attempt, 'callid' | 'queue' | 'agent' | 'outcome'>): string =>
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
