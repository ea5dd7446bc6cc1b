import type { Cell, TableWrite } from '../../domain/kernel/projection.ts'
import { microsOfSeconds, type Micros } from '../../domain/kernel/time.ts'
import { defaultThresholds, type ThresholdHistory, type Thresholds } from '../../domain/queues/thresholds.ts'
import { noChanges, tableWrite } from '../table-writes.ts'
import { beginningOfTime, endOfTime, type Sites } from './sites.ts'

const thresholdColumns = [
  'site',
  'queue',
  'from_us',
  'until_us',
  'service_level_us',
  'short_abandon_us',
  't1_us',
  't2_us',
]

/** Writes the zones, queues and thresholds that the page has brought. */
export function siteWrites(sites: Sites): readonly TableWrite[] {
  const zones = noChanges()
  const queues = noChanges()
  const thresholds = noChanges()
  const news = sites.takeNews()
  for (const [site, zone] of news.zones) zones.replace.push([site, zone])
  const changed = new Map(news.queues.map(queue => [`${queue.site}\0${queue.queue}`, queue]))
  for (const { site, queue } of changed.values()) {
    queues.replace.push([site, queue])
    for (const range of rangesOf(sites.historyOf(site, queue))) thresholds.replace.push([site, queue, ...range])
  }
  return [
    tableWrite('site', ['site', 'time_zone'], 1, zones),
    tableWrite('queue', ['site', 'queue'], 2, queues),
    tableWrite('threshold', thresholdColumns, 3, thresholds),
  ]
}

/** The history as ranges that cover all time: a join finds the one that was in force. Changes only ever add a range. */
function rangesOf(history: ThresholdHistory): readonly (readonly Cell[])[] {
  const changes = new Map<Micros, Thresholds>([[beginningOfTime, defaultThresholds]])
  for (const { effectiveFrom, thresholds } of history) changes.set(effectiveFrom, thresholds)
  const ranges = [...changes]
  return ranges.map(([from, limits], index) => [
    from,
    ranges[index + 1]?.[0] ?? endOfTime,
    microsOfSeconds(limits.serviceLevelSeconds),
    microsOfSeconds(limits.shortAbandonSeconds),
    microsOfSeconds(limits.t1Seconds),
    microsOfSeconds(limits.t2Seconds),
  ])
}
