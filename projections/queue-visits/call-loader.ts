import type { EventStore } from '../../domain/kernel/event-store.ts'
import type { Position, RecordedEvent } from '../../domain/kernel/event.ts'
import { microsOfSeconds } from '../../domain/kernel/time.ts'
import { callTag, queueLogRowRecorded } from '../../domain/pbx/facts.ts'
import type { CallRow } from '../../domain/queues/stays.ts'
import { nothingWritten, type Call, type CallCache, type PbxNode } from './calls.ts'
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
  /** What the log holds of the calls, in their order. */
  async function rowsOf(calls: readonly CallKey[], upTo: Position): Promise<readonly CallRow[][]> {
    const ofTag = new Map(calls.map(({ site, node, callId }): [string, CallRow[]] => [callTag(site, node, callId), []]))
    if (ofTag.size === 0) return []
    for await (const { events } of log.readTagged([...ofTag.keys()], { upTo }))
      for (const event of events) {
        const row = rowOf(event)
        if (row) for (const tag of event.tags) ofTag.get(tag)?.push(row)
      }
    return [...ofTag.values()]
  }

  async function inMemory(keys: readonly CallKey[], upTo: Position): Promise<readonly Call[]> {
    const missing = keys.filter(({ site, node, callId }) => !nodes.of(site, node).calls.has(callId))
    const written = await stored.written(missing)
    const rows = await rowsOf(missing, upTo)
    for (const [index, { site, node, callId }] of missing.entries())
      cache.add(nodes.of(site, node), callId, rows[index] ?? [], written[index] ?? nothingWritten)
    return keys.flatMap(({ site, node, callId }) => nodes.of(site, node).calls.get(callId) ?? [])
  }

  return {
    async complete(calls, upTo) {
      if (calls.size === 0) return
      const known = await stored.callsKnown([...calls])
      const written = await stored.written(known)
      const found = new Map(known.map((call, index) => [nameOf(call), written[index] ?? nothingWritten]))
      // The tables know nothing any more of a call that was closed. To what comes now its older rows belong all the same.
      const older = [...calls].filter(call => found.has(nameOf(call)) || mayBeClosed(call))
      const rows = await rowsOf(older, upTo)
      for (const [index, call] of older.entries()) {
        call.written = found.get(nameOf(call)) ?? call.written
        call.rows = rows[index] ?? []
      }
    },

    withoutEnd: async (pbx, upTo) => inMemory(await stored.callsWithoutEnd(pbx.site, pbx.node), upTo),

    near: async (points, upTo) => inMemory(await stored.callsNear(points), upTo),
  }
}

function rowOf(event: RecordedEvent): CallRow | undefined {
  if (event.type === queueLogRowRecorded) return callRowOf(event)
  return event.type === queueTalkEndFound ? callRowOfTalkEnd(event) : undefined
}

/** Its name tells when it began, where it has the usual form: a day is more than clocks are set. */
const mayBeClosed = ({ second, pbx }: Call): boolean => microsOfSeconds(second - 86_400) < pbx.keptFrom

const nameOf = ({ site, node, callId }: CallKey): string => [site, node, callId].join('\0')
