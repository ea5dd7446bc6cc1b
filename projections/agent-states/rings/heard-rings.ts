import { utcDayOf } from '../../../domain/agents/day.ts'
import { isSameRing, reachOfHeard, signsOfRing } from '../../../domain/agents/heard-rings.ts'
import { longestRing, type Sign } from '../../../domain/agents/signs.ts'
import { ringAttempts } from '../../../domain/calls/path/ring-attempts.ts'
import type { EventStore } from '../../../domain/kernel/event-store.ts'
import type { RecordedEvent } from '../../../domain/kernel/event.ts'
import type { TableWrite } from '../../../domain/kernel/projection.ts'
import { microsPerSecond, type Micros } from '../../../domain/kernel/time.ts'
import type { AmiRow } from '../../../domain/pbx/ami-fact.ts'
import { amiEventRecorded, callTag, type AmiGap } from '../../../domain/pbx/facts.ts'
import { noChanges, tableWrite } from '../../table-writes.ts'
import { createHeardGaps } from './heard-gaps.ts'
import { keptRing, ringRowOf } from './ring-rows.ts'
import { ringCells, ringColumns, type HeardRing, type RingsOfCall, type StoredRings } from './stored-rings.ts'

/** What a page tells anew about a ring of an agent. */
export interface RingChange {
  readonly site: string
  readonly agent: string
  readonly before: readonly Sign[]
  readonly after: readonly Sign[]
}

interface SignsOfRings {
  readonly before: readonly Sign[]
  readonly after: readonly Sign[]
}

/** Rings that the manager interface tells of, before the page that is folded and with it. */
export interface HeardRings {
  /** An event of the manager interface, or a gap. */
  see(event: RecordedEvent): void
  /** What the events since the last call change. */
  settle(log: Pick<EventStore, 'readTagged'>): Promise<readonly RingChange[]>
  /** Whether the ring that a row tells of was heard. */
  isHeard(site: string, agent: string, row: Sign): Promise<boolean>
  /** Signs of rings on the agent's UTC day, or so near that they decide which of his rows there tell of one. */
  around(site: string, agent: string, day: Micros): Promise<SignsOfRings>
  /** The page is folded. */
  writes(): readonly TableWrite[]
}

/** Days on which a row may stand that tells of the ring, and its signs. */
export const daysOfRing = ({ before, after }: RingChange): readonly Micros[] =>
  [...before, ...after].flatMap(({ at, length }) => {
    const end = at + (length ?? 0)
    return [utcDayOf(end - reachOfHeard), utcDayOf(at), utcDayOf(end), utcDayOf(end + reachOfHeard)]
  })

const day = 86_400 * microsPerSecond

/** Rings that began so long before the newest event are held: what is still told of them, and the rows that are still to come. */
const held = 2 * longestRing

interface Node {
  newest: Micros
  /** `newest` as the table has it. */
  stored: Micros | undefined
  readonly calls: Map<string, readonly HeardRing[]>
  prunedAt: Micros
}

interface CallNews extends RingsOfCall {
  /** As the PBX wrote it: what the log finds it by. */
  readonly tag: string
  readonly rows: AmiRow[]
  /** Something is older than what was folded before: all of the call is read again. */
  isLate: boolean
}

interface ChangedRing {
  readonly before: HeardRing | undefined
  readonly after: HeardRing
}

const nothing: SignsOfRings = { before: [], after: [] }

