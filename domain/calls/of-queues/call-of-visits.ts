import type { Micros } from '../../kernel/time.ts'
import { isVisitOver } from '../../queues/visit.ts'
import type { PbxHistory } from '../../queues/visits.ts'
import type { Call, CallOutcome, CallTransfer, Direction, Party, Talk } from '../call.ts'
import { didOf } from '../called-number.ts'
import type { Contact } from '../rows/contacts.ts'
import { heardVisitsOf } from './heard-visits.ts'
import { compareIds, smallestId } from '../rows/ids.ts'
import { isClosed, sumOfLengths, unionLength } from '../intervals.ts'
import { isExtension, isPublicNumber } from '../channels/lines.ts'
import { outcomeOfQueues } from '../outcome.ts'
import { agentsOf, queuesOf, queueHistoryOf, type CallVisit, type QueueHistory } from './queue-calls.ts'
import { sumOfWaits } from './queue-times.ts'
import { ringsOf } from '../path/rings.ts'

/** A call that only queue_log knows: who waited, who answered, and the visits' times for those of bridges. */
export function callOfVisits(contact: Contact, history: PbxHistory): Call | undefined {
  const { queueLog } = contact
  const queues = queueHistoryOf(queueLog, history)
  const { visits, refusals } = queues
  const callids = [...visits, ...refusals].map(({ callid }) => callid)
  const id = smallestId(callids)
  const first = queueLog[0]
  if (id === undefined || !first) return undefined

  const members: Party[] = []
  const transfers: CallTransfer[] = []
  for (const visit of visits) {
    const member = memberOf(visit, queueLog)
    const transfer = transferOf(visit, queueLog)
    if (member) members.push(member)
    if (transfer) transfers.push(transfer)
  }
  const outcome = outcomeIn(queues)
  const rings = ringsOf(contact, visits)
  const talks = talksWith(members)
  const caller = callerIn(visits, id, first.at, talks)
  const number = caller.number
  const lastTalk = members.at(-1)
  return {
    id,
    linkedIds: [id],
    uniqueIds: [...new Set([...callids, ...members.map(({ uniqueId }) => uniqueId)])].sort(compareIds),
    direction: directionBy(number),
    outcome,
    startedAt: Math.min(first.at, caller.startedAt),
    answeredAt: members[0]?.answeredAt ?? null,
    endedAt: outcome === 'IN_PROGRESS' || outcome === 'UNTERMINATED' ? null : endOf(queues),
    ring: sumOrNull(visits.map(({ ring }) => ring)),
    talk: talks.every(isClosed) ? unionLength(talks.filter(isClosed)) : null,
    hold: null,
    wait: sumOfWaits(visits.map(({ wait }) => wait)),
    hungUpBy: visits.at(-1)?.hungUpBy ?? null,
    callerNumber: number,
    callerName: null,
    calledNumber: didOf(queueLog) ?? null,
    destination: null,
    requested: null,
    missedBy: [],
    from: caller.uniqueId,
    to: lastTalk?.uniqueId ?? null,
    parties: [caller, ...members],
    transfers,
    holds: [],
    rings,
    heardVisits: heardVisitsOf(visits, null, rings),
    recordings: [],
    attachedData: [],
    queues: queuesOf(queues),
    agents: agentsOf(queues, members),
    hasVoicemail: false,
    witnesses: [],
    flags: visits.some(({ lostAt }) => lostAt !== null) ? ['withoutCel', 'lostEnd'] : ['withoutCel'],
    // Not by the caller's end: queue_log does not tell what became of him, and a start of the PBX does not either.
    isOpen: visits.some(visit => visit.lostAt !== null || !isVisitOver(visit)),
  }
}

