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

/**
 * What a reader needs of a row of log.page, with the names of stream and type. The payload comes as hexadecimal text: pg 8
 * decodes every field as UTF-8, which a binary result does not survive, and packed pages are small enough not to care.
 */
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

interface Batch {
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
const maxTextBytes = 4 * 2 ** 20 // as in the statements

type Row = StoredPage & { readonly head: Position }

async function batch(
  pool: Pool,
  name: string,
  text: string,
  limit: number,
  values: readonly unknown[],
): Promise<Batch> {
  // Every page holds an event that is wanted, so a few events need no more than a few pages. The planner knows a number that
  // stands in the statement, not one that comes as a parameter.
  const rows = limit <= 1 ? 1 : limit <= 16 ? 16 : maxPages
  const statement = { name: `${name}-${rows}`, text: text.replaceAll(`LIMIT ${maxPages}`, `LIMIT ${rows}`) }
  const result = await explained('read', () =>
    pool.query<Row | { head: Position; first_position: null }>({ ...statement, values: [...values] }),
  )
  const pages = result.rows.filter((row): row is Row => row.first_position !== null)
  const bytes = pages.reduce((sum, page) => sum + page.text_bytes, 0)
  return { head: result.rows[0]?.head ?? 0, pages, more: pages.length === rows || bytes >= maxTextBytes }
}

const lastPositionOf = (page: StoredPage): Position => page.first_position + page.events - 1

/** The log, or the events of some types, behind the position `after`. `limit`: events that will be asked for at most. */
export function forwards(pool: Pool, after: Position, limit: number, types?: readonly string[]): Fetch {
  return (last, end) => {
    const from = last ? lastPositionOf(last) : after
    if (types) return batch(pool, 'log-types-forwards', typesForwards, limit, [from, end ?? null, types])
    return batch(pool, 'log-pages-forwards', pagesForwards, limit, [from, end ?? null])
  }
}

/** The log, or the events of some types, from the position `from` (undefined: the end) back. */
export function backwards(pool: Pool, from: Position | undefined, limit: number, types?: readonly string[]): Fetch {
  return last => {
    const upTo = last ? last.first_position - 1 : (from ?? null)
    if (types) return batch(pool, 'log-types-backwards', typesBackwards, limit, [upTo, types])
    return batch(pool, 'log-pages-backwards', pagesBackwards, limit, [upTo])
  }
}

/** A stream from a revision on. */
export function streamOnwards(pool: Pool, stream: string, from: number, limit: number): Fetch {
  return (last, end) => {
    const revision = last ? last.first_revision + last.events : from
    return batch(pool, 'log-stream-forwards', streamForwards, limit, [stream, revision, end ?? null])
  }
}

/** A stream from a revision (undefined: its last) back. */
export function streamBack(pool: Pool, stream: string, from: number | undefined, limit: number): Fetch {
  return (last, end) => {
    const revision = last ? last.first_revision - 1 : (from ?? null)
    return batch(pool, 'log-stream-backwards', streamBackwards, limit, [stream, revision, end ?? null])
  }
}

interface Listed {
  readonly head: Position
  /** Where pages begin, ascending, and the length of their texts. */
  readonly positions: readonly Position[]
  readonly bytes: readonly number[]
}

type ListPages = (end: Position | undefined) => Promise<Listed>

const earliest = -(2 ** 53)
const latest = 2 ** 53

/** Pages that may hold events of the stream between the instants. */
export const pagesWithin =
  (pool: Pool, stream: string, [from, to]: readonly [number, number]): ListPages =>
  end => {
    const window = [Math.max(from, earliest), Math.min(to, latest)]
    const values = [stream, ...window, end ?? null, spanClasses.map((_, id) => id), spanClasses]
    return listed(pool, 'log-positions-within', positionsWithin, values)
  }

/** Pages that may hold events with one of the tags. */
export const pagesTagged =
  (pool: Pool, tags: readonly string[]): ListPages =>
  end =>
    listed(pool, 'log-positions-tagged', positionsTagged, [tags.map(tagKey), end ?? null])

async function listed(pool: Pool, name: string, text: string, values: readonly unknown[]): Promise<Listed> {
  const { rows } = await explained('read', () => pool.query<Listed>({ name, text, values: [...values] }))
  return rows[0] ?? { head: 0, positions: [], bytes: [] }
}

/** Finds out first where the pages are, then fetches them. */
export function listedPages(pool: Pool, list: ListPages, reverse: boolean): Fetch {
  let known: Listed | undefined
  let done = 0
  return async (_, end) => {
    known ??= inOrder(await list(end), reverse)
    const { head, positions, bytes } = known
    const start = done
    for (let sum = 0; done < positions.length && done - start < maxPages && sum < maxTextBytes; done++)
      sum += bytes[done] ?? 0
    const more = done < positions.length
    if (done === start) return { head, pages: [], more }
    const statement = { name: 'log-pages-at', text: pagesAt, values: [positions.slice(start, done)] }
    const { rows } = await explained('read', () => pool.query<StoredPage>(statement))
    return { head, pages: reverse ? rows.reverse() : rows, more }
  }
}

const inOrder = ({ head, positions, bytes }: Listed, reverse: boolean): Listed =>
  reverse ? { head, positions: positions.toReversed(), bytes: bytes.toReversed() } : { head, positions, bytes }
