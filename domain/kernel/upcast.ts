import type { Json } from './json.ts'

/**
 * One step of a type's history: turns data of schema version `from` into data of version `from + 1`. Pure: it may fill in what
 * the old form implied, it may not look anything up.
 */
export interface Upcaster {
  readonly type: string
  readonly from: number
  readonly upcast: (data: Json) => Json
}

/** All steps from one version of a type to its newest. */
interface Upcast {
  readonly schemaVersion: number
  readonly data: (data: Json) => Json
}

/** @returns undefined when data of this version is what today's code understands: nothing is to be done. */
export type Upcasts = (type: string, schemaVersion: number) => Upcast | undefined

/**
 * Chains upcasters. Stores apply the chain when they read; what is stored never changes.
 * @throws Error when two upcasters start at the same version of a type, or a step between two of them is missing
 */
export function upcastsOf(upcasters: readonly Upcaster[]): Upcasts {
  const steps = new Map<string, Map<number, Upcaster>>()
  for (const upcaster of upcasters) {
    const { type, from } = upcaster
    if (!Number.isInteger(from) || from < 1) throw new Error(`upcaster of ${type}: version ${from} is not 1, 2, 3, ...`)
    const ofType = steps.get(type) ?? new Map<number, Upcaster>()
    if (ofType.has(from)) throw new Error(`${type} has two upcasters from version ${from}; keep one`)
    steps.set(type, ofType.set(from, upcaster))
  }
  const chains = new Map<string, readonly (Upcast | undefined)[]>()
  for (const [type, ofType] of steps) chains.set(type, chainsOf(type, ofType))
  return (type, schemaVersion) => chains.get(type)?.[schemaVersion]
}

/** By the version that the chain starts from. */
function chainsOf(type: string, steps: ReadonlyMap<number, Upcaster>): (Upcast | undefined)[] {
  const newest = Math.max(...steps.keys()) + 1
  const oldest = Math.min(...steps.keys())
  const chains: (Upcast | undefined)[] = []
  for (let from = newest - 1; from >= oldest; from--) {
    const step = steps.get(from)
    if (!step) throw new Error(`${type} has no upcaster from version ${from} to ${from + 1}; add it`)
    const rest = chains[from + 1]
    chains[from] = {
      schemaVersion: newest,
      data: rest ? data => rest.data(step.upcast(data)) : step.upcast,
    }
  }
  return chains
}
