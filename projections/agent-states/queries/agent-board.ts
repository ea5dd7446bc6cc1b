import { stateOfText } from '../../../domain/agents/state.ts'
import type { Queryable } from '../../../domain/kernel/projection.ts'
import type { Micros } from '../../../domain/kernel/time.ts'
import { startOfLocalDay } from '../../../domain/kernel/zone.ts'
import { nextIntervalStart } from '../../periodic/intervals.ts'
import type { Scope } from '../../scope.ts'
import { noAgentSums } from './agent-sums.ts'
import { clocksOf, type Clock } from './clocks.ts'
import { groupedAgentFigures, nameOfKey } from './grouped-agent-figures.ts'
import { agentsIn } from './known-agents.ts'
import { stateAt } from '../standing.ts'
import type { AgentBoardRow } from '../types.ts'

/**
 * The known agents of the scope now, by site and name (contact-center 8.4). Today begins at the midnight of the site; the state that goes
 * on counts up to now.
 * @param nowIn as of when a site is known, where that is not now: it stands still
 */
export async function agentBoard(
  db: Queryable,
  scope: Scope,
  now: Micros,
  nowIn: (site: string) => Micros = () => now,
): Promise<AgentBoardRow[]> {
  const clocks = clocksOf(await agentsIn(db, scope), undefined)
  const rows = (await Promise.all(clocks.map(clock => boardOfClock(db, clock, now, nowIn)))).flat()
  return rows.sort((a, b) => compare(a.site, b.site) || compare(a.agent, b.agent))
}

/** The whole local day, so that its row is read and not its quarters: what lies behind now has not happened. */
async function boardOfClock(
  db: Queryable,
  { zone, agents }: Clock,
  now: Micros,
  nowIn: (site: string) => Micros,
): Promise<AgentBoardRow[]> {
  const midnight = startOfLocalDay(zone, now)
  const { groups, standing } = await groupedAgentFigures(db, {
    agents,
    intervals: [{ start: midnight, end: nextIntervalStart(midnight, 'DAY', zone) }],
    dimensions: ['AGENT'],
    zone,
    daysIn: zone,
    nowIn,
    withPauseReasons: false,
  })
  return standing.flatMap(({ site, agent, agentState }) => {
    const known = stateOfText(agentState)
    const state = stateAt(known, nowIn(site))
    if (!state) return []
    const isIn = known.session !== null && state.state !== 'UNCERTAIN'
    const today = groups.get(nameOfKey([1, site, agent, '', 0, 0]))?.figures ?? noAgentSums()
    return {
      site,
      agent,
      state: state.state,
      since: state.from,
      reason: state.reason,
      queue: state.queue,
      callId: state.callId,
      line: known.session?.line ?? null,
      loggedInSince: isIn ? known.session.since : null,
      queues: known.queues.map(({ queue, penalty }) => ({ queue, penalty })),
      pausedQueues: known.pausedQueues.map(({ queue }) => queue),
      today: {
        answered: today.answered,
        missed: today.missed,
        talking: today.talking,
        pause: today.pause,
        ready: today.ready,
        wrapUp: today.wrapUp,
      },
    }
  })
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
