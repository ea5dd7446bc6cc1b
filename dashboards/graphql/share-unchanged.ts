/**
 * `next`, but with every part that equals its counterpart in `previous` replaced by that counterpart: what did not change is
 * the same object, so that memoised rows are not drawn again. Items of lists are matched by their `id`, else by their place.
 */
export function shareUnchanged<T>(previous: unknown, next: T): T {
  return share(previous, next) as T
}

function share(previous: unknown, next: unknown): unknown {
  if (Object.is(previous, next)) return previous
  if (Array.isArray(next)) return Array.isArray(previous) ? shareList(previous, next) : next
  if (isRecord(next) && isRecord(previous)) return shareRecord(previous, next)
  return next
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function shareRecord(previous: Readonly<Record<string, unknown>>, next: Readonly<Record<string, unknown>>): unknown {
  const entries = Object.entries(next).map(([key, value]) => [key, share(previous[key], value)] as const)
  const same =
    entries.length === Object.keys(previous).length &&
    entries.every(([key, value]) => Object.hasOwn(previous, key) && Object.is(value, previous[key]))
  return same ? previous : Object.fromEntries(entries)
}

function shareList(previous: readonly unknown[], next: readonly unknown[]): unknown {
  const byId = new Map(previous.map((item, place) => [idOf(item) ?? place, item]))
  const shared = next.map((item, place) => share(byId.get(idOf(item) ?? place), item))
  const same = shared.length === previous.length && shared.every((item, place) => Object.is(item, previous[place]))
  return same ? previous : shared
}

function idOf(item: unknown): string | undefined {
  return isRecord(item) && typeof item['id'] === 'string' ? item['id'] : undefined
}
