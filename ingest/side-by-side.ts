import type { Micros } from '../domain/kernel/time.ts'
import type { Row } from './row-decoder.ts'

/** Rows of one input, and what takes them. */
export interface Batch {
  readonly rows: readonly Row[]
  write(rows: readonly Row[]): Promise<void>
}

/**
 * So many rows of the fullest list go into the log at a time, with those of the others up to the same instant. Few, so that the rows of a
 * call are near each other there and it is read once.
 */
const rowsTogether = 1_000

/**
 * Writes several lists of inputs as if they had been followed live: side by side, in order of time. A list alone is written batch by batch.
 * The next rows are read while those before are on their way to the store.
 * @throws what the first write that failed throws, when all that had begun are done
 */
export async function writeSideBySide(lists: readonly AsyncIterable<Batch>[]): Promise<void> {
  const lanes = lists.map(laneOf)
  let writing: readonly Promise<void>[] = []
  try {
    for (;;) {
      for (const lane of lanes) await lane.fill()
      await settled(writing)
      writing = []
      const open = lanes.filter(lane => !lane.isAtEnd())
      if (open.length === 0) return
      const until = open.length > 1 ? Math.min(...open.map(lane => lane.timeOfRow(rowsTogether))) : Infinity
      writing = open.map(lane => lane.writeUpTo(until))
      // Awaited above or below; until then a failure must not count as unhandled.
      for (const each of writing) each.catch(() => undefined)
    }
  } finally {
    await Promise.allSettled(writing)
  }
}

async function settled(writing: readonly Promise<void>[]): Promise<void> {
  for (const result of await Promise.allSettled(writing)) if (result.status === 'rejected') throw result.reason
}

const timeOf = (row: Row): Micros | undefined => ('fact' in row ? row.at : undefined)

function laneOf(batches: AsyncIterable<Batch>) {
  const source = batches[Symbol.asyncIterator]()
  let batch: Batch | undefined
  let rows: readonly Row[] = []
  let isRead = false

  return {
    /** Reads the next batch, when nothing is left of the one before. */
    async fill(): Promise<void> {
      while (rows.length === 0 && !isRead) {
        const next = await source.next()
        isRead = next.done === true
        if (next.done !== true) {
          batch = next.value
          rows = batch.rows
        }
      }
    },

    isAtEnd: () => rows.length === 0,

    /** The latest time among the next `count` rows; rows that cannot be read have none, and go with the others. */
    timeOfRow(count: number): Micros {
      let latest = -Infinity
      for (let index = 0; index < Math.min(count, rows.length); index++) {
        const row = rows[index]
        latest = Math.max(latest, (row && timeOf(row)) ?? -Infinity)
      }
      return latest
    },

    async writeUpTo(until: Micros): Promise<void> {
      const later = rows.findIndex(row => (timeOf(row) ?? -Infinity) > until)
      const written = later < 0 ? rows : rows.slice(0, later)
      rows = later < 0 ? [] : rows.slice(later)
      if (written.length > 0) await batch?.write(written)
    },
  }
}
