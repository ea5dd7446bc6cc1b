import { utcDayOf } from '../../domain/agents/day.ts'
import { reachOfRows, type Sign } from '../../domain/agents/signs.ts'
import type { EventStore } from '../../domain/kernel/event-store.ts'
import type { ClosedBefore } from '../../domain/kernel/projection.ts'
import { microsPerSecond, type Micros } from '../../domain/kernel/time.ts'
import { factStream } from '../../domain/pbx/facts.ts'
import { queueTalkEndFound, talkEndStream } from '../../domain/queues/talk-ends.ts'
import { agentRowOf, agentRowOfTalkEnd, isInterface, type AgentRow } from './rows.ts'

const length = 86_400 * microsPerSecond

/** Rows with signs on one UTC day of a site, by the name that they were written under. */
interface SiteDay {
  readonly start: Micros
  readonly byName: ReadonlyMap<string, readonly AgentRow[]>
  /** The names among them that may be other agents' interfaces. */
  readonly interfaces: ReadonlySet<string>
}

/** The days of the sites whose rows were needed last; the others are read from the log when they are. */
export interface SiteDays {
  /** Rows of the page that begins, before any day is asked for: a day that is read then has them already. */
  add(rows: readonly AgentRow[]): void
  of(site: string, start: Micros): Promise<SiteDay>
  /** Lets go of the days that were not needed for longest. */
  trim(): void
}

interface HeldDay extends SiteDay {
  readonly byName: Map<string, AgentRow[]>
  readonly interfaces: Set<string>
  count: number
}

/**
 * @param capacity rows to hold at most, once a page is folded
 */
export function createSiteDays(options: {
  readonly log: Pick<EventStore, 'readStream'>
  readonly nodesOf: (site: string) => readonly string[]
  readonly capacity: number
  readonly closedBefore: ClosedBefore
}): SiteDays {
  const { log, nodesOf, capacity, closedBefore } = options
  const held = new Map<string, HeldDay>()
  /** By PBX. They are few: all of them are read once. */
  const talkEnds = new Map<string, AgentRow[]>()
  let count = 0

  function hold(site: string, start: Micros): HeldDay {
    const day: HeldDay = { start, byName: new Map(), interfaces: new Set(), count: 0 }
    held.set(nameOf(site, start), day)
    return day
  }

  function put(day: HeldDay, row: AgentRow): void {
    const rows = day.byName.get(row.agent)
    if (rows) rows.push(row)
    else {
      day.byName.set(row.agent, [row])
      if (isInterface(row.agent)) day.interfaces.add(row.agent)
    }
    day.count++
    count++
  }

  async function talkEndsOf(site: string, node: string): Promise<readonly AgentRow[]> {
    const known = talkEnds.get(placeOf({ site, node }))
    if (known) return known
    const rows: AgentRow[] = []
    for await (const { events } of log.readStream(talkEndStream(site, node)))
      for (const event of events) rows.push(agentRowOfTalkEnd(event, closedBefore))
    talkEnds.set(placeOf({ site, node }), rows)
    return rows
  }

  return {
    add(rows) {
      for (const row of rows) if (row.event === queueTalkEndFound) talkEnds.get(placeOf(row))?.push(row)
      if (held.size === 0) return
      for (const row of rows)
        for (const start of daysOf(row.signs)) {
          const day = held.get(nameOf(row.site, start))
          if (day) put(day, row)
        }
    },

    async of(site, start) {
      const name = nameOf(site, start)
      const known = held.get(name)
      if (known) {
        held.delete(name)
        held.set(name, known) // last in the map's order: needed last
        return known
      }
      const day = hold(site, start)
      for (const node of nodesOf(site)) {
        const within = [start, start + length - 1 + reachOfRows] as const
        for await (const { events } of log.readStream(factStream(site, node, 'queue_log'), { occurredWithin: within }))
          for (const event of events) {
            const row = agentRowOf(event, closedBefore)
            if (row && daysOf(row.signs).includes(start)) put(day, row)
          }
        for (const row of await talkEndsOf(site, node)) if (daysOf(row.signs).includes(start)) put(day, row)
      }
      return day
    },

    trim() {
      for (const [name, day] of held) {
        if (count <= capacity) return
        count -= day.count
        held.delete(name)
      }
    },
  }
}

/** The UTC days of signs, each once. */
export function daysOf(signs: readonly Sign[]): readonly Micros[] {
  const days: Micros[] = []
  for (const { at } of signs) {
    const day = utcDayOf(at)
    if (!days.includes(day)) days.push(day)
  }
  return days
}

const placeOf = ({ site, node }: Pick<AgentRow, 'site' | 'node'>): string => `${site}\0${node}`

const nameOf = (site: string, start: Micros): string => `${start}\0${site}`
