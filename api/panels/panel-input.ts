import type { Interval } from '../../domain/metrics/figures.ts'
import { panelKey, type PanelKey, type PanelKind } from '../../domain/panels/document.ts'
import type { PanelFilter, PanelMeasure, PanelMetric, PanelQuestion } from '../../domain/panels/panel-index.ts'
import { visibleOf, type PanelScope } from '../../domain/panels/visible.ts'
import type { Scope } from '../../projections/scope.ts'
import { builder } from '../schema/builder.ts'
import { sitesAskedFor } from '../calls/call-filter.ts'
import type { ApiContext } from '../context.ts'
import { ExcludedCallsType, IntervalType } from '../schema/enums.ts'
import { badInput } from '../schema/errors.ts'
import { freshness, type Freshness } from '../schema/freshness.ts'
import { checkedPeriod, PeriodInput } from '../schema/period.ts'
import { PanelMeasureType, PanelStatisticType, PanelTermType } from './enums.ts'

export const PanelFilterInput = builder.inputType('PanelFilter', {
  description: 'Which documents. Conditions are joined by and, the values of a list by or.',
  fields: t => ({
    period: t.field({
      type: PeriodInput,
      required: true,
      description: 'Rows, entries of visits, beginnings of calls in it.',
    }),
    sites: t.stringList({ description: 'Short names of sites.' }),
    queues: t.stringList({ description: 'Technical names of queues, `sales` or `paris/sales`.' }),
    queueDisplayNames: t.stringList({
      description:
        'What queues were called when it happened, `Sales Europe` or `paris/Sales Europe`: of queues that you see.',
    }),
    agents: t.stringList({ description: 'Member names of agents, `Agent/8001` or `paris/Agent/8001`.' }),
    groups: t.stringList({
      description:
        'Short names of groups of agents, `days` or `paris/days`: agents whom you see were in them when it happened.',
    }),
    entities: t.stringList({
      description:
        'Short names of entities, `acme` or `paris/acme`: of the queues and agents that belong to them now, and that you see.',
    }),
    events: t.stringList({ description: 'Events of queue_log: `CONNECT`, `PAUSEALL`. Of rows.' }),
    outcomes: t.stringList({
      description: 'How they ended: values of VisitOutcome or CallOutcome. Of visits and calls.',
    }),
    directions: t.stringList({ description: 'Where they went: values of Direction. Of calls.' }),
    excluded: t.field({
      type: ExcludedCallsType,
      description:
        'Calls that were excluded from the figures, their visits and their rows; WITHOUT them when left out.',
    }),
  }),
})

export const PanelBucketsInput = builder.inputType('PanelBuckets', {
  description: 'What the documents are grouped by. Without any of it they are one group.',
  fields: t => ({
    interval: t.field({ type: IntervalType, description: 'How the period is cut; TOTAL when left out.' }),
    timeZone: t.field({ type: 'TimeZone', description: 'Zone in whose clock it is cut; UTC when left out.' }),
    terms: t.field({ type: [PanelTermType], description: 'Names that they are told apart by, each once.' }),
  }),
})

export const PanelMetricInput = builder.inputType('PanelMetric', {
  description: 'A figure of each group.',
  fields: t => ({
    statistic: t.field({ type: PanelStatisticType, required: true, description: 'How it is measured.' }),
    of: t.field({ type: PanelMeasureType, required: true, description: 'What is measured.' }),
    percentile: t.float({ description: '0 to 100, for PERCENTILE.' }),
  }),
})

const mostMetrics = 20
/** More intervals than groups that can be had are of no use. */
const mostIntervals = 10_000

const measures: Readonly<Record<typeof PanelMeasureType.$inferType, PanelMeasure>> = { WAIT: 'wait', TALK: 'talk' }

/** @throws BAD_USER_INPUT for a period that is empty or too finely cut, and for names that are not there for the asker */
export async function panelFilter(
  kind: PanelKind,
  asked: typeof PanelFilterInput.$inferInput,
  interval: Interval,
  scope: PanelScope,
  context: Pick<ApiContext, 'may' | 'reports'>,
): Promise<PanelFilter> {
  const { sites, queues, queueDisplayNames, agents, groups, events, outcomes, directions, excluded } = asked
  return {
    kind,
    period: checkedPeriod(asked.period, interval, mostIntervals),
    visible: visibleOf(kind, scope),
    ...(sites ? { sites: await sitesAskedFor(sites, context) } : {}),
    ...(queues ? { queues: keysOf(await context.may.queues(queues)) } : {}),
    ...(queueDisplayNames ? { queueNames: await displayNames(queueDisplayNames, context) } : {}),
    ...(agents ? { agents: keysOf(await context.may.agents(agents)) } : {}),
    ...(groups ? { groups: keysOf((await context.may.groups(groups)) ?? []) } : {}),
    ...(events ? { events } : {}),
    ...(outcomes ? { outcomes } : {}),
    ...(directions ? { directions } : {}),
    excluded: excluded ?? 'WITHOUT',
  }
}

/** Names that were asked for are never `all`. */
const keysOf = (scope: Scope): readonly PanelKey[] =>
  scope === 'all' ? [] : scope.map(({ site, name }) => panelKey(site, name))

/** Names of then, of which no list is kept: one that no queue had finds nothing. Without a site it is meant in each. */
async function displayNames(names: readonly string[], { reports }: Pick<ApiContext, 'reports'>): Promise<PanelKey[]> {
  const sites = await reports.sites()
  return names.flatMap(name => [name, ...sites.map(({ site }) => panelKey(site, name))])
}

/** How new the documents are. Asked before them, so that it never promises too much. */
export async function panelFreshness(context: ApiContext): Promise<Freshness> {
  const { position } = await context.panels.checkpoint()
  const { queues, agents } = await context.may.calls()
  const sites: Scope = queues === 'all' || agents === 'all' ? 'all' : [...queues, ...agents]
  return { ...freshness(context, sites), position }
}

/** What the asker sees, as documents name it; of entities what belongs to them. */
export async function panelScope(
  { may }: Pick<ApiContext, 'may'>,
  entities: readonly string[] | null | undefined,
): Promise<PanelScope> {
  const { queues, agents } = await may.calls(entities)
  if (queues === 'all' || agents === 'all') return 'all'
  return { queues: keysOf(queues), agents: keysOf(agents) }
}

/** @throws BAD_USER_INPUT for a term that is there twice */
export function panelTerms(terms: PanelQuestion['terms'] | null | undefined): PanelQuestion['terms'] {
  const twice = terms?.find((term, index) => terms.indexOf(term) !== index)
  if (twice !== undefined) throw badInput('buckets', `${twice} is there twice; name each term once`)
  return terms ?? []
}

/** @throws BAD_USER_INPUT for a percentile that is missing, too much, or outside 0..100 */
export function panelMetrics(asked: readonly (typeof PanelMetricInput.$inferInput)[]): readonly PanelMetric[] {
  if (asked.length > mostMetrics)
    throw badInput('metrics', `${asked.length} figures cannot be had at once; ask for ${mostMetrics}`)
  return asked.map(({ statistic, of, percentile }): PanelMetric => {
    const measure = measures[of]
    const isGiven = typeof percentile === 'number'
    if (statistic !== 'PERCENTILE') {
      if (isGiven) throw badInput('metrics', `${statistic} takes no percentile`)
      return { figure: statistic, of: measure }
    }
    if (!isGiven || !(percentile >= 0 && percentile <= 100))
      throw badInput('metrics', 'PERCENTILE needs a percentile from 0 to 100, e.g. 90')
    return { figure: statistic, of: measure, percentile }
  })
}
