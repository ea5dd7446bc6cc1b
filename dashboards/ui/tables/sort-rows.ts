/** What has no value stands last, whichever way it is sorted; equals keep the order that they came in. */
export function sortRows<R>(
  rows: readonly R[],
  value: (row: R) => number | string | null,
  descending: boolean,
): readonly R[] {
  return [...rows].sort((a, b) => {
    const left = value(a)
    const right = value(b)
    if (left === null || right === null) return Number(left === null) - Number(right === null)
    const order =
      typeof left === 'number' && typeof right === 'number'
        ? left - right
        : String(left).localeCompare(String(right), undefined, { numeric: true })
    return descending ? -order : order
  })
}
