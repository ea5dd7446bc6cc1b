import type { PbxHistory } from '../../queues/visits.ts'
import type { Call, CallStep, Party } from '../call.ts'
import { contactsOf } from '../rows/contacts.ts'
import { linksOf } from '../rows/links.ts'
import { parkedSteps, pickupSteps, forwardSteps } from './moves.ts'
import { applicationSteps } from './application-steps.ts'
import { queueHistoryOf } from '../of-queues/queue-calls.ts'
import { inOrder, type CallFacts } from '../rows/rows.ts'

/** Of steps at one instant, the order in which a person tells them. */
const order: readonly CallStep['kind'][] = [
  'DIALLED',
  'RECORDING',
  'IVR',
  'APPLICATION',
  'REFUSED',
  'QUEUE',
  'TRANSFER',
  'PARKED',
  'FORWARD',
  'PICKUP',
  'VOICEMAIL',
  'RING',
  'CONFERENCE',
  'CONSULTATION',
  'TALK',
  'HOLD',
  'HANGUP',
]

/**
 * What happened in a call, one step after the other, for a timeline.
 * @param facts with the rows of the call among them
 * @param call what callsOf made of them
 */
export function stepsOf(facts: CallFacts, history: PbxHistory, call: Call): readonly CallStep[] {
  const contact = contactsOf(facts).find(({ cel, queueLog }) =>
    [...cel.slice(0, 1), ...queueLog.slice(0, 1)].some(row => linksOf(row).some(id => isOf(call, id))),
  )
  const rows = inOrder(contact?.cel ?? [])
  const steps = [
    ...dialledSteps(call),
    ...queueSteps(contact ? queueHistoryOf(contact.queueLog, history) : { visits: [], refusals: [] }),
    ...applicationSteps(rows),
    ...parkedSteps(rows),
    ...pickupSteps(rows),
    ...forwardSteps(rows),
    ...call.parties.flatMap(ringStep),
    ...talkSteps(call),
    ...call.holds.map(({ by, held, from, to }): CallStep => step('HOLD', from, to, by, nameOf(call, held))),
    ...call.transfers.map(({ at, by, to }): CallStep => step('TRANSFER', at, null, by, to)),
    ...call.recordings.map(({ id, from, to }): CallStep => step('RECORDING', from, to, null, id)),
    ...hangupSteps(call),
  ]
  return steps.sort((a, b) => a.at - b.at || order.indexOf(a.kind) - order.indexOf(b.kind))
}

const isOf = ({ uniqueIds, linkedIds }: Call, id: string): boolean => uniqueIds.includes(id) || linkedIds.includes(id)

const step = (
  kind: CallStep['kind'],
  at: number,
  until: number | null,
  party: string | null,
  detail: string | null,
): CallStep => ({ kind, at, until, party, detail })

/** A consultation dials for itself; what a picker or a retriever dials is told by its own step. */
const dialledSteps = ({ parties, calledNumber, startedAt, from }: Call): readonly CallStep[] => [
  step('DIALLED', startedAt, null, from, calledNumber),
  ...parties
    .filter(({ role, dialled }) => role === 'CONSULTATION' && dialled !== null)
    .map(party => step('DIALLED', party.startedAt, null, party.uniqueId, party.dialled)),
]

const queueSteps = ({ visits, refusals }: ReturnType<typeof queueHistoryOf>): readonly CallStep[] => [
  ...visits.map(({ enteredAt, leftAt, callid, queue }) => step('QUEUE', enteredAt, leftAt, callid, queue)),
  ...refusals.map(({ at, callid, queue, reason }) => step('REFUSED', at, null, callid, `${queue} ${reason}`)),
]

function ringStep({ ring, startedAt, uniqueId, agent, number, line }: Party): readonly CallStep[] {
  return ring === null ? [] : [step('RING', startedAt, startedAt + ring, uniqueId, agent ?? number ?? line)]
}

/** Each conversation once, seen from the caller where he is in it. Those of a consultation are told as such. */
function talkSteps(call: Call): readonly CallStep[] {
  const told = new Map<string, CallStep>()
  for (const party of call.parties)
    for (const { from, to, with: others } of party.talks) {
      const key = [from, ...[party.uniqueId, ...others].sort()].join(' ')
      if (told.has(key) || others.length === 0) continue
      const kind = [party.uniqueId, ...others].some(id => isConsultation(call, id)) ? 'CONSULTATION' : 'TALK'
      told.set(key, step(kind, from, to, party.uniqueId, others.map(id => nameOf(call, id)).join(', ')))
    }
  return [...told.values()]
}

const isConsultation = ({ parties }: Call, id: string): boolean =>
  parties.some(({ uniqueId, role }) => uniqueId === id && role === 'CONSULTATION')

function nameOf({ parties }: Call, id: string | null): string | null {
  const party = parties.find(({ uniqueId }) => uniqueId === id)
  return party?.agent ?? party?.number ?? party?.line ?? id
}

function hangupSteps({ endedAt, hungUpBy, from, to }: Call): readonly CallStep[] {
  if (endedAt === null) return []
  const party = hungUpBy === 'CALLER' ? from : hungUpBy === 'CALLEE' || hungUpBy === 'AGENT' ? to : null
  return [step('HANGUP', endedAt, null, party, hungUpBy)]
}
