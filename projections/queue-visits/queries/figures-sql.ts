import type { ZoneOffset } from '../../../domain/kernel/zone-offsets.ts'
import type { Attribution, Excluded, Period, QueueDimension, QueueFigures } from '../../../domain/metrics/figures.ts'
import { noQueueFigures } from '../../../domain/metrics/sums.ts'
import type { Parameters } from '../../parameters.ts'
import { clockColumns } from '../../periodic/clock-columns.ts'
import { counters, type Moment } from '../periodic/counters.ts'
import { isWithin, quartersAndEdges, type HoursOfQueues } from './hours.ts'
import type { PieceOfPeriod } from './pieces-of-period.ts'
import type { KnownQueue } from './known-queues.ts'

/** What a statement sums up: the queues, the intervals, and how rows are grouped. */
export interface Question {
  readonly queues: readonly KnownQueue[]
  /** Ascending starts of intervals that follow each other, and the end of the last. */
  readonly bounds: readonly number[]
  readonly dimensions: readonly QueueDimension[]
  /** Of the clock that hours and days are read from. */
  readonly offsets: readonly ZoneOffset[]
  readonly excluded: Excluded
  /** Sums that are asked for: each column costs as much as a row. undefined: all. */
  readonly figures?: readonly (keyof QueueFigures)[]
  readonly withHistograms: boolean
  /** Only what arrived within these hours counts, each queue by its own; undefined: whenever it came. For arrivals only. */
  readonly hours?: readonly HoursOfQueues[]
}

export const waitColumns = [
  'answered_wait_buckets',
  'answered_wait_counts',
  'abandoned_wait_buckets',
  'abandoned_wait_counts',
] as const

/** One select of the rows to be summed: each has the instant `at` that says to which interval it belongs. */
interface Part {
  readonly table: string
  /** Column of the instant. */
  readonly at: string
  readonly period: Period
  /** Counters that come from here; the others are nothing, so that no counter comes twice. */
  readonly moments: readonly Moment[]
  /** Column of the longest wait, where waits come from here too. */
  readonly longest?: string
  /** Of the visits: the periodic tables know none of the excluded. */
  readonly only?: 'counted' | 'excluded'
  /** Those of the question when left out. */
  readonly queues?: readonly KnownQueue[]
  /** Many: rows are read through and compared with them. */
  readonly within?: readonly Period[]
  /** Short ones, far apart: each is looked up. */
  readonly spans?: readonly Period[]
}

/**
 * Visits belong to the interval of their entry: the periodic tables know the sums, the visits the edges of the period, and what is excluded
 * from the sums: few.
 */
export const arrivals = (pieces: readonly PieceOfPeriod[], question: Question, given: Parameters): string =>
  unionOf(
    question.hours ? question.hours.flatMap(hours => byHours(hours, question)) : byEntry(pieces, all, question),
    question,
    given,
  )

const all: readonly Moment[] = ['ENTRY', 'LEAVING', 'END', 'OPEN']

/** The quarters of an hour that lie within the hours, and the visits where the hours cut one: a schedule ends behind its last minute. */
function byHours({ queues, hours }: HoursOfQueues, { excluded }: Question): readonly Part[] {
  const { quarters, edges } = quartersAndEdges(hours)
  const visits = { table: 'addition', at: 'entered_us', moments: all, longest: 'wait_us', queues } as const
  const sums = { table: 'quarter', at: 'start_us', moments: all, longest: 'max_wait_us', queues } as const
  const whole = { period: hull(quarters), within: quarters }
  return [
    ...(quarters.length > 0 ? [{ ...sums, ...whole }] : []),
    ...(quarters.length > 0 && excluded === 'WITH' ? [{ ...visits, ...whole, only: 'excluded' as const }] : []),
    ...(edges.length > 0 ? [{ ...visits, period: hull(edges), spans: edges, ...countedOnly(excluded) }] : []),
  ]
}

const hull = (spans: readonly Period[]): Period => ({ from: spans[0]?.from ?? 0, to: spans.at(-1)?.to ?? 0 })

