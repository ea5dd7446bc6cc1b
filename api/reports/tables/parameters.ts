import type { GraphQLArgument, GraphQLInputField, GraphQLInputType, GraphQLSchema } from 'graphql'
import { coerceInputValue, getNamedType, isInputObjectType, parseType, typeFromAST } from 'graphql/index.js'
import { valueOfParameter } from '../../exports/parameter-value.ts'
import { asAsked, single } from '../../http/period-parameters.ts'
import { badInput } from '../../schema/errors.ts'
import type { ReportColumn, ReportTable } from './report-tables.ts'

export interface ReportRequest {
  /** Of the field, and of what its selection uses. */
  readonly variables: Readonly<Record<string, unknown>>
  /** Types of the variables of the field, `queues` -> `[String!]`. */
  readonly types: Readonly<Record<string, string>>
  /** Those that are wanted, in the order in which they were named; without names all. */
  readonly columns: readonly ReportColumn[]
  /** Behind them a column for each thing that is listed in rows. */
  readonly withListed: boolean
  readonly asked: Readonly<Record<string, readonly string[]>>
}

/** Pages are ours. */
const ofPages = new Set(['first', 'after', 'last', 'before'])

/**
 * The arguments of the field by the same names, the period as `from` and `to`, and `column`, which may be repeated.
 * @throws BAD_USER_INPUT that names the parameter
 */
export function reportRequestOf(table: ReportTable, parameters: URLSearchParams, schema: GraphQLSchema): ReportRequest {
  const inputs = inputsOf(table, schema)
  const values: Record<string, unknown> = {}
  for (const name of new Set(parameters.keys())) {
    if (name === 'column' || name === 'from' || name === 'to') continue
    const type = inputs.get(name)
    if (!type || name === 'period') {
      const known = ['from', 'to', 'column', ...[...inputs.keys()].filter(key => key !== 'period')]
      throw badInput(name, `there is no such parameter. There are: ${known.join(', ')}.`)
    }
    values[name] = checked(name, valueOfParameter(name, parameters.getAll(name), type), type)
  }
  const [from, to] = [single(parameters, 'from'), single(parameters, 'to')]
  if (from !== undefined || to !== undefined || isRequired(inputs.get('period')))
    values['period'] = checked('period', { from: needed('from', from), to: needed('to', to) }, inputs.get('period'))
  const names = parameters.getAll('column')
  const isListed = (name: string) => name === table.listed?.name
  return {
    variables: table.filter === undefined ? values : { [table.filter]: values },
    types: Object.fromEntries(argumentsOf(table, schema).map(({ name, type }) => [name, String(type)])),
    columns:
      names.length === 0 ? table.columns : names.filter(name => !isListed(name)).map(name => columnNamed(name, table)),
    withListed: names.length === 0 || names.some(isListed),
    asked: asAsked(parameters),
  }
}

const argumentsOf = ({ field }: ReportTable, schema: GraphQLSchema): readonly GraphQLArgument[] =>
  (schema.getQueryType()?.getFields()[field]?.args ?? []).filter(({ name }) => !ofPages.has(name))

function inputsOf(table: ReportTable, schema: GraphQLSchema): ReadonlyMap<string, GraphQLInputType> {
  const direct = argumentsOf(table, schema)
  const filter = direct.find(({ name }) => name === table.filter)
  const filterType = filter && getNamedType(filter.type)
  const fields: readonly (GraphQLArgument | GraphQLInputField)[] = isInputObjectType(filterType)
    ? Object.values(filterType.getFields())
    : direct
  const further = Object.entries(table.variables).map(([name, type]) => {
    return [name, typeFromAST(schema, parseType(type)) as GraphQLInputType] as const
  })
  return new Map([...fields.map(({ name, type }) => [name, type] as const), ...further])
}

const isRequired = (type: GraphQLInputType | undefined): boolean => String(type).endsWith('!')

function needed(name: string, value: string | undefined): string {
  if (value === undefined) throw badInput(name, 'it is missing; write an instant, such as 2026-11-21T00:00:00Z')
  return value
}

/** What the type says, before it is asked. */
function checked(name: string, value: unknown, type: GraphQLInputType | undefined): unknown {
  if (type)
    coerceInputValue(value, type, (path, _, error) => {
      throw badInput([name, ...path].join('.'), error.message)
    })
  return value
}

function columnNamed(name: string, { columns, listed }: ReportTable): ReportColumn {
  const column = columns.find(each => each.name === name)
  if (column) return column
  const known = [...columns, ...(listed ? [listed] : [])].map(each => each.name)
  throw badInput('column', `there is no column "${name}". There are: ${known.join(', ')}.`)
}
