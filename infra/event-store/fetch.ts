import type { Pool } from 'pg'
import type { Position } from '../../domain/kernel/event.ts'
import { explained } from './failures.ts'
import { spanClasses, tagKey } from './page.ts'
import pagesAt from './sql/pages-at.sql'
import pagesBackwards from './sql/pages-backwards.sql'
import pagesForwards from './sql/pages-forwards.sql'
import positionsTagged from './sql/positions-tagged.sql'
import positionsWithin from './sql/positions-within.sql'
import streamBackwards from './sql/stream-backwards.sql'
import streamForwards from './sql/stream-forwards.sql'
import typesBackwards from './sql/types-backwards.sql'
import typesForwards from './sql/types-forwards.sql'

/** A row of log.readable_page. */
export interface StoredPage {
  readonly first_position: Position
  readonly events: number
  readonly stream: string
  readonly first_revision: number
  readonly type: string
  readonly recorded_us: number
  readonly codec: number
  readonly text_bytes: number
  readonly payload: Buffer
}

export interface Batch {
  /** Of the log, when the batch was read. */
  readonly head: Position
  readonly pages: readonly StoredPage[]
  /** Whether there may be more behind the last page. */
  readonly more: boolean
}

/** Gives the pages behind `last` (undefined: the first ones), no later than the position `end` (undefined: the log's end). */
export type Fetch = (last: StoredPage | undefined, end: Position | undefined) => Promise<Batch>

/** Of one batch: 512 pages of single events are fetched in about the time that their parsing takes. */
const maxPages = 512
const maxTextBytes = 4 * 2 ** 20

type Row = StoredPage & { readonly head: Position }

async function batch(pool: Pool, name: string, text: string, rows: number, values: readonly unknown[]): Promise<Batch> {
  const result = await explained('read', () =>
    pool.query<Row | { head: Position; first_position: null }>({ name, text, values: [...values] }),
  )
  const pages = result.rows.filter((row): row is Row => row.first_position !== null)
  const bytes = pages.reduce((sum, page) => sum + page.text_bytes, 0)
  return { head: result.rows[0]?.head ?? 0, pages, more: pages.length === rows || bytes >= maxTextBytes }
}

const lastPositionOf = (page: StoredPage): Position => page.first_position + page.events - 1

/** Every page that follows holds at least one event: more rows than events wanted are never needed. */
const rowsFor = (limit: number): number => Math.max(1, Math.min(maxPages, limit))

export function forwards(pool: Pool, after: Position, limit: number, types?: readonly string[]): Fetch {
  const rows = rowsFor(limit)
  return (last, end) => {
    const from = last ? lastPositionOf(last) : after
    if (types) return batch(pool, 'log-types-forwards', typesForwards, rows, [from, end ?? null, rows, types])
    return batch(pool, 'log-pages-forwards', pagesForwards, rows, [from, end ?? null, rows])
  }
}

export function backwards(pool: Pool, from: Position | undefined, limit: number, types?: readonly string[]): Fetch {
  const rows = rowsFor(limit)
  return last => {
    const upTo = last ? last.first_position - 1 : (from ?? null)
    if (types) return batch(pool, 'log-types-backwards', typesBackwards, rows, [upTo, rows, types])
    return batch(pool, 'log-pages-backwards', pagesBackwards, rows, [upTo, rows])
  }
}

export function streamOnwards(pool: Pool, stream: string, from: number, limit: number): Fetch {
  const rows = rowsFor(limit)
  return (last, end) => {
    const revision = last ? last.first_revision + last.events : from
    return batch(pool, 'log-stream-forwards', streamForwards, rows, [stream, revision, end ?? null, rows])
  }
}

export function streamBack(pool: Pool, stream: string, from: number | undefined, limit: number): Fetch {
  const rows = rowsFor(limit)
  return (last, end) => {
    const revision = last ? last.first_revision - 1 : (from ?? null)
    return batch(pool, 'log-stream-backwards', streamBackwards, rows, [stream, revision, end ?? null, rows])
  }
}

type Positions = (end: Position | undefined) => Promise<{ head: Position; positions: readonly Position[] }>

const earliest = -(2 ** 53)
const latest = 2 ** 53

/** Where pages begin that may hold events of the stream between the instants. */
export const positionsOfWindow =
  (pool: Pool, stream: string, [from, to]: readonly [number, number]): Positions =>
  async end => {
    const window = [Math.max(from, earliest), Math.min(to, latest)]
    const values = [stream, ...window, end ?? null, spanClasses.map((_, id) => id), spanClasses]
    return listed(pool, 'log-positions-within', positionsWithin, values)
  }

export const positionsOfTag =
  (pool: Pool, tag: string): Positions =>
  end =>
    listed(pool, 'log-positions-tagged', positionsTagged, [tagKey(tag), end ?? null])

async function listed(pool: Pool, name: string, text: string, values: readonly unknown[]) {
  const { rows } = await explained('read', () =>
    pool.query<{ head: Position; positions: readonly Position[] }>({ name, text, values: [...values] }),
  )
  return rows[0] ?? { head: 0, positions: [] }
}

/** Pages whose places are known. Fetched few at a time: nothing bounds their bytes but their number. */
export function listedPages(pool: Pool, positions: Positions, reverse: boolean): Fetch {
  const pagesAtOnce = 16
  let list: { head: Position; positions: readonly Position[] } | undefined
  let done = 0
  return async (_, end) => {
    if (!list) {
      list = await positions(end)
      if (reverse) list = { head: list.head, positions: list.positions.toReversed() }
    }
    const wanted = list.positions.slice(done, done + pagesAtOnce)
    done += wanted.length
    const more = done < list.positions.length
    if (wanted.length === 0) return { head: list.head, pages: [], more }
    const { rows } = await explained('read', () =>
      pool.query<StoredPage>({ name: 'log-pages-at', text: pagesAt, values: [wanted] }),
    )
    return { head: list.head, pages: reverse ? rows.toReversed() : rows, more }
  }
}
