import { accept, nothingToDo, reject, type Decider } from '../kernel/decider.ts'
import type { RecordedEvent } from '../kernel/event.ts'
import type { Micros } from '../kernel/time.ts'
import { boundsAt, latestBounds, retainedData, type RetentionBounds } from './retention-bounds.ts'
import type { RetentionSettings } from './retention-settings.ts'

export const recordsPurged = 'RecordsPurged'

export const retentionStream = (site: string): string => `retention/${site}`

/** How many rows each table loses, or what identifies people in them, by `read_model.table`. */
export type RowsAffected = Readonly<Record<string, number>>

export interface PurgeRecords {
  readonly type: 'PurgeRecords'
  readonly site: string
  readonly settings: RetentionSettings
  readonly now: Micros
  /** As the read models were when it was decided. */
  readonly rows: RowsAffected
}

/** From here on nothing before these instants is shown, counted or kept in a read model: fact and decision of one. */
export interface RecordsPurged {
  readonly type: typeof recordsPurged
  readonly site: string
  readonly before: RetentionBounds
  readonly rows: RowsAffected
  readonly legalBasis: string | null
}

/** The bounds that are in force. */
export const purges: Decider<PurgeRecords, RecordsPurged, RetentionBounds> = {
  initial: {},

  decide({ site, settings, now, rows }, bounds) {
    if (settings.legalHold)
      return reject(
        'site',
        'legalHold',
        `a legal hold is on at ${site}: take it back with changeRetentionSettings first`,
      )
    const before = newBounds(settings, now, bounds)
    if (Object.keys(before).length === 0) return nothingToDo
    return accept({ type: recordsPurged, site, before, rows, legalBasis: settings.legalBasis })
  },

  evolve: (bounds, { before }) => latestBounds(bounds, before),
}

/** What is over and not removed yet. Longer times bring nothing back, so they move no bound. */
export function newBounds(settings: RetentionSettings, now: Micros, bounds: RetentionBounds): RetentionBounds {
  const due = boundsAt(settings, now)
  return Object.fromEntries(
    retainedData.flatMap(data => {
      const bound = due[data]
      return bound !== undefined && bound > (bounds[data] ?? -Infinity) ? [[data, bound] as const] : []
    }),
  )
}

export const purgedIn = ({ data }: Pick<RecordedEvent, 'data'>): RecordsPurged => data as unknown as RecordsPurged
