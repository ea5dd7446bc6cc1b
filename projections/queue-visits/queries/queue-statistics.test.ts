import fc from 'fast-check'
import type { PoolClient } from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { microsOfIso } from '../../../domain/kernel/time.ts'
import type { Interval, Period, QueueDimension } from '../../../domain/metrics/figures.ts'
import { noQueueFigures } from '../../../domain/metrics/sums.ts'
import { freshDatabase, type TestDatabase } from '../../../infra/testing/database.ts'
import { reconciliation } from './reconciliation.ts'
import { queueStatistics } from './queue-statistics.ts'
import { arbitraryLog } from '../testing/arbitrary-log.ts'
import { factOf, folded, logOf, roomy, siteRegistered } from '../testing/folding.ts'
import { foldInto } from '../testing/in-postgres.ts'
import { oracle } from '../testing/oracle.ts'
import type { QueueStatisticsRequest } from '../types.ts'

let database: TestDatabase
let db: PoolClient

beforeAll(async () => {
  database = await freshDatabase()
  db = await database.pool.connect()
})

afterAll(async () => {
  db.release()
  await database.drop()
})

const at = (iso: string): number => microsOfIso(iso)!
const periodOf = (from: string, to: string): Period => ({ from: at(from), to: at(to) })

const usual = {
  groupBy: ['QUEUE'],
  interval: 'TOTAL',
  scope: 'all',
  attribution: 'ARRIVAL',
  withHistograms: false,
  first: 1000,
} as const

async function allPages(request: QueueStatisticsRequest) {
  const rows = []
  let after: string | undefined
  for (;;) {
    const page = await queueStatistics(db, { ...request, ...(after !== undefined && { after }) })
    rows.push(...page.rows)
    after = page.rows.at(-1)?.cursor
    if (!page.hasNextPage) return rows
    expect(page.rows).toHaveLength(request.first)
  }
}

const dimensionsOf = (groupBy: readonly QueueDimension[]) => ({
  hasSite: groupBy.includes('QUEUE') || groupBy.includes('SITE'),
  isDense: groupBy.every(dimension => dimension === 'QUEUE' || dimension === 'SITE'),
})

describe('against an oracle that looks at every visit', () => {
  // The generated calls lie around 2026-11-21T22:00Z.
  const evening = at('2026-11-21T21:00:00Z') / 1e6
  const usualRequests = fc.record({
    groupBy: fc.subarray<QueueDimension>(['QUEUE', 'SITE', 'CALLED_NUMBER', 'HOUR_OF_DAY', 'DAY_OF_WEEK']),
    interval: fc.constantFrom<Interval>('QUARTER_HOUR', 'HALF_HOUR', 'HOUR', 'DAY', 'WEEK', 'MONTH', 'TOTAL'),
    timeZone: fc.constantFrom('Europe/Paris', 'UTC', 'Asia/Kolkata', 'Asia/Kathmandu', 'America/St_Johns'),
    attribution: fc.constantFrom('ARRIVAL', 'EVENT', 'END'),
    excluded: fc.constantFrom('WITHOUT', 'WITH'),
    start: fc.oneof(fc.constant(-3600 * 30), fc.integer({ min: -1000, max: 8000 })),
    length: fc.oneof(fc.constantFrom(900, 3600, 86_400 * 3), fc.integer({ min: 1, max: 9000 })),
    first: fc.constantFrom(2, 7, 1000),
    ofSite: fc.boolean(),
  })
  // Long enough to hold whole months, which have a table of their own.
  const longRequests = usualRequests.chain(request =>
    fc
      .record({
        interval: fc.constantFrom<Interval>('DAY', 'WEEK', 'MONTH', 'TOTAL'),
        start: fc.integer({ min: -60 * 86_400, max: -25 * 86_400 }),
        length: fc.integer({ min: 50 * 86_400, max: 100 * 86_400 }),
      })
      .map(long => ({ ...request, ...long, first: 1000 })),
  )
  const requests = fc.oneof({ weight: 3, arbitrary: usualRequests }, longRequests)

  test('every figure of every group and interval is the same', async () => {
    await fc.assert(
      fc.asyncProperty(
        arbitraryLog(7200).map(events => events.filter(({ type }) => type !== 'QueueThresholdsSet')),
        fc.array(requests, { minLength: 8, maxLength: 8 }),
        async (events, asked) => {
          const log = logOf(events)
          const tables = await folded(log, { sizes: [Infinity] })
          await foldInto(db, log, { sizes: [40], capacity: roomy })
          for (const { start, length, ofSite, timeZone: askedZone, ...request } of asked) {
            const period = { from: (evening + start) * 1e6, to: (evening + start + length) * 1e6 }
            const timeZone = ofSite ? 'Europe/Paris' : askedZone
            const rows = await allPages({
              ...request,
              ...(!ofSite && { timeZone }),
              period,
              scope: 'all',
              withHistograms: true,
            })
            const counting = (table: string) =>
              tables.rows(table).filter(row => request.excluded === 'WITH' || row['excluded'] === false)
            const expected = new Map(
              oracle(counting('visit'), counting('refusal'), { ...request, timeZone, period }).map(row => [
                row.group,
                row,
              ]),
            )
            const { isDense } = dimensionsOf(request.groupBy)
            for (const row of rows) {
              const group = JSON.stringify([
                row.start,
                row.end,
                row.site,
                row.queue,
                row.calledNumber,
                row.hourOfDay,
                row.dayOfWeek,
              ])
              const { figures, answeredWaits } = expected.get(group) ?? {
                figures: noQueueFigures,
                answeredWaits: new Map(),
              }
              if (!isDense) expect([...expected.keys()]).toContain(group)
              expect({ group, ...row.figures }).toEqual({ group, ...figures })
              expect(new Map(row.answeredWaits)).toEqual(answeredWaits)
              expected.delete(group)
            }
            expect([...expected.keys()]).toEqual([])
            const { excluded, interval } = request
            const sums = await reconciliation(db, { period, interval, timeZone, scope: 'all', excluded })
            expect(sums.filter(({ difference }) => difference !== 0)).toEqual([])
            expect(new Set(rows.map(({ cursor }) => cursor)).size).toBe(rows.length)
          }
        },
      ),
      { numRuns: 30 },
    )
  })
})

