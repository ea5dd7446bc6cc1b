import type { GraphQLField, GraphQLInputType, GraphQLObjectType, GraphQLOutputType } from 'graphql'
import { getNamedType, isEnumType, isInputObjectType, isLeafType, isListType, isNonNullType } from 'graphql/index.js'

const samples: Readonly<Record<string, string>> = {
  DateTime: '"2026-11-21T00:00:00Z"',
  TimeZone: '"Europe/Paris"',
  Position: '"1"',
  String: '"paris"',
  ID: JSON.stringify(btoa('QueueVisit:["paris","pbx1","1.1",1]')),
  Int: '1',
  Float: '1',
  Boolean: 'true',
}

/** A value that the type takes, the smallest that does. */
function literal(type: GraphQLInputType): string {
  if (isNonNullType(type)) return literal(type.ofType)
  if (isListType(type)) return `[${literal(type.ofType)}]`
  if (isEnumType(type)) return type.getValues()[0]?.name ?? ''
  if (type.name === 'PeriodInput') return '{ from: "2026-11-20T00:00:00Z", to: "2026-11-21T00:00:00Z" }'
  if (!isInputObjectType(type)) return samples[type.name] ?? 'null'
  const all = Object.values(type.getFields())
  const fields = type.isOneOf ? all.slice(0, 1) : all.filter(field => isNonNullType(field.type))
  return `{ ${fields.map(field => `${field.name}: ${literal(field.type)}`).join(', ')} }`
}

function selection(type: GraphQLOutputType): string {
  return isLeafType(getNamedType(type)) ? '' : '{ __typename }'
}

const namesOfThings: Readonly<Record<string, string>> = {
  'Query.agentCalls': 'agent: "Agent/8001"',
  'Query.agentControls': 'agent: "Agent/8001"',
  'Query.agentTimeline': 'agent: "Agent/8001"',
  'Query.call': 'uniqueId: "1.1"',
  'Query.restatement': 'projection: "queue_visits"',
}

function operation(kind: string, name: string, field: GraphQLField<unknown, unknown>): string {
  const given = field.args
    .filter(arg => isNonNullType(arg.type) && arg.name !== 'agent' && arg.name !== 'projection')
    .map(arg => `${arg.name}: ${literal(arg.type)}`)
  const args = [...given, ...(namesOfThings[`${kind}.${name}`] ?? '').split(';').filter(Boolean)]
  return `${kind.toLowerCase()} { ${name}${args.length > 0 ? `(${args.join(', ')})` : ''} ${selection(field.type)} }`
}

/** An operation for each field of a root type, the smallest that there is. */
export const operationsOf = (type: GraphQLObjectType | null | undefined) =>
  Object.entries(type?.getFields() ?? {}).map(([name, field]) => ({
    path: `${type?.name ?? ''}.${name}`,
    query: operation(type?.name ?? '', name, field),
  }))
