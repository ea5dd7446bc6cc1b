import { isObjectType, type GraphQLSchema } from 'graphql/index.js'
import { microsOfIso } from '../../../domain/kernel/time.ts'
import { catalogue, definitionOf } from '../../../domain/metrics/catalogue.ts'
import type { MetricDefinition, MetricScope } from '../../../domain/metrics/definition.ts'
import type { Column } from '../../exports/table.ts'

/** A row as GraphQL answers with it. */
export type Node = Readonly<Record<string, unknown>>

/** A column, and what is asked for it. */
export type ReportColumn = Column<Node> & { readonly selection: string }

interface Listed {
  /** By which `column` asks for them. */
  readonly name: string
  readonly selection: string
  /** @param sum the row of everything: what it lists is what any row does */
  columnsOf(sum: Node): readonly ReportColumn[]
}

/** A report that GraphQL has, as a table. */
export interface ReportTable {
  /** Of the file and its sheet. */
  readonly name: string
  /** Of Query: its arguments are the parameters, its rights those of the file. */
  readonly field: string
  /** Whose fields are parameters themselves. */
  readonly filter?: string
  readonly columns: readonly ReportColumn[]
  /** Further parameters, which its selection uses, by their types. */
  readonly variables: Readonly<Record<string, string>>
  /** Columns that are not known before rows are: of a list within each. */
  readonly listed?: Listed
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)
const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null)
const within = (node: Node, name: string): Node => (node[name] ?? {}) as Node

const text = (name: string): ReportColumn => ({ name, selection: name, kind: 'text', of: node => textOf(node[name]) })
const number = (name: string): ReportColumn => {
  return { name, selection: name, kind: 'number', of: node => numberOf(node[name]) }
}
const instant = (name: string): ReportColumn => {
  return { name, selection: name, kind: 'instant', of: node => microsOfIso(textOf(node[name]) ?? '') ?? null }
}

const kinds: Partial<Record<MetricDefinition['unit'], 'count' | 'seconds' | 'share'>> = {
  count: 'count',
  seconds: 'seconds',
  ratio: 'share',
}

const figure = (metric: MetricDefinition): ReportColumn => {
  const { name, unit } = metric
  return { name, selection: name, kind: kinds[unit] ?? 'number', of: node => numberOf(node[name]), metric }
}

/** Every figure of the catalogue that the type has without being asked for more. */
function figuresOf(scope: MetricScope, typeName: string, schema: GraphQLSchema): readonly ReportColumn[] {
  const type = schema.getType(typeName)
  if (!isObjectType(type)) throw new Error(`the schema has no type ${typeName}`)
  const fields = type.getFields()
  const asked = catalogue.filter(({ scope: of, name }) => {
    return of === scope && /^(Int|Float)!?$/.test(String(fields[name]?.type)) && fields[name]?.args.every(isOptional)
  })
  return asked.map(figure)
}

const isOptional = ({ type }: { readonly type: unknown }): boolean => !String(type).endsWith('!')

const level =
  'serviceLevel(formula: $formula, thresholdSeconds: $thresholdSeconds) { ratio numerator denominator formula thresholdSeconds }'

/** With all that it takes to compare it: the ratio alone is comparable with nothing. */
const serviceLevel: readonly ReportColumn[] = (
  [
    {
      name: 'serviceLevel',
      kind: 'share',
      metric: definitionOf('queue', 'serviceLevel'),
      of: node => numberOf(within(node, 'serviceLevel')['ratio']),
    },
    { name: 'serviceLevelFormula', kind: 'text', of: node => textOf(within(node, 'serviceLevel')['formula']) },
    {
      name: 'thresholdSeconds',
      kind: 'number',
      of: node => numberOf(within(node, 'serviceLevel')['thresholdSeconds']),
    },
    { name: 'serviceLevelNumerator', kind: 'count', of: node => numberOf(within(node, 'serviceLevel')['numerator']) },
    {
      name: 'serviceLevelDenominator',
      kind: 'count',
      of: node => numberOf(within(node, 'serviceLevel')['denominator']),
    },
  ] satisfies readonly Column<Node>[]
).map(column => ({ ...column, selection: level }))

interface PauseReason {
  readonly reason: string
  readonly seconds: number
}

const pausesOf = (node: Node) => (node['pauseReasons'] ?? []) as readonly PauseReason[]

/** A column for each reason that somebody paused for. */
const pauseReasons: Listed = {
  name: 'pauseReasons',
  selection: 'pauseReasons { reason seconds }',
  columnsOf: sum =>
    pausesOf(sum).map(({ reason }) => ({
      name: `pauseSeconds ${reason === '' ? '(none)' : reason}`,
      selection: 'pauseReasons { reason seconds }',
      kind: 'seconds',
      of: node => pausesOf(node).find(pause => pause.reason === reason)?.seconds ?? 0,
      metric: definitionOf('agent', 'pauseSeconds'),
    })),
}

const hours = [number('hourOfDay'), number('dayOfWeek'), instant('start'), instant('end')]

/** The tables of the pages, by the names of the API. */
export const reportTables = (schema: GraphQLSchema): readonly ReportTable[] => [
  {
    name: 'queue-statistics',
    field: 'queueStatistics',
    columns: [
      ...['site', 'queue', 'queueDisplayName', 'calledNumber'].map(text),
      ...hours,
      ...figuresOf('queue', 'QueueStatistics', schema),
      ...serviceLevel,
    ],
    variables: { formula: 'ServiceLevelFormula', thresholdSeconds: 'Float' },
  },
  {
    name: 'agent-statistics',
    field: 'agentStatistics',
    columns: [
      ...['site', 'agent', 'agentName', 'agentGroup', 'agentGroupDisplayName'].map(text),
      ...hours,
      ...figuresOf('agent', 'AgentStatistics', schema),
    ],
    variables: {},
    listed: pauseReasons,
  },
  {
    name: 'agent-queue-statistics',
    field: 'agentQueueStatistics',
    columns: [
      ...['site', 'agent', 'agentName', 'queue', 'queueDisplayName'].map(text),
      instant('start'),
      instant('end'),
      ...figuresOf('agent x queue', 'AgentQueueStatistics', schema),
    ],
    variables: {},
  },
  {
    name: 'queue-visits',
    field: 'queueVisits',
    filter: 'filter',
    columns: [
      ...['site', 'queue', 'callId', 'linkedId'].map(text),
      number('visitNumber'),
      text('outcome'),
      ...['enteredAt', 'answeredAt', 'leftAt', 'endedAt'].map(instant),
      ...figuresOf('visit', 'QueueVisit', schema),
      ...['agent', 'callerNumber', 'callerName', 'calledNumber', 'hungUpBy'].map(text),
      ...['kind', 'to'].map((name): ReportColumn => {
        const of = (node: Node) => textOf(within(node, 'transfer')[name])
        return {
          name: name === 'to' ? 'transferTo' : 'transferKind',
          selection: 'transfer { kind to }',
          kind: 'text',
          of,
        }
      }),
    ],
    variables: {},
  },
]
