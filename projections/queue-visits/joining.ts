import { danglingOf, pairEnds, type LooseEnd } from '../../domain/queues/lineage.ts'
import { rounding } from '../../domain/pbx/queue-log-rounding.ts'
import { visitsOf, type QueueCall } from '../../domain/queues/visits.ts'
import type { Call, PbxNode } from './calls.ts'
import type { MeetingPoint } from './stored.ts'

/** Finds the calls near the points and brings them into memory, read. */
type CallsNear = (points: readonly MeetingPoint[]) => Promise<readonly Call[]>

/** What the call's own rows say. */
function readAlone(call: Call): QueueCall {
  call.own ??= visitsOf(call.rows, call.pbx)
  for (const { since } of call.own.looseEnds) call.pbx.newestLooseEnd = Math.max(call.pbx.newestLooseEnd, since)
  return call.own
}

/**
 * Reads the calls together with the ends that were written under other callids (domain/queues/lineage.ts).
 *
 * Only few calls are concerned: those with an end of what they did not begin, and those that have begun what such an end may belong to.
 * From them all calls that could meet, directly or over others, are gathered; what they make of each other depends on no call outside.
 * @param calls changed since they were written
 * @returns every call that may have to be written anew, with what it says now
 */
export async function readTogether(calls: ReadonlySet<Call>, callsNear: CallsNear): Promise<Map<Call, QueueCall>> {
  const read = new Map<Call, QueueCall>()
  for (const call of calls) read.set(call, readAlone(call))
  let fresh = [...calls].filter(mayMeet)
  if (fresh.length === 0) return read

  const among = meetingIndex(calls)
  const gathered = new Set(fresh)
  while (fresh.length > 0) {
    const points = fresh.flatMap(meetingPoints)
    const near = [...points.flatMap(among), ...(await callsNear(points))]
    fresh = [...new Set(near)].filter(call => !gathered.has(call))
    for (const call of fresh) {
      gathered.add(call)
      read.set(call, readAlone(call))
    }
  }
  for (const [call, joined] of join([...gathered])) read.set(call, joined)
  return read
}

function mayMeet(call: Call): boolean {
  const { written, pbx } = call
  const own = keptOf(call)
  if (!own) return false
  return (
    own.looseEnds.length > 0 ||
    written.looseEnds.length > 0 ||
    written.visits.some(({ flags }) => flags.includes('joinedEnd')) ||
    own.visits.some(visit => danglingOf(visit).some(({ since }) => since <= pbx.newestLooseEnd + rounding))
  )
}

/** What was closed meets nobody any more. */
function keptOf({ own, pbx: { keptFrom } }: Call): Pick<QueueCall, 'visits' | 'looseEnds'> | undefined {
  if (!own || keptFrom === -Infinity) return own
  return {
    visits: own.visits.filter(({ enteredAt }) => enteredAt >= keptFrom),
    looseEnds: own.looseEnds.filter(({ since }) => since >= keptFrom),
  }
}

/** Of what the call says now and of what it said: where it met somebody, that one must be read again. */
function meetingPoints(call: Call): MeetingPoint[] {
  const { written, site, node } = call
  const own = keptOf(call)
  return [
    ...(own?.looseEnds ?? []),
    ...written.looseEnds,
    ...(own?.visits ?? []).flatMap(danglingOf),
    ...written.visits.flatMap(danglingOf),
  ].map(({ queue, agent, since }) => ({ site, node, queue, agent, since }))
}

/** The calls of the page by where they can meet: they are not, or not so, in the tables yet. */
function meetingIndex(calls: ReadonlySet<Call>): (point: MeetingPoint) => Call[] {
  const byPlace = new Map<string, { readonly since: number; readonly call: Call }[]>()
  const nameOf = ({ site, node, queue, agent }: MeetingPoint) => JSON.stringify([site, node, queue, agent])
  for (const call of calls)
    for (const point of meetingPoints(call)) {
      const known = byPlace.get(nameOf(point)) ?? []
      known.push({ since: point.since, call })
      byPlace.set(nameOf(point), known)
    }
  return point =>
    (byPlace.get(nameOf(point)) ?? [])
      .filter(({ since }) => Math.abs(since - point.since) <= rounding)
      .map(({ call }) => call)
}

/** Gives each claimed end, with the rows that go with it, to the call that began what it ends. */
function join(calls: readonly Call[]): Map<Call, QueueCall> {
  const given = new Map<Call, Set<number>>()
  const taken = new Map<Call, Call['rows']>()
  for (const ofNode of groupsOf(calls, ({ pbx }) => pbx).values()) {
    const ends = ofNode.flatMap(call =>
      (keptOf(call)?.looseEnds ?? []).map(end => ({ ...end, call, callid: call.callId })),
    )
    const beginnings = ofNode.flatMap(call =>
      (keptOf(call)?.visits ?? []).flatMap(danglingOf).map(dangling => ({ ...dangling, call, callid: call.callId })),
    )
    for (const { end, beginning } of pairEnds(ends, beginnings)) {
      given.set(end.call, new Set([...(given.get(end.call) ?? []), ...end.positions]))
      taken.set(beginning.call, [...(taken.get(beginning.call) ?? []), ...rowsOf(end.call, end)])
    }
  }
  const joined = new Map<Call, QueueCall>()
  for (const call of new Set([...given.keys(), ...taken.keys()])) {
    const kept = call.rows.filter(({ position }) => !given.get(call)?.has(position))
    const { visits, refusals } = visitsOf(kept, call.pbx, taken.get(call))
    joined.set(call, { visits, refusals, looseEnds: call.own?.looseEnds ?? [] })
  }
  return joined
}

const rowsOf = (call: Call, { positions }: LooseEnd): Call['rows'] =>
  call.rows.filter(({ position }) => positions.includes(position))

function groupsOf(calls: readonly Call[], groupOf: (call: Call) => PbxNode): Map<PbxNode, Call[]> {
  const groups = new Map<PbxNode, Call[]>()
  for (const call of calls) {
    const group = groups.get(groupOf(call))
    if (group) group.push(call)
    else groups.set(groupOf(call), [call])
  }
  return groups
}
