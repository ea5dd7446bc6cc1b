import { formatAverageSeconds, formatSeconds } from './durations.ts'
import { formatCount, formatDecimal, formatShare, noValue } from './numbers.ts'
import type { Language } from '../i18n/language.ts'

/** `average`: of waits, where tenths of a second count below a minute. `mean`: of what lasts minutes, all in one form. */
export type FigureKind = 'count' | 'share' | 'seconds' | 'average' | 'mean' | 'level'

export function figureText(kind: FigureKind, value: number | null, language: Language): string {
  switch (kind) {
    case 'count':
      return formatCount(value, language)
    case 'share':
    case 'level':
      return formatShare(value, language)
    case 'seconds':
      return formatSeconds(value)
    case 'mean':
      return formatSeconds(value === null ? null : Math.round(value))
    case 'average':
      return formatAverageSeconds(value, seconds => formatDecimal(seconds, language))
  }
}

/**
 * How much a figure has changed: counts by a share of what they were, shares by points, lengths of time by seconds. Of nothing, or
 * from nothing, there is no such thing.
 * @param points  words for a difference of percentages
 */
export function changeText(
  kind: FigureKind,
  value: number | null,
  before: number | null,
  language: Language,
  points: (difference: string) => string,
): string {
  if (value === null || before === null) return noValue
  const sign = value < before ? '−' : '+'
  const size = Math.abs(value - before)
  switch (kind) {
    case 'count':
      return before === 0 ? noValue : sign + formatShare(size / before, language)
    case 'share':
    case 'level':
      return points(sign + formatDecimal(size * 100, language))
    case 'seconds':
    case 'mean':
    case 'average':
      return sign + figureText(kind, size, language)
  }
}
