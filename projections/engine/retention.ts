import type { ClientBase } from 'pg'
import type { EventStore } from '../../domain/kernel/event-store.ts'
import type { Position, RecordedEvent } from '../../domain/kernel/event.ts'
import {
  nothingClosed,
  type ClosedBefore,
  type Projection,
  type RetainedRows,
  type Retention,
  type TableWrite,
} from '../../domain/kernel/projection.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import { purgedIn, recordsPurged } from '../../domain/retention/purge.ts'
import {
  latestBounds,
  retainedData,
  type RetainedData,
  type RetentionBounds,
} from '../../domain/retention/retention-bounds.ts'
import { quote } from './copy.ts'

/** A purge that is still to be carried out, and what is removed then. */
interface DuePurge {
  readonly position: Position
  readonly site: string
  /** What is over after it, of everything. */
  readonly bounds: RetentionBounds
}

/**
 * The purges of the log as one stretch of the folding sees them, from one to the next: what they say holds from their position on, for
 * a rebuild too (docs/adr/0016-purge.md).
 */
export interface Purging {
  /** @returns the first purge among the events; those behind it are folded after it */
  first(events: readonly RecordedEvent[]): RecordedEvent | undefined
  /** What this purge makes necessary; undefined: a later one does it as well. */
  due(purge: RecordedEvent): DuePurge | undefined
  /**
   * Whether a fact came when what it would be counted in was closed already: that stays as it was, however often its call or day is read
   * again from the log. undefined: nothing is closed.
   */
  readonly isClosed: ((fact: RecordedEvent) => boolean) | undefined
  readonly closedBefore: ClosedBefore
  /** The sites whose bounds the rows overstep, with their bounds. */
  overstepped(writes: readonly TableWrite[]): ReadonlyMap<string, RetentionBounds>
}

const noPurging: Purging = {
  first: () => undefined,
  due: () => undefined,
  isClosed: undefined,
  closedBefore: nothingClosed,
  overstepped: () => new Map(),
}

/** @param position what is folded already: the purges up to there have been carried out */
export async function purgingFrom(
  store: Pick<EventStore, 'readAll'>,
  { retention }: Projection,
  position: Position,
): Promise<Purging> {
  if (!retention) return noPurging
  const own = (bounds: RetentionBounds): RetentionBounds =>
    Object.fromEntries(Object.entries(bounds).filter(([data]) => retention.rows.some(one => one.data === data)))
  const inForce = new Map<string, RetentionBounds>()
  const lastOfSite = new Map<string, Position>()
  const closings = new Map<string, Closing[]>()
  for await (const { events } of store.readAll({ types: [recordsPurged] }))
    for (const event of events) {
      const { site, before } = purgedIn(event)
      lastOfSite.set(site, event.position)
      const { statistics } = own(before)
      const earlier = closings.get(site) ?? []
      if (statistics !== undefined)
        closings.set(site, [
          ...earlier,
          { at: event.position, until: Math.max(statistics, earlier.at(-1)?.until ?? 0) },
        ])
      if (event.position <= position) inForce.set(site, latestBounds(inForce.get(site) ?? {}, own(before)))
    }

  const closedBefore: ClosedBefore =
    closings.size === 0
      ? nothingClosed
      : (site, at) => closings.get(site)?.findLast(one => one.at < at)?.until ?? -Infinity

  return {
    closedBefore,
    first: events => events.find(({ type }) => type === recordsPurged),

    due(event) {
      const { site, before } = purgedIn(event)
      // Blanking can wait for the last of them: in between nobody reads. What rows are gone decides what later facts make of theirs.
      if (before.statistics === undefined && event.position < (lastOfSite.get(site) ?? 0)) return undefined
      return { position: event.position, site, bounds: latestBounds(inForce.get(site) ?? {}, own(before)) }
    },

    isClosed:
      closings.size === 0
        ? undefined
        : ({ stream, site = '', occurredAt, position: at }) =>
            stream.startsWith('facts/') && occurredAt < closedBefore(site, at),

    overstepped: writes => (inForce.size === 0 ? nobody : oversteppedBy(writes, retention, inForce)),
  }
}

/** From this position on nothing is counted that happened before the instant. */
interface Closing {
  readonly at: Position
  readonly until: Micros
}

const nobody: ReadonlyMap<string, RetentionBounds> = new Map()

function oversteppedBy(
  writes: readonly TableWrite[],
  { instants }: Retention,
  inForce: ReadonlyMap<string, RetentionBounds>,
): ReadonlyMap<string, RetentionBounds> {
  const found = new Map<string, RetentionBounds>()
  for (const { table, columns, insert, replace } of writes) {
    const instant = columns.indexOf(instants[table] ?? '')
    const place = columns.indexOf('site')
    if (instant < 0 || place < 0) continue
    for (const rows of [insert, replace])
      for (const row of rows) {
        const site = String(row[place])
        const bounds = inForce.get(site)
        const at = row[instant]
        if (bounds && typeof at === 'number' && at < newestOf(bounds)) found.set(site, bounds)
      }
  }
  return found
}

const newestOf = (bounds: RetentionBounds): Micros => Math.max(...retainedData.map(data => bounds[data] ?? -Infinity))

/** Removes what is over at the site, in the tables of the connection's search_path. Repeated it finds nothing more. */
export async function removeOver(
  client: Pick<ClientBase, 'query'>,
  { rows }: Retention,
  site: string,
  bounds: RetentionBounds,
): Promise<void> {
  for (const one of rows) {
    const bound = bounds[one.data]
    if (bound !== undefined) await client.query(removal(one), [site, bound])
  }
}

const removal = ({ table, where, blanked }: RetainedRows): string =>
  blanked === undefined
    ? `DELETE FROM ${quote(table)} WHERE ${where}`
    : `UPDATE ${quote(table)} SET ${blanked} WHERE ${where}`

/** How many rows a purge would remove, or blank, by the name of their table. The caller has set the search_path. */
export async function rowsOver(
  client: Pick<ClientBase, 'query'>,
  { rows }: Retention,
  site: string,
  bounds: RetentionBounds,
): Promise<readonly { readonly data: RetainedData; readonly table: string; readonly rows: number }[]> {
  const counts = []
  for (const { data, table, where } of rows) {
    const bound = bounds[data]
    if (bound === undefined) continue
    const text = `SELECT count(*)::int AS rows FROM ${quote(table)} WHERE ${where}`
    const { rows: found } = await client.query<{ rows: number }>(text, [site, bound])
    counts.push({ data, table, rows: found[0]?.rows ?? 0 })
  }
  return counts
}
