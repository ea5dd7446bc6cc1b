/**
 * Keeps the text of an object with all that it was made of. Values of a configuration never change, so while they are the very same
 * objects the text is the same. It is forgotten with the object.
 */
export function memo(): (of: object, made: readonly unknown[], make: () => string) => string {
  const known = new WeakMap<object, { readonly made: readonly unknown[]; readonly text: string }>()
  return (of, made, make) => {
    const last = known.get(of)
    if (last?.made.length === made.length && last.made.every((one, i) => one === made[i])) return last.text
    const text = make()
    known.set(of, { made, text })
    return text
  }
}
