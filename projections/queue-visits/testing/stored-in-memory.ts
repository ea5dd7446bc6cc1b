import { rounding } from '../../../domain/pbx/queue-log-rounding.ts'
import { emptyBucket } from '../periodic/buckets.ts'
import type { Bucket } from '../periodic/periodic-rows.ts'
import { counters } from '../periodic/counters.ts'
import type { Beginning, CallKey, Stored } from '../stored.ts'
import { refusalOfRecord, visitOfRecord, type VisitRecord } from '../visit-rows.ts'
import type { MemoryTables, RecordOf } from './memory-tables.ts'

/** The fold's tables in this process: what its SQL says, said in TypeScript. */
export function storedInMemory(tables: MemoryTables): Stored {
  const ofCall = (table: string, { site, node, callId }: CallKey) =>
    tables.rows(table).filter(row => row['site'] === site && row['node'] === node && row['call_id'] === callId)
  const keyOf = (row: RecordOf) => ({ site: row['site'], node: row['node'], callId: row['call_id'] }) as CallKey
  const distinct = (keys: readonly CallKey[]) => [...new Map(keys.map(key => [JSON.stringify(key), key])).values()]
  const newest = (table: string) => {
    const starts = tables.rows(table).map(row => row['start_us'] as number)
    return starts.length > 0 ? Math.max(...starts) : undefined
  }
  const has = (row: RecordOf, ...flags: string[]) => flags.some(flag => (row['flags'] as string[]).includes(flag))
  const isEndedByNoRow = (row: RecordOf) =>
    row['answered_us'] !== null && (row['ended_us'] === null || has(row, 'joinedEnd', 'inferredEnd'))
  const hasNoEnd = (row: RecordOf) => row['left_us'] === null || has(row, 'joinedEnd') || isEndedByNoRow(row)
  const beginningsOf = (row: RecordOf): RecordOf[] => [
    ...(isEndedByNoRow(row) ? [{ ...row, since_us: row['answered_us'] ?? null }] : []),
    ...(row['left_us'] === null || has(row, 'joinedEnd')
      ? [{ ...row, agent: null, since_us: row['entered_us'] ?? null }]
      : []),
  ]

  return {
    beginning: () =>
      Promise.resolve({
        sites: tables.rows('site').map(row => ({ site: row['site'], timeZone: row['time_zone'] })),
        queues: tables.rows('queue'),
        thresholds: tables.rows('threshold').map(row => ({
          site: row['site'],
          queue: row['queue'],
          from: row['from_us'],
          thresholds: {
            serviceLevelSeconds: (row['service_level_us'] as number) / 1e6,
            shortAbandonSeconds: (row['short_abandon_us'] as number) / 1e6,
            t1Seconds: (row['t1_us'] as number) / 1e6,
            t2Seconds: (row['t2_us'] as number) / 1e6,
          },
        })),
        restarts: tables.rows('restart').map(row => ({ ...row, at: row['at_us'] })),
        nodes: tables.rows('node').map(row => ({ ...row, newestCallSecond: row['newest_call_second'] })),
        newestLooseEnds: tables.rows('loose_end').map(row => ({ ...row, since: row['since_us'] })),
        exclusions: tables.rows('exclusion').map(keyOf),
        newestBuckets: { quarter: newest('quarter'), day: newest('day'), month: newest('month') },
        newestEntryQuarter: newest('entry_count'),
      } as unknown as Beginning),

    callsKnown: calls =>
      Promise.resolve(
        calls.filter(call =>
          ['visit', 'refusal', 'loose_end', 'unplaced_call'].some(table => ofCall(table, call).length > 0),
        ),
      ),

    written: calls =>
      Promise.resolve(
        calls.map(call => ({
          visits: ofCall('visit', call)
            .map(row => visitOfRecord(row as unknown as VisitRecord))
            .sort((a, b) => a.visitNumber - b.visitNumber),
          refusals: ofCall('refusal', call).map(row => refusalOfRecord(row as never)),
          looseEnds: ofCall('loose_end', call).map(row => ({
            queue: row['queue'] as string,
            agent: row['agent'] as string | null,
            since: row['since_us'] as number,
            position: row['position'] as number,
          })),
          unplaced: ofCall('unplaced_call', call).length > 0,
          excluded: [...ofCall('visit', call), ...ofCall('refusal', call)].some(row => row['excluded'] === true),
          excludedEntries: ofCall('excluded_entry', call).map(row => ({
            position: row['position'] as number,
            queue: row['queue'] as string,
            at: row['at_us'] as number,
          })),
        })),
      ),

    callsWithoutEnd: (site, node) =>
      Promise.resolve(
        distinct(
          tables
            .rows('visit')
            .filter(row => row['site'] === site && row['node'] === node && hasNoEnd(row))
            .map(keyOf),
        ),
      ),

    callsNear: points =>
      Promise.resolve(
        distinct(
          [...tables.rows('visit').flatMap(beginningsOf), ...tables.rows('loose_end')]
            .filter(row =>
              points.some(
                point =>
                  (['site', 'node', 'queue', 'agent'] as const).every(column => row[column] === point[column]) &&
                  Math.abs((row['since_us'] as number) - point.since) <= rounding,
              ),
            )
            .map(keyOf),
        ),
      ),

    buckets(table, keys) {
      const wanted = new Set(keys.map(key => JSON.stringify([key.start, key.site, key.queue, key.calledNumber])))
      return Promise.resolve(
        tables
          .rows(table)
          .filter(row => wanted.has(JSON.stringify([row['start_us'], row['site'], row['queue'], row['called_number']])))
          .map(bucketOf),
      )
    },

    bucketsOfSite: (table, site) =>
      Promise.resolve(
        tables
          .rows(table)
          .filter(row => row['site'] === site)
          .map(bucketOf),
      ),

    entryCounts(keys) {
      const wanted = new Set(keys.map(({ start, site, queue }) => JSON.stringify([start, site, queue])))
      return Promise.resolve(
        tables
          .rows('entry_count')
          .map(row => ({
            start: row['start_us'] as number,
            site: row['site'] as string,
            queue: row['queue'] as string,
            entered: row['entered'] as number,
            stored: true,
          }))
          .filter(({ start, site, queue }) => wanted.has(JSON.stringify([start, site, queue]))),
      )
    },

    longestWait({ site, queue, calledNumber, start }, end, without) {
      const waits = tables
        .rows('visit')
        .filter(
          row =>
            row['site'] === site &&
            row['queue'] === queue &&
            (row['called_number'] ?? '') === calledNumber &&
            (row['entered_us'] as number) >= start &&
            (row['entered_us'] as number) < end &&
            row['wait_us'] !== null &&
            row['excluded'] === false &&
            !without.some(
              gone =>
                gone.site === row['site'] &&
                gone.node === row['node'] &&
                gone.callId === row['call_id'] &&
                gone.visitNumber === row['visit_number'],
            ),
        )
        .map(row => row['wait_us'] as number)
      return Promise.resolve(waits.length > 0 ? Math.max(...waits) : null)
    },

    judgedWaits: (site, queue, from, until) =>
      Promise.resolve(
        tables
          .rows('visit')
          .filter(
            row =>
              row['site'] === site &&
              row['queue'] === queue &&
              (row['entered_us'] as number) >= from &&
              (row['entered_us'] as number) < until &&
              ['ANSWERED', 'ABANDONED'].includes(row['outcome'] as string) &&
              row['wait_us'] !== null &&
              row['excluded'] === false,
          )
          .map(row => ({
            enteredAt: row['entered_us'] as number,
            calledNumber: (row['called_number'] ?? '') as string,
            outcome: row['outcome'] as 'ANSWERED',
            wait: row['wait_us'] as number,
          })),
      ),
  }
}

function bucketOf(row: RecordOf): Bucket {
  const waits = (name: string) => ({
    buckets: [...(row[`${name}_buckets`] as number[])],
    counts: [...(row[`${name}_counts`] as number[])],
  })
  return {
    ...emptyBucket({
      start: row['start_us'] as number,
      site: row['site'] as string,
      queue: row['queue'] as string,
      calledNumber: row['called_number'] as string,
    }),
    stored: true,
    sums: counters.map(({ column }) => row[column] as number),
    maxWait: row['max_wait_us'] as number | null,
    answeredWaits: waits('answered_wait'),
    abandonedWaits: waits('abandoned_wait'),
  }
}
