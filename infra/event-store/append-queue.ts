import type { AppendResult } from '../../domain/kernel/event-store.ts'
import type { PackedAppend } from './append.ts'
import { isRefusal } from './failures.ts'

interface Waiting {
  readonly packed: PackedAppend
  readonly resolve: (result: AppendResult) => void
  readonly reject: (error: unknown) => void
}

interface AppendQueue {
  push(packed: PackedAppend): Promise<AppendResult>
  /** Resolves when everything pushed so far is done. */
  idle(): Promise<void>
}

/** What one statement takes; larger appends go alone, by COPY. */
const maxPages = 64
const maxBytes = 2 * 2 ** 20
/** Bounds how long one transaction keeps other processes waiting. */
const maxAppends = 256

/**
 * Appends that come while one is being committed share the next commit: under load the cost of a commit is divided, without
 * load nobody waits. Appends are committed in the order in which they were pushed.
 */
export function createAppendQueue(
  small: (batch: readonly PackedAppend[]) => Promise<readonly AppendResult[]>,
  large: (packed: PackedAppend) => Promise<AppendResult>,
): AppendQueue {
  const queue: Waiting[] = []
  let draining: Promise<void> | undefined

  async function drain(): Promise<void> {
    for (let next = queue.shift(); next; next = queue.shift()) {
      if (isLarge(next.packed)) await settle([next], () => large(next.packed).then(result => [result]))
      else await commit(withOthers(next))
    }
    draining = undefined
  }

  function withOthers(first: Waiting): Waiting[] {
    const batch = [first]
    let { pages, bytes } = first.packed
    for (let next = queue[0]; next && batch.length < maxAppends; next = queue[0]) {
      pages += next.packed.pages
      bytes += next.packed.bytes
      if (pages > maxPages || bytes > maxBytes) break
      queue.shift()
      batch.push(next)
    }
    return batch
  }

  async function commit(batch: readonly Waiting[]): Promise<void> {
    const alone = batch.length === 1
    await settle(batch, () => small(batch.map(({ packed }) => packed)), !alone)
  }

  /** The server refused the batch as a whole, so nothing of it is stored: each append then fails or succeeds for itself. */
  async function settle(
    batch: readonly Waiting[],
    write: () => Promise<readonly AppendResult[]>,
    singly = false,
  ): Promise<void> {
    try {
      const results = await write()
      batch.forEach(({ resolve, reject }, index) => {
        const result = results[index]
        if (result) resolve(result)
        else reject(new Error('the store has no answer for this append'))
      })
    } catch (error) {
      if (singly && isRefusal(error)) for (const waiting of batch) await commit([waiting])
      else for (const { reject } of batch) reject(error)
    }
  }

  return {
    push: packed =>
      new Promise((resolve, reject) => {
        queue.push({ packed, resolve, reject })
        draining ??= drain()
      }),
    idle: () => draining ?? Promise.resolve(),
  }
}

const isLarge = ({ pages, bytes }: PackedAppend): boolean => pages > maxPages || bytes > maxBytes
