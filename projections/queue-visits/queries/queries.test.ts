import type { PoolClient } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { microsOfIso } from '../../../domain/kernel/time.ts'
import { freshDatabase, type TestDatabase } from '../../../infra/testing/database.ts'
import { knownQueues } from './known-queues.ts'
import { queueBoard } from './queue-board.ts'
import { queueStatistics } from './queue-statistics.ts'
import { reconciliation } from './reconciliation.ts'
import { excluding, factOf, factsFrom, logOf, siteRegistered, thresholdsSet } from '../testing/folding.ts'
import { foldInto } from '../testing/in-postgres.ts'
import type { QueueVisitFilter } from '../types.ts'
import { queueVisits, visitById, visitPositions } from './visits.ts'

let database: TestDatabase
let db: PoolClient

const at = (iso: string): number => microsOfIso(iso)!

/** The samples of contact-center §24, completed as there, on the clock of the documentation. */
const golden = `
  time                       | callid        | queue | agent      | event         | data
  2012-07-04 07:27:55.640421 | 1341401275.9  | q1    | NONE       | JOINEMPTY     |
  2012-07-04 07:33:21.165823 | 1341401601.24 | q1    | NONE       | ENTERQUEUE    | |1000|1
  2012-07-04 07:33:23.085718 | 1341401601.24 | q1    | Agent/3001 | CONNECT       | 2|1341401601.27|1
  2012-07-04 07:37:46.601754 | 1341401851.34 | q1    | Agent/3001 | COMPLETEAGENT | 2|12|1
  2012-07-04 07:40:17.339945 | 1341402016.44 | q1    | NONE       | FULL          |
  2012-07-04 07:48:03.455999 | 1341402482.49 | q1    | NONE       | CLOSED        |
  2012-07-04 07:49:52.939802 | 1341402586.51 | q1    | NONE       | ABANDON       | 1|1|6`

beforeAll(async () => {
  database = await freshDatabase()
  db = await database.pool.connect()
})

afterAll(async () => {
  db.release()
  await database.drop()
})

const morning = { from: at('2012-07-04T07:00:00Z'), to: at('2012-07-04T08:00:00Z') }

describe('the samples of the documentation', () => {
  beforeAll(() => foldInto(db, logOf([siteRegistered('UTC'), ...factsFrom(golden)]), { sizes: [2] }))

  test('give the quarters that it derives from them', async () => {
    const { rows } = await db.query(
      `select to_char(to_timestamp(start_us / 1000000) at time zone 'UTC', 'HH24:MI') as start, offered, answered, abandoned,
         refused_full, refused_closed, refused_join_empty
       from quarter order by 1`,
    )
    const none = { offered: 0, answered: 0, abandoned: 0, refused_full: 0, refused_closed: 0, refused_join_empty: 0 }
    expect(rows).toEqual([
      { ...none, start: '07:15', refused_join_empty: 1 },
      { ...none, start: '07:30', offered: 2, answered: 2, refused_full: 1 },
      { ...none, start: '07:45', offered: 1, abandoned: 1, refused_closed: 1 },
    ])
  })

  test('give the board that it derives from them, with thresholds 10, 15 and 30 (G-26)', async () => {
    const [row] = await queueBoard(database.pool, { scope: 'all', now: morning.to, thresholdSeconds: [10, 30] })
    expect(row?.today).toMatchObject({
      entered: 3,
      answered: 2,
      abandoned: 1,
      closed: 1,
      refused: 3,
      timedOut: 0,
      otherExits: 0,
      answeredInTime: 2,
      shortAbandoned: 0,
      answeredBefore: new Map([
        [10, 2],
        [15, 2],
        [30, 2],
      ]),
      abandonedAfter: new Map([
        [10, 0],
        [15, 0],
        [30, 0],
      ]),
    })
    // Agent/3001 answered another call after the one whose end is not in the samples.
    expect(row).toMatchObject({ waiting: 0, talking: 0, estimatedWait: 1_959_948, oldestEntryAt: null })
  })

  test('reconcile: what was inferred because history is cut is counted on both sides', async () => {
    expect(await reconciliation(database.pool, { period: morning, interval: 'HALF_HOUR', scope: 'all' })).toMatchObject(
      [
        {
          start: at('2012-07-04T07:30:00Z'),
          offered: 3,
          outcomes: { ANSWERED: 2, ABANDONED: 1 },
          open: 0,
          difference: 0,
        },
      ],
    )
    // A period that cuts quarters: it begins behind the first entry and ends before the last.
    const cut = { from: at('2012-07-04T07:33:21.165824Z'), to: at('2012-07-04T07:49:00Z') }
    expect(await reconciliation(database.pool, { period: cut, interval: 'TOTAL', scope: 'all' })).toMatchObject([
      { offered: 1, outcomes: { ANSWERED: 1 }, difference: 0 },
    ])
  })
})

