import type { Silence } from '../../../domain/agents/heard-rings.ts'
import { utcDayOf } from '../../../domain/agents/day.ts'
import type { TableWrite } from '../../../domain/kernel/projection.ts'
import { microsPerSecond, type Micros } from '../../../domain/kernel/time.ts'
import { noChanges, tableWrite } from '../../table-writes.ts'
import type { StoredGap } from './stored-rings.ts'

/** When nobody heard the manager interfaces, before the page that is folded and with it. */
interface HeardGaps {
  add(gap: StoredGap): void
  /** Those that may lie within the closed range. */
  before(site: string, node: string, from: Micros, to: Micros): readonly Silence[]
  after(site: string, node: string, from: Micros, to: Micros): readonly Silence[]
  /** Those of the page. */
  fresh(): readonly StoredGap[]
  /** The page is folded. */
  write(): TableWrite
}

const day = 86_400 * microsPerSecond

interface Gap extends Silence {
  isFresh: boolean
}

export function createHeardGaps(known: readonly StoredGap[]): HeardGaps {
  const byDay = new Map<string, Gap[]>()
  let fresh = new Map<Gap, StoredGap>()

  function put({ site, node, from, to }: StoredGap, isFresh: boolean): Gap {
    const gap: Gap = { from, to, isFresh }
    for (let start = utcDayOf(from); start <= to; start += day) {
      const name = nameOf(site, node, start)
      const others = byDay.get(name)
      if (others) others.push(gap)
      else byDay.set(name, [gap])
    }
    return gap
  }
  for (const gap of known) put(gap, false)

  function within(site: string, node: string, from: Micros, to: Micros): readonly Gap[] {
    if (byDay.size === 0) return []
    const gaps: Gap[] = []
    for (let start = utcDayOf(from); start <= to; start += day)
      gaps.push(...(byDay.get(nameOf(site, node, start)) ?? []))
    return gaps
  }

  return {
    add: gap => void fresh.set(put(gap, true), gap),
    before: (...range) => within(...range).filter(({ isFresh }) => !isFresh),
    after: within,
    fresh: () => [...fresh.values()],
    write() {
      const changes = noChanges()
      for (const [gap, { site, node, from, to }] of fresh) {
        gap.isFresh = false
        changes.replace.push([site, node, from, to])
      }
      fresh = new Map()
      return tableWrite('heard_gap', ['site', 'node', 'from_us', 'to_us'], 4, changes)
    },
  }
}

const nameOf = (site: string, node: string, start: Micros): string => `${start}\0${site}\0${node}`
