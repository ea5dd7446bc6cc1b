import type { EventStore } from '../../domain/kernel/event-store.ts'
import type { Position } from '../../domain/kernel/event.ts'
import { microsOfSeconds } from '../../domain/kernel/time.ts'
import { callTag, queueLogRowRecorded } from '../../domain/pbx/facts.ts'
import type { CallRow } from '../../domain/queues/stays.ts'
import type { Call, CallCache, PbxNode } from './calls.ts'
import { queueTalkEndFound } from '../../domain/queues/talk-ends.ts'
import { callRowOf, callRowOfTalkEnd } from './intake.ts'
import type { PbxNodes } from './nodes.ts'
import type { CallKey, MeetingPoint, Stored } from './stored.ts'

/** Brings calls back into memory: what was written of them from the tables, their rows from the log. */
interface CallLoader {
  /** Gives the calls that the tables know their earlier rows and what was written of them. */
  complete(calls: ReadonlySet<Call>, upTo: Position): Promise<void>
  /** The calls of the PBX with a stay or conversation that no row ends. */
  withoutEnd(pbx: PbxNode, upTo: Position): Promise<readonly Call[]>
  near(points: readonly MeetingPoint[], upTo: Position): Promise<readonly Call[]>
}

export function callLoader(
  stored: Stored,
  log: Pick<EventStore, 'readTagged'>,
  nodes: PbxNodes,
  cache: CallCache,
): CallLoader {
  async function rowsOf({ site, node, callId }: CallKey, upTo: Position): Promise<CallRow[]> {
    const rows: CallRow[] = []
    for await (const { events } of log.readTagged(callTag(site, node, callId), { upTo }))
      for (const event of events) {
        const row = event.type === queueLogRowRecorded ? callRowOf(event) : undefined
        if (row) rows.push(row)
        else if (event.type === queueTalkEndFound) rows.push(callRowOfTalkEnd(event))
      }
    return rows
  }

  async function inMemory(keys: readonly CallKey[], upTo: Position): Promise<readonly Call[]> {
    const missing = keys.filter(({ site, node, callId }) => !nodes.of(site, node).calls.has(callId))
    const written = await stored.written(missing)
    for (const [index, key] of missing.entries()) {
      const found = written[index]
      if (found) cache.add(nodes.of(key.site, key.node), key.callId, await rowsOf(key, upTo), found)
    }
    return keys.flatMap(({ site, node, callId }) => nodes.of(site, node).calls.get(callId) ?? [])
  }

  return {
    async complete(calls, upTo) {
      if (calls.size === 0) return
      const known = await stored.callsKnown([...calls])
      const written = await stored.written(known)
      for (const [index, { site, node, callId }] of known.entries()) {
        const call = nodes.of(site, node).calls.get(callId)
        const found = written[index]
        if (!call || !found) continue
        call.written = found
        call.rows = await rowsOf(call, upTo)
      }
      // The tables know nothing any more of a call that was closed. To what comes now its older rows belong all the same.
      const isKnown = new Set(known.map(nameOf))
      for (const call of calls)
        if (mayBeClosed(call) && !isKnown.has(nameOf(call))) call.rows = await rowsOf(call, upTo)
    },

    withoutEnd: async (pbx, upTo) => inMemory(await stored.callsWithoutEnd(pbx.site, pbx.node), upTo),

    near: async (points, upTo) => inMemory(await stored.callsNear(points), upTo),
  }
}

/** Its name tells when it began, where it has the usual form: a day is more than clocks are set. */
const mayBeClosed = ({ second, pbx }: Call): boolean => microsOfSeconds(second - 86_400) < pbx.keptFrom

const nameOf = ({ site, node, callId }: CallKey): string => [site, node, callId].join('\0')
