/** With what a spreadsheet begins to calculate, in full width too, as Japanese and Chinese ones do. */
const beginning = String.raw`[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]`
const formula = new RegExp(`^${beginning}`)
const neutralised = new RegExp(`^'+${beginning}`)
const signedNumber = /^[+-][\d .]*$/

/** What a spreadsheet would calculate. A sign before digits is a number, of a telephone too. */
export const isFormula = (cell: string): boolean => formula.test(cell) && !signedNumber.test(cell)

/** A cell that a spreadsheet does not calculate: names come from people whom nobody checked. One that looks as if it had been made so gets another apostrophe. */
export const neutral = (cell: string): string => (isFormula(cell) || neutralised.test(cell) ? `'${cell}` : cell)

/** What `neutral` was given. */
export const plain = (cell: string): string => (neutralised.test(cell) ? cell.slice(1) : cell)
