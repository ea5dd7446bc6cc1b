import { afterAll, beforeAll, expect, test } from 'vitest'
import { append, reporting, type Reporting } from '../xivo-stats/testing/reporting.ts'
import { makeTimeIndexes } from './time-indexes.ts'

/** From half past one in the night in which the clocks of Paris go back from three to two: a stay every ten minutes. */
const night = '2026-10-24T23:30:00Z'
const stays = Array.from({ length: 400 }, (_, i) => {
  const [from, id] = [i * 600, `${1792884600 + i * 600}.1`]
  return `
  ${from}      | ${id} | sales | NONE       | ENTERQUEUE    | |0612345678|1
  ${from + 4}  | ${id} | sales | Agent/8001 | CONNECT       | 4|${id}2|3
  ${from + 64} | ${id} | sales | Agent/8001 | COMPLETEAGENT | 4|60|1`
}).join('')
const queueLog = `
  time | callid | queue | agent | event | data${stays}`

let reports: Reporting

beforeAll(async () => {
  reports = await reporting(async store => {
    await append(store, { from: night, timeZone: 'Europe/Paris', queueLog })
  })
})

afterAll(() => reports.drop())

const make = () => makeTimeIndexes(reports.database.pool)

async function planOf(query: string): Promise<string> {
  const client = await reports.database.pool.connect()
  try {
    await client.query('SET enable_seqscan = off')
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${query}`)
    return rows.map(row => row['QUERY PLAN']).join('\n')
  } finally {
    client.release(true)
  }
}

test.each([
  ['xivo_stats.call_on_queue', 'queue_time', 'visit_entered_us_europe_paris'],
  ['xivo_stats.call_data', 'start_time', 'call_started_us_europe_paris'],
  ['xivo_stats.call_element', 'start_time', 'party_started_us_europe_paris'],
  ['xivo_stats.hold_periods', 'start', 'hold_from_us_europe_paris'],
  ['xivo_stats.transfers', 'time', 'transfer_at_us_europe_paris'],
  ['wazo_stats.stat_call_on_queue', 'time', 'visit_entered_us_at'],
  ['wazo_stats.call_log', 'date', 'call_started_us_at'],
  ['report.queue_visit', 'entered_at', 'visit_entered_us_at'],
  ['report.call', 'started_at', 'call_started_us_at'],
  ['xivo_stats.stat_agent_periodic', 'time', 'activity_by_start'],
  ['xivo_stats.stat_agent_specific', 'time', 'party_talked'],
  ['wazo_stats.stat_agent_periodic', 'time', 'activity_by_start'],
  ['wazo_stats.stat_queue_periodic', 'time', 'quarter_pkey'],
])('a condition on the time of %s finds its rows by an index', async (view, column, index) => {
  await make()
  expect(
    await planOf(`SELECT * FROM ${view} WHERE ${column} >= '2026-10-25 12:00' AND ${column} < '2026-10-25 13:00'`),
  ).toMatch(new RegExp(`Index (Only )?Scan (using|on) ${index}\\b`))
})

test('by the index are found those whose time on the clock of the site meets the condition, also in the hour that autumn repeats', async () => {
  await make()
  for (const [from, to] of [
    ['2026-10-25 01:30', '2026-10-25 02:00'],
    ['2026-10-25 02:00', '2026-10-25 03:00'],
    ['2026-10-25 02:30', '2026-10-25 02:30:01'],
    ['2026-10-25 03:00', '2026-10-26'],
  ]) {
    const counted = async (column: string) =>
      (
        await reports.query(
          `SELECT count(*)::int AS n, min(queue_time)::text AS first FROM xivo_stats.call_on_queue WHERE ${column} >= '${from}' AND ${column} < '${to}'`,
        )
      )[0]
    expect(await counted('queue_time')).toEqual(await counted(`(queue_time + interval '0')`))
  }
  expect(
    await reports.query(
      `SELECT count(*)::int AS n FROM xivo_stats.call_on_queue WHERE queue_time >= '2026-10-25 02:00' AND queue_time < '2026-10-25 03:00'`,
    ),
  ).toEqual([{ n: 12 }])
})

test('they are made once, and again for the tables of a rebuild', async () => {
  await make()
  expect(await make()).toBe(0)
  await reports.engine.rebuild('queue_visits')
  expect(await make()).toBe(4)
})

test('a site in another zone is shown by its own clock at once, and by an index when they are made the next time', async () => {
  await make()
  await append(reports.store, { site: 'tokyo', from: '2026-11-01T00:00:00Z', timeZone: 'Asia/Tokyo', queueLog })
  await reports.engine.catchUp()
  const times = () =>
    reports.query(
      `SELECT min(queue_time)::text AS first, count(*)::int AS n FROM xivo_stats.call_on_queue WHERE site = 'tokyo' AND queue_time >= '2026-11-01 09:00'`,
    )
  expect(await times()).toEqual([{ first: '2026-11-01 09:00:00', n: 400 }])
  const made = await make()
  expect(made).toBeGreaterThan(0)
  expect(await times()).toEqual([{ first: '2026-11-01 09:00:00', n: 400 }])
  expect(await planOf(`SELECT * FROM xivo_stats.call_on_queue WHERE queue_time >= '2026-11-01 09:00'`)).toContain(
    'visit_entered_us_asia_tokyo',
  )
})

test('before a read model has caught up for the first time it gets none', async () => {
  await reports.query(
    `DROP INDEX calls.call_started_us_at; UPDATE engine.build SET indexed = false WHERE projection = 'calls'`,
  )
  expect(await make()).toBe(0)
  await reports.query(`UPDATE engine.build SET indexed = true WHERE projection = 'calls'`)
  expect(await make()).toBe(1)
})
