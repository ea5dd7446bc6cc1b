import { objectsOf, type Configuration } from '../configuration/configuration.ts'
import type { Micros } from '../kernel/time.ts'
import type { ZoneName } from '../kernel/zone.ts'
import { callbackLists } from './callback-lists.ts'
import { callbackPeriods } from './callback-periods.ts'
import { dateAt, dayAfter } from './due-date.ts'
import type { CallbackListOf, CallbackPeriodOfDay } from './request-events.ts'

/** What requests can be made of at a moment: the lists and periods that are configured, and which day it is at the site. */
export interface CallbackOffer {
  readonly lists: readonly CallbackListOf[]
  /** By short name or by name for people; null: the default one. */
  readonly periodOf: (named: string | null) => CallbackPeriodOfDay | undefined
  /** `2026-11-30`. */
  readonly today: string
  readonly tomorrow: string
}

/** @param zone of the site: it says which day `now` is */
export function callbackOfferOf(configuration: Configuration, zone: ZoneName, now: Micros): CallbackOffer {
  const lists = objectsOf(configuration, callbackLists).map(({ value }) => ({
    list: value.name,
    listName: value.displayName,
    queue: value.queue,
  }))
  const periods = objectsOf(configuration, callbackPeriods).map(({ value }) => ({
    isDefault: value.default,
    of: { period: value.name, periodName: value.displayName, periodStart: value.start, periodEnd: value.end },
  }))
  const today = dateAt(zone, now)
  return {
    lists,
    today,
    tomorrow: dayAfter(today),
    periodOf(named) {
      if (named === null) return periods.find(({ isDefault }) => isDefault)?.of
      const byName = periods.find(({ of }) => of.period === named) ?? periods.find(({ of }) => of.periodName === named)
      return byName?.of
    },
  }
}
