import { stateOfText, type AgentStateName } from '../../../domain/agents/state.ts'
import type { Queryable } from '../../../domain/kernel/projection.ts'
import type { Micros } from '../../../domain/kernel/time.ts'
import {
  doingWith,
  furtherQueues,
  isToldByManager,
  queuesTold,
  reachIn,
  type AgentPhone,
  type Reach,
} from '../../../domain/phones/agent-phone.ts'
import type { Scope } from '../../scope.ts'
import standingSql from '../sql/standing.sql'
import { isPausedIn, stateAt } from '../standing.ts'
import type { QueueStaffing } from '../types.ts'

type Staffing = { -readonly [K in keyof QueueStaffing]: QueueStaffing[K] }
type Place = 'available' | 'talking' | 'ringing' | 'paused' | 'wrapUp' | 'otherCall' | 'unreachable'

const placeOf: Readonly<Partial<Record<AgentStateName, Place>>> = {
  READY: 'available',
  PAUSED: 'paused',
  WRAP_UP: 'wrapUp',
  RINGING: 'ringing',
  TALKING: 'talking',
}

/** Where he counts who is ready, by whether a call of the queue would reach him. */
const placeOfReady = {
  REACHED: 'available',
  PAUSED: 'paused',
  BUSY: 'otherCall',
  UNREACHABLE: 'unreachable',
} as const satisfies Readonly<Record<Reach, Place>>

/**
 * The logged-in members of each queue of the scope by what they do, whichever queue they do it for (contact-center 8.1): `logged` is the
 * sum of the others. Who is ready but paused in this queue is paused here. Queues without logged-in members have no row.
 * @param nowIn as of when the sites are known: now, or where one stands still
 * @param phones what the manager interface tells, where it is heard: who rings, who is busy elsewhere, who cannot be reached
 */
export async function queueStaffing(
  db: Queryable,
  scope: Scope,
  nowIn: (site: string) => Micros,
  phones: readonly AgentPhone[] = [],
): Promise<QueueStaffing[]> {
  const { rows } = await db.query<{ site: string; agent: string; agentState: string }>(standingSql, [null, null])
  const phoneOf = new Map(phones.map(phone => [nameOf(phone.site, phone.agent), phone]))
  const asked = scope === 'all' ? undefined : new Set(scope.map(({ site, name }) => nameOf(site, name)))
  const staffings = new Map<string, Staffing>()
  for (const { site, agent: name, agentState } of rows) {
    const agent = stateOfText(agentState)
    const now = nowIn(site)
    const standing = stateAt(agent, now)
    if (!standing) continue
    const phone = phoneOf.get(nameOf(site, name))
    const isTold = isToldByManager(standing, phone)
    if (!standing.loggedIn && !isTold) continue
    const place = placeOf[doingWith({ ...standing, since: standing.from }, phone, now).state]
    if (!place) continue
    const memberships = isTold ? queuesTold(phone) : agent.queues
    for (const queue of [...memberships.map(member => member.queue), ...furtherQueues(memberships, phone)]) {
      const key = nameOf(site, queue)
      if (asked && !asked.has(key)) continue
      let staffing = staffings.get(key)
      if (!staffing) staffings.set(key, (staffing = { site, queue, ...nobody }))
      const reach = !isTold && isPausedIn(agent, queue) ? 'PAUSED' : reachIn(queue, phone)
      staffing.logged += 1
      staffing[place === 'available' ? placeOfReady[reach] : place] += 1
    }
  }
  return [...staffings].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, staffing]) => staffing)
}

const nobody = { logged: 0, available: 0, talking: 0, ringing: 0, paused: 0, wrapUp: 0, otherCall: 0, unreachable: 0 }

const nameOf = (site: string, queue: string): string => `${site}\0${queue}`
