import { setImmediate } from 'node:timers/promises'
import type { ApiContext } from '../context.ts'

interface Batch<K, R> {
  readonly keys: Map<string, K>
  readonly answers: Promise<ReadonlyMap<string, R>>
}

/**
 * The fields of a page of rows are resolved in one turn of the event loop: what they ask for is gathered and asked once, so that a page
 * costs as many questions as one row.
 * @param load answers in the order of the keys
 */
export function batched<K, R>(
  nameOf: (key: K) => string,
  load: (context: ApiContext, keys: readonly K[]) => Promise<readonly R[]>,
): (context: ApiContext, key: K) => Promise<R> {
  const open = new WeakMap<ApiContext, Batch<K, R>>()

  const begin = (context: ApiContext): Batch<K, R> => {
    const keys = new Map<string, K>()
    const answer = async () => {
      await setImmediate()
      open.delete(context)
      const answers = await load(context, [...keys.values()])
      return new Map([...keys.keys()].map((name, index) => [name, answers[index] as R]))
    }
    const batch = { keys, answers: answer() }
    open.set(context, batch)
    return batch
  }

  return async (context, key) => {
    const batch = open.get(context) ?? begin(context)
    const name = nameOf(key)
    batch.keys.set(name, key)
    return (await batch.answers).get(name) as R
  }
}
