/** Things to do at an instant of simulated time, taken out in order of time and, among equals, of entry. */
export interface Agenda {
  /** @param at simulated seconds since the epoch, with a fraction */
  add(at: number, action: () => void): void
  /** Instant of the next action; undefined when there is none. */
  nextAt(): number | undefined
  runNext(): void
}

interface Entry {
  readonly at: number
  readonly order: number
  readonly action: () => void
}

const before = (a: Entry, b: Entry): boolean => a.at < b.at || (a.at === b.at && a.order < b.order)

/** A binary heap. */
export function createAgenda(): Agenda {
  const heap: Entry[] = []
  let entries = 0

  const entryAt = (index: number): Entry => heap[index] as Entry

  function siftUp(from: number): void {
    let index = from
    const moved = entryAt(index)
    while (index > 0) {
      const parent = (index - 1) >> 1
      if (!before(moved, entryAt(parent))) break
      heap[index] = entryAt(parent)
      index = parent
    }
    heap[index] = moved
  }

  function siftDown(): void {
    let index = 0
    const moved = entryAt(0)
    for (;;) {
      let child = 2 * index + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && before(entryAt(child + 1), entryAt(child))) child += 1
      if (!before(entryAt(child), moved)) break
      heap[index] = entryAt(child)
      index = child
    }
    heap[index] = moved
  }

  return {
    add(at, action) {
      heap.push({ at, order: entries++, action })
      siftUp(heap.length - 1)
    },
    nextAt: () => heap[0]?.at,
    runNext() {
      const first = heap[0]
      const last = heap.pop()
      if (!first || !last) return
      if (heap.length > 0) {
        heap[0] = last
        siftDown()
      }
      first.action()
    },
  }
}
