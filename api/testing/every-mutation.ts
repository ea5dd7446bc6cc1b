import type { GraphQLField, GraphQLInputField, GraphQLInputType } from 'graphql'
import { getNamedType, isEnumType, isInputObjectType, isListType, isNonNullType } from 'graphql/index.js'

/** What fields of inputs are given, by their names. */
export type Given = Readonly<Record<string, string>>

/** Where a value stands in an input: names of fields, the argument first. */
type Path = readonly string[]

interface Place {
  readonly path: Path
  /** Name of its field. */
  readonly name: string
}

const deepest = 4

/** Every text and id in the inputs of a mutation whose field has one of these names, however deep it is nested. */
export const placesIn = (mutation: GraphQLField<unknown, unknown>, names: ReadonlySet<string>): readonly Place[] =>
  mutation.args.flatMap(({ name, type }) => placesBelow(name, type, [name], names))

function placesBelow(name: string, type: GraphQLInputType, path: Path, names: ReadonlySet<string>): readonly Place[] {
  const named = getNamedType(type)
  if (!isInputObjectType(named)) return names.has(name) && isText(named.name) ? [{ path, name }] : []
  if (path.length > deepest) return []
  return Object.values(named.getFields()).flatMap(field =>
    placesBelow(field.name, field.type, [...path, field.name], names),
  )
}

const isText = (type: string): boolean => type === 'String' || type === 'ID'

/** The smallest input that has something at the path. */
export function argumentsOf(mutation: GraphQLField<unknown, unknown>, path: Path, value: string, given: Given): string {
  const args = mutation.args.flatMap(({ name, type }) =>
    isNonNullType(type) || name === path[0] || name === 'site'
      ? [`${name}: ${literal(name, type, name === path[0] ? path.slice(1) : undefined, value, given)}`]
      : [],
  )
  return args.length > 0 ? `(${args.join(', ')})` : ''
}

function literal(name: string, type: GraphQLInputType, rest: Path | undefined, value: string, given: Given): string {
  if (isNonNullType(type)) return literal(name, type.ofType, rest, value, given)
  if (isListType(type)) return `[${literal(name, type.ofType, rest, value, given)}]`
  if (rest?.length === 0) return JSON.stringify(value)
  if (isEnumType(type)) return type.getValues()[0]?.name ?? ''
  if (!isInputObjectType(type)) return given[name] ?? given[type.name] ?? '"x"'
  if (given[type.name] !== undefined) return given[type.name] ?? ''
  const [next] = rest ?? []
  const isWanted = (field: GraphQLInputField) => field.name === next || (!type.isOneOf && isNonNullType(field.type))
  const all = Object.values(type.getFields())
  const wanted = type.isOneOf && next === undefined ? all.slice(0, 1) : all.filter(isWanted)
  return `{ ${wanted
    .map(
      field =>
        `${field.name}: ${literal(field.name, field.type, field.name === next ? rest?.slice(1) : undefined, value, given)}`,
    )
    .join(', ')} }`
}
