/** Numbered parameters of a statement. */
export interface Parameters {
  readonly values: unknown[]
  /** @returns the placeholder, e.g. `$3::bigint` */
  add(value: unknown, type: string): string
}

export function parameters(): Parameters {
  const values: unknown[] = []
  return {
    values,
    add(value, type) {
      values.push(value)
      return `$${values.length}::${type}`
    },
  }
}
