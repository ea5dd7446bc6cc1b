import { statesUntil } from '../../../domain/agents/day.ts'
import { stateOfText } from '../../../domain/agents/state.ts'
import type { Queryable } from '../../../domain/kernel/projection.ts'
import type { Micros } from '../../../domain/kernel/time.ts'
import type { Period } from '../../../domain/metrics/figures.ts'
import { compareKeys } from '../../cursor.ts'
import { parameters } from '../../parameters.ts'
import type { Scope } from '../../scope.ts'
import { activitiesTouching, statesOf, type ActivityRecord } from './activity-sql.ts'
import { agentsIn, type KnownAgent } from './known-agents.ts'
import { agentsIn as ofAgents } from './sums-sql.ts'
import type { AgentStateRow } from '../types.ts'

interface Found {
  readonly activities: readonly ActivityRecord[]
  readonly standing: readonly { readonly site: string; readonly agent: string; readonly agentState: string }[]
}

/**
 * States that touch the period, whole, by site, agent and time; the one that goes on has no end.
 * @param now no state that would begin later is told: the end of a wrap-up that runs still lies ahead
 * @param endedSites of a site that nobody follows any more the state that was open ends here: nobody knows what came then
 */
export async function agentTimeline(
  db: Queryable,
  scope: Scope,
  period: Period,
  now: Micros = period.to,
  endedSites: ReadonlyMap<string, Micros> = new Map(),
): Promise<AgentStateRow[]> {
  const agents = await agentsIn(db, scope)
  const { activities, standing } = await found(db, agents, period)
  const closed = statesOf(activities).filter(({ from }) => from < period.to)
  const open = standing.flatMap(({ site, agent, agentState }) => {
    const end = endedSites.get(site)
    const until = Math.min(now, period.to)
    return end === undefined || end >= now
      ? goingOn(site, agent, agentState, until, null)
      : goingOn(site, agent, agentState, Math.min(until, end), end)
  })
  const states = [...closed.map(stateRow), ...open].sort(
    (a, b) => compareKeys([a.site, a.agent], [b.site, b.agent]) || a.from - b.from,
  )
  return stitched(states).filter(({ to }) => to === null || to > period.from)
}

/** By one statement, of one moment: a state that closes meanwhile is told once. */
async function found(db: Queryable, agents: readonly KnownAgent[], period: Period): Promise<Found> {
  const given = parameters()
  const activities = activitiesTouching([period], agents, given)
  const standing = `select site, agent, agent_state as "agentState" from agent_states.agent_now where ${ofAgents(agents, given)}`
  const all = (select: string) => `(select coalesce(json_agg(r), '[]') from (${select}) as r)`
  const text = `select ${all(activities)} as activities, ${all(standing)} as standing`
  return (await db.query<Found>(text, given.values)).rows[0] ?? { activities: [], standing: [] }
}

function stateRow({ site, agent, state, from, to, reason, queue, callId }: AgentStateRow): AgentStateRow {
  return { site, agent, state, from, to, reason, queue, callId }
}

/** @param end of the last state: null where it goes on */
function goingOn(site: string, agent: string, agentState: string, until: Micros, end: Micros | null): AgentStateRow[] {
  const states = statesUntil(stateOfText(agentState), until)
  return states.map((state, index) => {
    const isLast = index === states.length - 1
    return stateRow({ site, agent, ...state, to: isLast ? end : state.to })
  })
}

/** Neighbours that say the same are one. */
function stitched(states: readonly AgentStateRow[]): AgentStateRow[] {
  const whole: AgentStateRow[] = []
  for (const state of states) {
    const last = whole.at(-1)
    if (last && last.to === state.from && saysTheSame(last, state)) whole[whole.length - 1] = { ...last, to: state.to }
    else whole.push(state)
  }
  return whole
}

const saysTheSame = (a: AgentStateRow, b: AgentStateRow): boolean =>
  a.site === b.site &&
  a.agent === b.agent &&
  a.state === b.state &&
  a.reason === b.reason &&
  a.queue === b.queue &&
  a.callId === b.callId
