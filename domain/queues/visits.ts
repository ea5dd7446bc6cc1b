import { microsOfSeconds, type Micros } from '../kernel/time.ts'
import { namedOrNone } from '../pbx/queue-log-events.ts'
import { meaningOf, type QueueLogMeaning } from '../pbx/queue-log-meaning.ts'
import { isMoreTrusted, outcomeOfExit, refusalReasonOf, type EndMeaning } from './endings.ts'
import { looseEndOf, type LooseEnd } from './lineage.ts'
import { enterStay, inferStay, readingOf, readRing, tellCalledNumber, type CallReading } from './reading.ts'
import {
  answeredAlready,
  conversationIn,
  endedAlready,
  flag,
  leftAlready,
  readFrom,
  waitingIn,
  type CallRow,
} from './stays.ts'
import { rounding, withinRounding } from '../pbx/queue-log-rounding.ts'
import type { Refusal, Visit } from './visit.ts'
import { answerOfTalkEnd, queueTalkEndFound } from './talk-ends.ts'
import { visitOf } from './visit-of-stay.ts'

/** What of the PBX's history a call is read against. */
export interface PbxHistory {
  /** Instants of the node's QUEUESTART rows, ascending: no call lives through one (contact-center 3.2). */
  readonly restarts: readonly Micros[]
}

export interface QueueCall {
  readonly visits: readonly Visit[]
  readonly refusals: readonly Refusal[]
  /** Ends that no conversation or wait of this call explains. Each has an inferred visit here, unless another call claims it (lineage.ts). */
  readonly looseEnds: readonly LooseEnd[]
}

/**
 * The stays of a call in queues, read from all its queue_log rows (contact-center 3.3; products-and-metrics 2.1, 4.2-4.4). The
 * result depends on the set of rows alone: a row that comes late is read where its time says.
 *
 * Instants are those of the rows, or computed from the data of another row where theirs is missing; lengths are always differences of
 * the instants. So a table gives microseconds and a file whole seconds.
 * @param rows of one callid and one node, in any order
 * @param joined rows written under other callids that end conversations or waits of this call (lineage.ts)
 */
export function visitsOf(rows: readonly CallRow[], history: PbxHistory, joined: readonly CallRow[] = []): QueueCall {
  const reading = readingOf(joined)
  for (const row of inOrder(rows, joined)) read(reading, row, meaningOf(row))
  const stays = reading.stays.sort((a, b) => a.enteredAt - b.enteredAt)
  return {
    visits: stays.map((stay, index) => visitOf(stay, index + 1, stays[index + 1]?.enteredAt, history.restarts)),
    refusals: reading.refusals,
    looseEnds: reading.looseEnds.flatMap(looseEndOf),
  }
}

/**
 * Within one second of a file the order of the lines of one call is the true one (asterisk-observed). Where a log was rotated within that second, and
 * the older file came in behind the newer one, positions have it the other way round: what must come first is looked for (reading.ts).
 */
const before = (a: CallRow, b: CallRow): number => a.at - b.at || a.position - b.position

const isInOrder = (rows: readonly CallRow[]): boolean =>
  rows.every((row, index) => index === 0 || before(rows[index - 1] ?? row, row) <= 0)

function inOrder(rows: readonly CallRow[], joined: readonly CallRow[]): readonly CallRow[] {
  const sorted = isInOrder(rows) ? rows : [...rows].sort(before)
  // Behind the call's own rows of the same instant: the conversation that it ends stands among them.
  return joined.length === 0 ? sorted : [...sorted, ...[...joined].sort(before)].sort((a, b) => a.at - b.at)
}

