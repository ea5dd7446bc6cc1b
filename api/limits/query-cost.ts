import {
  getNamedType,
  GraphQLList,
  isCompositeType,
  isInterfaceType,
  isNonNullType,
  isObjectType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql/index.js'
import { defaultPageSize, largestPageSize } from '../schema/page-size.ts'
import { fragmentsOf, type Fragments } from './document-depth.ts'

/** What a field costs on top of the one that every field costs: set where one evaluation is a query or a read of the log. */
interface CostExtensions {
  readonly cost?: number
  /** Rows that a list without `first` is reckoned with. */
  readonly rows?: number
}

interface Walk {
  readonly schema: GraphQLSchema
  readonly fragments: Fragments
  readonly variables: Readonly<Record<string, unknown>>
  readonly known: Map<string, number>
}

const rowsOfPlainLists = 10

/**
 * Fields that an operation may evaluate at most: each counts one (and what its extensions say), what lies below a connection
 * counts `first` times. Aliases are fields like others.
 */
export function operationCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | null | undefined,
  variables: Readonly<Record<string, unknown>>,
): number {
  const walk: Walk = { schema, fragments: fragmentsOf(document), variables, known: new Map() }
  let cost = 0
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue
    if (operationName && definition.name?.value !== operationName) continue
    cost = Math.max(cost, costOfOperation(definition, walk))
  }
  return cost
}

function costOfOperation(operation: OperationDefinitionNode, walk: Walk): number {
  const root = walk.schema.getRootType(operation.operation)
  if (!root) return 0
  const variables = { ...defaultsOf(operation), ...walk.variables }
  return costBelow(operation.selectionSet, root, { ...walk, variables, known: new Map() })
}

function defaultsOf(operation: OperationDefinitionNode): Record<string, unknown> {
  const defaults: Record<string, unknown> = {}
  for (const { variable, defaultValue } of operation.variableDefinitions ?? [])
    if (defaultValue?.kind === Kind.INT) defaults[variable.name.value] = Number(defaultValue.value)
  return defaults
}

function costBelow(selections: SelectionSetNode, parent: GraphQLNamedType, walk: Walk): number {
  let cost = 0
  for (const selection of selections.selections) {
    if (selection.kind === Kind.FIELD) cost += costOfField(selection, parent, walk)
    else if (selection.kind === Kind.INLINE_FRAGMENT) {
      const condition = selection.typeCondition && walk.schema.getType(selection.typeCondition.name.value)
      cost += costBelow(selection.selectionSet, condition ?? parent, walk)
    } else cost += costOfFragment(selection.name.value, walk)
  }
  return cost
}

function costOfFragment(name: string, walk: Walk): number {
  const measured = walk.known.get(name)
  if (measured !== undefined) return measured
  walk.known.set(name, 0)
  const fragment = walk.fragments.get(name)
  const type = fragment && walk.schema.getType(fragment.typeCondition.name.value)
  const cost = fragment && type ? costBelow(fragment.selectionSet, type, walk) : 0
  walk.known.set(name, cost)
  return cost
}

function costOfField(node: FieldNode, parent: GraphQLNamedType, walk: Walk): number {
  if (node.name.value.startsWith('__') || !(isObjectType(parent) || isInterfaceType(parent))) return 1
  const field = parent.getFields()[node.name.value]
  if (!field) return 1
  const { cost = 0 } = field.extensions as CostExtensions
  const type = getNamedType(field.type)
  if (!node.selectionSet || !isCompositeType(type)) return 1 + cost
  return 1 + cost + rowsOf(node, field, walk) * costBelow(node.selectionSet, type, walk)
}

function rowsOf(node: FieldNode, field: GraphQLField<unknown, unknown>, walk: Walk): number {
  if (field.args.some(arg => arg.name === 'first')) return requestedRows(node, walk) ?? defaultPageSize
  const type = isNonNullType(field.type) ? field.type.ofType : field.type
  if (!(type instanceof GraphQLList)) return 1
  // `edges` and `nodes` of a connection were counted with its `first`.
  if (node.name.value === 'edges') return 1
  return (field.extensions as CostExtensions).rows ?? rowsOfPlainLists
}

/** Of a size that is refused as many as a page can have: a negative one would take away what others cost. */
function requestedRows(node: FieldNode, walk: Walk): number | undefined {
  const rows = sizeGiven(node, walk)
  return rows === undefined || (rows >= 0 && rows <= largestPageSize) ? rows : largestPageSize
}

function sizeGiven(node: FieldNode, walk: Walk): number | undefined {
  for (const argument of node.arguments ?? []) {
    if (argument.name.value !== 'first' && argument.name.value !== 'last') continue
    if (argument.value.kind === Kind.INT) return Number(argument.value.value)
    if (argument.value.kind !== Kind.VARIABLE) continue
    const value = walk.variables[argument.value.name.value]
    if (typeof value === 'number') return value
  }
  return undefined
}
