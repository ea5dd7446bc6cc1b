import type { Micros } from '../../domain/kernel/time.ts'
import type { MicrosLength } from '../../domain/metrics/figures.ts'
import type { Chain } from './chain.ts'

export interface HeldRow {
  readonly chain: Chain
  readonly start: Micros
  /** Changed since the page began. */
  isChanged: boolean
}

/** The newest rows of each agent in a table by quarter or day: in order of time nothing else is needed. */
interface HeldRows<R extends HeldRow> {
  /** The row; a fresh one where the table cannot have it; undefined: it may be in the table, but is not held. */
  get(chain: Chain, about: string, start: Micros): R | undefined
  /** Holds a row that was read from the table, or made because it is not there. */
  hold(about: string, row: R): void
  /** The rows given out since the last call; lets go of those far behind the newest of their agent. */
  take(): readonly R[]
  forget(about: string, row: R): void
}

interface Held<R> {
  readonly rows: Map<string, Map<Micros, R>>
  newest: Micros
  /** Rows up to here may be in the table without being held. */
  away: Micros
}

/**
 * @param newest start of the newest row in the table; undefined: it is empty
 * @param span how far behind the newest row of an agent others are held
 */
export function heldRows<R extends HeldRow>(options: {
  readonly newest: Micros | undefined
  readonly span: MicrosLength
  readonly fresh: (chain: Chain, about: string, start: Micros) => R
  /** A held row is given out for the first time since the page began. */
  readonly reopen?: (row: R) => void
}): HeldRows<R> {
  const { newest = -Infinity, span, fresh, reopen } = options
  const agents = new Map<Chain, Held<R>>()
  let given: R[] = []

  function heldOf(chain: Chain): Held<R> {
    let held = agents.get(chain)
    if (!held) agents.set(chain, (held = { rows: new Map(), newest: -Infinity, away: newest }))
    return held
  }

  function put({ rows }: Held<R>, about: string, row: R): void {
    const known = rows.get(about)
    if (known) known.set(row.start, row)
    else rows.set(about, new Map([[row.start, row]]))
  }

  function letGo(held: Held<R>): void {
    const oldest = held.newest - span
    for (const [about, rows] of held.rows) {
      for (const start of rows.keys())
        if (start < oldest) {
          rows.delete(start)
          held.away = Math.max(held.away, start)
        }
      if (rows.size === 0) held.rows.delete(about)
    }
  }

  return {
    get(chain, about, start) {
      const held = heldOf(chain)
      let row = held.rows.get(about)?.get(start)
      if (!row) {
        if (start <= held.away) return undefined
        row = fresh(chain, about, start)
        put(held, about, row)
      } else if (!row.isChanged) reopen?.(row)
      if (!row.isChanged) {
        row.isChanged = true
        given.push(row)
      }
      if (start > held.newest) held.newest = start
      return row
    },

    hold(about, row) {
      put(heldOf(row.chain), about, row)
      if (!row.isChanged) given.push(row)
      row.isChanged = true
    },

    take() {
      const rows = given
      given = []
      for (const row of rows) row.isChanged = false
      for (const chain of new Set(rows.map(row => row.chain))) letGo(heldOf(chain))
      return rows
    },

    forget: (about, { chain, start }) => void agents.get(chain)?.rows.get(about)?.delete(start),
  }
}