export async function createHeardRings(stored: StoredRings): Promise<HeardRings> {
  const gaps = createHeardGaps(await stored.heardGaps())
  const nodes = new Map<string, Node>()
  const sites = new Set<string>()
  const news = new Map<string, CallNews>()
  const changed = new Map<string, ChangedRing>()
  const asked = new Map<string, SignsOfRings>()

  function nodeOf(site: string, name: string): Node {
    const key = nameOf(site, name)
    let node = nodes.get(key)
    if (!node) nodes.set(key, (node = { newest: -Infinity, stored: undefined, calls: new Map(), prunedAt: -Infinity }))
    sites.add(site)
    return node
  }
  for (const { site, node, newest } of await stored.heardNodes())
    Object.assign(nodeOf(site, node), { newest, stored: newest })
  hold(nodes.size === 0 ? [] : await stored.newestRings(held))

  function hold(rings: readonly HeardRing[]): void {
    for (const [, some] of byCall(rings)) {
      const [{ site, node, callid }] = some
      nodeOf(site, node).calls.set(callid, some)
    }
  }

  function see({ type, data, site = '', node: name = '', ...event }: RecordedEvent): void {
    if (type !== amiEventRecorded) {
      const { from, to } = data as unknown as AmiGap
      return gaps.add({ site, node: name, from, to })
    }
    const row = ringRowOf({ data, ...event })
    if (!row) return
    const node = nodeOf(site, name)
    const { at, call, callId } = row
    const known = news.get(nameOf(site, name, callId))
    const isLate = node.stored !== undefined && at < node.stored
    if (known) {
      known.rows.push(row)
      known.isLate ||= isLate
    } else {
      const tag = callTag(site, name, call)
      news.set(nameOf(site, name, callId), { site, node: name, callId, tag, rows: [row], isLate })
    }
    node.newest = Math.max(node.newest, at)
  }

  const signs = (ring: HeardRing | undefined, which: 'before' | 'after'): readonly Sign[] => {
    if (!ring) return []
    const { site, node, from, to } = ring
    return signsOfRing(ring, node, gaps[which](site, node, from, to ?? from))
  }

  function take(before: readonly HeardRing[], after: readonly HeardRing[]): void {
    const known = new Map(before.map(ring => [ring.began, ring]))
    for (const ring of after) {
      const old = known.get(ring.began)
      if (!old || !isSame(old, ring)) changed.set(keyOf(ring), { before: old, after: ring })
    }
  }

  async function allOf({ site, node, callId, tag }: CallNews, log: Pick<EventStore, 'readTagged'>) {
    const rows: AmiRow[] = []
    for await (const { events } of log.readTagged([tag]))
      for (const event of events) {
        const row = event.type === amiEventRecorded ? ringRowOf(event) : undefined
        if (row?.callId === callId) rows.push(row)
      }
    return ringAttempts(rows.sort(byInstant), [], longestRing).map(ring => keptRing(ring, { site, node }))
  }

  function prune(node: Node): void {
    const oldest = node.newest - held
    if (node.prunedAt > oldest - longestRing / 4) return
    for (const [callId, rings] of node.calls) if (rings.every(({ from }) => from < oldest)) node.calls.delete(callId)
    node.prunedAt = oldest
  }

  return {
    see,

    async settle(log) {
      const late = [...news.values()].filter(({ isLate }) => isLate)
      const known = byCall(late.length === 0 ? [] : await stored.ringsOfCalls(late))
      for (const call of news.values()) {
        const { site, node: name, callId, rows, isLate } = call
        const node = nodeOf(site, name)
        const before = (isLate ? known.get(nameOf(site, name, callId)) : node.calls.get(callId)) ?? []
        const after = isLate
          ? await allOf(call, log)
          : ringAttempts(
              rows.sort(byInstant),
              before.map(ring => ({ ...ring, position: ring.began })),
              longestRing,
            ).map(ring => keptRing(ring, { site, node: name }))
        if (after.length > 0) node.calls.set(callId, after)
        take(before, after)
      }
      news.clear()

      const changes: RingChange[] = []
      const tell = ({ before, after }: ChangedRing) => {
        const [was, is] = [signs(before, 'before'), signs(after, 'after')]
        if (was.length > 0 || is.length > 0)
          changes.push({ site: after.site, agent: after.agent, before: was, after: is })
      }
      for (const ring of changed.values()) tell(ring)
      const cut = new Map<string, HeardRing>()
      for (const gap of gaps.fresh())
        // Usually all that is known ended before.
        if (gap.from < (nodeOf(gap.site, gap.node).stored ?? -Infinity))
          for (const ring of await stored.ringsWithin(gap)) if (!changed.has(keyOf(ring))) cut.set(keyOf(ring), ring)
      for (const ring of cut.values()) tell({ before: ring, after: ring })
      return changes
    },

    async isHeard(site, agent, row) {
      const node = nodes.get(nameOf(site, row.node))
      if (!node) return false
      const from = row.at + (row.length ?? 0) - reachOfHeard
      const rings =
        from >= node.newest - held
          ? (node.calls.get(row.callId ?? '') ?? []).filter(ring => ring.agent === agent)
          : withChanges(await stored.ringsOfAgent(site, agent, from, from + 2 * reachOfHeard), site, agent)
      return rings.some(ring => signs(ring, 'after').some(sign => sign.kind === 'HEARD' && isSameRing(row, sign)))
    },

    async around(site, agent, start) {
      if (!sites.has(site)) return nothing
      const name = nameOf(site, agent, String(start))
      const answer = asked.get(name)
      if (answer) return answer
      const rings = await stored.ringsOfAgent(site, agent, start - reachOfHeard, start + day + reachOfHeard)
      const now = withChanges(rings, site, agent)
      const found = {
        before: rings.flatMap(ring => signs(ring, 'before')),
        after: now.flatMap(ring => signs(ring, 'after')),
      }
      asked.set(name, found)
      return found
    },

    writes() {
      const rings = noChanges()
      for (const { before, after } of changed.values()) (before ? rings.replace : rings.insert).push(ringCells(after))
      const ofNodes = noChanges()
      for (const [key, node] of nodes) {
        if (node.newest === node.stored || node.newest === -Infinity) continue
        const [site = '', name = ''] = key.split('\0')
        ofNodes.replace.push([site, name, node.newest])
        node.stored = node.newest
        prune(node)
      }
      changed.clear()
      asked.clear()
      return [
        tableWrite('heard_ring', ringColumns, 4, rings),
        tableWrite('heard_node', ['site', 'node', 'newest_us'], 2, ofNodes),
        gaps.write(),
      ]
    },
  }

  function withChanges(rings: readonly HeardRing[], site: string, agent: string): readonly HeardRing[] {
    const others = rings.filter(ring => !changed.has(keyOf(ring)))
    return [...others, ...[...changed.values()].map(({ after }) => after).filter(isOf(site, agent))]
  }
}

const isOf = (site: string, agent: string) => (ring: HeardRing) => ring.site === site && ring.agent === agent

const nameOf = (...parts: readonly string[]): string => parts.join('\0')

const keyOf = ({ site, node, callid, began }: HeardRing): string => nameOf(site, node, callid, String(began))

const byInstant = (a: AmiRow, b: AmiRow): number => a.at - b.at || a.position - b.position

const isSame = (a: HeardRing, b: HeardRing): boolean =>
  a.to === b.to && a.outcome === b.outcome && a.toldAt === b.toldAt && a.completedAt === b.completedAt

type Some<T> = [T, ...T[]]

function byCall(rings: readonly HeardRing[]): ReadonlyMap<string, Some<HeardRing>> {
  const calls = new Map<string, Some<HeardRing>>()
  for (const ring of rings) {
    const name = nameOf(ring.site, ring.node, ring.callid)
    const others = calls.get(name)
    if (others) others.push(ring)
    else calls.set(name, [ring])
  }
  return calls
}
