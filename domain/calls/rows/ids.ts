/** `1795233078.0`, or `pbx1-1795233078.0`: where its counter begins. */
const counterOf = (id: string): number => id.lastIndexOf('.')

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Digits without leading zeros: the longer is the greater. */
const byDigits = (a: string, b: string): number => a.length - b.length || byText(a, b)

/**
 * Orders uniqueids by epoch second and counter: `.9` comes before `.41`. As text (call-logd's conversation_id) it would not.
 * Ids of foreign systems are ordered too, somehow but always alike.
 */
export function compareIds(a: string, b: string): number {
  if (a === b) return 0
  const [dotA, dotB] = [counterOf(a), counterOf(b)]
  if (dotA < 0 || dotB < 0) return byText(a, b)
  return byDigits(a.slice(0, dotA), b.slice(0, dotB)) || byDigits(a.slice(dotA + 1), b.slice(dotB + 1))
}

export const smallestId = (ids: readonly string[]): string | undefined => {
  let smallest = ids[0]
  for (const id of ids) if (smallest !== undefined && compareIds(id, smallest) < 0) smallest = id
  return smallest
}
