import type { GraphQLInputType, GraphQLSchema } from 'graphql'
import {
  coerceInputValue,
  getNamedType,
  isInputObjectType,
  isListType,
  isNonNullType,
  type GraphQLInputObjectType,
} from 'graphql/index.js'
import type { CallExportForm } from '../../../domain/calls/export.ts'
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
  if (isList(field.type)) return values.map(value => valueOf(name, value, field.type))
  if (values.length > 1) throw badInput(name, `it was given ${values.length} times; give it once`)
  return valueOf(name, values[0] ?? '', field.type)
}

const isList = (type: GraphQLInputType): boolean => isListType(isNonNullType(type) ? type.ofType : type)

function valueOf(name: string, text: string, type: GraphQLInputType): unknown {
  const named = getNamedType(type).name
  if (named === 'AttachedDataCondition') {
    const equals = text.indexOf('=')
    return equals < 0 ? { key: text } : { key: text.slice(0, equals), value: text.slice(equals + 1) }
  }
  if (named === 'Boolean') {
    if (text === 'true' || text === 'false') return text === 'true'
    throw badInput(name, `"${text}" is neither true nor false`)
  }
  if (named !== 'Float') return text
  const number = text.trim() === '' ? NaN : Number(text)
  if (Number.isFinite(number)) return number
  throw badInput(name, `"${text}" is no number`)
}
