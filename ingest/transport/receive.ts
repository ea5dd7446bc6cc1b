import type { EventStore } from '../../domain/kernel/event-store.ts'
import { inTurns } from '../../domain/kernel/in-turn.ts'
import type { Json } from '../../domain/kernel/json.ts'
import type { Log } from '../../domain/kernel/log.ts'
import { microsOfSeconds, secondsOf, type Micros } from '../../domain/kernel/time.ts'
import { factStream, type FactKind } from '../../domain/pbx/facts.ts'
import { createFactWriter, type FactWriter } from '../fact-writer.ts'
import { paceOf, type ReadThrough } from '../intake-pace.ts'
import { withMet } from '../met-revisions.ts'
import { withTaken } from '../taken-lines.ts'
import type { CollectedSource, Delivery } from './delivery.ts'
import type { SpoolRecord } from './spool-record.ts'
import type { Cursors } from './spool-state.ts'

/** Takes what collectors send into the log. */
export interface Receiver {
  /** What the log was given last for a node, by whomever: where a new spool begins. */
  cursors(site: string, node: string): Promise<Cursors>
  /**
   * Each record once, however often it comes, of whichever process of however many servers.
   * @throws what the store throws: then the delivery is to be sent again
   */
  take(delivery: Delivery): Promise<Taken>
}

interface Taken {
  /** Number of the last record that is in the log; 0: there was none in the delivery. */
  readonly taken: number
  /**
   * The log lacks records that it had once, as after a backup was restored: logs have to be read again from these cursors on.
   * null: from their beginning.
   */
  readonly behind: Readonly<Partial<Record<FactKind, Json>>>
}

/** How the sources of a collector stand, as it has said last. It is the cursor of a stream that never has an event. */
export interface CollectorWord {
  /** On the clock of the server that heard it. */
  readonly heardAt: Micros
  /** What the clock of the node is ahead of that, by what the collector says. */
  readonly aheadSeconds?: number
  readonly sources: readonly CollectedSource[]
}

export const collectorStream = (site: string, node: string): string => `facts/${site}/${node}/collector`

/** What is added to a follower's cursor: which records of which spool the log holds with it. */
interface Mark {
  readonly spool: string
  readonly spoolSeq: number
  /** Rows behind this cursor are missing, and have not been read again; null: from the beginning. Answers can be lost, so it is kept. */
  readonly lacksFrom?: Json | null
}

interface Session extends Mark {
  readonly writer: FactWriter
}

/** Where nothing else changes, the signs of life of a collector are written down this often at most. */
const wordEveryMicros = microsOfSeconds(1)

/** Sessions of nodes that have not been heard for long are let go of: they remember rows. */
const mostSessions = 300

interface ReceiverOptions {
  readonly store: EventStore
  readonly clock: () => Micros
  readonly log: Log
  /** What waited in spools comes no faster than it is read there. Left out: as fast as it is sent. */
  readonly readThrough?: ReadThrough | undefined
}

