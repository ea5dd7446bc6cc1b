import { Kind, type FieldNode, type GraphQLResolveInfo, type SelectionSetNode } from 'graphql/index.js'

type Info = Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments'>

/**
 * The fields that the client asks for below a path of the field being resolved, e.g. `['edges', 'node']`; fragments are
 * followed. What @skip and @include leave out is not left out here: more may be named than is needed.
 */
export function selectedFields(info: Info, path: readonly string[]): FieldNode[] {
  let fields: readonly FieldNode[] = info.fieldNodes
  for (const step of path) fields = below(fields, info).filter(({ name }) => name.value === step)
  return below(fields, info)
}

const below = (fields: readonly FieldNode[], info: Info): FieldNode[] =>
  fields.flatMap(({ selectionSet }) => (selectionSet ? fieldsIn(selectionSet, info) : []))

function fieldsIn({ selections }: SelectionSetNode, info: Info): FieldNode[] {
  return selections.flatMap(selection => {
    if (selection.kind === Kind.FIELD) return [selection]
    if (selection.kind === Kind.INLINE_FRAGMENT) return fieldsIn(selection.selectionSet, info)
    const fragment = info.fragments[selection.name.value]
    return fragment ? fieldsIn(fragment.selectionSet, info) : []
  })
}
