import { microsOfDate, microsOfSeconds, type Micros } from '../kernel/time.ts'
import type { RetentionSettings } from './retention-settings.ts'

/** What is kept for a time of its own, in the order in which it goes. */
export const retainedData = ['recordings', 'panelDocuments', 'callDetails', 'statistics'] as const
export type RetainedData = (typeof retainedData)[number]

/** Of each kind of data the instant before which there is none any more. Left out: nothing was removed, or is to be. */
export type RetentionBounds = Readonly<Partial<Record<RetainedData, Micros>>>

const microsPerDay = microsOfSeconds(86_400)

/** Figures go by whole months of UTC: to remove them takes the read models apart, and a rebuild does it as often (docs/adr/0016-purge.md). */
function monthOf(at: Micros): Micros {
  const date = new Date(at / 1000)
  return microsOfDate(new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth())))
}

/** How long each is kept in effect: nothing outlives what it is part of. undefined: for ever. */
export function keptDays(settings: RetentionSettings): Readonly<Record<RetainedData, number | undefined>> {
  const statistics = settings.statisticsDays ?? Infinity
  const details = Math.min(settings.callDetailsDays ?? Infinity, statistics)
  const within = (own: number | null) => Math.min(own ?? Infinity, details)
  const said = (length: number) => (Number.isFinite(length) ? length : undefined)
  return {
    recordings: said(within(settings.recordingsDays)),
    panelDocuments: said(within(settings.panelDocumentDays)),
    callDetails: said(details),
    statistics: said(statistics),
  }
}

/** What began before is over for so many days at least: whole days of UTC, of figures whole months. */
export function boundsAt(settings: RetentionSettings, now: Micros): RetentionBounds {
  const today = Math.floor(now / microsPerDay) * microsPerDay
  const kept = keptDays(settings)
  return Object.fromEntries(
    retainedData.flatMap(data => {
      const days = kept[data]
      if (days === undefined) return []
      const day = today - days * microsPerDay
      return [[data, data === 'statistics' ? monthOf(day) : day] as const]
    }),
  )
}

/** What is gone after both: a bound never goes back. */
export function latestBounds(one: RetentionBounds, other: RetentionBounds): RetentionBounds {
  const latest = retainedData.flatMap(data => {
    const bound = Math.max(one[data] ?? -Infinity, other[data] ?? -Infinity)
    return bound === -Infinity ? [] : [[data, bound] as const]
  })
  return Object.fromEntries(latest)
}
