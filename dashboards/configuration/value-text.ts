import type { Values } from './queries.ts'

/** Fields that people call an object by, in the order in which they are looked for. */
const nameFields = ['displayName', 'label', 'title', 'description'] as const

/** What people call an object; undefined where its key is all there is. */
export function nameOfObject(value: Values): string | undefined {
  const person = [value['firstName'], value['lastName']].filter(part => typeof part === 'string' && part !== '')
  if (person.length > 0) return person.join(' ')
  return nameFields.map(field => value[field]).find((text): text is string => typeof text === 'string' && text !== '')
}

/** A value in one line, where it fits in one: lists of plain values with commas; undefined where it needs lines of its own. */
export function plainText(value: unknown): string | undefined {
  if (value === null || value === undefined) return '–'
  if (typeof value === 'string') return value.includes('\n') ? undefined : value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (!Array.isArray(value)) return undefined
  if (value.length === 0) return '–'
  const parts = value.map(part => (isPlain(part) ? String(part) : undefined))
  return parts.includes(undefined) ? undefined : parts.join(', ')
}

/** The same of any value, for a line in a history: what is not plain as JSON. */
export const lineText = (value: unknown): string => plainText(value) ?? JSON.stringify(value)

const isPlain = (value: unknown): boolean =>
  (typeof value === 'string' && !value.includes('\n')) || typeof value === 'number' || typeof value === 'boolean'
