import { createHash } from 'node:crypto'
import type { AppendedStream, EventStore } from '../domain/kernel/event-store.ts'
import type { Position, Revision } from '../domain/kernel/event.ts'
import { quarantinedRowReleased, rowQuarantined, type FactKind, type QuarantinedRow } from '../domain/pbx/facts.ts'
import type { InputStart } from './known-at-start.ts'
import { isMet, metIn, withMore, type MetRevisions } from './met-revisions.ts'

/** Data of a QuarantinedRowReleased: which RowQuarantined it answers, and whether its fact was there already. */
export interface ReleasedRow {
  readonly position: Position
  readonly kind: QuarantinedRow['kind']
  readonly wasKnown: boolean
}

/** What the quarantine of a node held before this input. */
interface KnownQuarantine {
  expected(): Revision | 'no-stream'
  /** For each row: is it new? One that is not is matched with one that stands there by another hand: the same text is known as often as it does. */
  areNew(rows: readonly QuarantinedRow[]): boolean[]
  /** What this follower has met, those asked for last included: kept in the cursor that is committed with them. */
  met(): MetRevisions
  isReleased(position: Position): boolean
  /** The rows asked for last are done with. */
  accept(stream?: AppendedStream): void
  /** Takes up what an earlier life of this follower has met. */
  begin(): Promise<void>
  /** Reads the stream, anew after somebody else appended. */
  load(): Promise<void>
}

interface Asked {
  /** Revisions that answer rows asked for last. */
  readonly found: readonly Revision[]
  /** How often each text was asked for. */
  readonly times: ReadonlyMap<string, number>
  /** Rows that nothing answers. */
  readonly fresh: number
}

const nothingAsked: Asked = { found: [], times: new Map(), fresh: 0 }

const keyOf = ({ raw }: QuarantinedRow): string => createHash('sha1').update(raw).digest('base64')

/** @param kind of the input's rows; those of others are not looked at */
export function createKnownQuarantine(
  store: EventStore,
  place: { readonly stream: string; readonly facts: string; readonly kind: FactKind },
  start: InputStart,
): KnownQuarantine {
  const { stream, kind } = place
  let lastRevision: Revision | undefined
  let met: MetRevisions = []
  const released = new Set<Position>()
  /** Not met yet, by text, oldest first. */
  let free = new Map<string, Revision[]>()
  /** All that were not met when the stream was read, ascending. */
  let wereFree: Revision[] = []
  let pending: Asked = nothingAsked

  const ownFrom = (first: Revision): Revision[] => Array.from({ length: pending.fresh }, (_, index) => first + index)
  const metWith = (own: readonly Revision[]): MetRevisions => withMore(met, [...pending.found, ...own], wereFree)

  return {
    expected: () => lastRevision ?? 'no-stream',
    isReleased: position => released.has(position),

    areNew(rows) {
      const found: Revision[] = []
      const times = new Map<string, number>()
      const isNew = rows.map(row => {
        const key = keyOf(row)
        const before = times.get(key) ?? 0
        const revision = free.get(key)?.[before]
        times.set(key, before + 1)
        if (revision !== undefined) found.push(revision)
        return revision === undefined
      })
      pending = { found, times, fresh: isNew.filter(Boolean).length }
      return isNew
    },

    met: () => metWith(ownFrom(lastRevision === undefined ? 0 : lastRevision + 1)),

    accept(appended) {
      met = metWith(appended ? ownFrom(appended.firstRevision) : [])
      for (const [key, times] of pending.times) free.get(key)?.splice(0, times)
      pending = nothingAsked
      if (appended) lastRevision = appended.lastRevision
    },

    async begin() {
      if (start !== 'at-cursor') return
      const told = metIn(await store.readCursor(place.facts))
      const last = told ? undefined : await store.lastRevision(stream)
      met = told ?? (last === undefined ? [] : [[0, last]])
    },

    async load() {
      lastRevision = await store.lastRevision(stream)
      free = new Map()
      wereFree = []
      if (lastRevision === undefined) return
      for await (const { events } of store.readStream(stream))
        for (const event of events) {
          const { revision } = event
          lastRevision = Math.max(lastRevision, revision)
          if (event.type === quarantinedRowReleased) released.add((event.data as unknown as ReleasedRow).position)
          if (event.type !== rowQuarantined || isMet(met, revision)) continue
          const row = event.data as unknown as QuarantinedRow
          if (row.kind !== kind) continue
          const key = keyOf(row)
          const revisions = free.get(key)
          if (revisions) revisions.push(revision)
          else free.set(key, [revision])
          wereFree.push(revision)
        }
    },
  }
}
