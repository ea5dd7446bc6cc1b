import type { Level } from '../ui/explanation/level.ts'
import type { Status } from './queries.ts'

interface Fault {
  readonly name: string
  readonly problem: string | null
  /** Rows of the source that nobody has understood so far. */
  readonly quarantined?: number
}

interface Verdict {
  readonly level: 'good' | Exclude<Level, 'calm'>
  readonly faults: readonly Fault[]
}

/** Bad: figures stand still. Warn: figures come late, or rows were left out. A finished recording is no fault. */
export function verdictOf({ sources, projections }: Pick<Status, 'sources' | 'projections'>): Verdict {
  const sourceName = ({ site, node, kind }: Status['sources'][number]) => `${site}/${node} ${kind.toLowerCase()}`
  const stopped = [
    ...sources
      .filter(({ state }) => state === 'DOWN')
      .map(source => ({ name: sourceName(source), problem: source.problem })),
    ...projections.filter(({ state }) => state === 'STOPPED').map(({ name, problem }) => ({ name, problem })),
  ]
  const slow = [
    ...sources
      .filter(({ state }) => state === 'LATE')
      .map(source => ({ name: sourceName(source), problem: source.problem })),
    ...projections
      .filter(({ state, deadLetters, problem }) => state !== 'STOPPED' && (deadLetters > 0 || problem !== null))
      .map(({ name, problem }) => ({ name, problem })),
  ]
  const unread = sources.flatMap(source =>
    source.quarantined ? [{ name: sourceName(source), problem: null, quarantined: source.quarantined }] : [],
  )
  const faults = [...stopped, ...slow, ...unread]
  if (stopped.length > 0) return { level: 'bad', faults }
  return { level: faults.length > 0 ? 'warn' : 'good', faults }
}
