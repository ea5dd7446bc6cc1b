import type { CorrectionEvent } from '../../domain/calls/corrections.ts'
import type { RecordedEvent } from '../../domain/kernel/event.ts'
import type { EventStore } from '../../domain/kernel/event-store.ts'
import type { Fold, TableWrite } from '../../domain/kernel/projection.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import { queueLogRowRecorded, type QueueLogFact } from '../../domain/pbx/facts.ts'
import { queueTalkEndFound } from '../../domain/queues/talk-ends.ts'
import type { CallRow } from '../../domain/queues/stays.ts'
import type { ThresholdEvent } from '../../domain/queues/thresholds.ts'
import type { SiteEvent } from '../../domain/sites/sites.ts'
import { changesSomething } from '../table-writes.ts'
import { bucketTable } from './periodic/buckets.ts'
import { callLoader } from './call-loader.ts'
import { callWrites } from './call-writes.ts'
import { callCache, isCertainlyNew, nothingWritten, type Call, type PbxNode, type RowsAtMost } from './calls.ts'
import { addRefusal, addVisit } from './periodic/contribution.ts'
import { entryCounts } from './periodic/entry-counts.ts'
import { createExclusions } from './exclusions.ts'
import { callRowOf, callRowOfTalkEnd, namesACall, queueNamedBy } from './intake.ts'
import { readTogether } from './joining.ts'
import { pbxNodes } from './nodes.ts'
import type { Bucket } from './periodic/periodic-rows.ts'
import { restateCalendar, restateThresholds, type ThresholdChange } from './restatement.ts'
import { rowNames } from './periodic/row-names.ts'
import { siteWrites } from './site-writes.ts'
import { createSites } from './sites.ts'
import { bucketTableNames, type BucketTableName, type Stored } from './stored.ts'

/** How much a fold keeps in memory, whatever the length of the log. */
export interface Capacity {
  /** Of queue_log, of the calls that are in memory. */
  readonly rows: RowsAtMost
  readonly buckets: Readonly<Record<BucketTableName, number>>
}

const usualCapacity: Capacity = {
  rows: { ofCallsGoingOn: 40_000, ofCallsOver: 500 },
  buckets: { quarter: 8_000, day: 4_000, month: 2_000 },
}

/** What a page has brought, sorted. */
interface Page {
  /** Calls to be read again. */
  readonly changed: Set<Call>
  /** Those of them that were not in memory and may have been known before. */
  readonly perhapsKnown: Set<Call>
  readonly restarted: Set<PbxNode>
  readonly zonesChanged: Set<string>
  readonly thresholds: ThresholdChange[]
}

/**
 * Turns facts into visits and periodic figures. The tables are a function of the set of facts, not of how they were cut into pages or
 * in which order they came: a call is read anew from all its rows whenever one is added, and only what is different is written.
 * @param keptFrom of a site the instant before which everything is closed (docs/adr/0016-purge.md)
 */
