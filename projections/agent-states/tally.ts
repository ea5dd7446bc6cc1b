import type { Micros } from '../../domain/kernel/time.ts'
import { figureShapes, type FigureKind } from './figure-tables.ts'

/** What a page adds to the figures of one agent. */
export interface Tally {
  /** The sums of a row, zero at first. */
  sums(kind: FigureKind, about: string, start: Micros): number[]
  each(visit: (kind: FigureKind, about: string, start: Micros, sums: readonly number[]) => void): void
}

const shapes = figureShapes('quarter')
const widthOf = { agent: shapes.agent.sums.length, pause: shapes.pause.sums.length, queue: shapes.queue.sums.length }

export function tallyOf(): Tally {
  const kinds = new Map<FigureKind, Map<string, Map<Micros, number[]>>>()
  return {
    sums(kind, about, start) {
      let rows = kinds.get(kind)
      if (!rows) kinds.set(kind, (rows = new Map<string, Map<Micros, number[]>>()))
      let starts = rows.get(about)
      if (!starts) rows.set(about, (starts = new Map<Micros, number[]>()))
      let sums = starts.get(start)
      if (!sums) starts.set(start, (sums = new Array<number>(widthOf[kind]).fill(0)))
      return sums
    },
    each(visit) {
      for (const [kind, rows] of kinds)
        for (const [about, starts] of rows) for (const [start, sums] of starts) visit(kind, about, start, sums)
    },
  }
}
