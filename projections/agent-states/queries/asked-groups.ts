import type { AgentDimension } from '../../../domain/metrics/figures.ts'
import type { SiteItem } from '../../scope.ts'
import { isOfOneSite } from './sums-sql.ts'
import type { AgentStatisticsRequest } from '../types.ts'

/** What rows are summed by, and which of the sums make a row. */
export interface AskedGroups {
  readonly dimensions: readonly AgentDimension[]
  /** Site and group of the row that time in a group counts in; undefined: in none, the group is not asked for. */
  readonly rowOf: (site: string, group: string) => readonly [site: string, group: string] | undefined
}

/** Where groups are asked for only the time counts that agents were in one of them: it is told apart, then put together as asked. */
export function askedGroups({ groupBy, groups }: Pick<AgentStatisticsRequest, 'groupBy' | 'groups'>): AskedGroups {
  if (!groups) return { dimensions: groupBy, rowOf: (site, group) => [site, group] }
  const isAsked = (site: string, group: string) =>
    groups.some((one: SiteItem) => one.site === site && one.name === group)
  const byGroup = groupBy.includes('AGENT_GROUP')
  return {
    dimensions: byGroup ? groupBy : [...groupBy, 'AGENT_GROUP'],
    rowOf: (site, group) =>
      isAsked(site, group) ? [isOfOneSite(groupBy) ? site : '', byGroup ? group : ''] : undefined,
  }
}