function byEntry(
  pieces: readonly PieceOfPeriod[],
  moments: readonly Moment[],
  { excluded }: Question,
): readonly Part[] {
  const waits = moments.includes('LEAVING')
  return pieces.flatMap(({ table, period }): readonly Part[] => {
    const visits = { table: 'addition', period, at: 'entered_us', moments, ...(waits && { longest: 'wait_us' }) }
    if (table === 'addition') return [{ ...visits, ...countedOnly(excluded) }]
    const sums = { table, period, at: 'start_us', moments, ...(waits && { longest: 'max_wait_us' }) }
    return excluded === 'WITH' ? [sums, { ...visits, only: 'excluded' }] : [sums]
  })
}

const countedOnly = (excluded: Excluded) => (excluded === 'WITH' ? {} : ({ only: 'counted' } as const))

const conditionOf = { counted: ' and not excluded', excluded: ' and excluded' } as const

/**
 * Each counter belongs to the interval of its own event (EVENT), or everything but the entry to that of the end (END). `open` is what
 * has not left (EVENT) or not ended (END) when the interval ends: open at its start + offered = all outcomes + open at its end.
 */
export function events(
  attribution: Exclude<Attribution, 'ARRIVAL'>,
  pieces: readonly PieceOfPeriod[],
  question: Question,
  given: Parameters,
): string {
  const { bounds, excluded } = question
  const period = { from: bounds[0] ?? 0, to: bounds.at(-1) ?? 0 }
  const counted = countedOnly(excluded)
  const visits = { table: 'addition', period, longest: 'wait_us', ...counted } as const
  const later: readonly Part[] =
    attribution === 'EVENT'
      ? [
          { ...visits, at: 'left_by_us', moments: ['LEAVING'] },
          { table: 'addition', period, at: 'over_by_us', moments: ['END'], ...counted },
        ]
      : [{ ...visits, at: 'over_by_us', moments: ['LEAVING', 'END'] }]
  const open = openAtEnds(attribution === 'EVENT' ? 'left_by_us' : 'over_by_us', question, given)
  return `${unionOf([...byEntry(pieces, ['ENTRY'], question), ...later], question, given)}\nunion all\n${open}`
}

function unionOf(parts: readonly Part[], question: Question, given: Parameters): string {
  const queuesOfAll = parts.some(({ queues }) => !queues) ? queuesIn(question.queues, given) : ''
  return parts
    .map(part => {
      const { at, period, moments, longest, only, queues, within } = part
      const figures = countersOf(question).map(({ column, moment }) =>
        moments.includes(moment) ? column : `0 as ${column}`,
      )
      const waits = waitsOf(question).map(column => (longest ? column : `null::bigint[] as ${column}`))
      const longestWait = `${longest ?? 'null::bigint'} as longest_us`
      return (
        `select ${[`${at} as at`, ...groupedBy, ...figures, ...waits, longestWait].join(', ')} ` +
        `from ${rowsOf(part, given)} ` +
        `where ${at} >= ${given.add(period.from, 'bigint')} and ${at} < ${given.add(period.to, 'bigint')} ` +
        `and ${queues ? queuesIn(queues, given) : queuesOfAll}${only ? conditionOf[only] : ''}` +
        (within ? ` and ${isWithin(at, within, given)}` : '')
      )
    })
    .join('\nunion all\n')
}

/** `offset 0`: without it the planner reads all rows and joins. */
function rowsOf({ table, at, spans }: Part, given: Parameters): string {
  if (!spans) return `queue_visits.${table}`
  const froms = given.add(
    spans.map(({ from }) => from),
    'bigint[]',
  )
  const tos = given.add(
    spans.map(({ to }) => to),
    'bigint[]',
  )
  return (
    `unnest(${froms}, ${tos}) as span (from_us, to_us) cross join lateral ` +
    `(select * from queue_visits.${table} where ${at} >= span.from_us and ${at} < span.to_us offset 0) as row`
  )
}

