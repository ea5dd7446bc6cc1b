import { setTimeout as delay } from 'node:timers/promises'
import { connectForLeases } from './leases/connection.ts'

interface TurnOptions {
  readonly databaseUrl: string
  readonly site: string
  readonly node: string
  /** Ends the waiting. */
  readonly signal: AbortSignal
  /** Called once, when another import of the node goes first. @param holder its process and machine, where that is known */
  readonly onWait: (holder: string) => void
}

const againMs = 500

/**
 * Imports into the same streams of facts one after the other: side by side each would have to compare its rows again after every batch of the
 * other, and the slower one would give up. Who follows the sources of the node goes on meanwhile. The turn is a lock of a connection: it ends
 * with the process, however that ends.
 * @throws the signal's reason when it aborts before the turn has come
 */
export async function inTurnOfNode<T>(options: TurnOptions, work: () => Promise<T>): Promise<T> {
  const { databaseUrl, site, node, signal, onWait } = options
  const turn = `import ${site}/${node}`
  const connection = await connectForLeases(databaseUrl, () => undefined)
  try {
    for (let isTold = false; !(await connection.lock(turn)); isTold = true) {
      if (!isTold) onWait((await connection.holderOf(turn)) ?? 'another process')
      await delay(againMs, undefined, { signal }).catch(() => undefined)
      signal.throwIfAborted()
    }
    return await work()
  } finally {
    await connection.close()
  }
}
