import { formatAverageSeconds, formatSeconds } from '../format/durations.ts'
import { formatCount, formatDecimal, formatShare } from '../format/numbers.ts'
import type { Language } from '../i18n/language.ts'
import type { ColumnKind } from './queue-columns.ts'

export function figureText(kind: ColumnKind, value: number | null, language: Language): string {
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
