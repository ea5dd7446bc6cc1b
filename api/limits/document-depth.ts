import { Kind, type DocumentNode, type FragmentDefinitionNode, type SelectionSetNode } from 'graphql/index.js'

export type Fragments = ReadonlyMap<string, FragmentDefinitionNode>

export function fragmentsOf(document: DocumentNode): Fragments {
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition)
  return fragments
}

/**
 * How deep the fields of a document are nested, fragments followed; introspection counts as one (graphql-js bounds it itself).
 * Fragments that contain themselves end the descent: validation refuses them afterwards.
 */
export function documentDepth(document: DocumentNode): number {
  const fragments = fragmentsOf(document)
  const known = new Map<string, number>()
  let deepest = 0
  for (const definition of document.definitions)
    if (definition.kind === Kind.OPERATION_DEFINITION)
      deepest = Math.max(deepest, depthOf(definition.selectionSet, fragments, known))
  return deepest
}

function depthOf(selections: SelectionSetNode, fragments: Fragments, known: Map<string, number>): number {
  let deepest = 0
  for (const selection of selections.selections) {
    if (selection.kind === Kind.FIELD) {
      const below = selection.name.value.startsWith('__') ? undefined : selection.selectionSet
      deepest = Math.max(deepest, 1 + (below ? depthOf(below, fragments, known) : 0))
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      deepest = Math.max(deepest, depthOf(selection.selectionSet, fragments, known))
    } else {
      deepest = Math.max(deepest, fragmentDepth(selection.name.value, fragments, known))
    }
  }
  return deepest
}

/** Each fragment is measured once, however often it is spread: a chain of doubled spreads costs no exponential time. */
function fragmentDepth(name: string, fragments: Fragments, known: Map<string, number>): number {
  const measured = known.get(name)
  if (measured !== undefined) return measured
  known.set(name, 0)
  const fragment = fragments.get(name)
  const depth = fragment ? depthOf(fragment.selectionSet, fragments, known) : 0
  known.set(name, depth)
  return depth
}