describe('the board', () => {
  const row = (iso: string, callid: string, event: string, data: string[] = [], agent = 'NONE', queue = 'sales') =>
    factOf({ at: at(iso) / 1e6, callid, queue, agent, event, data })

  beforeAll(() =>
    foldInto(
      db,
      logOf([
        siteRegistered('Europe/Paris'),
        thresholdsSet('sales', 0, 20),
        // Entered before midnight in Paris, answered after it.
        row('2026-11-21T22:59:50Z', '1.1', 'ENTERQUEUE'),
        row('2026-11-21T23:00:10Z', '1.1', 'CONNECT', ['20', 'x', '5'], 'Agent/8001'),
        // Its end was lost: the same agent talks in another conversation later.
        row('2026-11-22T10:00:00Z', '1.2', 'ENTERQUEUE'),
        row('2026-11-22T10:00:40Z', '1.2', 'CONNECT', ['40', 'x', '5'], 'Agent/8001'),
        row('2026-11-22T09:00:00Z', '1.3', 'ENTERQUEUE'),
        row('2026-11-22T09:00:30Z', '1.3', 'EXITWITHKEY', ['1', '1', '1', '30']),
        row('2026-11-22T10:29:00Z', '1.4', 'ENTERQUEUE'),
        row('2026-11-22T10:29:30Z', '1.5', 'ENTERQUEUE'),
        // Nobody waits for more than a day.
        row('2026-11-20T10:29:00Z', '1.6', 'ENTERQUEUE'),
        row('2026-11-22T10:29:00Z', 'MANAGER', 'ADDMEMBER', [], 'Agent/8001', 'vip'),
      ]),
      { sizes: [100] },
    ),
  )

  test('counts today since midnight at the site by the events, and the last hour', async () => {
    const now = at('2026-11-22T10:30:00Z')
    const [sales, vip] = await queueBoard(database.pool, { scope: 'all', now, thresholdSeconds: [] })
    expect(sales?.today).toMatchObject({ entered: 4, answered: 2, answeredInTime: 1, otherExits: 1 })
    expect(sales?.lastHour).toMatchObject({ entered: 3, answered: 1, answeredInTime: 0, otherExits: 0 })
    expect(sales).toMatchObject({
      waiting: 2,
      waitingTooLong: 2,
      oldestEntryAt: at('2026-11-22T10:29:00Z'),
      talking: 1,
    })
    expect(sales?.estimatedWait).toBe(30_000_000)
    expect(vip).toMatchObject({ queue: 'vip', waiting: 0, talking: 0, estimatedWait: null, today: { entered: 0 } })
  })

  test('shows only the queues that are asked for', async () => {
    const scope = [{ site: 'paris', name: 'vip' }]
    const rows = await queueBoard(database.pool, { scope, now: at('2026-11-22T10:30:00Z'), thresholdSeconds: [] })
    expect(rows.map(({ queue }) => queue)).toEqual(['vip'])
    expect(await queueBoard(database.pool, { scope: [], now: 0, thresholdSeconds: [] })).toEqual([])
    expect(await knownQueues(db, scope)).toEqual([{ site: 'paris', queue: 'vip', timeZone: 'Europe/Paris' }])
  })
})

