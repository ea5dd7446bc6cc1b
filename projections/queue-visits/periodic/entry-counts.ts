import type { Cell, TableWrite } from '../../../domain/kernel/projection.ts'
import { quarterOf, type Micros } from '../../../domain/kernel/time.ts'
import type { EntryCount, EntryKey } from './periodic-rows.ts'
import { rowCache } from './row-cache.ts'
import type { RowNames } from './row-names.ts'
import type { Stored } from '../stored.ts'

/** ENTERQUEUE rows counted as they come in, by nothing but their own time and queue: what the visits are checked against. */
interface EntryCounts {
  count(site: string, queue: string, at: Micros): void
  settle(): Promise<TableWrite>
}

const key = ['start_us', 'site', 'queue']
const columns = [...key, 'entered']
const capacity = 8_000

const cellsOf = ({ start, site, queue, entered }: EntryCount): readonly Cell[] => [start, site, queue, entered]

export function entryCounts(stored: Stored, newest: Micros | undefined, names: RowNames): EntryCounts {
  const rows = rowCache<EntryKey, EntryCount>({
    capacity,
    newest,
    nameOf: ({ start, site, queue }) => names(start, site, queue, ''),
    fresh: ({ start, site, queue }) => ({ start, site, queue, entered: 0, stored: false }),
    load: keys => stored.entryCounts(keys),
  })
  const countOne = (row: EntryCount): void => {
    row.entered++
  }

  return {
    count: (site, queue, at) => rows.change({ start: quarterOf(at), site, queue }, countOne),

    async settle() {
      const insert: (readonly Cell[])[] = []
      const replace: (readonly Cell[])[] = []
      for (const row of await rows.settle()) {
        ;(row.stored ? replace : insert).push(cellsOf(row))
        row.stored = true
      }
      rows.trim()
      return { table: 'entry_count', columns, key, insert, replace, remove: [] }
    },
  }
}
