import type { Party } from '../call.ts'
import { pairEnds, danglingOf } from '../../queues/lineage.ts'
import type { CallRow } from '../../queues/stays.ts'
import type { Refusal, Visit } from '../../queues/visit.ts'
import { visitsOf, type PbxHistory, type QueueCall } from '../../queues/visits.ts'

/** A visit under the callid that entered the queue: the caller's uniqueid, of a consultation the agent's own. */
export interface CallVisit extends Visit {
  readonly callid: string
}

interface CallRefusal extends Refusal {
  readonly callid: string
}

export interface QueueHistory {
  readonly visits: readonly CallVisit[]
  readonly refusals: readonly CallRefusal[]
}

const none: QueueHistory = { visits: [], refusals: [] }

/** The visits of all callids of a contact; an end that was written under another callid joins what it ends (lineage.ts). */
export function queueHistoryOf(rows: readonly CallRow[], history: PbxHistory): QueueHistory {
  if (rows.length === 0) return none
  const byCallid = new Map<string, CallRow[]>()
  for (const row of rows) {
    const others = byCallid.get(row.callid)
    if (others) others.push(row)
    else byCallid.set(row.callid, [row])
  }
  const read = new Map<string, QueueCall>()
  for (const [callid, own] of byCallid) read.set(callid, visitsOf(own, history))
  if (byCallid.size > 1) joinEnds(byCallid, read, history)

  const visits: CallVisit[] = []
  const refusals: CallRefusal[] = []
  for (const [callid, call] of read) {
    for (const visit of call.visits) visits.push({ ...visit, callid })
    for (const refusal of call.refusals) refusals.push({ ...refusal, callid })
  }
  return {
    visits: visits.sort((a, b) => a.enteredAt - b.enteredAt || (a.positions[0] ?? 0) - (b.positions[0] ?? 0)),
    refusals: refusals.sort((a, b) => a.at - b.at || a.position - b.position),
  }
}

function joinEnds(byCallid: ReadonlyMap<string, CallRow[]>, read: Map<string, QueueCall>, history: PbxHistory): void {
  const ends = [...read].flatMap(([callid, { looseEnds }]) => looseEnds.map(end => ({ ...end, callid })))
  if (ends.length === 0) return
  const beginnings = [...read].flatMap(([callid, { visits }]) =>
    visits.flatMap(danglingOf).map(dangling => ({ ...dangling, callid })),
  )
  const joined = new Map<string, CallRow[]>()
  const given = new Map<string, Set<number>>()
  for (const { end, beginning } of pairEnds(ends, beginnings)) {
    const positions = new Set(end.positions)
    const rows = (byCallid.get(end.callid) ?? []).filter(({ position }) => positions.has(position))
    joined.set(beginning.callid, [...(joined.get(beginning.callid) ?? []), ...rows])
    given.set(end.callid, new Set([...(given.get(end.callid) ?? []), ...positions]))
  }
  for (const callid of new Set([...joined.keys(), ...given.keys()])) {
    const own = (byCallid.get(callid) ?? []).filter(({ position }) => !given.get(callid)?.has(position))
    read.set(callid, visitsOf(own, history, joined.get(callid)))
  }
}

/** A call that a queue refused was aimed at it, and is found by its name. */
export function queuesOf({ visits, refusals }: QueueHistory): readonly string[] {
  if (refusals.length === 0) return [...new Set(visits.map(({ queue }) => queue))]
  const entries = [
    ...visits.map(({ queue, enteredAt }) => ({ queue, at: enteredAt })),
    ...refusals.map(({ queue, at }) => ({ queue, at })),
  ]
  return [...new Set(entries.sort((a, b) => a.at - b.at).map(({ queue }) => queue))]
}

export function agentsOf({ visits }: QueueHistory, parties: readonly Pick<Party, 'agent'>[]): readonly string[] {
  const agents = new Set<string>()
  for (const { agent } of parties) if (agent !== null) agents.add(agent)
  for (const { agent } of visits) if (agent !== null) agents.add(agent)
  return [...agents]
}
