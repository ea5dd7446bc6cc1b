/** What a spreadsheet would calculate. A sign before digits is a number, of a telephone too. */
const formula = /^'*[=+\-@\t\r]/
const signedNumber = /^[+-][\d .]*$/

/** A cell that a spreadsheet does not calculate: names come from people whom nobody checked. */
export const neutral = (cell: string): string => (formula.test(cell) && !signedNumber.test(cell) ? `'${cell}` : cell)

/** What `neutral` was given. */
export const plain = (cell: string): string => (/^'+[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell)