/** A row for each visit and each end of an interval at which it was open, at the last instant before that end. */
function openAtEnds(out: string, question: Question, given: Parameters): string {
  const { bounds, excluded } = question
  const limits = given.add(bounds, 'bigint[]')
  const first = `greatest(1, width_bucket(entered_us, ${limits}))`
  const last = `coalesce(width_bucket(${out}, ${limits}) - 1, ${bounds.length - 1})`
  const figures = countersOf(question).map(({ column }) => (column === 'open' ? '1 as open' : `0 as ${column}`))
  const waits = waitsOf(question).map(column => `null::bigint[] as ${column}`)
  return `
    select (${limits})[number + 1] - 1 as at, ${[...groupedBy, ...figures, ...waits].join(', ')}, null::bigint as longest_us
    from queue_visits.addition
    cross join lateral generate_series(${first}, ${last}) as number
    where offered = 1 and entered_us < ${given.add(bounds.at(-1), 'bigint')}
      and (${out} >= ${given.add(bounds[0], 'bigint')} or ${out} is null)
      and ${first} <= ${last} and ${queuesIn(question.queues, given)}${excluded === 'WITH' ? '' : conditionOf.counted}`
}

/** The columns of a group, always all six: what is not grouped by is a constant, so that every row has the same key. */
export function groupColumns({ dimensions, bounds, offsets }: Question, given: Parameters): string {
  const has = (dimension: QueueDimension) => dimensions.includes(dimension)
  return [
    `width_bucket(at, ${given.add(bounds.slice(0, -1), 'bigint[]')}) as interval`,
    `${has('QUEUE') || has('SITE') ? 'site' : "''"} as site`,
    `${has('QUEUE') ? 'queue' : "''"} as queue`,
    `${has('CALLED_NUMBER') ? 'called_number' : "''"} as called_number`,
    ...clockColumns(dimensions, () => offsets, given),
  ].join(', ')
}

export const groupKey = 'interval, site, queue, called_number, hour_of_day, day_of_week'

/** By place: a name would mean the column of the rows, not what is made of it. */
export const byGroup = 'group by 1, 2, 3, 4, 5, 6'

/** The sums of each group, as columns of the counters' own names, the longest wait, and the waits where they are asked for. */
export const sumsOf = (question: Question): string =>
  [
    ...countersOf(question).map(({ column }) => `sum(${column})::bigint as ${column}`),
    'max(longest_us) as max_wait_us',
    ...waitsOf(question).map(waitList),
  ].join(', ')

/**
 * All buckets and all counts of a group, each as one text in the same order. To add them up in PostgreSQL (unnest, group by the key and
 * the bucket, array_agg) took three times as long for a year, and a second statement.
 */
const waitList = (column: string): string => `string_agg(nullif(array_to_string(${column}, ','), ''), ',') as ${column}`

/** A list a site is far cheaper than a join with a list of pairs, and sites are few. */
export function queuesIn(queues: readonly KnownQueue[], given: Parameters): string {
  const bySite = new Map<string, string[]>()
  for (const { site, queue } of queues) {
    const others = bySite.get(site)
    if (others) others.push(queue)
    else bySite.set(site, [queue])
  }
  const conditions = [...bySite].map(
    ([site, names]) => `site = ${given.add(site, 'text')} and queue = any (${given.add(names, 'text[]')})`,
  )
  return conditions.length > 0 ? `(${conditions.join(' or ')})` : 'false'
}

export type FiguresRecord = Readonly<Record<string, number>> & {
  readonly max_wait_us: number | null
  readonly site: string
  readonly queue: string
  readonly called_number: string
}

type Writable<T> = { -readonly [K in keyof T]: T[K] }

/** Starts as a copy: an object of forty properties is slow to make one by one, and a page has a thousand. */
export function figuresOfRecord(record: FiguresRecord, summed: readonly FigureCounter[]): QueueFigures {
  const figures: Writable<QueueFigures> = { ...noQueueFigures, maxWait: record.max_wait_us }
  for (const { name, column } of summed) figures[name] = record[column] ?? 0
  return figures
}

type Counter = (typeof counters)[number]
type FigureCounter = Exclude<Counter, { readonly name: 'inferredEntries' }>

const isOfFigures = (counter: Counter): counter is FigureCounter => counter.name !== 'inferredEntries'

const figureCounters = counters.filter(isOfFigures)

/** The counters behind what is asked for. */
export const countersOf = ({ figures }: Pick<Question, 'figures'>): readonly FigureCounter[] =>
  figures ? figureCounters.filter(({ name }) => figures.includes(name)) : figureCounters

const waitsOf = ({ withHistograms }: Question) => (withHistograms ? waitColumns : [])

const groupedBy = ['site', 'queue', 'called_number']