export async function foldOver(
  stored: Stored,
  log: Pick<EventStore, 'readTagged'>,
  capacity: Capacity = usualCapacity,
  keptFrom: (site: string) => Micros = () => -Infinity,
): Promise<Fold> {
  const beginning = await stored.beginning()
  const sites = createSites(beginning)
  const nodes = pbxNodes(beginning, keptFrom)
  const cache = callCache(capacity.rows)
  const names = rowNames()
  const entries = entryCounts(stored, beginning.newestEntryQuarter, names)
  const periodicTable = (table: BucketTableName) =>
    bucketTable(table, {
      stored,
      newest: beginning.newestBuckets[table],
      endOf: ({ site, start }) => sites.endOf(table, site, start),
      capacity: capacity.buckets[table],
      names,
    })
  const periodic = { quarter: periodicTable('quarter'), day: periodicTable('day'), month: periodicTable('month') }
  const exclusions = createExclusions()
  const loader = callLoader(stored, log, nodes, cache)

  function takeIn(page: Page, event: RecordedEvent): void {
    if (event.type === queueLogRowRecorded) takeInRow(page, event)
    else if (event.type === queueTalkEndFound) takeInCallRow(page, event, callRowOfTalkEnd(event))
    else if (event.type === 'CallExcluded' || event.type === 'CallIncluded') takeInExclusion(page, event)
    else takeInDecision(page, event.data as unknown as SiteEvent | ThresholdEvent)
  }

  function takeInRow(page: Page, event: RecordedEvent): void {
    const fact = event.data as unknown as QueueLogFact
    const pbx = nodes.of(event.site ?? '', event.node ?? '')
    if (!sites.knowsQueue(pbx.site, fact.queue)) {
      const queue = queueNamedBy(fact)
      if (queue !== undefined) sites.seeQueue(pbx.site, queue)
    }
    if (fact.event === 'QUEUESTART' && nodes.restart(pbx, event.occurredAt)) page.restarted.add(pbx)
    const row = callRowOf(event)
    if (row) takeInCallRow(page, event, row)
  }

  function takeInCallRow(page: Page, { site = '', node = '' }: RecordedEvent, row: CallRow): void {
    const pbx = nodes.of(site, node)
    const call = pbx.calls.get(row.callid) ?? newCall(page, pbx, row.callid)
    if (!call) return
    if (row.event === 'ENTERQUEUE') entries.count(pbx.site, row.queue, row.at)
    call.rows.push(row)
    call.own = undefined
    page.changed.add(call)
  }

  /** A call that is not in memory. @returns undefined where the callid names none */
  function newCall(page: Page, pbx: PbxNode, callId: string): Call | undefined {
    if (!namesACall(callId)) return undefined
    const call = cache.add(pbx, callId, [], nothingWritten)
    if (!isCertainlyNew(call)) page.perhapsKnown.add(call)
    return call
  }

  /** Its calls are read again: what they add to the figures comes or goes. */
  function takeInExclusion(page: Page, { site = '', node = '', data }: RecordedEvent): void {
    const pbx = nodes.of(site, node)
    const event = data as unknown as Extract<CorrectionEvent, { type: 'CallExcluded' | 'CallIncluded' }>
    for (const callId of exclusions.take(pbx, event)) {
      const call = pbx.calls.get(callId) ?? newCall(page, pbx, callId)
      if (call) page.changed.add(call)
    }
  }

  function takeInDecision(page: Page, event: SiteEvent | ThresholdEvent): void {
    if (event.type === 'SiteRegistered' && sites.setZone(event.site, event.timeZone)) page.zonesChanged.add(event.site)
    if (event.type !== 'QueueThresholdsSet') return
    const { site, queue, effectiveFrom } = event
    const before = sites.historyOf(site, queue)
    sites.setThresholds(event)
    page.thresholds.push({ site, queue, effectiveFrom, before, after: sites.historyOf(site, queue) })
  }

  const counts = {
    visit(call: Call, visit: Call['written']['visits'][number], sign: 1 | -1) {
      const limits = sites.thresholdsAt(call.site, visit.queue, visit.enteredAt)
      countIn(call, visit.enteredAt, visit, bucket => addVisit(bucket, visit, limits, sign))
    },
    refusal(call: Call, refusal: Call['written']['refusals'][number], sign: 1 | -1) {
      countIn(call, refusal.at, refusal, bucket => addRefusal(bucket, refusal.reason, sign))
    },
  }

  function countIn(
    { site }: Call,
    at: Micros,
    { queue, calledNumber }: { queue: string; calledNumber: string | null },
    change: (bucket: Bucket) => void,
  ): void {
    const starts = sites.startsOf(site, at)
    for (const table of bucketTableNames)
      periodic[table].change({ start: starts[table], site, queue, calledNumber: calledNumber ?? '' }, change)
  }

  return {
    async page(events) {
      const last = events.at(-1)
      if (!last) return []
      const page: Page = {
        changed: new Set(),
        perhapsKnown: new Set(),
        restarted: new Set(),
        zonesChanged: new Set(),
        thresholds: [],
      }
      for (const event of events) takeIn(page, event)
      await loader.complete(page.perhapsKnown, last.position)
      for (const pbx of page.restarted)
        for (const call of await loader.withoutEnd(pbx, last.position)) {
          call.own = undefined
          page.changed.add(call)
        }

      for (const site of page.zonesChanged) await restateCalendar(site, periodic, sites)
      for (const change of page.thresholds) await restateThresholds(change, periodic, sites, stored)

      const writes = callWrites(counts)
      const read = await readTogether(page.changed, points => loader.near(points, last.position))
      for (const [call, now] of read) writes.write(call, now)
      const tables: TableWrite[] = [
        ...writes.tables(),
        await periodic.quarter.settle(writes.gone),
        await periodic.day.settle(writes.gone),
        await periodic.month.settle(writes.gone),
        await entries.settle(),
        ...siteWrites(sites),
        ...nodes.writes(),
        exclusions.write(),
      ]
      cache.trim(read.keys())
      return tables.filter(changesSomething)
    },
  }
}
