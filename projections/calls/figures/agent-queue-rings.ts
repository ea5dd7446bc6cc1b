import type { Period } from '../../../domain/metrics/figures.ts'
import { figureShapes } from '../../agent-states/figures/figure-tables.ts'
import type { FurtherRows } from '../../agent-states/queries/sums-sql.ts'
import type { Parameters } from '../../parameters.ts'

/** What the manager interface knows of rings beyond queue_log, as rows of the sums of agents and queues: others are not rung. */
export const ringsBeyondQueueLog: FurtherRows = (
  { from, to }: Period,
  agents: string,
  isWithExcluded: boolean,
  given: Parameters,
): string => {
  const sums = figureShapes('quarter').queue.sums.map(
    column => `${column === 'ring_us' ? 'to_us - from_us - coalesce(told_us, 0)' : '0'} as ${column}`,
  )
  return `
    select at_us as at, site, agent, queue as about, ${sums.join(', ')}
    from calls.ring r
    where at_us >= ${given.add(from, 'bigint')} and at_us < ${given.add(to, 'bigint')} and (site, agent) in (select * from ${agents})
      ${isWithExcluded ? '' : 'and not exists (select from queue_visits.exclusion x where x.site = r.site and x.node = r.node and x.call_id = r.visit_call_id)'}`
}
