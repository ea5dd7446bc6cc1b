import type { Cell, TableWrite } from '../../../domain/kernel/projection.ts'
import type { Micros } from '../../../domain/kernel/time.ts'
import type { MicrosLength } from '../../../domain/metrics/figures.ts'
import { noChanges, tableWrite } from '../../table-writes.ts'
import type { Chain } from '../chain.ts'
import { heldRows, type HeldRow } from '../held-rows.ts'

/** What the rows of a kind of periodic table are about beside an agent and a start, and what they sum up. */
export interface FigureShape {
  readonly table: string
  /** Third column of the key: reason or queue. */
  readonly about: string | undefined
  readonly sums: readonly string[]
}

/** figures.ts counts by place. Those of a quarter of an hour are views of the table activity (quarters.ts). */
export const agentSums = [
  'login_us',
  'ready_us',
  'pause_us',
  'wrap_up_us',
  'ringing_us',
  'talking_us',
  'answered',
  'missed',
  'hold_us',
  'talk_of_answered_us',
  'wrap_up_of_answered_us',
  'transferred_blind',
  'transferred_attended',
]
export const pauseSums = ['pause_us']
export const queueSums = ['answered', 'missed', 'talk_us', 'ring_us', 'hold_us', 'wrap_up_us']

export const figureShapes = (grain: 'quarter' | 'day') => ({
  agent: { table: grain, about: undefined, sums: agentSums },
  pause: { table: `${grain}_pause`, about: 'reason', sums: pauseSums },
  queue: { table: `${grain}_queue`, about: 'queue', sums: queueSums },
})

export type FigureKind = keyof ReturnType<typeof figureShapes>

/** Sums about something: a reason, a queue, or empty for the agent himself. */
export interface Sums {
  readonly about: string
  readonly sums: number[]
  /** What of it had been counted in the day before the page. */
  counted: readonly number[]
}

export interface FigureKey {
  readonly site: string
  readonly agent: string
  /** Reason or queue; empty where the table has none. */
  readonly about: string
  readonly start: Micros
}

export interface StoredRow extends FigureKey {
  readonly sums: number[]
}

export interface StoredFigures {
  rows(shape: FigureShape, keys: readonly FigureKey[]): Promise<readonly StoredRow[]>
  ofSite(shape: FigureShape, site: string): Promise<readonly StoredRow[]>
  newest(shape: FigureShape): Promise<Micros | undefined>
}

/** The rows of a table of days that the fold is working on. */
export interface FigureTable {
  /** The sums of a row, to be added to. */
  sums(chain: Chain, about: string, start: Micros): number[]
  settle(): Promise<TableWrite>
}

interface FigureRow extends HeldRow {
  readonly about: string
  readonly sums: number[]
  isStored: boolean
}

/** @param span how far behind the newest row of an agent rows are held */
export async function figureTable(shape: FigureShape, stored: StoredFigures, span: MicrosLength): Promise<FigureTable> {
  const { table, about, sums } = shape
  const fresh = (chain: Chain, what: string, start: Micros): FigureRow => ({
    chain,
    about: what,
    start,
    sums: zeros(sums),
    isStored: false,
    isChanged: false,
  })
  const held = heldRows<FigureRow>({ newest: await stored.newest(shape), span, fresh })
  /** What is to be added to rows that have to be read first. */
  let away = new Map<string, FigureRow>()
  const key = ['site', 'agent', ...(about === undefined ? [] : [about]), 'start_us']
  const keyCells = ({ chain, about: what, start }: FigureRow): Cell[] =>
    about === undefined ? [chain.site, chain.agent, start] : [chain.site, chain.agent, what, start]

  async function fetch(): Promise<void> {
    const rows = [...away]
    away = new Map()
    if (rows.length === 0) return
    const keys = rows.map(([, row]) => keyOf(row))
    const found = new Map((await stored.rows(shape, keys)).map(row => [nameOf(row), row.sums]))
    for (const [name, row] of rows) {
      const known = found.get(name)
      row.isStored = known !== undefined
      for (const [place, sum] of known?.entries() ?? []) addTo(row.sums, place, sum)
      held.hold(row.about, row)
    }
  }

  return {
    sums(chain, what, start) {
      const row = held.get(chain, what, start)
      if (row) return row.sums
      const name = nameOf({ site: chain.site, agent: chain.agent, about: what, start })
      let added = away.get(name)
      if (!added) away.set(name, (added = fresh(chain, what, start)))
      return added.sums
    },

    async settle() {
      await fetch()
      const written = noChanges()
      for (const row of held.take())
        if (!isZero(row.sums)) {
          ;(row.isStored ? written.replace : written.insert).push([...keyCells(row), ...row.sums])
          row.isStored = true
        } else {
          if (row.isStored) written.remove.push(keyCells(row))
          held.forget(row.about, row)
        }
      return tableWrite(table, [...key, ...sums], key.length, written)
    },
  }
}

const keyOf = ({ chain: { site, agent }, about, start }: FigureRow): FigureKey => ({ site, agent, about, start })

const nameOf = ({ site, agent, about, start }: FigureKey): string => `${start}\0${site}\0${agent}\0${about}`

const templates = new Map<readonly string[], number[]>(
  [agentSums, pauseSums, queueSums].map(columns => [columns, columns.map(() => 0)]),
)

/** Copied, not made place by place: the fold needs some for every quarter of an hour of every agent. */
export const zeros = (columns: readonly string[]): number[] => templates.get(columns)?.slice() ?? columns.map(() => 0)

export function isZero(sums: readonly number[]): boolean {
  for (const sum of sums) if (sum !== 0) return false
  return true
}

export function addTo(sums: number[], place: number, amount: number): void {
  sums[place] = (sums[place] ?? 0) + amount
}
