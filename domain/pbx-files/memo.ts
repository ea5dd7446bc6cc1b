/**
 * Keeps the text of an object with all that it was made of. Values of a configuration never change, so while they are the very same
 * objects the text is the same. It is forgotten with the object.
 */
export function memo(): (of: object, made: readonly unknown[], make: () => string) => string {
  const known = new WeakMap<object, { readonly made: readonly unknown[]; readonly text: string }>()
  return (of, made, make) => {
    const last = known.get(of)
    if (last && same(last.made, made)) return last.text
    const text = make()
    known.set(of, { made, text })
    return text
  }
}

/** The very same objects, in their order. */
export const same = (some: readonly unknown[], others: readonly unknown[]): boolean =>
  some.length === others.length && some.every((one, i) => one === others[i])
