import { describe, expect, test } from 'vitest'
import { microsOfIso, microsOfSeconds } from '../../domain/kernel/time.ts'
import type { QueueFigures } from '../../domain/metrics/figures.ts'
import { waitBucket } from '../../domain/metrics/figures.ts'
import { noQueueFigures } from '../../domain/metrics/sums.ts'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import type {
  QueueStatisticsRequest,
  QueueStatisticsRow,
  QueueVisitFilter,
} from '../../projections/queue-visits/types.ts'
import { asker, holder } from '../testing/ask.ts'
import { emptyReports, fakePorts } from '../testing/fakes.ts'
import { visitRow } from '../testing/rows.ts'

const instant = (text: string) => microsOfIso(text) ?? NaN
const seconds = microsOfSeconds

/** ICMI's sample (products-and-metrics 2.2): answered 1000, of which 860 within T; abandoned 60: 20 within T, 10 within s. */
const icmi: Partial<QueueFigures> = {
  offered: 1060,
  answered: 1000,
  answeredInTime: 860,
  abandoned: 60,
  abandonedInTime: 20,
  shortAbandoned: 10,
  refusedFull: 3,
  refusedClosed: 4,
  waitOfAnswered: seconds(12_345.5),
  talk: seconds(180_000),
  talkedVisits: 900,
  maxWait: seconds(99),
}

const row = (change: Partial<QueueStatisticsRow> = {}, figures: Partial<QueueFigures> = icmi): QueueStatisticsRow => ({
  site: 'paris',
  queue: 'sales',
  calledNumber: null,
  hourOfDay: null,
  dayOfWeek: null,
  start: instant('2026-11-20T00:00:00Z'),
  end: instant('2026-11-21T00:00:00Z'),
  figures: { ...noQueueFigures, ...figures },
  ...change,
})

function reportsWith(rows: readonly QueueStatisticsRow[], more: Partial<typeof emptyReports> = {}) {
  const asked: QueueStatisticsRequest[] = []
  const reports = {
    ...emptyReports,
    queueStatistics(request: QueueStatisticsRequest) {
      asked.push(request)
      return Promise.resolve({ rows: rows.map((each, i) => ({ ...each, cursor: `c${i}` })), hasNextPage: false })
    },
    ...more,
  }
  return { asked, ask: asker(fakePorts(createMemoryEventStore(), { reports })) }
}

const period = 'period: { from: "2026-11-20T00:00:00Z", to: "2026-11-21T00:00:00Z" }'
const query = (fields: string, args = '') => `{ queueStatistics(${period} ${args}) { edges { node { ${fields} } } } }`

interface Connection {
  readonly queueStatistics: { readonly edges: readonly { readonly node: Readonly<Record<string, unknown>> }[] }
}

async function nodeOf(ask: ReturnType<typeof asker>, text: string) {
  const { data, errors } = await ask(text)
  expect(errors).toBeUndefined()
  return (data as unknown as Connection).queueStatistics.edges[0]?.node
}

