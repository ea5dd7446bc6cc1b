/** Steps of the search: enough for whatever people configure, and a bound for the rest. */
const patience = 20_000

/**
 * Puts things in one order in which each set stands together. Those that come first in an earlier set come first where that is possible.
 * @param sets by the places of the things, 0 to count - 1
 * @returns the places in their order; undefined: there is none, or it was not found soon enough
 */
export function oneOrder(count: number, sets: readonly ReadonlySet<number>[]): readonly number[] | undefined {
  const order: number[] = []
  let steps = 0

  const fits = (next: number): boolean => sets.every(set => !set.has(next) || !isOver(set))
  /** Some of it stand already, some do not, and the last one is none of it: it cannot go on. */
  const isOver = (set: ReadonlySet<number>): boolean => {
    const last = order.at(-1)
    return last !== undefined && !set.has(last) && order.some(place => set.has(place))
  }

  function goOn(): boolean {
    if (order.length === count) return true
    for (let next = 0; next < count; next++) {
      if (order.includes(next) || !fits(next)) continue
      if (++steps > patience) return false
      order.push(next)
      if (goOn()) return true
      order.pop()
    }
    return false
  }

  return goOn() ? order : undefined
}