describe('visits', () => {
  beforeAll(() =>
    foldInto(
      db,
      logOf([
        siteRegistered(),
        ...factsFrom(`
          time | callid | queue   | agent      | event         | data
          0    | 1.1    | NONE    | NONE       | DID           | 0123456001
          0    | 1.1    | sales   | NONE       | ENTERQUEUE    | |0612345678|1
          4    | 1.1    | sales   | Agent/8001 | CONNECT       | 4|1.2|3
          64   | 1.1    | sales   | Agent/8001 | BLINDTRANSFER | 3002|default|4|60|1
          64   | 1.1    | support | NONE       | ENTERQUEUE    | |0612345678|1
          71   | 1.1    | support | NONE       | ABANDON       | 1|1|7
          80   | 1.3    | sales   | NONE       | ENTERQUEUE    | |0699|1
        `),
      ]),
      { sizes: [100] },
    ),
  )

  const numbersOf = async (filter: Partial<QueueVisitFilter>) =>
    (await queueVisits(db, { scope: 'all', ...filter }, { first: 10 })).rows.map(
      ({ callId, visitNumber }) => `${callId}/${visitNumber}`,
    )

  test('come newest first, a page at a time', async () => {
    const first = await queueVisits(db, { scope: 'all' }, { first: 2 })
    expect(first.rows.map(({ callId, visitNumber }) => [callId, visitNumber])).toEqual([
      ['1.3', 1],
      ['1.1', 2],
    ])
    expect(first.hasNextPage).toBe(true)
    const second = await queueVisits(db, { scope: 'all' }, { first: 2, after: first.rows[1]!.cursor })
    expect(second.rows.map(({ visitNumber }) => visitNumber)).toEqual([1])
    expect(second.hasNextPage).toBe(false)
    await expect(queueVisits(db, { scope: 'all' }, { first: 2, after: 'nonsense' })).rejects.toThrow(/no cursor/)
  })

  test.each([
    [{ outcomes: ['ANSWERED'] }, ['1.1/1']],
    [{ agents: ['Agent/8001'] }, ['1.1/1']],
    [{ callId: '1.1' }, ['1.1/2', '1.1/1']],
    [{ callerNumberPrefix: '061' }, ['1.1/2', '1.1/1']],
    [{ callerNumberPrefix: '06%' }, []],
    [{ calledNumberPrefix: '0123' }, ['1.1/2', '1.1/1']],
    [{ waitAtLeast: 5_000_000 }, ['1.1/2']],
    [{ period: { from: 0, to: 64_000_000 } }, ['1.1/1']],
    [{ scope: [{ site: 'paris', name: 'support' }] }, ['1.1/2']],
    [{ scope: [] }, []],
  ] as const)('are found by %j', async (filter, expected) => {
    expect(await numbersOf(filter as Partial<QueueVisitFilter>)).toEqual(expected)
  })

  test('are found by their key, with the rows of the log behind them', async () => {
    const key = { site: 'paris', node: 'pbx1', callId: '1.1', visitNumber: 1 }
    expect(await visitById(db, key)).toMatchObject({
      ...key,
      queue: 'sales',
      linkedId: null,
      wait: 4_000_000,
      talk: 60_000_000,
      calledNumber: '0123456001',
      transfer: { kind: 'BLIND', to: '3002', context: 'default', method: null },
      flags: [],
    })
    // Position 1 is the registration of the site, 2 the DID, which belongs to the call.
    expect(await visitPositions(db, key)).toEqual([3, 4, 5])
    expect(await visitById(db, { ...key, visitNumber: 9 })).toBeUndefined()
    expect(await visitPositions(db, { ...key, node: 'pbx9' })).toEqual([])
  })
})

