import type { GraphQLSchema } from 'graphql'
import { coerceInputValue, isInputObjectType, type GraphQLInputObjectType } from 'graphql/index.js'
import type { CallExportForm } from '../../../domain/calls/export.ts'
import { valueOfParameter } from '../../exports/parameter-value.ts'
import { badInput } from '../../schema/errors.ts'
import type { CallFilterInput } from '../call-filter.ts'

export interface ExportRequest {
  readonly form: CallExportForm
  readonly filter: typeof CallFilterInput.$inferInput
  /** The same as it was asked for. */
  readonly asked: Readonly<Record<string, readonly string[]>>
}

/** Open ends of a period; instants reach the year 2255. */
const [earliest, latest] = ['1970-01-01T00:00:00Z', '2255-01-01T00:00:00Z']

/**
 * The filter of GraphQL by the same names; lists by repeating a name, the period as `from` and `to`, attached data as `key=value` or `key`.
 * @throws BAD_USER_INPUT that names the parameter
 */
export function exportRequestOf(parameters: URLSearchParams, schema: GraphQLSchema): ExportRequest {
  const type = filterType(schema)
  const asked: Record<string, readonly string[]> = {}
  const filter: Record<string, unknown> = {}
  for (const name of new Set(parameters.keys())) {
    if (name === 'form') continue
    const values = parameters.getAll(name)
    asked[name] = values
    if (name === 'from' || name === 'to') continue
    filter[name] = inputOf(name, values, type)
  }
  const [from, to] = [parameters.get('from'), parameters.get('to')]
  if (from !== null || to !== null) filter['period'] = { from: from ?? earliest, to: to ?? latest }
  const coerced: unknown = coerceInputValue(filter, type, (path, _, error) => {
    throw badInput(path.join('.'), error.message)
  })
  return { form: formOf(parameters.get('form') ?? 'full'), filter: coerced as ExportRequest['filter'], asked }
}

function formOf(form: string): CallExportForm {
  if (form === 'full' || form === 'xivo') return form
  throw badInput('form', `"${form}" is none; write full or xivo`)
}

function filterType(schema: GraphQLSchema): GraphQLInputObjectType {
  const type = schema.getType('CallFilter')
  if (!isInputObjectType(type)) throw new Error('the schema has no input type CallFilter')
  return type
}

function inputOf(name: string, values: readonly string[], type: GraphQLInputObjectType): unknown {
  const field = type.getFields()[name]
  if (!field || name === 'period') {
    const known = ['from', 'to', 'form', ...Object.keys(type.getFields()).filter(key => key !== 'period')]
    throw badInput(name, `there is no such parameter. There are: ${known.join(', ')}.`)
  }
  return valueOfParameter(name, values, field.type)
}