describe('a row', () => {
  test('shows the figures of the catalogue in seconds and counts', async () => {
    const { ask } = reportsWith([row()])
    const fields =
      'presented refused refusedFull: refused(reason: FULL) refusedForRatio: refused(reason: DIVERT_RATIO) offered answered abandonRate waitSecondsOfAnswered averageSpeedOfAnswerSeconds averageTalkSeconds maxWaitSeconds'
    expect(await nodeOf(ask, query(fields))).toEqual({
      presented: 1067,
      refused: 7,
      refusedFull: 3,
      refusedForRatio: 0,
      offered: 1060,
      answered: 1000,
      abandonRate: 60 / 1060,
      waitSecondsOfAnswered: 12_345.5,
      averageSpeedOfAnswerSeconds: 12.3455,
      averageTalkSeconds: 200,
      maxWaitSeconds: 99,
    })
  })

  test('without visits has zeros for sums and null for what has no denominator', async () => {
    const { ask } = reportsWith([row({}, {})])
    const fields =
      'offered talkSeconds answerRate abandonRate averageSpeedOfAnswerSeconds averageHandleSeconds maxWaitSeconds waitPercentileSeconds(percentile: 90) serviceLevel { ratio numerator denominator }'
    expect(await nodeOf(ask, query(fields))).toEqual({
      offered: 0,
      talkSeconds: 0,
      answerRate: null,
      abandonRate: null,
      averageSpeedOfAnswerSeconds: null,
      averageHandleSeconds: null,
      maxWaitSeconds: null,
      waitPercentileSeconds: null,
      serviceLevel: { ratio: null, numerator: 0, denominator: 0 },
    })
  })

  test('has the service level by each formula, with the counts', async () => {
    const { ask } = reportsWith([row()])
    const formulas = ['SL1', 'SL2', 'SL3', 'SL4', 'SL5', 'SL6']
    const fields = formulas.map(formula => `${formula}: serviceLevel(formula: ${formula}) { ratio }`).join(' ')
    const node = await nodeOf(
      ask,
      query(`${fields} default: serviceLevel { formula numerator denominator thresholdSeconds }`),
    )
    const shares = formulas.map(formula => Math.round((node?.[formula] as { ratio: number }).ratio * 1000) / 10)
    expect(shares).toEqual([83, 86, 81.1, 82.7, 82.1, 81.9])
    expect(node?.['default']).toEqual({ formula: 'SL6', numerator: 860, denominator: 1050, thresholdSeconds: 15 })
  })
})

describe('wait histograms', () => {
  const answeredWaits = new Map([0, 4, 10.5, 20, 21].map(wait => [waitBucket(seconds(wait)), 1]))
  const abandonedWaits = new Map([[waitBucket(seconds(20)), 7]])
  const figures = { answered: 5, abandoned: 7 }

  test('answer any threshold and percentile', async () => {
    const { ask } = reportsWith([row({ answeredWaits, abandonedWaits }, figures)])
    const fields =
      'answeredWithin(seconds: 20) before: answeredWithin(seconds: 10) abandonedWithin(seconds: 20) none: abandonedWithin(seconds: 19) waitPercentileSeconds(percentile: 60) serviceLevel(formula: SL1, thresholdSeconds: 20) { numerator denominator thresholdSeconds }'
    expect(await nodeOf(ask, query(fields))).toEqual({
      answeredWithin: 4,
      before: 2,
      abandonedWithin: 7,
      none: 0,
      waitPercentileSeconds: 11,
      serviceLevel: { numerator: 11, denominator: 12, thresholdSeconds: 20 },
    })
  })

  test.each([
    ['answered serviceLevel { ratio }', false],
    ['serviceLevel(formula: SL2) { ratio }', false],
    ['serviceLevel(thresholdSeconds: 20) { ratio }', true],
    ['answeredWithin(seconds: 1)', true],
    ['... on QueueStatistics { ...F }', true],
  ])('are read only when they are needed: %s', async (fields, needed) => {
    const { ask, asked } = reportsWith([row()])
    const fragment = fields.includes('...F')
      ? ' fragment F on QueueStatistics { waitPercentileSeconds(percentile: 5) }'
      : ''
    expect((await ask(query(fields) + fragment)).errors).toBeUndefined()
    expect(asked[0]?.withHistograms).toBe(needed)
  })

  test.each([
    ['answeredWithin(seconds: -1)', 'seconds: seconds must not be negative'],
    ['waitPercentileSeconds(percentile: 101)', 'percentile: give a number from 0 to 100, e.g. 90'],
    ['serviceLevel(thresholdSeconds: -0.5) { ratio }', 'thresholdSeconds: seconds must not be negative'],
  ])('refuse %s', async (field, message) => {
    const { ask } = reportsWith([row()])
    expect((await ask(query(field))).errors).toMatchObject([{ message, extensions: { code: 'BAD_USER_INPUT' } }])
  })
})

