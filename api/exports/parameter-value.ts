import type { GraphQLInputType } from 'graphql'
import { getNamedType, isListType, isNonNullType } from 'graphql/index.js'
import { badInput } from '../schema/errors.ts'

/**
 * What parameters of an address say for an input of GraphQL, before it is checked: a list by repeating the name, attached data as
 * `key=value` or `key`.
 * @throws BAD_USER_INPUT that names the parameter
 */
export function valueOfParameter(name: string, values: readonly string[], type: GraphQLInputType): unknown {
  if (isList(type)) return values.map(value => valueOf(name, value, type))
  if (values.length > 1) throw badInput(name, `it was given ${values.length} times; give it once`)
  return valueOf(name, values[0] ?? '', type)
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
