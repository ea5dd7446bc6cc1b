import { isVisitOver } from '../queues/visit.ts'
import type { PbxHistory } from '../queues/visits.ts'
import type { Call, CallFlag, Party } from './call.ts'
import { callOfVisits } from './of-queues/call-of-visits.ts'
import { calledNumberOf } from './called-number.ts'
import type { Channel } from './channels/channel.ts'
import { readContact, type ContactReading } from './contact-reading.ts'
import type { Contact } from './rows/contacts.ts'
import { toldDestinationOf } from './destination.ts'
import { directionOf } from './direction.ts'
import { heardVisitsOf, placedHolds } from './of-queues/heard-visits.ts'
import { holdsOf } from './path/holds.ts'
import { hungUpByOf } from './hung-up-by.ts'
import { compareIds, smallestId } from './rows/ids.ts'
import { isClosed, unionLength } from './intervals.ts'
import { isLost, lifeOf } from './channels/life.ts'
import { outcomeOf } from './outcome.ts'
import { partiesOf } from './parties.ts'
import { waitOf } from './of-queues/queue-times.ts'
import { agentsOf, queuesOf } from './of-queues/queue-calls.ts'
import { attachedDataOf, recordingsOf } from './path/recordings.ts'
import { ringsOf } from './path/rings.ts'
import { rolesOf } from './roles.ts'
import type { CelRow } from './rows/rows.ts'
import { transfersOf } from './path/transfers.ts'
import { witnessesOf } from './witnesses.ts'

/** @returns undefined where the rows tell of no call: manager events alone. */
export function callOf(contact: Contact, history: PbxHistory): Call | undefined {
  if (!contact.cel.some(tellsOfChannel)) return callOfVisits(contact, history)
  const reading = readContact(contact, history)
  const { caller, lines, talks, queues } = reading
  const life = lifeOf(reading)
  const holds = holdsOf(reading)
  const parties = partiesOf(reading, rolesOf(reading, lines, caller), holds)
  const placed = holds && placedHolds(holds, parties, queues.visits)
  const rings = ringsOf(contact, queues.visits)
  const uniqueIds = [...reading.byId.keys()].sort(compareIds)
  const linkedIds = [...reading.linkedIds].sort(compareIds)
  const id = smallestId([...uniqueIds, ...linkedIds]) ?? ''
  const answeredAt = (caller ? talks.get(caller)?.[0]?.from : firstTalk(parties)) ?? null
  const hasVoicemail = reading.channels.some(({ appRuns }) => appRuns.some(({ name }) => name === 'VoiceMail'))
  const outcome = outcomeOf(reading, life, answeredAt !== null, hasVoicemail)
  const spoken = parties.flatMap(party => party.talks)
  const to = lastParty(reading)
  const attached = attachedDataOf(reading)
  const endedAt = life.state === 'OVER' ? life.endedAt : null
  const flags = flagsOf(reading, id)
  const source = caller ?? reading.originator
  const transfers = transfersOf(reading)
  const told = toldDestinationOf(reading.userEvents, caller?.uniqueId)
  return {
    id,
    linkedIds,
    uniqueIds,
    direction: directionOf(reading),
    outcome,
    startedAt: Math.min(...reading.channels.map(({ startedAt }) => startedAt)),
    answeredAt,
    endedAt,
    ring: ringOf(reading, parties),
    talk: spoken.every(isClosed) ? unionLength(spoken.filter(isClosed)) : null,
    hold: holds && unionLength(holds.filter(isClosed)),
    wait: waitOf(reading),
    hungUpBy: hungUpByOf(reading, outcome, transfers),
    callerNumber: source?.number || null,
    callerName: told.callerName ?? (source?.callerName || null),
    calledNumber: calledNumberOf(reading),
    destination: told.destination,
    requested: told.requested,
    missedBy: told.missedBy,
    from: caller?.uniqueId ?? null,
    to: to?.uniqueId ?? null,
    parties,
    transfers,
    holds: placed ?? [],
    rings,
    heardVisits: heardVisitsOf(queues.visits, placed, rings),
    recordings: recordingsOf(reading, endedAt),
    attachedData: attached,
    queues: queuesOf(queues),
    agents: agentsOf(queues, parties),
    hasVoicemail,
    witnesses: witnessesOf(reading, parties),
    flags,
    isOpen:
      endedAt === null ||
      outcome === 'IN_PROGRESS' ||
      outcome === 'UNTERMINATED' ||
      flags.includes('lostEnd') ||
      parties.some(party => party.endedAt === null) ||
      queues.visits.some(visit => visit.lostAt !== null || !isVisitOver(visit)),
  }
}

/** The end of a linkedid alone, of a call that the rows begin behind, is nobody's. */
const tellsOfChannel = ({ eventtype, uniqueid }: CelRow): boolean => eventtype !== 'LINKEDID_END' && uniqueid !== ''

const firstTalk = (parties: readonly Party[]): number | undefined => {
  const starts = parties.flatMap(({ talkedAt }) => talkedAt ?? [])
  return starts.length === 0 ? undefined : Math.min(...starts)
}

/** Attempts for the caller: phones that a consultation rang have its linkedid when they begin. */
function ringOf({ caller, lines }: ContactReading, parties: readonly Party[]): number | null {
  const rings = parties.flatMap(({ ring, startedAt, role }, index) =>
    ring !== null && role !== 'CALLER' && (!caller || lines[index]?.firstLinkedId === caller.firstLinkedId)
      ? [{ from: startedAt, to: startedAt + ring }]
      : [],
  )
  return rings.length === 0 ? null : unionLength(rings)
}

/** Who talked to the caller last, or was rung last. */
function lastParty({ caller, lines, talks }: ContactReading): Channel | undefined {
  const last = caller ? talks.get(caller)?.findLast(talk => talk.with.size > 0) : undefined
  const talked = last && lines.findLast(line => last.with.has(line))
  return talked ?? lines.findLast(line => line !== caller)
}

function flagsOf(
  { byId, channels, talks, talksAreFromBridges, history }: ContactReading,
  id: string,
): readonly CallFlag[] {
  const flags: CallFlag[] = []
  if (!byId.get(id)?.hasStart) flags.push('cutStart')
  if (channels.some(channel => channel.name.kind === 'line' && isLost(channel, history.restarts))) flags.push('lostEnd')
  if (talks.size > 0 && !talksAreFromBridges) flags.push('withoutBridges')
  return flags
}
