/** Characters that a spreadsheet takes in a cell (Excel: specifications and limits). */
export const longestCell = 32_767

/** What XML 1.0 cannot have, and what would be read as an escape of it; a carriage return would come back as a line feed. */
const special = /[&<>\p{Cs}]|[^\t\n\x20-\ufffd\u{10000}-\u{10ffff}]|_(?=x[0-9A-Fa-f]{4}_)/u
const allSpecial = new RegExp(special.source, 'gu')
const markup: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

const escaped = (character: string): string =>
  markup[character] ?? `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`

/**
 * A text of a cell: characters that XML forbids as `_x0000_`, which spreadsheet programs read back (ECMA-376 part 1, 22.9.2.19: ST_Xstring).
 * What is longer than a cell may be is cut.
 */
export function cellText(text: string): string {
  const kept = text.length > longestCell ? text.slice(0, longestCell).replace(/[\ud800-\udbff]$/, '') : text
  return special.test(kept) ? kept.replace(allSpecial, escaped) : kept
}

/** A text that is no cell: what XML forbids is left out. */
export const plainText = (text: string): string =>
  text.replace(allSpecial, character => markup[character] ?? (character === '_' ? '_' : ''))
