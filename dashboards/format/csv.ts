import type { Language } from '../i18n/language.ts'

export type Cell = string | number | null | undefined

/**
 * What a spreadsheet of the language opens without asking: French ones separate by semicolons and write decimals with a comma.
 * With a byte order mark, because Excel takes a file without one for the local 8-bit code.
 */
export function csvOf(header: readonly string[], rows: readonly (readonly Cell[])[], language: Language): string {
  const separator = language === 'fr' ? ';' : ','
  const lines = [header, ...rows].map(row => row.map(cell => printed(cell, language, separator)).join(separator))
  return `\uFEFF${lines.join('\r\n')}\r\n`
}

function printed(cell: Cell, language: Language, separator: string): string {
  if (cell == null) return ''
  if (typeof cell === 'number') {
    const rounded = String(Math.round(cell * 1e6) / 1e6)
    return language === 'fr' ? rounded.replace('.', ',') : rounded
  }
  const safe = startsFormula(cell) ? `'${cell}` : cell
  return safe.includes(separator) || /["\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** A caller's name that begins with = would be computed by the spreadsheet of whoever opens the file. */
const startsFormula = (text: string): boolean =>
  /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/.test(text) && !/^[+-]?\d[\d ]*$/.test(text)

export function download(name: string, content: string): void {
  const url = URL.createObjectURL(new Blob([content], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