export function createReceiver({ store, clock, log, readThrough }: ReceiverOptions): Receiver {
  const sessions = new Map<string, Session>()
  /** One delivery of a node after the other: a second one is the first, sent again because the answer was lost. */
  const inTurn = inTurns()
  const words = new Map<string, CollectorWord>()

  async function takeRecord({ site, node, spool }: Delivery, record: SpoolRecord): Promise<Json | null | undefined> {
    const { kind, seq, after, rows, anew } = record
    const stream = factStream(site, node, kind)
    const stored = await store.readCursor(stream)
    const mark = markIn(stored)
    const isTaken = (cursor: Json | undefined): boolean => {
      const now = markIn(cursor)
      return now?.spool === spool && now.spoolSeq >= seq
    }
    const own = mark?.spool === spool ? mark : undefined
    if (isTaken(stored)) return own?.lacksFrom
    const known = own?.spoolSeq ?? 0
    const isGap = known < after && kind !== 'ami'
    const lacksFrom = isGap
      ? (own?.lacksFrom ?? (stored === undefined ? null : withoutMark(stored)))
      : anew
        ? undefined
        : own?.lacksFrom
    const writer = writerFor(`${site}/${node}/${kind}`, { site, node, kind }, { spool, known, anew })
    const cursor = {
      ...objectOf(record.cursor),
      spool,
      spoolSeq: seq,
      ...(lacksFrom === undefined ? {} : { lacksFrom }),
    }
    await writer.write(rows, cursor, async () => isTaken(await store.readCursor(stream)))
    sessions.set(`${site}/${node}/${kind}`, { spool, spoolSeq: seq, writer })
    if (isGap)
      log('warn', `The log lacks rows of ${kind} of ${site}/${node} that it once had; the collector reads them again`)
    return lacksFrom
  }

  /** The writer that wrote the records before these, where nobody else wrote since: it knows which rows are its own. */
  function writerFor(
    name: string,
    place: { readonly site: string; readonly node: string; readonly kind: FactKind },
    { spool, known, anew }: { readonly spool: string; readonly known: number; readonly anew: boolean },
  ): FactWriter {
    const session = sessions.get(name)
    sessions.delete(name)
    const oldest = sessions.keys().next()
    if (sessions.size >= mostSessions && oldest.done !== true) sessions.delete(oldest.value)
    if (session && !anew && session.spool === spool && session.spoolSeq === known) return session.writer
    const pace = paceOf(place.kind, readThrough)
    return createFactWriter({ store, ...place, start: anew ? 'anywhere' : 'at-cursor', now: clock, pace })
  }

  async function writeDown({ site, node, sentAt, sources }: Delivery, cameAt: Micros): Promise<void> {
    const stream = collectorStream(site, node)
    const aheadSeconds = sentAt === undefined ? undefined : secondsOf(sentAt - cameAt)
    const word: CollectorWord = { heardAt: clock(), ...(aheadSeconds === undefined ? {} : { aheadSeconds }), sources }
    const last = words.get(stream)
    const isSame = last !== undefined && JSON.stringify(last.sources) === JSON.stringify(sources)
    if (isSame && word.heardAt - last.heardAt < wordEveryMicros) return
    await store.append([{ stream, expected: 'any', events: [], cursor: word as unknown as Json }])
    words.set(stream, word)
  }

  return {
    async cursors(site, node) {
      const kinds: readonly FactKind[] = ['queue_log', 'cel', 'ami']
      const found = await Promise.all(
        kinds.map(async kind => [kind, await store.readCursor(factStream(site, node, kind))]),
      )
      return Object.fromEntries(
        (found as [FactKind, Json | undefined][]).flatMap(([kind, cursor]) =>
          cursor === undefined ? [] : beginningAt(kind, cursor),
        ),
      )
    },

    take: delivery => {
      const cameAt = clock()
      return inTurn(`${delivery.site}/${delivery.node}`, async () => {
        const behind = new Map<FactKind, Json>()
        for (const record of delivery.records) {
          const from = await takeRecord(delivery, record)
          if (from === undefined) behind.delete(record.kind)
          else behind.set(record.kind, from)
        }
        await writeDown(delivery, cameAt)
        return { taken: delivery.records.at(-1)?.seq ?? 0, behind: Object.fromEntries(behind) }
      })
    },
  }
}

function markIn(cursor: Json | undefined): Mark | undefined {
  const { spool, spoolSeq, lacksFrom } = objectOf(cursor ?? null)
  if (typeof spool !== 'string' || typeof spoolSeq !== 'number') return undefined
  return { spool, spoolSeq, ...(lacksFrom === undefined ? {} : { lacksFrom }) }
}

/** Where a new spool begins: in front of what the log lacks. */
function beginningAt(kind: FactKind, cursor: Json): [FactKind, Json][] {
  const lacksFrom = markIn(cursor)?.lacksFrom
  if (lacksFrom === null) return []
  return [[kind, lacksFrom ?? withoutMark(cursor)]]
}

function withoutMark(cursor: Json): Json {
  const { spool: _, spoolSeq: __, lacksFrom: ___, ...own } = objectOf(cursor)
  return withMet(withTaken(own, undefined), undefined)
}

const objectOf = (cursor: Json): Readonly<Record<string, Json>> =>
  typeof cursor === 'object' && cursor !== null && !Array.isArray(cursor)
    ? (cursor as Readonly<Record<string, Json>>)
    : {}