describe('the threshold that was in force', () => {
  const change = (queue: string, effectiveFrom: string, serviceLevelSeconds: number) => ({
    site: 'paris',
    queue,
    effectiveFrom: instant(effectiveFrom),
    thresholds: { serviceLevelSeconds, shortAbandonSeconds: 5, t1Seconds: 15, t2Seconds: 20 },
    setBy: null,
    setAt: 0,
  })
  const thresholdOf = async (rows: readonly QueueStatisticsRow[], changes: ReturnType<typeof change>[]) => {
    const { ask } = reportsWith(rows, { queueThresholds: () => Promise.resolve(changes) })
    const node = await nodeOf(ask, query('serviceLevel { thresholdSeconds }'))
    return (node?.['serviceLevel'] as { thresholdSeconds: number | null }).thresholdSeconds
  }

  test('is that of the queue in the interval', async () => {
    expect(await thresholdOf([row()], [change('sales', '2026-11-01T00:00:00Z', 20)])).toBe(20)
    expect(await thresholdOf([row()], [change('sales', '2026-11-21T00:00:00Z', 20)])).toBe(15)
    expect(await thresholdOf([row()], [change('support', '2026-11-01T00:00:00Z', 20)])).toBe(15)
  })

  test('is null when it changed within, or differs between the queues of the row', async () => {
    expect(await thresholdOf([row()], [change('sales', '2026-11-20T12:00:00Z', 20)])).toBeNull()
    const all = row({ site: null, queue: null })
    expect(await thresholdOf([all], [])).toBe(15)
    expect(await thresholdOf([all], [change('sales', '2026-11-01T00:00:00Z', 20)])).toBeNull()
  })
})

describe('the request', () => {
  test('has defaults, and is cut to what the asker may see', async () => {
    const { ask, asked } = reportsWith([])
    await ask(query('offered'), {}, holder('supervisor', { queues: ['paris/*'] }))
    expect(asked[0]).toEqual({
      figures: ['offered'],
      first: 100,
      period: { from: instant('2026-11-20T00:00:00Z'), to: instant('2026-11-21T00:00:00Z') },
      groupBy: ['QUEUE'],
      interval: 'TOTAL',
      attribution: 'ARRIVAL',
      excluded: 'WITHOUT',
      openingHours: 'ALL',
      withHistograms: false,
      scope: [
        { site: 'paris', name: 'sales' },
        { site: 'paris', name: 'support' },
      ],
    })
  })

  test('is passed on as it was asked', async () => {
    const { ask, asked } = reportsWith([])
    const args =
      'groupBy: [SITE, HOUR_OF_DAY], interval: DAY, timeZone: "America/Lima", queues: ["lyon/sales"], attribution: END, first: 7, after: "c1"'
    await ask(query('offered', args))
    expect(asked[0]).toMatchObject({
      groupBy: ['SITE', 'HOUR_OF_DAY'],
      interval: 'DAY',
      timeZone: 'America/Lima',
      attribution: 'END',
      first: 7,
      after: 'c1',
      scope: [{ site: 'lyon', name: 'sales' }],
    })
  })

  test.each([
    ['a period turned round', '', '2026-11-22T00:00:00Z', 'period: from must be earlier than to'],
    [
      'a period too long for its interval',
      'interval: QUARTER_HOUR',
      '2020-01-01T00:00:00Z',
      'period: with interval QUARTER_HOUR it may span 104 days at most (10000 rows for each group); ask for less at once or for a coarser interval',
    ],
    [
      'a page too large',
      'first: 1001',
      undefined,
      'first: 1001 rows cannot be had at once; ask for 1 to 1000 and go on from there',
    ],
    [
      'a page of nothing',
      'first: 0',
      undefined,
      'first: 0 rows cannot be had at once; ask for 1 to 1000 and go on from there',
    ],
    [
      'an unknown queue',
      'queues: ["sales", "salse"]',
      undefined,
      'queues: there is no queue "salse" that you may see. You see: lyon/sales, paris/sales, paris/support.',
    ],
    [
      'an unknown zone',
      'timeZone: "Europe/Pari"',
      undefined,
      /"Europe\/Pari" is not an IANA time zone; write e\.g\. Europe\/Paris/,
    ],
    ['an offset for a zone', 'timeZone: "+02:00"', undefined, /is not an IANA time zone/],
  ])('is refused for %s', async (_, args, from, message) => {
    const { ask } = reportsWith([])
    const text = from ? query('offered', args).replace('2026-11-20T00:00:00Z', from) : query('offered', args)
    const { errors } = await ask(text)
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT')
    if (typeof message === 'string') expect(errors?.[0]?.message).toBe(message)
    else expect(errors?.[0]?.message).toMatch(message)
  })

  test('for a queue that is hidden is refused as one for a queue that does not exist', async () => {
    const { ask } = reportsWith([])
    const refusal = async (queue: string) =>
      (await ask(query('offered', `queues: ["${queue}"]`), {}, holder('supervisor', { queues: ['paris/sales'] })))
        .errors?.[0]?.message
    expect(await refusal('support')).toBe('queues: there is no queue "support" that you may see. You see: paris/sales.')
    expect((await refusal('support'))?.replaceAll('support', 'x')).toBe(await refusal('x'))
  })
})

