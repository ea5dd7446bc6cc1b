import { isFormula } from '../../domain/configuration/csv/formula.ts'
import { isoOf } from '../../domain/kernel/time.ts'
import type { Column, Table } from './table.ts'

type Cell = string | number | boolean | null

/** The table as CSV, a page at a time, below its header. */
export async function* csvOf<Row>({ columns, pages }: Table<Row>): AsyncGenerator<string> {
  yield csvRecord(columns.map(({ name }) => name))
  for await (const rows of pages)
    if (rows.length > 0) yield rows.map(row => csvRecord(columns.map(column => cellOf(column, row)))).join('')
}

/** Lengths in seconds, shares from 0 to 1, instants in UTC. */
function cellOf<Row>(column: Column<Row>, row: Row): Cell {
  const value = column.of(row)
  if (value === null) return null
  if (column.kind === 'instant') return isoOf(Number(value))
  if (column.kind === 'siteTime') return isoOf(Number(value)).slice(0, 19).replace('T', column.between)
  return value
}

/**
 * One record by RFC 4180. A text that a spreadsheet would take for a formula gets an apostrophe before it: names come from callers, whom
 * nobody knows.
 */
export const csvRecord = (cells: readonly Cell[]): string => `${cells.map(textOfCell).join(',')}\r\n`

function textOfCell(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell !== 'string') return String(cell)
  const safe = isFormula(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
