export type Cell = string | number | boolean | null

/** What a spreadsheet would calculate. A sign before digits is a number, of a telephone too. */
const formula = /^[=+\-@\t\r]/
const signedNumber = /^[+-][\d .]*$/

/**
 * One record by RFC 4180. A text that a spreadsheet would take for a formula gets an apostrophe before it: names come from callers, whom
 * nobody knows.
 */
export const csvRecord = (cells: readonly Cell[]): string => `${cells.map(textOfCell).join(',')}\r\n`

function textOfCell(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell !== 'string') return String(cell)
  const safe = formula.test(cell) && !signedNumber.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
