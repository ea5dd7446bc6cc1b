import type { Limits } from '../../app/settings.ts'

export type Level = 'calm' | 'warn' | 'bad'

/** Limits are reached, not only passed: with 1 and 3, the first waiting call is high and the third over the limit. */
export function levelOf(value: number | null, { warn, bad }: Limits): Level {
  if (value === null || value <= 0) return 'calm'
  if (value >= bad) return 'bad'
  return value >= warn ? 'warn' : 'calm'
}
