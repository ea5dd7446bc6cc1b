import type { VisitOutcome } from '../queues/visit.ts'
import type { CallOutcome } from './call.ts'
import { wasRung, type Channel } from './channels/channel.ts'
import type { ContactReading } from './contact-reading.ts'
import { hangupOf } from './channels/hangups.ts'
import type { Life } from './channels/life.ts'
import type { QueueHistory } from './of-queues/queue-calls.ts'

/** DIALSTATUS of the Dial that ran last. ANSWER says nothing of a call in which nobody talked. */
const byDialStatus: Readonly<Record<string, CallOutcome>> = {
  BUSY: 'BUSY',
  NOANSWER: 'NO_ANSWER',
  CANCEL: 'ABANDONED',
  CONGESTION: 'FAILED',
  CHANUNAVAIL: 'FAILED',
  INVALIDARGS: 'FAILED',
  DONTCALL: 'REFUSED',
  TORTURE: 'REFUSED',
}

/** ISDN causes that a phone or a carrier answers with; every other one, and none, is nobody who answered. */
const byCause: Readonly<Record<number, CallOutcome>> = {
  1: 'FAILED', // unallocated number
  2: 'FAILED',
  3: 'FAILED',
  17: 'BUSY',
  20: 'FAILED', // not registered
  21: 'REFUSED', // the phone declined
  22: 'FAILED', // number changed
  27: 'FAILED', // out of order
  28: 'FAILED', // invalid number
  34: 'FAILED', // congestion
  38: 'FAILED',
  41: 'FAILED',
  42: 'FAILED',
  44: 'FAILED',
  58: 'FAILED',
  66: 'FAILED',
  88: 'FAILED', // codecs that do not fit
  127: 'FAILED',
}

/** How a stay in a queue that led to nobody ended, for the caller. */
const byVisit: Readonly<Partial<Record<VisitOutcome, CallOutcome>>> = {
  ABANDONED: 'ABANDONED',
  TIMEOUT: 'NO_ANSWER',
  EXIT_KEY: 'NO_ANSWER',
  EXIT_EMPTY: 'NO_ANSWER',
  WITHDRAWN: 'NO_ANSWER',
  CALLBACK: 'NO_ANSWER',
  LOST_SYSTEM: 'FAILED',
}

const failures: ReadonlySet<CallOutcome> = new Set(['BUSY', 'REFUSED', 'FAILED'])

/** How the call ended for the one who placed it. The first that holds, in the order of what he would say himself. */
export function outcomeOf(
  reading: ContactReading,
  life: Life,
  isAnswered: boolean,
  hasVoicemail: boolean,
): CallOutcome {
  if (life.state === 'LOST') return 'UNTERMINATED'
  if (isAnswered) return life.state === 'OPEN' ? 'IN_PROGRESS' : 'ANSWERED'
  if (life.state === 'OPEN') return 'IN_PROGRESS'
  if (hasVoicemail) return 'VOICEMAIL'
  if (reading.userEvents.some(({ name }) => name === 'WAZO_USER_BLOCKED_CALL')) return 'REFUSED'

  const endsInQueue = endedInQueue(reading)
  const fromPhones = endsInQueue ? undefined : outcomeOfPhones(reading)
  if (callerGaveUp(reading)) return fromPhones && failures.has(fromPhones) ? fromPhones : 'ABANDONED'
  if (endsInQueue) return outcomeOfQueues(reading.queues)
  if (wasForwarded(reading)) return 'FORWARDED'
  return fromPhones ?? 'NO_ANSWER'
}

function callerGaveUp({ caller }: ContactReading): boolean {
  const { source, dialStatus } = hangupOf(caller)
  return source === undefined ? dialStatus === 'CANCEL' : source === caller?.name.full
}

/** What the phones that were rung last answered, other than by talking. undefined: none was rung, outside of queues. */
function outcomeOfPhones({ caller, lines }: ContactReading): CallOutcome | undefined {
  const rung = lines.filter(line => line !== caller && isRungByDial(line))
  const { dialStatus, cause } = hangupOf(caller)
  const fromStatus = byDialStatus[dialStatus ?? '']
  if (sayDeclined.has(fromStatus) && rung.length > 0 && rung.every(declined)) return 'REFUSED'
  if (fromStatus) return fromStatus
  const last = rung.at(-1)
  if (last) return byCause[hangupOf(last).cause ?? 0] ?? 'NO_ANSWER'
  return byCause[cause ?? 0]
}

/** What Dial makes of a phone that declines (SIP 603): BUSY, since Asterisk 22 NOANSWER. */
const sayDeclined: ReadonlySet<CallOutcome | undefined> = new Set(['BUSY', 'NO_ANSWER'])

const isRungByDial = (line: Channel): boolean => wasRung(line) && line.rungBy !== 'AppQueue'

const declined = (line: Channel): boolean => hangupOf(line).cause === 21

/**
 * A queue was the last that was asked: a DIALSTATUS of before, or of its members, tells nothing then. Where queue_log is not read, CEL tells of
 * the caller who never left Queue().
 */
function endedInQueue({ queues, lines, caller }: ContactReading): boolean {
  const left = Math.max(queues.visits.at(-1)?.leftAt ?? -Infinity, queues.refusals.at(-1)?.at ?? -Infinity)
  if (left === -Infinity) return caller?.appRuns.at(-1)?.name === 'Queue'
  return !lines.some(line => line !== caller && isRungByDial(line) && line.startedAt > left)
}

export function outcomeOfQueues({ visits, refusals }: QueueHistory): CallOutcome {
  const visit = visits.at(-1)
  const refusal = refusals.at(-1)
  if (refusal && (!visit || refusal.at >= visit.enteredAt)) return 'REFUSED'
  return (visit && byVisit[visit.outcome]) ?? 'NO_ANSWER'
}

/**
 * By the phone (302), by the dialplan, or out of the PBX altogether: nobody of those who were asked answered. A member of a queue who
 * forwards does not send the caller on: the queue goes on with the others.
 */
const wasForwarded = ({ told, userEvents, caller }: ContactReading): boolean =>
  told.some(({ eventtype, appname }) => eventtype === 'FORWARD' && appname !== 'Queue') ||
  userEvents.some(({ name }) => name === 'XIVO_USER_FWD') ||
  (caller?.appRuns.some(({ name }) => name === 'Transfer') ?? false)
