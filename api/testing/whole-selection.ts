import type { GraphQLField, GraphQLOutputType } from 'graphql'
import { getNamedType, isInterfaceType, isLeafType, isNonNullType, isObjectType } from 'graphql/index.js'

/**
 * Every field that can be asked for below a type without required arguments of its own, so many objects deep.
 * @param argumentsOf for fields with required arguments, by `Type.field`; those that are not named are left out
 */
export function wholeSelection(
  type: GraphQLOutputType,
  depth: number,
  argumentsOf: Readonly<Record<string, string>> = {},
): string {
  const named = getNamedType(type)
  if (isLeafType(named)) return ''
  if (!isObjectType(named) && !isInterfaceType(named)) return '{ __typename }'
  const fields = Object.values(named.getFields()).flatMap(field => oneField(named.name, field, depth, argumentsOf))
  return `{ __typename ${fields.join(' ')} }`
}

function oneField(
  parent: string,
  field: GraphQLField<unknown, unknown>,
  depth: number,
  argumentsOf: Readonly<Record<string, string>>,
): readonly string[] {
  const given = argumentsOf[`${parent}.${field.name}`]
  const needsArguments = field.args.some(({ type, defaultValue }) => isNonNullType(type) && defaultValue === undefined)
  if (needsArguments && given === undefined) return []
  if (depth === 0 && !isLeafType(getNamedType(field.type))) return []
  return [`${field.name}${given ? `(${given})` : ''} ${wholeSelection(field.type, depth - 1, argumentsOf)}`]
}
