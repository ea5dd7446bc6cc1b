import type { PanelDocument } from '../../domain/panels/document.ts'
import {
  shareOfPercentile,
  type PanelFilter,
  type PanelGroup,
  type PanelMetric,
  type PanelPlace,
  type PanelQuestion,
  type PanelTerm,
} from '../../domain/panels/panel-index.ts'
import { parameters, type Parameters } from '../../projections/parameters.ts'
import { intervalsOf } from '../../projections/periodic/intervals.ts'

/** A statement with its values, and how a row of its answer is read. */
interface Statement<R, T> {
  readonly text: string
  readonly values: readonly unknown[]
  readonly read: (row: R) => T
}

export interface GroupRecord {
  readonly interval: number
  readonly terms: readonly (string | null)[]
  readonly count: number
  readonly metrics: readonly (number | null)[]
}

/** Names that a document has one of, and those that it may have several of. */
const columnOf = { SITE: 'site', EVENT: 'event', OUTCOME: 'outcome', DIRECTION: 'direction' } as const
const listOf = { QUEUE: 'queues', AGENT: 'agents' } as const
/** Names, and in the same order what has them: of what the asker does not see the name is not told either. */
const namesOf = {
  QUEUE_DISPLAY_NAME: { names: 'queue_names', owners: 'queues' },
  GROUP: { names: 'groups', owners: 'agents' },
} as const

const isColumn = (term: PanelTerm): term is keyof typeof columnOf => term in columnOf
const isList = (term: PanelTerm): term is keyof typeof listOf => term in listOf

/** The groups of a question about the documents of a build. @param table `panels.document_<build>` */
export function aggregateStatement(table: string, question: PanelQuestion): Statement<GroupRecord, PanelGroup> {
  const { filter, time, terms, metrics, most } = question
  const { from: start, to: end } = filter.period
  const spans = time ? intervalsOf(filter.period, time.interval, time.timeZone) : [{ start, end }]
  const given = parameters()
  const bounds = given.add(
    spans.map(span => span.start),
    'bigint[]',
  )
  const joins = terms.map((term, index) =>
    isColumn(term) ? '' : ` ${valuesOfTerm(term, filter.visible, given)} as term_${index} (value) on true`,
  )
  const groupedBy = terms.map((term, index) =>
    isColumn(term) ? `d.${columnOf[term]}` : `term_${index}.value collate "C"`,
  )
  const figures = metrics.map(metric => figureSql(metric, given))
  const names = groupedBy.map((sql, index) => `${sql} as name_${index}`)
  const order = groupedBy.map((_, index) => `, name_${index} nulls first`)
  return {
    text: `select width_bucket(d.at_us, ${bounds}) as interval, array[${groupedBy.join(', ')}]::text[] as terms,
        ${[...names, ''].join(', ')} count(*) as count, array[${figures.join(', ')}]::float8[] as metrics
      from ${table} d${joins.join('')}
      where ${conditionsOf(filter, given).join(' and ')}
      group by interval${groupedBy.map((_, index) => `, name_${index}`).join('')}
      order by interval${order.join('')}
      limit ${given.add(most + 1, 'bigint')}`,
    values: given.values,
    read: ({ interval, terms: values, count, metrics: found }) => ({
      ...(spans[interval - 1] ?? { start, end }),
      terms: values,
      count,
      metrics: found,
    }),
  }
}

function valuesOfTerm(
  term: Exclude<PanelTerm, keyof typeof columnOf>,
  visible: PanelFilter['visible'],
  given: Parameters,
): string {
  if (isList(term)) return `left join lateral unnest(d.${listOf[term]})`
  const { names, owners } = namesOf[term]
  const seen = visible === 'all' ? '' : ` and n.owner = any (${given.add(visible[owners], 'text[]')})`
  return `join lateral (
      select distinct n.name from unnest(d.${owners}, d.${names}) as n (owner, name) where n.name is not null${seen}
      union all
      select null where cardinality(array_remove(d.${names}, null)) = 0)`
}

