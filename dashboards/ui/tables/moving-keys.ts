import { useMemo, useState } from 'react'

/**
 * The fewest items that must move for one order to become the other: all but a longest run of those that keep their order.
 * Items that are only in one of the two do not move.
 */
export function movedItems(before: readonly string[], after: readonly string[]): ReadonlySet<string> {
  const placeBefore = new Map(before.map((id, place) => [id, place]))
  const common = after.filter(id => placeBefore.has(id))
  const place = (index: number): number => placeBefore.get(common[index] ?? '') ?? 0
  // Patience sorting: `ends[n]` is the item with the lowest place at which a run of n + 1 items ends.
  const ends: number[] = []
  const previous: number[] = []
  for (let index = 0; index < common.length; index++) {
    let [low, high] = [0, ends.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (place(ends[middle] ?? 0) < place(index)) low = middle + 1
      else high = middle
    }
    previous[index] = low > 0 ? (ends[low - 1] ?? -1) : -1
    ends[low] = index
  }
  const moved = new Set(common)
  for (let index = ends.at(-1) ?? -1; index >= 0; index = previous[index] ?? -1) moved.delete(common[index] ?? '')
  return moved
}

/**
 * Keys for a long list that is sorted anew all the time. React moves every item that one which came up has passed: hundreds of
 * rows for one. Under a key of its own that one is made anew instead, and the others stay where they are.
 */
export function createMovingKeys(): (ids: readonly string[]) => readonly string[] {
  const moves = new Map<string, number>()
  let last: readonly string[] = []
  return ids => {
    for (const id of movedItems(last, ids)) moves.set(id, (moves.get(id) ?? 0) + 1)
    last = ids
    return ids.map(id => `${id}#${moves.get(id) ?? 0}`)
  }
}

export function useMovingKeys(rows: readonly { readonly id: string }[]): readonly string[] {
  const [keysOf] = useState(createMovingKeys)
  return useMemo(() => keysOf(rows.map(({ id }) => id)), [keysOf, rows])
}