describe('the visits behind a row', () => {
  const visits = '{ visits(first: 2) { edges { cursor node { callId } } pageInfo { hasNextPage endCursor } } }'
  const behind = (fields: string) => fields.slice(1, -1)

  test('are those of its queue that arrived in its interval', async () => {
    const asked: QueueVisitFilter[] = []
    const { ask } = reportsWith([row()], {
      queueVisits(filter) {
        asked.push(filter)
        return Promise.resolve({ rows: [{ ...visitRow, cursor: 'v1' }], hasNextPage: true })
      },
    })
    expect(await nodeOf(ask, query(behind(visits)))).toEqual({
      visits: {
        edges: [{ cursor: 'v1', node: { callId: '1795233102.41' } }],
        pageInfo: { hasNextPage: true, endCursor: 'v1' },
      },
    })
    const period = { from: row().start, to: row().end }
    const scope = [{ site: 'paris', name: 'sales' }]
    expect(asked).toEqual([{ period, scope, excluded: 'WITHOUT', openingHours: 'ALL' }])
    await nodeOf(ask, query(behind(visits), 'excluded: WITH'))
    expect(asked.at(-1)).toEqual({ period, scope, openingHours: 'ALL' })
  })

  test('of an hour of the day are picked by the local clock, over as many pages as it takes', async () => {
    // 7:30 and 8:30 in Paris (UTC+1 in November)
    const times = ['2026-11-20T06:30:00Z', '2026-11-20T07:30:00Z'].map(instant)
    let page = 0
    const { ask, asked } = reportsWith([row({ hourOfDay: 8 })], {
      queueVisits() {
        const rows = times.map((enteredAt, i) => ({
          ...visitRow,
          callId: `p${page}v${i}`,
          enteredAt,
          cursor: `p${page}v${i}`,
        }))
        return Promise.resolve({ rows, hasNextPage: page++ < 2 })
      },
    })
    const node = await nodeOf(ask, query(behind(visits), 'groupBy: [QUEUE, HOUR_OF_DAY]'))
    expect(node).toMatchObject({
      visits: {
        edges: [{ node: { callId: 'p0v1' } }, { node: { callId: 'p1v1' } }],
        pageInfo: { hasNextPage: true, endCursor: 'p1v1' },
      },
    })
    expect(asked[0]?.groupBy).toEqual(['QUEUE', 'HOUR_OF_DAY'])
  })

  test('cannot be listed by another attribution than arrival', async () => {
    const { ask } = reportsWith([row()])
    expect((await ask(query(behind(visits), 'attribution: EVENT'))).errors?.[0]?.message).toBe(
      'attribution: visits can be listed with ARRIVAL only, not with EVENT',
    )
  })
})

test('a page says where it lies, and how new it is', async () => {
  const progress = {
    site: 'paris',
    node: 'pbx1',
    kind: 'queue_log',
    rows: 5,
    quarantined: 0,
    unknownEvents: 0,
    lastRecordedAt: instant('2026-11-21T12:00:00Z'),
  } as const
  const { ask } = reportsWith([row(), row()], {
    sourceProgress: () =>
      Promise.resolve([
        { ...progress, lastEventAt: instant('2026-11-21T11:59:57.5Z') },
        { ...progress, site: 'lyon', lastEventAt: instant('2026-11-21T12:00:00Z') },
      ]),
  })
  const asked = `{ queueStatistics(${period} queues: ["paris/sales"] after: "c9") { position dataAge pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`
  expect((await ask(asked)).data).toEqual({
    queueStatistics: {
      position: '42',
      dataAge: 2.5,
      pageInfo: { hasNextPage: false, hasPreviousPage: true, startCursor: 'c0', endCursor: 'c1' },
    },
  })
})
