/** The text given as `after` is no cursor of this list: it was cut, or belongs to another question. */
class InvalidCursor extends Error {
  override readonly name = 'InvalidCursor'
}

export type CursorKey = readonly (string | number)[]

/** Opaque to readers: the sort key of a row. */
export const cursorOf = (key: CursorKey): string => Buffer.from(JSON.stringify(key)).toString('base64url')

/**
 * @param shape a key of this list, for the types of its parts
 * @throws InvalidCursor
 */
export function keyOfCursor(cursor: string, shape: CursorKey): CursorKey {
  const key = parsed(Buffer.from(cursor, 'base64url').toString())
  const fits =
    Array.isArray(key) && key.length === shape.length && shape.every((part, index) => typeof part === typeof key[index])
  if (!fits)
    throw new InvalidCursor(`${JSON.stringify(cursor)} is no cursor of this list; take one from its own answer`)
  return key as CursorKey
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json) as unknown
  } catch {
    return undefined
  }
}

/** In the order of PostgreSQL's collation "C": text by its bytes. */
export function compareKeys(a: CursorKey, b: CursorKey): number {
  for (let i = 0; i < a.length; i++) {
    const order = compareParts(a[i] ?? '', b[i] ?? '')
    if (order !== 0) return order
  }
  return 0
}

function compareParts(a: string | number, b: string | number): number {
  if (a === b) return 0
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return Buffer.compare(Buffer.from(String(a)), Buffer.from(String(b)))
}
