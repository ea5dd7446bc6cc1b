import { quarterOf, type Micros } from '../../domain/kernel/time.ts'
import type { ZoneName } from '../../domain/kernel/zone.ts'
import type { Interval } from '../../domain/metrics/figures.ts'
import { intervalStartOf, nextIntervalStart, plainDayEnd } from '../periodic/intervals.ts'
import {
  thresholdsAt,
  withThresholds,
  type ThresholdEvent,
  type ThresholdHistory,
  type Thresholds,
} from '../../domain/queues/thresholds.ts'
import type { BucketTableName, Beginning } from './stored.ts'

/** Before any site is registered its days are UTC's. */
const unregisteredZone = 'UTC'

export const beginningOfTime: Micros = -9e15
export const endOfTime: Micros = 9e15

/** What reading facts needs to know of the sites, from the events before them: zones, queues and their thresholds. */
export interface Sites {
  zoneOf(site: string): ZoneName
  /** @returns whether it changed: then the site's days begin elsewhere. */
  setZone(site: string, zone: ZoneName): boolean
  /** First instants of the intervals on the site's clock that hold the instant. */
  startsOf(site: string, at: Micros): IntervalStarts
  endOf(table: BucketTableName, site: string, start: Micros): Micros
  /** Cheap: it is asked for every row. */
  knowsQueue(site: string, queue: string): boolean
  seeQueue(site: string, queue: string): void
  thresholdsAt(site: string, queue: string, at: Micros): Thresholds
  historyOf(site: string, queue: string): ThresholdHistory
  setThresholds(event: ThresholdEvent): void
  /** Sites, queues and histories that are new or changed since the last call. */
  takeNews(): SiteNews
}

type IntervalStarts = Readonly<Record<BucketTableName, Micros>>

interface SiteNews {
  readonly zones: ReadonlyMap<string, ZoneName>
  readonly queues: readonly { readonly site: string; readonly queue: string }[]
}

interface Site {
  zone: ZoneName
  /** The local day asked for last: a log is written in the order of time, give or take. */
  lastDay: { readonly day: Micros; readonly end: Micros; readonly month: Micros } | undefined
  readonly queues: Map<string, ThresholdHistory>
  /** A quarter of an hour lies in one local day and month: offsets change on quarters (kernel/zone.ts). */
  readonly starts: Map<Micros, IntervalStarts>
}

/** A year has 35,040; a log is written in the order of time, give or take, so a few days are enough. */
const quartersAtMost = 2_000

const intervalOf = { quarter: 'QUARTER_HOUR', day: 'DAY', month: 'MONTH' } as const satisfies Record<
  BucketTableName,
  Interval
>

/** A day lies in one month. */
function localDayOf(site: Site, quarter: Micros) {
  const { zone, lastDay } = site
  if (lastDay && lastDay.day <= quarter && quarter < lastDay.end) return lastDay
  const day = intervalStartOf(quarter, intervalOf.day, zone)
  const found = {
    day,
    end: plainDayEnd(day, zone),
    month: intervalStartOf(quarter, intervalOf.month, zone),
  }
  site.lastDay = found
  return found
}

export function createSites(beginning: Beginning): Sites {
  const sites = new Map<string, Site>()
  let zones = new Map<string, ZoneName>()
  let queues: { site: string; queue: string }[] = []

  const add = (name: string, zone: ZoneName): Site => {
    const site: Site = { zone, lastDay: undefined, queues: new Map(), starts: new Map() }
    sites.set(name, site)
    return site
  }
  for (const { site, timeZone } of beginning.sites) add(site, timeZone)

  const siteOf = (name: string): Site => {
    const known = sites.get(name)
    if (known) return known
    zones.set(name, unregisteredZone)
    return add(name, unregisteredZone)
  }
  for (const { site, queue } of beginning.queues) siteOf(site).queues.set(queue, [])
  for (const { site, queue, from, thresholds } of beginning.thresholds)
    if (from > beginningOfTime) setHistory(site, queue, from, thresholds)

  function setHistory(site: string, queue: string, effectiveFrom: Micros, thresholds: Thresholds): void {
    const { queues: known } = siteOf(site)
    const event: ThresholdEvent = { type: 'QueueThresholdsSet', site, queue, effectiveFrom, thresholds }
    known.set(queue, withThresholds(known.get(queue) ?? [], event))
  }

  const historyOf = (site: string, queue: string): ThresholdHistory => siteOf(site).queues.get(queue) ?? []

  return {
    zoneOf: site => siteOf(site).zone,

    setZone(name, zone) {
      const isNew = !sites.has(name)
      const site = siteOf(name)
      if (site.zone === zone && !isNew) return false
      const changed = site.zone !== zone
      site.zone = zone
      site.lastDay = undefined
      site.starts.clear()
      zones.set(name, zone)
      return changed && !isNew
    },

    startsOf(name, at) {
      const quarter = quarterOf(at)
      const site = siteOf(name)
      const { starts } = site
      const known = starts.get(quarter)
      if (known) return known
      const { day, month } = localDayOf(site, quarter)
      const found = { quarter, day, month }
      if (starts.size >= quartersAtMost) starts.clear()
      starts.set(quarter, found)
      return found
    },

    endOf: (table, site, start) => nextIntervalStart(start, intervalOf[table], siteOf(site).zone),

    knowsQueue: (site, queue) => siteOf(site).queues.has(queue),

    seeQueue(site, queue) {
      const known = siteOf(site).queues
      if (known.has(queue)) return
      known.set(queue, [])
      queues.push({ site, queue })
    },

    thresholdsAt: (site, queue, at) => thresholdsAt(historyOf(site, queue), at),

    historyOf,

    setThresholds({ site, queue, effectiveFrom, thresholds }) {
      setHistory(site, queue, effectiveFrom, thresholds)
      queues.push({ site, queue })
    },

    takeNews() {
      const news = { zones, queues }
      zones = new Map()
      queues = []
      return news
    },
  }
}