function callerIn(visits: readonly CallVisit[], id: string, startedAt: Micros, talks: readonly Talk[]): Party {
  const visit = visits.find(({ callid }) => callid === id)
  const answered = visits.find(({ answeredAt }) => answeredAt !== null)
  const number = visit?.callerNumber ?? null
  // Property by property, here and below: to spread what all parties have in common took a third of the reading.
  return {
    uniqueId: id,
    channel: '',
    line: '',
    role: 'CALLER',
    isExternal: number ? isPublicNumber(number) : null,
    number,
    name: null,
    agent: null,
    queue: null,
    dialled: null,
    startedAt: Math.min(startedAt, visit?.enteredAt ?? startedAt),
    answeredAt: null,
    endedAt: null,
    ring: null,
    talkedAt: answered?.answeredAt ?? null,
    talk: sumOfLengths(talks.filter(isClosed)),
    hold: null,
    hangupCause: null,
    talks,
    holds: [],
  }
}

function memberOf(visit: CallVisit, rows: Contact['queueLog']): Party | undefined {
  const { agent, queue, answeredAt, endedAt, callid, ring, talk } = visit
  if (agent === null || answeredAt === null) return undefined
  return {
    uniqueId: memberId(visit, rows),
    channel: '',
    line: '',
    role: 'CALLEE',
    isExternal: false,
    number: null,
    name: null,
    agent,
    queue,
    dialled: null,
    startedAt: answeredAt - (ring ?? 0),
    answeredAt,
    endedAt,
    ring,
    talkedAt: answeredAt,
    talk: talk ?? 0,
    hold: null,
    hangupCause: null,
    talks: [{ from: answeredAt, to: endedAt, with: [callid] }],
    holds: [],
  }
}

/** CONNECT names the channel; before Asterisk 1.6 it did not. */
function memberId({ callid, agent, queue, answeredAt }: CallVisit, rows: Contact['queueLog']): string {
  const connect = rows.find(
    row =>
      row.event === 'CONNECT' &&
      row.callid === callid &&
      row.queue === queue &&
      row.agent === agent &&
      row.at === answeredAt,
  )
  return connect?.data[1] || `${callid}/${agent ?? ''}`
}

/** The caller talks in one place at a time; queue_log lets a conversation go on when the manager moved him (asterisk-observed). */
function talksWith(members: readonly Party[]): readonly Talk[] {
  const talks: Talk[] = []
  for (const { uniqueId, talks: own } of members)
    for (const { from, to } of own) talks.push({ from, to, with: [uniqueId] })
  if (talks.length < 2) return talks
  talks.sort((a, b) => a.from - b.from)
  return talks.map((talk, index) => {
    const next = talks[index + 1]?.from
    return next !== undefined && (talk.to === null || talk.to > next) ? { ...talk, to: next } : talk
  })
}

function transferOf(visit: CallVisit, rows: Contact['queueLog']): CallTransfer | undefined {
  const { transfer, endedAt, callid } = visit
  if (!transfer || endedAt === null) return undefined
  const by = memberId(visit, rows)
  return { ...transfer, at: endedAt, by, transferred: callid, target: null, direction: 'UNKNOWN' }
}

function outcomeIn(queues: QueueHistory): CallOutcome {
  const last = queues.visits.at(-1)
  if (last?.outcome === 'OPEN') return 'IN_PROGRESS'
  if (last && last.lostAt !== null && last.outcome !== 'ABANDONED') return 'UNTERMINATED'
  const answered = queues.visits.filter(({ outcome }) => outcome === 'ANSWERED')
  if (answered.length === 0) return outcomeOfQueues(queues)
  return answered.at(-1)?.endedAt === null ? 'IN_PROGRESS' : 'ANSWERED'
}

const directionBy = (number: string | null): Direction =>
  number === null ? 'UNKNOWN' : isPublicNumber(number) ? 'INBOUND' : isExtension(number) ? 'INTERNAL' : 'UNKNOWN'

function endOf({ visits, refusals }: QueueHistory): Micros | null {
  let end = -Infinity
  for (const { endedAt, leftAt } of visits) end = Math.max(end, endedAt ?? leftAt ?? end)
  for (const { at } of refusals) end = Math.max(end, at)
  return end === -Infinity ? null : end
}

function sumOrNull(lengths: readonly (number | null)[]): number | null {
  const known = lengths.filter(length => length !== null)
  return known.length === 0 ? null : known.reduce((sum, length) => sum + length, 0)
}
