import type { TableWrite } from '../../domain/kernel/projection.ts'
import { quarterOf, type Micros } from '../../domain/kernel/time.ts'
import { startOfLocalDay, type ZoneName } from '../../domain/kernel/zone.ts'
import { nextIntervalStart, plainDayEnd } from '../periodic/intervals.ts'
import { noChanges, tableWrite } from '../table-writes.ts'

/** Before a site is registered its days are UTC's. */
const unregisteredZone = 'UTC'

/** Zones of the sites, which cut their days. */
export interface Zones {
  /** A site becomes known by its first row or its registration. */
  see(site: string): void
  /** @returns whether days that may have been counted begin elsewhere now. */
  set(site: string, zone: ZoneName): boolean
  zoneOf(site: string): ZoneName
  dayOf(site: string, at: Micros): Micros
  /** Start of the local day behind the one that starts then. */
  nextDay(site: string, day: Micros): Micros
  /** What has changed since the last call. */
  write(): TableWrite
}

interface Site {
  zone: ZoneName
  /** The local day asked for last: a log is written in the order of time, give or take. */
  last: { readonly day: Micros; readonly end: Micros } | undefined
  /** A quarter of an hour lies in one local day: offsets change on quarters (kernel/zone.ts). */
  readonly days: Map<Micros, Micros>
  readonly nextDays: Map<Micros, Micros>
}

const quartersAtMost = 50_000

const siteIn = (zone: ZoneName): Site => ({ zone, last: undefined, days: new Map(), nextDays: new Map() })

export function createZones(known: readonly { readonly site: string; readonly zone: ZoneName }[]): Zones {
  const sites = new Map<string, Site>(known.map(({ site, zone }) => [site, siteIn(zone)]))
  const changed = new Set<string>()

  function siteOf(name: string): Site {
    const site = sites.get(name)
    if (site) return site
    const added = siteIn(unregisteredZone)
    sites.set(name, added)
    changed.add(name)
    return added
  }

  return {
    see: name => void siteOf(name),

    set(name, zone) {
      const isNew = !sites.has(name)
      const site = siteOf(name)
      if (site.zone === zone) return false
      site.zone = zone
      site.last = undefined
      site.days.clear()
      site.nextDays.clear()
      changed.add(name)
      return !isNew
    },

    zoneOf: name => siteOf(name).zone,

    dayOf(name, at) {
      const site = siteOf(name)
      if (site.last && site.last.day <= at && at < site.last.end) return site.last.day
      const { zone, days } = site
      const quarter = quarterOf(at)
      let day = days.get(quarter)
      if (day === undefined) {
        day = startOfLocalDay(zone, quarter)
        if (days.size >= quartersAtMost) days.clear()
        days.set(quarter, day)
      }
      site.last = { day, end: plainDayEnd(day, zone) }
      return day
    },

    nextDay(name, day) {
      const { zone, nextDays } = siteOf(name)
      const remembered = nextDays.get(day)
      if (remembered !== undefined) return remembered
      const next = nextIntervalStart(day, 'DAY', zone)
      if (nextDays.size >= quartersAtMost) nextDays.clear()
      nextDays.set(day, next)
      return next
    },

    write() {
      const changes = noChanges()
      for (const site of changed) changes.replace.push([site, siteOf(site).zone])
      changed.clear()
      return tableWrite('site', ['site', 'time_zone'], 1, changes)
    },
  }
}