describe('intervals', () => {
  const visit = (iso: string, callid: string, site: string, queue = 'sales') => [
    factOf({ at: at(iso) / 1e6, callid, queue, agent: 'NONE', event: 'ENTERQUEUE', data: [] }, site),
    factOf({ at: at(iso) / 1e6 + 8, callid, queue, agent: 'NONE', event: 'ABANDON', data: ['1', '1', '8'] }, site),
  ]

  beforeEach(async () => {
    await foldInto(
      db,
      logOf([
        siteRegistered('Europe/Paris', 'paris'),
        siteRegistered('Asia/Kolkata', 'pune'),
        // Both hours of the night of autumn that read 02 in Paris.
        ...visit('2026-10-25T00:30:00Z', '1.1', 'paris'),
        ...visit('2026-10-25T01:30:00Z', '1.2', 'paris'),
        ...visit('2026-10-25T22:59:59Z', '1.3', 'paris'),
        ...visit('2026-10-25T23:00:00Z', '1.4', 'paris'),
        ...visit('2026-10-25T18:29:59Z', '2.1', 'pune'),
        ...visit('2026-10-25T18:30:00Z', '2.2', 'pune'),
        factOf({ at: 0, callid: 'MANAGER', queue: 'quiet', agent: 'Agent/1', event: 'ADDMEMBER', data: [] }, 'paris'),
      ]),
      { sizes: [100] },
    )
  })

  const counts = async (request: Partial<QueueStatisticsRequest> & { period: Period }) =>
    (await allPages({ ...usual, ...request })).map(({ site, queue, start, end, figures }) => [
      site,
      queue,
      new Date(start / 1000).toISOString().slice(0, 16),
      (end - start) / 3600e6,
      figures.offered,
    ])

  test('a day of the autumn change has 25 hours in Paris, cut at its own midnights', async () => {
    expect(
      await counts({
        period: periodOf('2026-10-24T22:00:00Z', '2026-10-26T23:00:00Z'),
        interval: 'DAY',
        scope: [{ site: 'paris', name: 'sales' }],
      }),
    ).toEqual([
      ['paris', 'sales', '2026-10-24T22:00', 25, 3],
      ['paris', 'sales', '2026-10-25T23:00', 24, 1],
    ])
  })

  test('both hours that read 02 are rows of their own, and one hour of the day', async () => {
    const night = periodOf('2026-10-25T00:00:00Z', '2026-10-25T02:00:00Z')
    const scope = [{ site: 'paris', name: 'sales' }]
    expect(await counts({ period: night, interval: 'HOUR', scope })).toEqual([
      ['paris', 'sales', '2026-10-25T00:00', 1, 1],
      ['paris', 'sales', '2026-10-25T01:00', 1, 1],
    ])
    const byHour = await allPages({ ...usual, period: night, groupBy: ['HOUR_OF_DAY'], scope })
    expect(byHour.map(({ hourOfDay, figures }) => [hourOfDay, figures.offered])).toEqual([[2, 2]])
  })

  test('without a time zone each site has its own days', async () => {
    expect(
      await counts({
        period: periodOf('2026-10-25T12:00:00Z', '2026-10-26T12:00:00Z'),
        interval: 'DAY',
        groupBy: ['SITE'],
      }),
    ).toEqual([
      ['pune', null, '2026-10-25T12:00', 6.5, 1],
      ['paris', null, '2026-10-25T12:00', 11, 1],
      ['pune', null, '2026-10-25T18:30', 17.5, 1],
      ['paris', null, '2026-10-25T23:00', 13, 1],
    ])
  })

  test('in one time zone sites share the days, and one row can hold them all', async () => {
    expect(
      await counts({
        period: periodOf('2026-10-25T00:00:00Z', '2026-10-27T00:00:00Z'),
        interval: 'DAY',
        groupBy: [],
        timeZone: 'UTC',
      }),
    ).toEqual([
      [null, null, '2026-10-25T00:00', 24, 6],
      [null, null, '2026-10-26T00:00', 24, 0],
    ])
    expect(await counts({ period: periodOf('2026-10-25T00:00:00Z', '2026-10-27T00:00:00Z'), groupBy: [] })).toEqual([
      [null, null, '2026-10-25T00:00', 48, 6],
    ])
  })

  test('the period is cut to the second and further', async () => {
    const scope = [{ site: 'paris', name: 'sales' }]
    const counted = async (from: string, to: string) => (await counts({ period: periodOf(from, to), scope }))[0]?.[4]
    expect(await counted('2026-10-25T00:30:00Z', '2026-10-25T22:59:59Z')).toBe(2)
    expect(await counted('2026-10-25T00:30:00.000001Z', '2026-10-25T22:59:59.000001Z')).toBe(2)
    expect(await counted('2026-10-25T00:30:00Z', '2026-10-25T00:30:00.000001Z')).toBe(1)
  })

  test('every known queue has a row, also one that never had a call', async () => {
    const rows = await allPages({ ...usual, period: periodOf('2026-10-25T00:00:00Z', '2026-10-26T00:00:00Z') })
    expect(rows.map(({ site, queue, figures }) => [site, queue, figures.offered, figures.maxWait])).toEqual([
      ['paris', 'quiet', 0, null],
      ['paris', 'sales', 4, 8_000_000],
      ['pune', 'sales', 2, 8_000_000],
    ])
  })

  test('weeks begin on Monday', async () => {
    expect(
      await counts({
        period: periodOf('2026-10-24T12:00:00Z', '2026-10-27T00:00:00Z'),
        interval: 'WEEK',
        scope: [{ site: 'paris', name: 'sales' }],
      }),
    ).toEqual([
      ['paris', 'sales', '2026-10-24T12:00', 35, 3],
      ['paris', 'sales', '2026-10-25T23:00', 25, 1],
    ])
  })

  test('an empty scope has no rows, and nothing in all of it is one row of zeros', async () => {
    const period = periodOf('2026-10-25T00:00:00Z', '2026-10-26T00:00:00Z')
    expect(await counts({ period, scope: [] })).toEqual([])
    expect(await counts({ period, scope: [], groupBy: [] })).toEqual([[null, null, '2026-10-25T00:00', 24, 0]])
    expect(await counts({ period, scope: [{ site: 'paris', name: 'nowhere' }] })).toEqual([])
  })

  test('a long period of short intervals costs no more than its page', async () => {
    const period = periodOf('1970-01-01T00:00:00Z', '2400-01-01T00:00:00Z')
    const page = await queueStatistics(db, { ...usual, period, interval: 'QUARTER_HOUR', first: 5 })
    expect(page.rows).toHaveLength(5)
    expect(page.hasNextPage).toBe(true)
    const sparse = await queueStatistics(db, { ...usual, period, interval: 'QUARTER_HOUR', groupBy: ['HOUR_OF_DAY'] })
    expect(sparse.rows.reduce((sum, { figures }) => sum + figures.offered, 0)).toBe(6)
  })

  test('a cursor of another list is refused', async () => {
    const period = periodOf('2026-10-25T00:00:00Z', '2026-10-26T00:00:00Z')
    for (const after of ['', 'x', Buffer.from('[1]').toString('base64url'), Buffer.from('null').toString('base64url')])
      await expect(queueStatistics(db, { ...usual, period, after })).rejects.toThrow(/is no cursor of this list/)
  })
})