function read(reading: CallReading, row: CallRow, meaning: QueueLogMeaning): void {
  if (row.event === queueTalkEndFound) return findEnd(reading, row)
  switch (meaning.event) {
    case 'DID':
    case 'DNIS':
      return tellCalledNumber(reading, row.at, meaning.calledNumber)
    case 'INFO':
      if (meaning.topic === 'DID') tellCalledNumber(reading, row.at, namedOrNone(meaning.values[0] ?? ''))
      return
    case 'ENTERQUEUE':
      enterStay(reading, row, {
        callerNumber: meaning.callerNumber ?? null,
        entryPosition: meaning.entryPosition ?? null,
      })
      return
    case 'CONNECT':
      return connect(reading, row, meaning.holdSeconds, meaning.ringSeconds)
    case 'RINGNOANSWER':
    case 'RINGCANCELED':
    case 'AGENTDUMP':
      return readRing(reading, row, meaning)
    case 'ABANDON':
    case 'EXITWITHTIMEOUT':
    case 'EXITWITHKEY':
    case 'EXITEMPTY':
    case 'LEAVEEMPTY':
    case 'WITHDRAW':
      return exit(reading, row, meaning.event, meaning)
    case 'SYSCOMPAT':
      return exit(reading, row, meaning.event, {})
    case 'COMPLETEAGENT':
    case 'COMPLETECALLER':
    case 'TRANSFER':
    case 'BLINDTRANSFER':
    case 'ATTENDEDTRANSFER':
      return end(reading, row, meaning)
    case 'CALLERONHOLD':
    case 'CALLEROFFHOLD':
      return setHold(reading, row, meaning.event === 'CALLERONHOLD')
    case 'WRAPUPSTART':
      return wrapUp(reading, row, meaning.wrapUpSeconds)
    case 'FULL':
    case 'CLOSED':
    case 'JOINEMPTY':
    case 'DIVERT_CA_RATIO':
    case 'DIVERT_HOLDTIME': {
      const { at, position, queue } = row
      const reason = refusalReasonOf[meaning.event]
      reading.refusals = [...reading.refusals, { queue, reason, at, calledNumber: reading.calledNumber, position }]
      return
    }
    case 'UNKNOWN':
      if (meaning.name === 'CALLBACK') callback(reading, row)
      return
    default: // rows of agents, members and the PBX, and tools' own
      return
  }
}

/** `seconds` before `at`; undefined when the row does not say how many. */
const earlier = (at: Micros, seconds: number | undefined): Micros | undefined =>
  seconds === undefined ? undefined : at - microsOfSeconds(seconds)

function connect(reading: CallReading, row: CallRow, holdSeconds?: number, ringSeconds?: number): void {
  const entry = earlier(row.at, holdSeconds)
  const waiting = waitingIn(reading.stays, row.queue, entry)
  const isHis = waiting !== undefined && entry !== undefined && withinRounding(waiting.enteredAt, entry)
  const told = isHis ? undefined : answeredAlready(reading.stays, row)
  if (told) return readFrom(told, row)
  if (waiting) readFrom(waiting, row)
  const stay = waiting ?? inferStay(reading, row, entry, row.at)
  stay.answer = { at: row.at, agent: row.agent, known: true }
  if (ringSeconds !== undefined) stay.ring = (stay.ring ?? 0) + microsOfSeconds(ringSeconds)
}

type ExitData = Record<'waitSeconds' | 'entryPosition' | 'exitPosition', number | undefined>

function exit(reading: CallReading, row: CallRow, event: keyof typeof outcomeOfExit, data: Partial<ExitData>): void {
  const entry = earlier(row.at, data.waitSeconds)
  const waiting = waitingIn(reading.stays, row.queue, entry)
  const told = waiting ? undefined : leftAlready(reading.stays, row, entry)
  if (told) {
    readFrom(told, row)
    return flag(told, 'repeatedEnd')
  }
  if (waiting) readFrom(waiting, row)
  const stay = waiting ?? inferStay(reading, row, entry, row.at)
  if (!waiting) reading.looseEnds.push({ ends: 'WAIT', row, stay })
  else if (reading.joined.has(row)) flag(stay, 'joinedEnd')
  stay.exit = { outcome: outcomeOfExit[event], at: row.at, position: data.exitPosition ?? null }
  stay.entryPosition ??= data.entryPosition ?? null
}

