import type { Pool } from 'pg'
import type { EventPage, EventStore, ReadAllOptions, ReadStreamOptions } from '../../domain/kernel/event-store.ts'
import type { Position, RecordedEvent, Revision } from '../../domain/kernel/event.ts'
import type { Json } from '../../domain/kernel/json.ts'
import { silent, type Log } from '../../domain/kernel/log.ts'
import { microsOfDate, type Micros } from '../../domain/kernel/time.ts'
import { upcastsOf, type Upcaster } from '../../domain/kernel/upcast.ts'
import { appendByCopy } from './append-copy.ts'
import { createAppendQueue } from './append-queue.ts'
import { appendByStatement } from './append-statement.ts'
import { packAppend } from './append.ts'
import { explained } from './failures.ts'
import { backwards, forwards, listedPages, pagesTagged, pagesWithin, streamBack, streamOnwards } from './fetch.ts'
import { eventPages, taggedPages } from './read.ts'
import { createTail } from './tail.ts'

interface PostgresEventStoreOptions {
  /**
   * Of infra/postgres/pool.ts, or one that parses int8 as numbers too; the migrations have run. Size: one connection is kept
   * while somebody subscribes, others are taken for single statements.
   */
  readonly pool: Pool
  readonly upcasters?: readonly Upcaster[]
  /** Stamps recordedAt. */
  readonly now?: () => Micros
  readonly log?: Log
}

export interface PostgresEventStore extends EventStore {
  /** Ends subscriptions, waits for appends that have begun, gives the connections back. The pool stays the caller's. */
  close(): Promise<void>
}

/**
 * The log in PostgreSQL (schema `log`, infra/postgres/migrations/0001-log.sql). Appends made at the same time share a
 * transaction; there is no order between appends that overlap in time.
 * @throws EventStoreFailure, DatabaseUnreachable, InvalidAppend from the methods
 */
export function createPostgresEventStore(options: PostgresEventStoreOptions): PostgresEventStore {
  const { pool, upcasters = [], now = () => microsOfDate(new Date()), log = silent } = options
  const upcasts = upcastsOf(upcasters)
  const queue = createAppendQueue(
    batch => appendByStatement(pool, batch, now()),
    packed => appendByCopy(pool, packed, now()),
  )

  function readAll(asked: ReadAllOptions = {}): AsyncIterable<EventPage> {
    const { after, direction, limit = Infinity, upTo = Infinity, types } = asked
    if (direction === 'backwards') {
      const last = Math.min((after ?? Infinity) - 1, upTo)
      const fetch = backwards(pool, Number.isFinite(last) ? last : undefined, limit, types)
      return eventPages(fetch, { backwards: true, limit, after: 0, upTo: last }, upcasts)
    }
    return eventPages(
      forwards(pool, after ?? 0, limit, types),
      { backwards: false, limit, after: after ?? 0, upTo },
      upcasts,
    )
  }

  function readStream(stream: string, asked: ReadStreamOptions = {}): AsyncIterable<EventPage> {
    const { from, limit = Infinity, upTo = Infinity, occurredWithin } = asked
    const back = asked.direction === 'backwards'
    const fetch = occurredWithin
      ? listedPages(pool, pagesWithin(pool, stream, occurredWithin), back)
      : back
        ? streamBack(pool, stream, from, limit)
        : streamOnwards(pool, stream, from ?? 0, limit)
    const matches = picking(asked)
    return eventPages(fetch, { backwards: back, limit, after: 0, upTo, matches }, upcasts)
  }

  const tail = createTail({ pool, log, readAll, lastPosition: () => lastPosition(pool) })

  async function streamRow<R extends object>(column: string, stream: string): Promise<R | undefined> {
    const text = `SELECT ${column} FROM log.stream WHERE name = $1`
    const { rows } = await explained('read', () =>
      pool.query<R>({ name: `log-stream-${column}`, text, values: [stream] }),
    )
    return rows[0]
  }

  return {
    async append(appends) {
      const result = await queue.push(await packAppend(appends))
      if (result.ok) tail.reached(result.lastPosition)
      return result
    },

    async lastRevision(stream) {
      const row = await streamRow<{ revision: Revision }>('revision', stream)
      return row === undefined || row.revision < 0 ? undefined : row.revision
    },

    lastPosition: () => lastPosition(pool),

    async readCursor(stream) {
      const row = await streamRow<{ cursor: string | null }>('cursor::text AS cursor', stream)
      return row === undefined || row.cursor === null ? undefined : (JSON.parse(row.cursor) as Json)
    },

    readStream,
    readAll,

    readTagged: (tags, { upTo = Infinity } = {}) =>
      taggedPages(
        listedPages(pool, pagesTagged(pool, tags), false),
        { backwards: false, limit: Infinity, after: 0, upTo, tags: new Set(tags) },
        upcasts,
      ),

    subscribe: tail.subscribe,

    async close() {
      await tail.close()
      await queue.idle()
    },
  }
}

/** What readStream leaves out of the pages it fetches; undefined when it is nothing. */
function picking({
  from,
  direction,
  occurredWithin,
}: ReadStreamOptions): ((event: RecordedEvent) => boolean) | undefined {
  if (from === undefined && occurredWithin === undefined) return undefined
  const [since, until] = occurredWithin ?? [-Infinity, Infinity]
  const first = direction === 'backwards' ? -Infinity : (from ?? -Infinity)
  const last = direction === 'backwards' ? (from ?? Infinity) : Infinity
  return ({ revision, occurredAt }) =>
    revision >= first && revision <= last && occurredAt >= since && occurredAt <= until
}

async function lastPosition(pool: Pool): Promise<Position> {
  const { rows } = await explained('read', () =>
    pool.query<{ position: Position }>({ name: 'log-head', text: 'SELECT position FROM log.head' }),
  )
  return rows[0]?.position ?? 0
}
