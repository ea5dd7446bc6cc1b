/**
 * Keeps what was made for an object with all that it was made of. Values of a configuration never change, so while they are the very
 * same objects the outcome is the same. It is forgotten with the object. Whoever makes it anew is given the last one, which may do.
 */
export function memo<T = string>(): (of: object, made: readonly unknown[], make: (last: T | undefined) => T) => T {
  const known = new WeakMap<object, { readonly made: readonly unknown[]; readonly outcome: T }>()
  return (of, made, make) => {
    const last = known.get(of)
    if (last && same(last.made, made)) return last.outcome
    const outcome = make(last?.outcome)
    known.set(of, { made, outcome })
    return outcome
  }
}

/** The very same objects, in their order. */
export const same = (some: readonly unknown[], others: readonly unknown[]): boolean =>
  some.length === others.length && some.every((one, i) => one === others[i])
