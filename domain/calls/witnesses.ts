import { microsOfSeconds, microsPerSecond } from '../kernel/time.ts'
import type { MicrosLength } from '../metrics/figures.ts'
import { meaningOf } from '../pbx/queue-log-meaning.ts'
import type { Party, WitnessDifference } from './call.ts'
import { conversationsOf } from './conversations.ts'
import type { Channel } from './channels/channel.ts'
import type { ContactReading } from './contact-reading.ts'
import { holdsToldByMusic } from './path/holds.ts'
import { isClosed, sumOfLengths, type Interval } from './intervals.ts'
import type { Membership } from './channels/memberships.ts'
import { phoneOfVisit, queueRunsOf, waitByCel, type QueueRuns } from './of-queues/queue-times.ts'
import type { CallVisit } from './of-queues/queue-calls.ts'

/** Lengths of queue_log and the manager are differences of whole seconds: what is within one of them is no difference. */
const tolerance = microsPerSecond

const differ = (one: MicrosLength | null, other: MicrosLength | null): boolean =>
  one !== null && other !== null && Math.abs(one - other) > tolerance

/**
 * Where the sources disagree about a figure by more than a second. The call's own figures come from bridges; queue_log's talk counts
 * the time after a transfer with `/n` members, and misses what follows an attended transfer (asterisk-observed, "The end of a queue
 * call").
 */
export function witnessesOf(reading: ContactReading, parties: readonly Party[]): readonly WitnessDifference[] {
  const differences: WitnessDifference[] = []
  const runs = queueRunsOf(reading)
  for (const visit of reading.queues.visits) differences.push(...differencesOfVisit(reading, visit, runs, parties))
  return [...differences, ...differencesOfAmi(reading, parties)]
}

function differencesOfVisit(
  reading: ContactReading,
  visit: CallVisit,
  runs: QueueRuns,
  parties: readonly Party[],
): readonly WitnessDifference[] {
  const { queue, agent } = visit
  const phone = phoneOfVisit(reading, visit)
  const party = parties.find(({ uniqueId }) => uniqueId === phone?.uniqueId)
  const difference = (
    figure: WitnessDifference['figure'],
    bridges: MicrosLength | null,
    queueLog: MicrosLength | null,
  ): readonly WitnessDifference[] =>
    differ(bridges, queueLog)
      ? [{ figure, party: party?.uniqueId ?? null, queue, agent, bridges, queueLog, ami: null }]
      : []
  return [
    ...difference('wait', waitByCel(reading, visit, runs) ?? null, visit.wait),
    ...(party && reading.talksAreFromBridges ? difference('talk', closedTalk(party), visit.talk) : []),
    ...(party ? difference('ring', party.ring, ringToldOf(reading, visit)) : []),
  ]
}

const closedTalk = ({ talks }: Party): MicrosLength | null => lengthOf(talks)

/** The ring time of the CONNECT that began the conversation: of the round in which the member answered. */
function ringToldOf({ contact }: ContactReading, visit: CallVisit): MicrosLength | null {
  const row = contact.queueLog.find(
    ({ event, callid, queue, agent, at }) =>
      event === 'CONNECT' &&
      callid === visit.callid &&
      queue === visit.queue &&
      agent === visit.agent &&
      at === visit.answeredAt,
  )
  const meaning = row && meaningOf(row)
  return meaning?.event === 'CONNECT' && meaning.ringSeconds !== undefined ? microsOfSeconds(meaning.ringSeconds) : null
}

/** The manager's bridges are a second witness of the talk, the music one of its holds. */
function differencesOfAmi(reading: ContactReading, parties: readonly Party[]): readonly WitnessDifference[] {
  if (reading.contact.ami.length === 0) return []
  const talks = conversationsOf(membershipsOfAmi(reading), reading.pairs)
  const music = holdsToldByMusic(reading)
  return parties.flatMap((party, index) => {
    const line = reading.lines[index]
    const { uniqueId, queue, agent } = party
    const difference = (figure: 'talk' | 'hold', bridges: MicrosLength | null, ami: MicrosLength | null) =>
      differ(bridges, ami) ? [{ figure, party: uniqueId, queue, agent, bridges, queueLog: null, ami }] : []
    const talked = line && talks.size > 0 ? difference('talk', closedTalk(party), lengthOf(talks.get(line) ?? [])) : []
    const held = music ? difference('hold', lengthOf(music.filter(({ by }) => by === uniqueId)), party.hold) : []
    return [...talked, ...held]
  })
}

/** null: something goes on. */
function lengthOf(intervals: readonly Interval[]): MicrosLength | null {
  const told = intervals.map(({ from, to }) => ({ from, to }))
  return told.every(isClosed) ? sumOfLengths(told.filter(isClosed)) : null
}

function membershipsOfAmi({ contact, byId }: ContactReading): readonly Membership[] {
  const memberships: Membership[] = []
  const open = new Map<Channel, Membership>()
  for (const { event, fields, at } of contact.ami) {
    if (event !== 'BridgeEnter' && event !== 'BridgeLeave') continue
    const channel = byId.get(fields['Uniqueid'] ?? '')
    if (!channel) continue
    const last = open.get(channel)
    if (last) memberships.push({ ...last, to: at })
    open.delete(channel)
    if (event === 'BridgeEnter' && fields['BridgeTechnology'] !== 'holding_bridge')
      open.set(channel, {
        channel,
        bridge: fields['BridgeUniqueid'] ?? '',
        isConference: fields['BridgeCreator'] === 'ConfBridge',
        from: at,
        to: null,
      })
  }
  return [...memberships, ...open.values()]
}
