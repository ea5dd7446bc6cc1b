import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Micros } from '../../domain/kernel/time.ts'
import { append, reporting, type Reporting } from '../../projections/xivo-stats/testing/reporting.ts'
import type { Reports } from '../ports/reports.ts'
import { createReports } from '../reports/reports.ts'

const day = 86_400e6
const now: Micros = Date.now() * 1000
const hour = 3600e6
/** Three days ago, at the beginning of an hour. */
const from: Micros = Math.floor((now - 3 * day) / hour) * hour

/** Logged in, in a conversation of which no end is there, and a row of somebody else ten minutes later. */
const queueLog = `
  time | callid | queue | agent      | event              | data
  0    | NONE   | NONE  | Agent/8001 | AGENTCALLBACKLOGIN | 1001@default
  60   | 10.1   | sales | NONE       | ENTERQUEUE         | |0612345678|1
  120  | 10.1   | sales | Agent/8001 | CONNECT            | 60|10.2|5
  600  | 11.1   | sales | NONE       | ENTERQUEUE         | |0612345679|1`

const sites = ['imported', 'stopped', 'played', 'followed']
let lab: Reporting
let reports: Reports

beforeAll(async () => {
  lab = await reporting(async store => {
    for (const site of sites) {
      const followed = site === 'followed'
      await append(store, { site, from: new Date(from / 1000).toISOString(), queueLog, followed })
    }
    const said = async (site: string, type: string) => {
      const event = { type, data: { type, site }, occurredAt: from, site }
      await store.append([{ stream: `${type}/${site}`, expected: 'any', events: [event] }])
    }
    await said('stopped', 'DemoStarted')
    await said('stopped', 'DemoStopped')
    await said('played', 'DemoStarted')
  })
  reports = createReports(lab.database.pool)
})
afterAll(() => lab.drop())

const period = { from: from - hour, to: from + 10 * day }

test('what was open where nobody follows any more counts up to the newest row, elsewhere up to now', async () => {
  const request = { period, groupBy: ['AGENT' as const], interval: 'TOTAL' as const, scope: 'all' as const, now }
  const { rows } = await reports.agentStatistics({ ...request, first: 10 })
  const told = new Map(rows.map(({ site, figures }) => [String(site), [figures.login, figures.talking]] as const))
  const known = (until: Micros) => [until - from, until - from - 120e6]
  expect(told).toEqual(
    new Map([
      ['followed', known(now)],
      ['imported', known(from + 600e6)],
      ['played', known(now)],
      ['stopped', known(from + 600e6)],
    ]),
  )
})

test('the timeline ends there too', async () => {
  const ends = await Promise.all(
    sites.map(async site => (await reports.agentTimeline([{ site, name: 'Agent/8001' }], period, now)).at(-1)),
  )
  expect(ends.map(end => [end?.state, end?.to])).toEqual([
    ['TALKING', from + 600e6],
    ['TALKING', from + 600e6],
    ['TALKING', null],
    ['TALKING', null],
  ])
})

test('the tables for people who report with SQL tell the same', async () => {
  const logins = await lab.query(`
    SELECT site, extract(epoch FROM sum(login_time))::int AS seconds FROM xivo_stats.stat_agent_periodic GROUP BY site
    UNION ALL
    SELECT 'position of ' || site, extract(epoch FROM end_time - start_time)::int FROM xivo_stats.agent_position`)
  const secondsOf = Object.fromEntries(logins.map(({ site, seconds }) => [String(site), seconds] as const))
  for (const name of ['imported', 'stopped']) {
    expect(secondsOf).toMatchObject({ [name]: 600, [`position of ${name}`]: 600 })
  }
  for (const name of ['played', 'followed']) {
    expect(secondsOf[name]).toBeGreaterThanOrEqual((now - from) / 1e6 - 1)
    expect(secondsOf[`position of ${name}`]).toBeGreaterThanOrEqual((now - from) / 1e6 - 1)
  }
})
