import type { Cell } from '../format/csv.ts'
import type { FigureKind } from '../format/figure-text.ts'
import type { Messages } from '../i18n/messages.ts'
import { metricKey } from '../ui/explanation/definitions.tsx'
import type { QueueFigures } from './queries.ts'

export interface Column {
  readonly name: keyof Messages['figures']
  readonly metric: string
  readonly kind: FigureKind
  readonly value: (row: QueueFigures) => number | null
}

const queue = (name: string) => metricKey('QUEUE', name)

/** The table, its sorting and its file are made from this list. */
export const queueReportColumns: readonly Column[] = [
  { name: 'offered', metric: queue('offered'), kind: 'count', value: row => row.offered },
  { name: 'answered', metric: queue('answered'), kind: 'count', value: row => row.answered },
  { name: 'abandoned', metric: queue('abandoned'), kind: 'count', value: row => row.abandoned },
  { name: 'shortAbandoned', metric: queue('shortAbandoned'), kind: 'count', value: row => row.shortAbandoned },
  { name: 'flowedOut', metric: queue('flowedOut'), kind: 'count', value: row => row.flowedOut },
  { name: 'open', metric: queue('open'), kind: 'count', value: row => row.open },
  { name: 'answerRate', metric: queue('answerRate'), kind: 'share', value: row => row.answerRate },
  { name: 'abandonRate', metric: queue('abandonRate'), kind: 'share', value: row => row.abandonRate },
  { name: 'serviceLevel', metric: queue('serviceLevel'), kind: 'level', value: row => row.serviceLevel.ratio },
  {
    name: 'averageSpeedOfAnswer',
    metric: queue('averageSpeedOfAnswerSeconds'),
    kind: 'average',
    value: row => row.averageSpeedOfAnswerSeconds,
  },
  { name: 'maxWait', metric: queue('maxWaitSeconds'), kind: 'seconds', value: row => row.maxWaitSeconds },
  { name: 'averageTalk', metric: queue('averageTalkSeconds'), kind: 'mean', value: row => row.averageTalkSeconds },
  {
    name: 'averageHandle',
    metric: queue('averageHandleSeconds'),
    kind: 'mean',
    value: row => row.averageHandleSeconds,
  },
]

export const queueNameOf = ({ queue: name, queueDisplayName }: QueueFigures): string => queueDisplayName ?? name ?? ''

/** `site/queue`, as the API takes it. */
export const queueIdOf = ({ site, queue: name }: QueueFigures): string => `${site ?? ''}/${name ?? ''}`

/** The rows of the file, in the order of the screen: figures in their own units, ratios 0 to 1, with the counts behind them. */
export function queueReportCells(rows: readonly QueueFigures[]): readonly (readonly Cell[])[] {
  return rows.map(row => [
    row.site,
    row.queue,
    ...queueReportColumns.map(({ value }) => value(row)),
    row.serviceLevel.formula,
    row.serviceLevel.thresholdSeconds,
    row.serviceLevel.numerator,
    row.serviceLevel.denominator,
  ])
}

/** Names with their units, as they are in the API: a file is read by programs too. */
export const queueReportHeader: readonly string[] = [
  'site',
  'queue',
  'offered',
  'answered',
  'abandoned',
  'shortAbandoned',
  'flowedOut',
  'open',
  'answerRate',
  'abandonRate',
  'serviceLevel',
  'averageSpeedOfAnswerSeconds',
  'maxWaitSeconds',
  'averageTalkSeconds',
  'averageHandleSeconds',
  'serviceLevelFormula',
  'thresholdSeconds',
  'serviceLevelNumerator',
  'serviceLevelDenominator',
]
