import { createHash } from 'node:crypto'
import type { AppendedStream, EventStore } from '../domain/kernel/event-store.ts'
import type { Position, Revision } from '../domain/kernel/event.ts'
import { quarantinedRowReleased, rowQuarantined, type QuarantinedRow } from '../domain/pbx/facts.ts'
import type { InputStart } from './known-facts.ts'

/** Data of a QuarantinedRowReleased: which RowQuarantined it answers, and whether its fact was there already. */
export interface ReleasedRow {
  readonly position: Position
  readonly kind: QuarantinedRow['kind']
  readonly wasKnown: boolean
}

/** What the quarantine of a node held before this input. */
interface KnownQuarantine {
  expected(): Revision | 'no-stream'
  /** For each row: is it new? The same text is known as often as it was quarantined before. */
  areNew(rows: readonly QuarantinedRow[]): boolean[]
  isReleased(position: Position): boolean
  /** The rows asked for last are done with. */
  accept(stream?: AppendedStream): void
  /** Reads the stream, anew after somebody else appended. */
  load(): Promise<void>
}

const keyOf = ({ kind, raw }: QuarantinedRow): string =>
  createHash('sha1').update(kind).update('\n').update(raw).digest('base64')

export function createKnownQuarantine(store: EventStore, stream: string, start: InputStart): KnownQuarantine {
  let lastRevision: Revision | undefined
  const ownRevisions = new Set<Revision>()
  const known = new Map<string, number>()
  const released = new Set<Position>()
  const seen = new Map<string, number>()
  const pending = new Map<string, number>()

  return {
    expected: () => lastRevision ?? 'no-stream',
    isReleased: position => released.has(position),

    areNew(rows) {
      pending.clear()
      return rows.map(row => {
        const key = keyOf(row)
        const times = (seen.get(key) ?? 0) + (pending.get(key) ?? 0) + 1
        pending.set(key, (pending.get(key) ?? 0) + 1)
        return start === 'at-cursor' || times > (known.get(key) ?? 0)
      })
    },

    accept(appended) {
      for (const [key, times] of pending) seen.set(key, (seen.get(key) ?? 0) + times)
      pending.clear()
      if (!appended) return
      lastRevision = appended.lastRevision
      for (let revision = appended.firstRevision; revision <= appended.lastRevision; revision++)
        ownRevisions.add(revision)
    },

    async load() {
      lastRevision = await store.lastRevision(stream)
      known.clear()
      if (lastRevision === undefined) return
      for await (const { events } of store.readStream(stream))
        for (const event of events) {
          lastRevision = Math.max(lastRevision, event.revision)
          if (event.type === quarantinedRowReleased) released.add((event.data as unknown as ReleasedRow).position)
          if (event.type !== rowQuarantined || ownRevisions.has(event.revision)) continue
          const key = keyOf(event.data as unknown as QuarantinedRow)
          known.set(key, (known.get(key) ?? 0) + 1)
        }
    },
  }
}
