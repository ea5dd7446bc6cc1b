import type { Language } from '../i18n/language.ts'

/** What stands where a figure has no value: an average over nothing is not zero. */
export const noValue = '–'

const formatters = new Map<string, Intl.NumberFormat>()

function formatter(language: Language, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${language} ${JSON.stringify(options)}`
  let known = formatters.get(key)
  if (!known) formatters.set(key, (known = new Intl.NumberFormat(language, options)))
  return known
}

export function formatCount(count: number | null | undefined, language: Language): string {
  return count == null ? noValue : formatter(language, { maximumFractionDigits: 0 }).format(count)
}

export function formatDecimal(value: number | null | undefined, language: Language, digits = 1): string {
  if (value == null) return noValue
  return formatter(language, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value)
}

/**
 * A share 0..1 as percent with one decimal (contact-center 8.1). Above 100 % stays above: an answer after midnight of a
 * call that entered before it is one.
 */
export function formatShare(share: number | null | undefined, language: Language, digits = 1): string {
  if (share == null) return noValue
  const options = { style: 'percent', minimumFractionDigits: digits, maximumFractionDigits: digits } as const
  return formatter(language, options).format(share)
}
