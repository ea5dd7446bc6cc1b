import type { RecordedEvent } from '../../domain/kernel/event.ts'
import type { QueueLogFact } from '../../domain/pbx/facts.ts'
import { isCallId, isKnownEvent } from '../../domain/pbx/queue-log-events.ts'
import { readAt } from '../../domain/pbx/set-back.ts'
import type { CallRow } from '../../domain/queues/stays.ts'
import { queueTalkEndFound, talkEndRowOf } from '../../domain/queues/talk-ends.ts'
import { recurringNameKept } from './names.ts'

/** Rows that visits are read from; `visitsOf` ignores all others, so they need not be held. */
const ofVisits: ReadonlySet<string> = new Set([
  'DID',
  'DNIS',
  'INFO',
  'ENTERQUEUE',
  'CONNECT',
  'RINGNOANSWER',
  'RINGCANCELED',
  'AGENTDUMP',
  'ABANDON',
  'EXITWITHTIMEOUT',
  'EXITWITHKEY',
  'EXITEMPTY',
  'LEAVEEMPTY',
  'WITHDRAW',
  'SYSCOMPAT',
  'COMPLETEAGENT',
  'COMPLETECALLER',
  'TRANSFER',
  'BLINDTRANSFER',
  'ATTENDEDTRANSFER',
  'CALLERONHOLD',
  'CALLEROFFHOLD',
  'WRAPUPSTART',
  'FULL',
  'CLOSED',
  'JOINEMPTY',
  'DIVERT_CA_RATIO',
  'DIVERT_HOLDTIME',
  'CALLBACK',
])

/** A uniqueid has at most 149 characters (AST_MAX_PUBLIC_UNIQUEID): what is longer, or holds control characters, names no call. */
export const namesACall = (callid: string): boolean =>
  isCallId(callid) && callid.length <= 150 && !/\p{C}/u.test(callid)

/** Rows of a call that need name no queue. */
const ofAnyQueue: ReadonlySet<string> = new Set(['DID', 'DNIS', 'INFO'])

const namesAQueue = (queue: string): boolean => queue !== 'NONE' && queue !== ''

/** What tells of a conversation that is over, as a row of its call. */
export function callRowOfTalkEnd(event: RecordedEvent): CallRow {
  const { at, position, callid, queue, agent, data } = talkEndRowOf(event)
  return {
    at,
    position,
    callid,
    queue: recurringNameKept(queue),
    agent: recurringNameKept(agent),
    event: queueTalkEndFound,
    data,
  }
}

/** The event's row, if it tells of a visit. Whether its callid names a call need be asked only once a call: see `namesACall`. */
export function callRowOf(event: RecordedEvent): CallRow | undefined {
  const fact = event.data as unknown as QueueLogFact
  if (!ofVisits.has(fact.event)) return undefined
  if (!namesAQueue(fact.queue) && !ofAnyQueue.has(fact.event)) return undefined
  const row = {
    at: readAt(event.occurredAt, fact),
    position: event.position,
    callid: fact.callid,
    queue: recurringNameKept(fact.queue),
    agent: recurringNameKept(fact.agent),
    event: fact.event,
    data: fact.data,
  }
  return fact.flags ? { ...row, flags: fact.flags } : row
}

/** The queue that the row names, if any: a queue with members only is one too, and a report shows its zeros. */
export const queueNamedBy = ({ queue, event }: QueueLogFact): string | undefined =>
  namesAQueue(queue) && isKnownEvent(event) ? recurringNameKept(queue) : undefined