describe('an excluded call', () => {
  const noon = at('2026-11-21T12:00:00Z') / 1e6
  const row = (second: number, callid: string, event: string, agent = 'NONE', ...data: string[]) =>
    factOf({ at: noon + second, callid, queue: 'sales', agent, event, data })
  const answered = (callid: string, second: number, wait: number) => [
    row(second, callid, 'ENTERQUEUE', 'NONE', '', '0612345678', '1'),
    row(second + wait, callid, 'CONNECT', 'Agent/8001', `${wait}`, 'x', '1'),
    row(second + wait + 60, callid, 'COMPLETEAGENT', 'Agent/8001', `${wait}`, '60', '1'),
  ]
  const waiting = row(500, '1795233500.4', 'ENTERQUEUE', 'NONE', '', '0612345678', '1')
  const rows = [
    siteRegistered('UTC'),
    ...answered('1795233102.1', 0, 4),
    ...answered('1795233102.2', 100, 40),
    row(200, '1795233102.3', 'FULL'),
    waiting,
  ]
  const excluded = excluding('CallExcluded', 'pbx1', ['1795233102.2', '1795233102.3', '1795233500.4'])
  const hour = { from: noon * 1e6, to: noon * 1e6 + 3_600_000_000 }
  const figuresOf = async (excludedCalls: 'WITH' | 'WITHOUT') => {
    const { rows: found } = await queueStatistics(database.pool, {
      period: hour,
      groupBy: ['QUEUE'],
      interval: 'TOTAL',
      scope: 'all',
      attribution: 'ARRIVAL',
      withHistograms: false,
      first: 10,
      excluded: excludedCalls,
    })
    const { offered, answered: taken, refusedFull, waitOfAnswered, maxWait, open } = found[0]!.figures
    return { offered, answered: taken, refusedFull, waitOfAnswered, maxWait, open }
  }
  const all = { offered: 3, answered: 2, refusedFull: 1, waitOfAnswered: 44e6, maxWait: 40e6, open: 1 }
  const counted = { offered: 1, answered: 1, refusedFull: 0, waitOfAnswered: 4e6, maxWait: 4e6, open: 0 }

  test('is in the figures with, and not in those without, whether it was excluded before its rows or behind', async () => {
    for (const log of [
      [...rows, excluded],
      [excluded, ...rows],
      [...rows.slice(0, 5), excluded, ...rows.slice(5)],
    ])
      for (const size of [1, 4, 100]) {
        await foldInto(db, logOf(log), { sizes: [size], reopen: page => page % 2 === 1 })
        expect([await figuresOf('WITH'), await figuresOf('WITHOUT')]).toEqual([all, counted])
      }
  })

  test('is on the board as long as it waits, but not in its counters', async () => {
    await foldInto(db, logOf([...rows, excluded]), { sizes: [3] })
    const [line] = await queueBoard(database.pool, { scope: 'all', now: (noon + 600) * 1e6, thresholdSeconds: [] })
    expect(line).toMatchObject({ waiting: 1, lastHour: { entered: 1, answered: 1, refused: 0 } })
  })

  test('counts again when it is included, as if nothing had been said', async () => {
    const included = excluding('CallIncluded', 'pbx1', ['1795233102.2', '1795233102.3', '1795233500.4'])
    await foldInto(db, logOf([...rows, excluded, included]), { sizes: [2], reopen: () => true })
    expect([await figuresOf('WITH'), await figuresOf('WITHOUT')]).toEqual([all, all])
    expect((await db.query('select 1 from exclusion union all select 1 from excluded_entry')).rows).toEqual([])
  })

  test('is judged by new thresholds only when it counts', async () => {
    await foldInto(db, logOf([...rows, excluded, thresholdsSet('sales', noon - 1, 60)]), { sizes: [2] })
    const { rows: quarters } = await db.query('select sum(answered_in_time)::int as "inTime" from quarter')
    expect(quarters).toEqual([{ inTime: 1 }])
  })

  test('is shown among the visits, left out, or alone', async () => {
    await foldInto(db, logOf([...rows, excluded]), { sizes: [50] })
    const found = async (filter: Partial<QueueVisitFilter>) =>
      (await queueVisits(database.pool, { scope: 'all', ...filter }, { first: 10 })).rows.map(visit => [
        visit.callId,
        visit.excluded,
      ])
    const others = [
      ['1795233500.4', true],
      ['1795233102.2', true],
    ]
    expect(await found({ excluded: 'ONLY' })).toEqual(others)
    expect(await found({ excluded: 'WITHOUT' })).toEqual([['1795233102.1', false]])
    expect(await found({})).toEqual([...others, ['1795233102.1', false]])
  })
})
