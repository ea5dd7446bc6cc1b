const digitsCompared = 9

/**
 * What numbers are compared by: their digits, at most the last nine, so that `+33 6 12 34 56 78`, `0033612345678` and `0612345678` are one
 * caller whatever a normalisation rule made of them (contact-center L-25). An internal number is itself.
 * @returns null where there is no digit (`anonymous`, `s`)
 */
export function canonicalNumber(raw: string | null): string | null {
  if (raw === null) return null
  const digits = /\D/.test(raw) ? raw.replace(/\D/g, '') : raw
  return digits === '' ? null : digits.slice(-digitsCompared)
}
