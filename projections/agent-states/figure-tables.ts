import type { Cell, TableWrite } from '../../domain/kernel/projection.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import { noChanges, tableWrite } from '../queue-visits/page-writes.ts'
import { rowCache } from '../queue-visits/row-cache.ts'

/** What the rows of a kind of periodic table are about beside an agent and a start, and what they sum up. */
export interface FigureShape {
  readonly table: string
  /** Third column of the key: reason or queue. */
  readonly about: string | undefined
  readonly sums: readonly string[]
}

/** figures.ts counts by place. */
export const agentSums = [
  ...['login_us', 'ready_us', 'pause_us', 'wrap_up_us', 'ringing_us', 'talking_us'],
  ...['answered', 'missed', 'hold_us', 'talk_of_answered_us', 'wrap_up_of_answered_us'],
  ...['transferred_blind', 'transferred_attended'],
]
export const queueSums = ['answered', 'missed', 'talk_us', 'ring_us', 'hold_us', 'wrap_up_us']

export const figureShapes = (grain: 'quarter' | 'day') => ({
  agent: { table: grain, about: undefined, sums: agentSums },
  pause: { table: `${grain}_pause`, about: 'reason', sums: ['pause_us'] },
  queue: { table: `${grain}_queue`, about: 'queue', sums: queueSums },
})

export type FigureKind = keyof ReturnType<typeof figureShapes>

export interface FigureKey {
  readonly site: string
  readonly agent: string
  /** Reason or queue; empty where the table has none. */
  readonly about: string
  readonly start: Micros
}

export interface FigureRow extends FigureKey {
  readonly sums: number[]
  stored: boolean
}

export interface StoredFigures {
  rows(shape: FigureShape, keys: readonly FigureKey[]): Promise<readonly FigureRow[]>
  ofSite(shape: FigureShape, site: string): Promise<readonly FigureRow[]>
  newest(shape: FigureShape): Promise<Micros | undefined>
}

/** The rows of a periodic table that the fold is working on. */
export interface FigureTable {
  /** To be added to the row of the key when the page is settled. */
  add(key: FigureKey, sums: readonly number[]): void
  settle(): Promise<TableWrite>
}

export async function figureTable(shape: FigureShape, stored: StoredFigures, capacity: number): Promise<FigureTable> {
  const { table, about, sums } = shape
  const cache = rowCache<FigureKey, FigureRow>({
    capacity,
    newest: await stored.newest(shape),
    nameOf: row => `${row.start}\0${row.site}\0${row.agent}\0${row.about}`,
    fresh: key => ({ ...key, sums: sums.map(() => 0), stored: false }),
    load: keys => stored.rows(shape, keys),
  })
  let added: { readonly key: FigureKey; readonly sums: readonly number[] }[] = []
  const key = ['site', 'agent', ...(about === undefined ? [] : [about]), 'start_us']
  const keyCells = (row: FigureRow): Cell[] =>
    about === undefined ? [row.site, row.agent, row.start] : [row.site, row.agent, row.about, row.start]

  return {
    add(to, amounts) {
      if (amounts.some(amount => amount !== 0)) added.push({ key: to, sums: amounts })
    },

    async settle() {
      const written = noChanges()
      const rows = await cache.fetch(added.map(addition => addition.key))
      for (const [index, row] of rows.entries()) addAll(row.sums, added[index]?.sums ?? [], 1)
      added = []
      for (const row of new Set(rows))
        if (row.sums.some(sum => sum !== 0)) {
          ;(row.stored ? written.replace : written.insert).push([...keyCells(row), ...row.sums])
          row.stored = true
        } else {
          if (row.stored) written.remove.push(keyCells(row))
          cache.forget(row)
        }
      cache.trim()
      return tableWrite(table, [...key, ...sums], key.length, written)
    },
  }
}

export function addTo(sums: number[], place: number, amount: number): void {
  sums[place] = (sums[place] ?? 0) + amount
}

export function addAll(sums: number[], amounts: readonly number[], by: number): void {
  for (let place = 0; place < amounts.length; place++) addTo(sums, place, (amounts[place] ?? 0) * by)
}