function figureSql(metric: PanelMetric, given: Parameters): string {
  const column = `d.${metric.of}_us`
  switch (metric.figure) {
    case 'COUNT':
      return `count(${column})`
    case 'SUM':
      return `sum(${column})`
    case 'AVERAGE':
      return `sum(${column})::float8 / nullif(count(${column}), 0)`
    case 'MAXIMUM':
      return `max(${column})`
    case 'PERCENTILE': {
      const share = given.add(shareOfPercentile(metric.percentile), 'float8')
      return `percentile_disc(${share}) within group (order by ${column})`
    }
  }
}

export interface DocumentRecord extends Omit<PanelDocument, 'version'> {
  readonly version: number
}

/** Documents of a build, the newest first. @param after the last one of the page before */
export function searchStatement(
  table: string,
  filter: PanelFilter,
  first: number,
  after: PanelPlace | undefined,
): Statement<DocumentRecord, PanelDocument> {
  const given = parameters()
  const conditions = conditionsOf(filter, given)
  if (after) conditions.push(`(d.at_us, d.id) < (${given.add(after.at, 'bigint')}, ${given.add(after.id, 'text')})`)
  return {
    text: `select kind, id, version, at_us as at, site, queues, queue_names as "queueNames", agents, groups, event, outcome, direction,
        wait_us as wait, talk_us as talk, excluded, attributes
      from ${table} d where ${conditions.join(' and ')}
      order by d.at_us desc, d.id desc limit ${given.add(first, 'bigint')}`,
    values: given.values,
    read: document => document,
  }
}

function conditionsOf(filter: PanelFilter, given: Parameters): string[] {
  const { kind, period, visible, excluded = 'WITHOUT' } = filter
  const among = (column: string, values: readonly string[] | undefined) =>
    values ? [`d.${column} = any (${given.add(values, 'text[]')})`] : []
  const meets = (column: string, values: readonly string[] | undefined) =>
    values ? [`d.${column} && ${given.add(values, 'text[]')}`] : []
  return [
    `d.kind = ${given.add(kind, 'text')}`,
    'not d.removed',
    `d.at_us >= ${given.add(period.from, 'bigint')} and d.at_us < ${given.add(period.to, 'bigint')}`,
    ...(excluded === 'WITH' ? [] : [excluded === 'ONLY' ? 'd.excluded' : 'not d.excluded']),
    ...visibleConditions(visible, given),
    ...among('site', filter.sites),
    ...meets('queues', filter.queues),
    ...meets('agents', filter.agents),
    ...named('QUEUE_DISPLAY_NAME', filter.queueNames, visible, given),
    ...named('GROUP', filter.groups, visible, given),
    ...among('event', filter.events),
    ...among('outcome', filter.outcomes),
    ...among('direction', filter.directions),
  ]
}

/** What the asker does not see is not found by its name. */
function named(
  term: keyof typeof namesOf,
  wanted: readonly string[] | undefined,
  visible: PanelFilter['visible'],
  given: Parameters,
): string[] {
  if (!wanted) return []
  const { names, owners } = namesOf[term]
  if (visible === 'all') return [`d.${names} && ${given.add(wanted, 'text[]')}`]
  return [
    `exists (select from unnest(d.${owners}, d.${names}) as n (owner, name)
      where n.name = any (${given.add(wanted, 'text[]')}) and n.owner = any (${given.add(visible[owners], 'text[]')}))`,
  ]
}

function visibleConditions(visible: PanelFilter['visible'], given: Parameters): string[] {
  if (visible === 'all') return []
  const byQueue = `d.queues && ${given.add(visible.queues, 'text[]')}`
  if (visible.byAgent === 'NEVER') return [byQueue]
  const byAgent = `d.agents && ${given.add(visible.agents, 'text[]')}`
  const withoutQueue = visible.byAgent === 'WITHOUT_QUEUE' ? ' and d.queues = array[]::text[]' : ''
  return [`(${byQueue} or (${byAgent}${withoutQueue}))`]
}
