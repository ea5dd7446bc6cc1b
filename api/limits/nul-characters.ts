import { Kind, visit, type DocumentNode } from 'graphql/index.js'

const nul = '\u0000'

/** PostgreSQL has no text with U+0000 in it: what would fail in the database is refused before. @returns where it stands */
export function nulInDocument(document: DocumentNode): string | undefined {
  let found: string | undefined
  visit(document, {
    [Kind.ARGUMENT]: {
      enter(argument) {
        if (hasNul(argument.value)) found ??= argument.name.value
      },
    },
  })
  return found
}

/** @returns the name of the variable that holds one, at whatever depth */
export const nulInVariables = (variables: Readonly<Record<string, unknown>>): string | undefined =>
  Object.keys(variables).find(name => hasNul(variables[name]))

function hasNul(value: unknown): boolean {
  if (typeof value === 'string') return value.includes(nul)
  if (typeof value !== 'object' || value === null) return false
  // A node of a document knows where it stands, and that leads round and round.
  return Object.entries(value).some(([key, inner]) => key !== 'loc' && hasNul(inner))
}
