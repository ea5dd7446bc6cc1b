import type { Micros } from '../kernel/time.ts'
import type { QueueLogMeaning } from '../pbx/queue-log-meaning.ts'
import type { EndWithoutBeginning } from './lineage.ts'
import { flag, readFrom, waitingIn, type CallRow, type Stay } from './stays.ts'
import { rounding, withinRounding } from '../pbx/queue-log-rounding.ts'
import type { Refusal } from './visit.ts'

/** What has been understood of a call so far, while its rows are read in the order of time. */
export interface CallReading {
  /** Rows that were written under another callid. */
  readonly joined: ReadonlySet<CallRow>
  readonly stays: Stay[]
  refusals: readonly Refusal[]
  looseEnds: EndWithoutBeginning[]
  /** Rings before any stay is known: the stay may have to be inferred from a later row. */
  looseRings: Ring[]
  /** The number that the caller dialled: the last one told before he enters is the visit's. */
  calledNumber: string | null
}

type RingMeaning = Extract<QueueLogMeaning, { event: 'RINGNOANSWER' | 'RINGCANCELED' | 'AGENTDUMP' }>

interface Ring {
  readonly row: CallRow
  readonly meaning: RingMeaning
}

const nothingJoined: ReadonlySet<CallRow> = new Set()

export const readingOf = (joined: readonly CallRow[]): CallReading => ({
  joined: joined.length === 0 ? nothingJoined : new Set(joined),
  stays: [],
  refusals: [],
  looseEnds: [],
  looseRings: [],
  calledNumber: null,
})

/**
 * The number that the caller dialled, as the dialplan tells it before he enters or is refused. Where a rotated log came in behind the one that goes on,
 * it stands behind what happened in the same second: that has the number too, if none was told.
 */
export function tellCalledNumber(reading: CallReading, at: Micros, calledNumber: string | null | undefined): void {
  if (calledNumber == null) return
  reading.calledNumber = calledNumber
  for (const stay of reading.stays) if (stay.enteredAt === at) stay.calledNumber ??= calledNumber
  reading.refusals = reading.refusals.map(refusal =>
    refusal.at === at && refusal.calledNumber === null ? { ...refusal, calledNumber } : refusal,
  )
}

/**
 * The caller enters. What was read of him in that queue and at that very instant was cut off from this row: the stay that was inferred from it is his,
 * and rings of which no stay was known.
 */
export function enterStay(
  reading: CallReading,
  row: CallRow,
  entry: Pick<Stay, 'callerNumber' | 'entryPosition'>,
): void {
  const isCutOff = ({ queue, enteredAt, flags }: Stay) =>
    queue === row.queue && enteredAt === row.at && flags.includes('inferredEntry')
  const cutOff = reading.stays.find(isCutOff)
  reading.looseEnds = reading.looseEnds.filter(({ stay }) => stay !== cutOff)
  const stay = cutOff ? entered(cutOff, row, entry) : openStay(reading, row, entry)
  const isRung = (ring: Ring) => ring.row.queue === row.queue && ring.row.at === row.at
  for (const ring of reading.looseRings) if (isRung(ring)) addRing(stay, ring)
  reading.looseRings = reading.looseRings.filter(ring => !isRung(ring))
}

function entered(stay: Stay, row: CallRow, entry: Pick<Stay, 'callerNumber' | 'entryPosition'>): Stay {
  stay.flags.splice(stay.flags.indexOf('inferredEntry'), 1)
  stay.entryKnown = true
  stay.callerNumber = entry.callerNumber
  stay.entryPosition = entry.entryPosition ?? stay.entryPosition
  const { lastRowAt } = stay
  readFrom(stay, row)
  stay.positions.sort((a, b) => a - b)
  stay.lastRowAt = lastRowAt
  return stay
}

/** Opens a stay; `row` is the first that it is read from. */
function openStay(reading: CallReading, row: CallRow, entry: Partial<Stay>): Stay {
  const stay: Stay = {
    queue: row.queue,
    enteredAt: row.at,
    entryKnown: true,
    callerNumber: null,
    calledNumber: reading.calledNumber,
    entryPosition: null,
    exit: null,
    answer: null,
    end: null,
    found: null,
    wrapUp: null,
    hold: null,
    ring: null,
    missedRings: 0,
    flags: [],
    positions: [],
    lastRowAt: row.at,
    ...entry,
  }
  readFrom(stay, row)
  reading.stays.push(stay)
  return stay
}

/**
 * A stay whose ENTERQUEUE the log does not have, because its history is cut (contact-center 3.3 rule 6).
 * @param entry undefined: unknown; then `left` stands for it.
 */
export function inferStay(reading: CallReading, row: CallRow, entry: Micros | undefined, left: Micros): Stay {
  const stay = openStay(reading, row, { enteredAt: entry ?? left, entryKnown: entry !== undefined })
  flag(stay, 'inferredEntry')
  const isOfStay = (ring: Ring) => ring.row.queue === row.queue && ring.row.at >= stay.enteredAt - rounding
  for (const ring of reading.looseRings) if (isOfStay(ring)) addRing(stay, ring)
  reading.looseRings = reading.looseRings.filter(ring => !isOfStay(ring))
  stay.positions.sort((a, b) => a - b)
  stay.lastRowAt = row.at
  return stay
}

/** A presentation that was not taken: of the waiting caller, or of the one who left in this moment. */
export function readRing(reading: CallReading, row: CallRow, meaning: RingMeaning): void {
  const justLeft = ({ queue, exit }: Stay) => queue === row.queue && exit !== null && withinRounding(exit.at, row.at)
  const stay = waitingIn(reading.stays, row.queue, undefined) ?? reading.stays.findLast(justLeft)
  if (stay) addRing(stay, { row, meaning })
  else reading.looseRings.push({ row, meaning })
}

function addRing(stay: Stay, { row, meaning }: Ring): void {
  readFrom(stay, row)
  if (meaning.event === 'AGENTDUMP') return // the agent left during the announcement; the caller stays
  if (meaning.event === 'RINGNOANSWER') stay.missedRings++
  if (meaning.ringMs !== undefined) stay.ring = (stay.ring ?? 0) + Math.round(meaning.ringMs * 1000)
}
