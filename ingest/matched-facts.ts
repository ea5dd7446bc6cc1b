import type { Revision } from '../domain/kernel/event.ts'
import { microsPerSecond, type Micros } from '../domain/kernel/time.ts'
import type { KnownFact } from './same-row.ts'

/** Facts of the log that are the counterparts of rows: each of them is the same as one row only. */
interface MatchedFacts {
  readonly isFree: (known: Pick<KnownFact, 'at' | 'revision'>) => boolean
  /** The counterpart of a row that is not accepted yet. */
  match(known: Pick<KnownFact, 'at' | 'revision'>): void
  /** The rows that are not accepted are asked for again. */
  startOver(): void
  /** The rows are done with. What lies far behind the newest of them is forgotten. */
  accept(): void
}

/**
 * How long a matched fact is remembered behind the newest row: a clock that goes back an hour finds none of them a
 * second time.
 */
const rememberedHours = 2
const hourOf = (at: Micros): number => Math.floor(at / (3600 * microsPerSecond))

export function createMatchedFacts(): MatchedFacts {
  const byHour = new Map<number, Set<Revision>>()
  const pending = new Map<Revision, Micros>()

  return {
    isFree: ({ at, revision }) => !pending.has(revision) && !(byHour.get(hourOf(at))?.has(revision) ?? false),
    match: ({ at, revision }) => void pending.set(revision, at),
    startOver: () => {
      pending.clear()
    },
    accept() {
      let newestHour = -Infinity
      for (const [revision, at] of pending) {
        const hour = hourOf(at)
        newestHour = Math.max(newestHour, hour)
        const revisions = byHour.get(hour)
        if (revisions) revisions.add(revision)
        else byHour.set(hour, new Set([revision]))
      }
      pending.clear()
      for (const hour of byHour.keys()) if (hour < newestHour - rememberedHours) byHour.delete(hour)
    },
  }
}