function end(reading: CallReading, row: CallRow, meaning: EndMeaning): void {
  const answer = earlier(row.at, meaning.talkSeconds)
  const conversation = conversationIn(reading.stays, row.queue, row.agent, answer)
  const isItsEnd = conversation?.answer && (answer === undefined || withinRounding(conversation.answer.at, answer))
  const told = isItsEnd ? undefined : endedAlready(reading.stays, row)
  if (conversation && !told) {
    readFrom(conversation, row)
    conversation.end = { at: row.at, meaning }
    if (reading.joined.has(row)) flag(conversation, 'joinedEnd')
    return
  }
  if (told?.end) {
    readFrom(told, row)
    flag(told, 'repeatedEnd')
    if (isMoreTrusted(meaning, told.end.meaning)) told.end.meaning = meaning
    return
  }
  endWithoutConnect(reading, row, meaning, answer)
}

/** Not a row of queue_log: whatever that tells of the end, now or later, counts. */
function findEnd({ stays }: CallReading, row: CallRow): void {
  const answeredAt = answerOfTalkEnd(row)
  const stay = stays.findLast(
    ({ queue, answer }) =>
      queue === row.queue && answer?.agent === row.agent && answer.known && answer.at === answeredAt,
  )
  if (stay && row.at >= (answeredAt ?? Infinity)) stay.found ??= { at: row.at, position: row.position }
}

/** The CONNECT is missing, or history is cut: answer = end - talk, entry = answer - wait (contact-center 3.3 rule 6, G-05). */
function endWithoutConnect(reading: CallReading, row: CallRow, meaning: EndMeaning, answer: Micros | undefined): void {
  const answered = answer ?? row.at
  const entry = earlier(answered, meaning.holdSeconds)
  const waiting = waitingIn(reading.stays, row.queue, entry)
  const cameBefore = waiting !== undefined && waiting.enteredAt <= answered + rounding
  if (cameBefore) readFrom(waiting, row)
  const stay = cameBefore ? waiting : inferStay(reading, row, entry, answered)
  if (!cameBefore) reading.looseEnds.push({ ends: 'TALK', row, stay })
  stay.answer = { at: Math.max(answered, stay.enteredAt), agent: row.agent, known: answer !== undefined }
  stay.end = { at: row.at, meaning }
  stay.entryPosition ??= meaning.entryPosition ?? null
  flag(stay, 'inferredAnswer')
}

/** Which VICIdial writes: a part of the conversation. Asterisk itself tells queue_log nothing of holds. */
function setHold(reading: CallReading, row: CallRow, isHeld: boolean): void {
  const stay = conversationIn(reading.stays, row.queue, row.agent, undefined)
  if (!stay) return
  readFrom(stay, row)
  const { length, since } = stay.hold ?? { length: 0, since: null }
  stay.hold = isHeld
    ? { length, since: since ?? row.at }
    : { length: length + (since === null ? 0 : row.at - since), since: null }
}

/** Written by the product's agent daemon after the end, with the length as configured. Twice for two ends: it counts once. */
function wrapUp(reading: CallReading, row: CallRow, seconds: number | undefined): void {
  const stay = reading.stays.findLast(({ queue, answer }) => queue === row.queue && answer?.agent === row.agent)
  if (!stay) return
  readFrom(stay, row)
  const length = seconds === undefined ? null : microsOfSeconds(seconds)
  stay.wrapUp = { at: stay.wrapUp?.at ?? row.at, length: length ?? stay.wrapUp?.length ?? null }
}

/** A dialplan's own row: the caller asked to be called back, from the queue, or having left it other than by hanging up. */
function callback(reading: CallReading, row: CallRow): void {
  const waiting = waitingIn(reading.stays, row.queue, undefined)
  const stay = waiting ?? reading.stays.findLast(({ queue, exit }) => queue === row.queue && exit !== null)
  if (!stay || stay.exit?.outcome === 'ABANDONED') return
  readFrom(stay, row)
  if (stay.exit) stay.exit.outcome = 'CALLBACK'
  else stay.exit = { outcome: 'CALLBACK', at: row.at, position: null }
}
