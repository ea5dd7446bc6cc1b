import type { GraphQLField, GraphQLInputType } from 'graphql'
import { getNamedType, isEnumType, isInputObjectType, isListType, isNonNullType } from 'graphql/index.js'
import { wholeSelection } from './whole-selection.ts'

/** What to ask with, by the name of an argument, or of a field of one: each a value as it stands in a document. */
export type Values = Readonly<Record<string, readonly string[]>>

interface Asking {
  /** For arguments that are needed: the first value of each name. */
  readonly needed: Values
  /** For those that may be left out: a question with each value. */
  readonly tried: Values
  /** Of fields below that need arguments, by `Type.field`. */
  readonly below: Readonly<Record<string, string>>
  readonly depth: number
}

/**
 * Questions to a field, each with everything that can be selected below it: the smallest one, and one for each value of each argument, or of
 * each field of an argument, that may be left out.
 */
export function questionsTo(field: GraphQLField<unknown, unknown>, { needed, tried, below, depth }: Asking): string[] {
  const selection = wholeSelection(field.type, depth, below)
  const must = new Map<string, string>()
  for (const { name, type } of field.args) {
    if (isNonNullType(type) || name === 'first' || needed[`${field.name}.${name}`])
      must.set(name, firstOf(needed, field.name, name, type))
  }
  const question = (args: ReadonlyMap<string, string>) =>
    `{ ${field.name}${args.size > 0 ? `(${[...args].map(([name, value]) => `${name}: ${value}`).join(', ')})` : ''} ${selection} }`
  const others = field.args.flatMap(({ name, type }) =>
    name === 'first' || name === 'last'
      ? []
      : valuesOf(name, type, tried, must.get(name)).map(value => [name, value] as const),
  )
  return [...new Set([question(must), ...others.map(other => question(new Map([...must, other])))])]
}

const firstOf = (needed: Values, field: string, name: string, type: GraphQLInputType): string => {
  const value = needed[`${field}.${name}`]?.[0] ?? needed[name]?.[0] ?? needed[getNamedType(type).name]?.[0]
  if (value === undefined) throw new Error(`say what ${field}(${name}) is to be asked with`)
  return value
}

/** @param whole what an argument that is needed is given: fields are put beside its own */
function valuesOf(name: string, type: GraphQLInputType, tried: Values, whole = '{ }'): readonly string[] {
  const named = getNamedType(type)
  const isList = isListType(isNonNullType(type) ? type.ofType : type)
  const listed = (value: string) => (isList ? `[${value}]` : value)
  if (isInputObjectType(named) && !tried[named.name]) {
    const inside = whole.slice(whole.indexOf('{') + 1, whole.lastIndexOf('}'))
    return Object.values(named.getFields())
      .filter(field => !new RegExp(`\\b${field.name}:`).test(inside))
      .flatMap(field => valuesOf(field.name, field.type, tried).map(value => `{ ${inside} ${field.name}: ${value} }`))
      .map(listed)
  }
  if (isEnumType(named)) return named.getValues().map(value => listed(value.name))
  return (tried[name] ?? tried[named.name] ?? []).map(listed)
}
