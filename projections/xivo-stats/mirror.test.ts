import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ConfigurationCommand } from '../../domain/configuration/commands.ts'
import { decidedEvents, type Decided } from './testing/decided.ts'
import { append, reporting, type Reporting } from './testing/reporting.ts'

const line: ConfigurationCommand = {
  defineLine: {
    name: 'l1',
    context: 'default',
    password: 'secret12',
    endpoint: { sip: {} },
    number: '1001',
    provisioningCode: '123456',
  },
}

const decided: Decided = [
  [1, { defineContext: { name: 'default', displayName: 'Default' } }],
  [2, { defineAgentGroup: { name: 'north', displayName: 'North', description: 'Up there' } }],
  [3, { defineQueue: { name: 'sales', displayName: 'Sales', number: '3000', context: 'default' } }],
  [4, { defineAgent: { number: '8001', firstName: 'Ann', lastName: 'Roux', context: 'default', group: 'north' } }],
  [5, { defineLabel: { name: 'vip', displayName: 'V.I.P.' } }],
  [6, line],
  [7, { defineUser: { user: 'ann', firstName: 'Ann', lastName: 'Roux', lines: ['l1'], labels: ['vip'] } }],
  [500, { changeQueue: { name: 'sales', displayName: 'Sales Europe' } }],
  [500, { removeAgent: { number: '8001' } }],
  [600, { defineAgent: { number: '8001', firstName: 'Bob', context: 'default' } }],
  [700, { changeAgentGroup: { name: 'default', displayName: 'The rest' } }],
]

const aCall = (at: number, id: string) => `
  ${at}       | ${id} | sales | NONE       | ENTERQUEUE     | |0612345678|1
  ${at + 4}   | ${id} | sales | Agent/8001 | CONNECT        | 4|${id}.2|3
  ${at + 64}  | ${id} | sales | Agent/8001 | COMPLETECALLER | 4|60|1`

let reports: Reporting

beforeAll(async () => {
  reports = await reporting(async store => {
    await append(store, {
      cel: `
        time | event      | id    | linked | channel           | number     | exten
        200  | CHAN_START | 300.1 |        | PJSIP/trunk-in-01 | 0612345678 | 1001
        201  | CHAN_START | 300.2 | 300.1  | PJSIP/l1-02       | 1001       | s`,
      queueLog: `
  time | callid | queue | agent      | event | data${aCall(100, 'c1')}${aCall(900, 'c2')}
  1000 | c3     | other | Agent/9001 | CONNECT | 4|c3.2|3`,
    })
    const events = decidedEvents('paris', decided)
    const stored = await store.append([{ stream: 'configuration/paris', expected: 'no-stream', events }])
    if (!stored.ok) throw new Error('the log refused the configuration')
  })
})

afterAll(() => reports.drop())

test('rows of reports have the names of their time', async () => {
  expect(
    await reports.query(
      `SELECT queue_display_name, agent_name FROM report.queue_visit WHERE queue = 'sales' ORDER BY entered_at`,
    ),
  ).toEqual([
    { queue_display_name: 'Sales', agent_name: 'Ann Roux' },
    { queue_display_name: 'Sales Europe', agent_name: 'Bob' },
  ])
  expect(
    await reports.query(
      `SELECT agent_name, queue_display_name FROM report.agent_call WHERE agent = 'Agent/8001' ORDER BY at`,
    ),
  ).toEqual([
    { agent_name: 'Ann Roux', queue_display_name: 'Sales' },
    { agent_name: 'Bob', queue_display_name: 'Sales Europe' },
  ])
  expect(
    await reports.query(
      `SELECT DISTINCT agent_name, agent_group FROM report.agent_state WHERE agent = 'Agent/8001' AND state = 'TALKING' ORDER BY 1`,
    ),
  ).toEqual([
    { agent_name: 'Ann Roux', agent_group: 'north' },
    { agent_name: 'Bob', agent_group: 'default' },
  ])
})

test('parties of calls are named after the user whose line it was', async () => {
  expect(await reports.query(`SELECT line, user_name FROM report.call_party WHERE line <> '' ORDER BY line`)).toEqual([
    { line: 'PJSIP/l1', user_name: 'Ann Roux' },
    { line: 'PJSIP/trunk-in', user_name: null },
  ])
})

test('names from when to when are a view of their own', async () => {
  expect(
    await reports.query(
      `SELECT name, id, extract(epoch FROM from_at)::int AS since, extract(epoch FROM to_at)::int AS until
       FROM report.agent_name WHERE agent = 'Agent/8001' ORDER BY from_at`,
    ),
  ).toEqual([
    { name: 'Ann Roux', id: 'agent:8001', since: 4, until: 500 },
    { name: 'Bob', id: 'agent:8001~2', since: 600, until: null },
  ])
  expect(await reports.query(`SELECT count(*)::int AS n FROM report.queue_name WHERE queue = 'sales'`)).toEqual([
    { n: 2 },
  ])
})

test('the mirror holds what is configured now, and what rows have named besides', async () => {
  expect(
    await reports.query(
      `SELECT a.number, a.firstname, a.lastname, g.name AS "group" FROM xivo_stats.agentfeatures a
       LEFT JOIN xivo_stats.agentgroup g ON g.id = a.numgroup ORDER BY a.number`,
    ),
  ).toEqual([
    { number: '8001', firstname: 'Bob', lastname: null, group: 'default' },
    { number: '9001', firstname: 'Agent', lastname: '9001', group: null },
  ])
  expect(await reports.query(`SELECT name, displayname, number FROM xivo_stats.queuefeatures ORDER BY name`)).toEqual([
    { name: 'other', displayname: 'other', number: null },
    { name: 'sales', displayname: 'Sales Europe', number: '3000' },
  ])
  expect(
    await reports.query(
      `SELECT u.firstname, l.name, l.number, l.provisioningid, b.display_name FROM xivo_stats.userfeatures u
       JOIN xivo_stats.user_line ul ON ul.user_id = u.id JOIN xivo_stats.linefeatures l ON l.id = ul.line_id
       JOIN xivo_stats.userlabels t ON t.user_id = u.id JOIN xivo_stats.labels b ON b.id = t.label_id`,
    ),
  ).toEqual([{ firstname: 'Ann', name: 'l1', number: '1001', provisioningid: 123456, display_name: 'V.I.P.' }])
})

test('the mirror shows the configuration of another instant when asked', async () => {
  const client = await reports.database.pool.connect()
  try {
    await client.query(`SET ringledger.as_of = '1970-01-01T00:05:00Z'`)
    const agents = await client.query(`SELECT firstname, lastname FROM xivo_stats.agentfeatures WHERE number = '8001'`)
    expect(agents.rows).toEqual([{ firstname: 'Ann', lastname: 'Roux' }])
    const queues = await client.query(`SELECT displayname FROM xivo_stats.queuefeatures WHERE name = 'sales'`)
    expect(queues.rows).toEqual([{ displayname: 'Sales' }])
  } finally {
    client.release(true)
  }
})
