import { millisOf } from '../format/instants.ts'
import type { Participant, Step, StepKind } from './call-query.ts'

/** Where a step is drawn: over a stretch of time, or at an instant. */
export interface Drawn {
  readonly step: Step
  /** Its place in the path. */
  readonly place: number
  readonly lane: number
  readonly from: number
  readonly to: number
  readonly isInstant: boolean
}

/** Two who talk to each other: their lanes are joined at the instant at which that began. */
interface Joined {
  readonly place: number
  readonly kind: StepKind
  readonly at: number
  readonly upper: number
  readonly lower: number
}

interface Timeline {
  /** Who is in each lane; undefined: the PBX itself. */
  readonly lanes: readonly (Participant | undefined)[]
  readonly drawn: readonly Drawn[]
  readonly joined: readonly Joined[]
  readonly from: number
  readonly to: number
}

/** What lasts, as opposed to what happens at an instant. */
export const lasting: ReadonlySet<StepKind> = new Set<StepKind>([
  ...(['TALK', 'CONSULTATION', 'CONFERENCE', 'RING', 'HOLD'] as const),
  ...(['QUEUE', 'PARKED', 'IVR', 'VOICEMAIL', 'RECORDING'] as const),
])

const betweenPeople: ReadonlySet<StepKind> = new Set<StepKind>(['TALK', 'CONSULTATION', 'CONFERENCE'])

/** The least that an axis shows, so that a call of an instant has one. */
const leastMs = 1000

/**
 * One lane a party, in the order of their coming, the last one for the PBX where it has steps. A step tells of one party only: a conversation
 * is drawn with the other one too, whom its detail names by agent or number.
 * @param now end of what goes on
 */
export function timelineOf(participants: readonly Participant[], path: readonly Step[], now: number): Timeline {
  const laneOf = lanesOf(participants)
  const parties = participants.filter((_, place) => laneOf.indexOf(laneOf[place] ?? 0) === place)
  const pbx = parties.length
  const instants = path.flatMap(({ at, until }) => [millisOf(at), ...(until === null ? [] : [millisOf(until)])])
  const from = Math.min(...instants, now)
  const goesOn = path.some(({ kind, until }) => lasting.has(kind) && until === null)
  const to = Math.max(from + leastMs, ...instants, ...(goesOn ? [now] : []))

  const laneOfParty = (uniqueId: string, agent: string | null): number => {
    const place = participants.findIndex(each => each.uniqueId === uniqueId && each.agent === agent)
    const byChannel = place >= 0 ? place : participants.findIndex(each => each.uniqueId === uniqueId)
    return laneOf[byChannel] ?? pbx
  }
  const drawn = path.flatMap((step, place) => {
    const { participant, kind, at, until } = step
    const isInstant = !lasting.has(kind)
    const own = participant ? laneOfParty(participant.uniqueId, participant.agent) : pbx
    const other = betweenPeople.has(kind) ? otherLane(step, participants, laneOf, own) : undefined
    const time = { from: millisOf(at), to: isInstant ? millisOf(at) : until === null ? to : millisOf(until) }
    return [own, ...(other === undefined ? [] : [other])].map(lane => ({ step, place, lane, ...time, isInstant }))
  })
  return {
    lanes: drawn.some(({ lane }) => lane === pbx) ? [...parties, undefined] : parties,
    drawn,
    joined: joinedOf(drawn),
    from,
    to,
  }
}

function joinedOf(drawn: readonly Drawn[]): readonly Joined[] {
  return drawn.flatMap((one, each) => {
    const other = drawn[each + 1]
    if (other?.place !== one.place) return []
    const lanes = [one.lane, other.lane]
    const { place, step, from } = one
    return [{ place, kind: step.kind, at: from, upper: Math.min(...lanes), lower: Math.max(...lanes) }]
  })
}

/** The lane of each participant. The second leg of somebody who consults lies in the lane of his first one. */
function lanesOf(participants: readonly Participant[]): readonly number[] {
  const lanes: number[] = []
  let next = 0
  for (const { role, line } of participants) {
    const first = role === 'CONSULTATION' ? participants.findIndex(each => each.line === line) : -1
    const known = first >= 0 ? lanes[first] : undefined
    lanes.push(known ?? next++)
  }
  return lanes
}

function otherLane(
  { detail, at }: Step,
  participants: readonly Participant[],
  laneOf: readonly number[],
  own: number,
): number | undefined {
  if (detail === null) return undefined
  const when = millisOf(at)
  const place = participants.findIndex(
    ({ agent, number, startedAt, endedAt }, each) =>
      (agent === detail || number === detail) &&
      laneOf[each] !== own &&
      millisOf(startedAt) <= when &&
      (endedAt === null || millisOf(endedAt) >= when),
  )
  return laneOf[place]
}
