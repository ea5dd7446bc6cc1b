import type { Cell, TableWrite } from '../../domain/kernel/projection.ts'
import { quarterOf, type Micros } from '../../domain/kernel/time.ts'
import { rowCache } from './row-cache.ts'
import type { Stored } from './stored.ts'

/** A row of `entry_count`. */
export interface EntryCount {
  readonly start: Micros
  readonly site: string
  readonly queue: string
  entered: number
  stored: boolean
}

/** ENTERQUEUE rows counted as they come in, by nothing but their own time and queue: what the visits are checked against. */
export interface EntryCounts {
  count(site: string, queue: string, at: Micros): void
  settle(): Promise<TableWrite>
}

const key = ['start_us', 'site', 'queue']
const columns = [...key, 'entered']
const capacity = 8_000

const nameOf = ({ start, site, queue }: EntryCount): string => `${start}\0${site}\0${queue}`
const cellsOf = ({ start, site, queue, entered }: EntryCount): readonly Cell[] => [start, site, queue, entered]

export function entryCounts(stored: Stored, newest: Micros | undefined): EntryCounts {
  const rows = rowCache<EntryCount>({ capacity, newest, nameOf, load: keys => stored.entryCounts(keys) })
  const fresh = new Map<string, EntryCount>()

  return {
    count(site, queue, at) {
      const row = { start: quarterOf(at), site, queue, entered: 1, stored: false }
      const known = fresh.get(nameOf(row))
      if (known) known.entered++
      else fresh.set(nameOf(row), row)
    },

    async settle() {
      const insert: (readonly Cell[])[] = []
      const replace: (readonly Cell[])[] = []
      for (const row of await rows.fetch([...fresh.values()])) {
        const counted = fresh.get(nameOf(row))
        if (counted && counted !== row) row.entered += counted.entered
        ;(row.stored ? replace : insert).push(cellsOf(row))
        row.stored = true
      }
      fresh.clear()
      rows.trim()
      return { table: 'entry_count', columns, key, insert, replace, remove: [] }
    },
  }
}
