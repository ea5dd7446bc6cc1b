import { stateOfText, type AgentStateName } from '../../domain/agents/state.ts'
import type { Queryable } from '../../domain/kernel/projection.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import type { Scope } from '../scope.ts'
import standingSql from './sql/standing.sql'
import { isPausedIn, stateAt } from './standing.ts'
import type { QueueStaffing } from './types.ts'

type Staffing = { -readonly [K in keyof QueueStaffing]: QueueStaffing[K] }
type Place = 'available' | 'talking' | 'ringing' | 'paused' | 'wrapUp'

const placeOf: Readonly<Partial<Record<AgentStateName, Place>>> = {
  READY: 'available',
  PAUSED: 'paused',
  WRAP_UP: 'wrapUp',
  RINGING: 'ringing',
  TALKING: 'talking',
}

/**
 * The logged-in members of each queue of the scope by what they do, whichever queue they do it for (contact-center 8.1): `logged` is the
 * sum of the others. Who is ready but paused in this queue is paused here. Queues without logged-in members have no row.
 */
export async function queueStaffing(db: Queryable, scope: Scope, now: Micros): Promise<QueueStaffing[]> {
  const { rows } = await db.query<{ site: string; agentState: string }>(standingSql, [null, null])
  const asked = scope === 'all' ? undefined : new Set(scope.map(({ site, name }) => nameOf(site, name)))
  const staffings = new Map<string, Staffing>()
  for (const { site, agentState } of rows) {
    const agent = stateOfText(agentState)
    const standing = stateAt(agent, now)
    if (!standing?.loggedIn) continue
    const place = placeOf[standing.state]
    if (!place) continue
    for (const { queue } of agent.queues) {
      const name = nameOf(site, queue)
      if (asked && !asked.has(name)) continue
      let staffing = staffings.get(name)
      if (!staffing) staffings.set(name, (staffing = { site, queue, ...nobody }))
      staffing.logged += 1
      staffing[place === 'available' && isPausedIn(agent, queue) ? 'paused' : place] += 1
    }
  }
  return [...staffings].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, staffing]) => staffing)
}

const nobody = { logged: 0, available: 0, talking: 0, ringing: 0, paused: 0, wrapUp: 0 }

const nameOf = (site: string, queue: string): string => `${site}\0${queue}`
