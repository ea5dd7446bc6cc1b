/** What is read from all the objects of a kind, by the map that holds them. */
const readings = new WeakMap<object, Map<string, unknown>>()

/**
 * Reads something from all the objects of a kind once, and again when one of them has changed: thousands of objects that are looked at one after the
 * other do not each read all the others.
 * @param name tells it from what else is read from the same objects; always of the same type
 */
export function readOnce<T>(ofKind: object, name: string, read: () => T): T {
  const known = readings.get(ofKind) ?? new Map<string, unknown>()
  readings.set(ofKind, known)
  if (!known.has(name)) known.set(name, read())
  return known.get(name) as T
}

/** To be called by whoever changes the map in its place. */
export const forgetReadings = (ofKind: object): void => void readings.delete(ofKind)
