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
import { createChangedRings, ringKey } from './changed-rings.ts'
import { createHeardGaps } from './heard-gaps.ts'
import { createHeardNodes } from './heard-nodes.ts'
import { keptRing, ringRowOf } from './ring-rows.ts'
import type { HeardRing, RingsOfCall, StoredRings } from './stored-rings.ts'

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

interface CallNews extends RingsOfCall {
  /** As the PBX wrote it: what the log finds it by. */
  readonly tag: string
  readonly rows: AmiRow[]
  /** Something is older than what was folded before: all of the call is read again. */
  isLate: boolean
}

const nothing: SignsOfRings = { before: [], after: [] }

export async function createHeardRings(stored: StoredRings): Promise<HeardRings> {
  const gaps = createHeardGaps(await stored.heardGaps())
  const nodes = createHeardNodes(await stored.heardNodes(), held)
  const news = new Map<string, CallNews>()
  const changed = createChangedRings()
  const asked = new Map<string, SignsOfRings>()

  for (const [, rings] of byCall(await stored.newestRings(held))) nodes.hold(rings[0], rings[0].callid, rings)

  function see({ type, data, site = '', node: name = '', ...event }: RecordedEvent): void {
    if (type !== amiEventRecorded) {
      const { from, to } = data as unknown as AmiGap
      return gaps.add({ site, node: name, from, to })
    }
    const row = ringRowOf({ data, ...event })
    if (!row) return
    const { at, call, callId } = row
    const isLate = nodes.see(site, name, at)
    const known = news.get(nameOf(site, name, callId))
    if (known) {
      known.rows.push(row)
      known.isLate ||= isLate
    } else {
      const tag = callTag(site, name, call)
      news.set(nameOf(site, name, callId), { site, node: name, callId, tag, rows: [row], isLate })
    }
  }

  const signs = (ring: HeardRing | undefined, which: 'before' | 'after'): readonly Sign[] => {
    if (!ring) return []
    const { site, node, from, to } = ring
    return signsOfRing(ring, node, gaps[which](site, node, from, to ?? from))
  }

  async function allOf({ site, node, callId, tag }: CallNews, log: Pick<EventStore, 'readTagged'>) {
    const rows: AmiRow[] = []
    for await (const { events } of log.readTagged([tag]))
      for (const event of events) {
        const row = event.type === amiEventRecorded ? ringRowOf(event) : undefined
        if (row?.callId === callId) rows.push(row)
      }
    return ringsOf(rows, [], { site, node })
  }

  return {
    see,

    async settle(log) {
      const late = [...news.values()].filter(({ isLate }) => isLate)
      const known = byCall(late.length === 0 ? [] : await stored.ringsOfCalls(late))
      for (const call of news.values()) {
        const { site, node: name, callId, rows, isLate } = call
        const before = (isLate ? known.get(nameOf(site, name, callId)) : nodes.ofCall(site, name, callId)) ?? []
        const after = isLate ? await allOf(call, log) : ringsOf(rows, before, { site, node: name })
        if (after.length > 0) nodes.hold(call, callId, after)
        changed.compare(before, after)
      }
      news.clear()

      const changes: RingChange[] = []
      const tell = (before: HeardRing | undefined, after: HeardRing) => {
        const [was, is] = [signs(before, 'before'), signs(after, 'after')]
        if (was.length > 0 || is.length > 0)
          changes.push({ site: after.site, agent: after.agent, before: was, after: is })
      }
      for (const { before, after } of changed.all()) tell(before, after)
      const cut = new Map<string, HeardRing>()
      for (const gap of gaps.fresh())
        // Usually all that is known ended before.
        if (gap.from < (nodes.foldedUntil(gap.site, gap.node) ?? -Infinity))
          for (const ring of await stored.ringsWithin(gap)) if (!changed.has(ring)) cut.set(ringKey(ring), ring)
      for (const ring of cut.values()) tell(ring, ring)
      return changes
    },

    async isHeard(site, agent, row) {
      const from = row.at + (row.length ?? 0) - reachOfHeard
      const areHeld = nodes.holdsSince(site, row.node, from)
      if (areHeld === undefined) return false
      const rings = areHeld
        ? nodes.ofCall(site, row.node, row.callId ?? '').filter(ring => ring.agent === agent)
        : changed.within(await stored.ringsOfAgent(site, agent, from, from + 2 * reachOfHeard), site, agent)
      return rings.some(ring => signs(ring, 'after').some(sign => sign.kind === 'HEARD' && isSameRing(row, sign)))
    },

    async around(site, agent, start) {
      if (!nodes.knows(site)) return nothing
      const name = nameOf(site, agent, String(start))
      const answer = asked.get(name)
      if (answer) return answer
      const rings = await stored.ringsOfAgent(site, agent, start - reachOfHeard, start + day + reachOfHeard)
      const now = changed.within(rings, site, agent)
      const found = {
        before: rings.flatMap(ring => signs(ring, 'before')),
        after: now.flatMap(ring => signs(ring, 'after')),
      }
      asked.set(name, found)
      return found
    },

    writes() {
      asked.clear()
      return [changed.write(), nodes.write(), gaps.write()]
    },
  }
}

const nameOf = (...parts: readonly string[]): string => parts.join('\0')

/** The rings of a call behind its events. @param before those known so far */
function ringsOf(rows: AmiRow[], before: readonly HeardRing[], place: Pick<HeardRing, 'site' | 'node'>): HeardRing[] {
  const known = before.map(ring => ({ ...ring, position: ring.began }))
  return ringAttempts(rows.sort(byInstant), known, longestRing).map(ring => keptRing(ring, place))
}

const byInstant = (a: AmiRow, b: AmiRow): number => a.at - b.at || a.position - b.position

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
