import { quarterOf } from '../../../domain/kernel/time.ts'
import type { Micros } from '../../../domain/kernel/time.ts'
import type { StateInterval } from '../../../domain/agents/state.ts'
import type { Period } from '../../../domain/metrics/figures.ts'
import type { Parameters } from '../../parameters.ts'
import { intervalsOfText } from '../figures/activity-text.ts'
import type { KnownAgent } from './known-agents.ts'
import { agentList, agentsIn } from './sums-sql.ts'

/** Intervals that ended in a quarter of an hour, as text. */
export interface ActivityRecord {
  readonly site: string
  readonly agent: string
  readonly start: Micros
  readonly intervals: string
}

interface StateOfAgent extends StateInterval {
  readonly site: string
  readonly agent: string
}

/** A select of ActivityRecord: all that touches the periods, and more. `offset 0` keeps it a look into the index for each agent. */
export function activitiesTouching(
  periods: readonly Period[],
  agents: readonly KnownAgent[],
  given: Parameters,
): string {
  const firsts = given.add(
    periods.map(({ from }) => quarterOf(from)),
    'bigint[]',
  )
  const ends = given.add(
    periods.map(({ to }) => to),
    'bigint[]',
  )
  // States leave no gap: the first that ends behind the period is the last that touches it.
  return `
    select asked.site, asked.agent, touching.start, touching.intervals
    from ${agentList(agents, given)} as asked (site, agent)
    cross join unnest(${firsts}, ${ends}) as period (first_us, end_us)
    cross join lateral (
      select start_us as start, intervals from agent_states.activity
      where site = asked.site and agent = asked.agent and start_us >= period.first_us and start_us < period.end_us
      union all
      (select start_us, intervals from agent_states.activity
       where site = asked.site and agent = asked.agent and start_us >= period.end_us and intervals <> '[]'
       order by start_us limit 1)
      offset 0
    ) as touching`
}

/** A select of ActivityRecord: all from the instant on that has anything uncertain (index activity_uncertain). */
export const uncertainActivities = (from: Micros, agents: readonly KnownAgent[], given: Parameters): string => `
    select site, agent, start_us as start, intervals
    from agent_states.activity
    where intervals like '%"UNCERTAIN"%' and start_us >= ${given.add(quarterOf(from), 'bigint')} and ${agentsIn(agents, given)}`

/** The states of rows, each once, in the order of the rows. */
export const statesOf = (records: readonly ActivityRecord[]): StateOfAgent[] =>
  records.flatMap(({ site, agent, start, intervals }) =>
    intervalsOfText(intervals, start).map(interval => ({ site, agent, ...interval })),
  )
