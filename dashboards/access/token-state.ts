import type { AccessToken } from './queries.ts'

type TokenState = 'valid' | 'revoked' | 'expired'

/** @param now milliseconds since 1970 */
export function stateOfToken({ revokedAt, expiresAt }: AccessToken, now: number): TokenState {
  if (revokedAt !== null) return 'revoked'
  return expiresAt !== null && Date.parse(expiresAt) <= now ? 'expired' : 'valid'
}

/** What is typed one a line, or with commas between. */
export const namesIn = (text: string): readonly string[] => text.split(/[\s,]+/).filter(name => name !== '')

/** The end of a day on the calendar of the reader, as an instant. */
export function endOfDay(day: string): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(year, month - 1, date + 1).toISOString()
}
