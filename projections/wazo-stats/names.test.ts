import { afterAll, beforeAll, expect, test } from 'vitest'
import { decided } from '../panels/testing/configured-events.ts'
import { append, reporting, type Reporting } from '../xivo-stats/testing/reporting.ts'

const from = '2026-11-20T22:55:00Z'
const at = (seconds: number) => Date.parse(from) * 1000 + seconds * 1_000_000

const configured = decided([
  [at(-900), { defineContext: { name: 'default', displayName: 'Default' } }],
  [at(-900), { defineAgentGroup: { name: 'days', displayName: 'By day' } }],
  [at(-900), { defineQueue: { name: 'sales', displayName: 'Sales', number: '3000', context: 'default' } }],
  [at(-900), { defineAgent: { number: '1002', firstName: 'Ann', lastName: 'Roux', context: 'default' } }],
  [
    at(-900),
    { defineLine: { name: '1001', context: 'default', number: '1001', password: 'secret12', endpoint: { sip: {} } } },
  ],
  [
    at(-900),
    { defineLine: { name: '1002', context: 'default', number: '1002', password: 'secret12', endpoint: { sip: {} } } },
  ],
  [
    at(-900),
    {
      defineUser: {
        user: 'alice',
        firstName: 'Alice',
        lastName: 'Martin',
        lines: ['1001'],
        userField: 'sales, Paris,,sales',
      },
    },
  ],
  [at(-900), { defineUser: { user: 'bob', firstName: 'Bob', lines: ['1002'] } }],
  [at(60), { changeQueue: { name: 'sales', displayName: 'Sales Europe' } }],
  [at(71), { changeAgent: { number: '1002', lastName: 'Blanc', group: 'days' } }],
  [at(1500), { changeUser: { user: 'bob', firstName: 'Robert', userField: 'support' } }],
  [at(2500), { removeUser: { user: 'alice' } }],
]).flat()

const queueLog = `
  time | callid | queue | agent      | event               | data
  -60  | NONE   | NONE  | Agent/1002 | AGENTCALLBACKLOGIN  | 1001@default
  0    | 10.1   | sales | NONE       | ENTERQUEUE          | |0612345678|1
  4    | 10.1   | sales | Agent/1002 | CONNECT             | 4|10.2|3
  64   | 10.1   | sales | Agent/1002 | COMPLETEAGENT       | 4|60|1
  70   | 11.1   | sales | NONE       | ENTERQUEUE          | |0612345678|1
  72   | 11.1   | sales | Agent/1002 | CONNECT             | 2|11.2|2
  100  | 11.1   | sales | Agent/1002 | COMPLETEAGENT       | 2|28|1
  330  | 12.1   | sales | NONE       | FULL                |
  400  | NONE   | NONE  | Agent/1002 | AGENTCALLBACKLOGOFF | 1001@default|460|CommandLogoff
`

const call = (start: number, id: number) => `
  ${start}      | CHAN_START   | ${id}.1 |         | PJSIP/1001-01 | 1001   | line1 | 1002  |
  ${start}      | CHAN_START   | ${id}.2 | ${id}.1 | PJSIP/1002-02 | 1002   | line2 | s     |
  ${start + 5}  | BRIDGE_ENTER | ${id}.2 |         |               |        |       |       | B${id}
  ${start + 5}  | BRIDGE_ENTER | ${id}.1 |         |               |        |       |       | B${id}
  ${start + 65} | HANGUP       | ${id}.1 |         |               |        |       |       | cause=16
  ${start + 65} | HANGUP       | ${id}.2 |         |               |        |       |       | cause=16`

const cel = `
  time | event        | id    | linked | channel       | number | name  | exten | extra${call(1000, 100)}${call(2000, 200)}${call(3000, 300)}
`

/** What Wazo's dialplan tells beside the channels: alice forwards to carol, who has no phone. */
const told = `
  time | event                     | id    | channel       | number | exten | extra
  4000 | CHAN_START                | 400.1 | PJSIP/1002-02 | 1002   | 1001  |
  4001 | XIVO_USER_FWD             | 400.1 |               |        | s     | NUM:1001,CONTEXT:default,NAME:Alice of Wazo
  4001 | WAZO_CALL_LOG_DESTINATION | 400.1 |               |        | s     | type: user,uuid: 22bb,name: Carol of Wazo
  4005 | HANGUP                    | 400.1 |               |        |       | cause=16
`

let paris: Reporting

beforeAll(async () => {
  paris = await reporting(async store => {
    await append(store, { from, timeZone: 'Europe/Paris', queueLog, cel })
    await append(store, { from, timeZone: 'Europe/Paris', cel: told })
    const appended = await store.append([{ stream: 'configuration/paris', expected: 'any', events: configured }])
    expect(appended.ok).toBe(true)
  })
})

afterAll(() => paris.drop())

const lines = async (sql: string) => (await paris.query(sql)).map(row => Object.values(row).join(' | '))

test('a stay has the name of the queue at its entry, and name and group of its agent at the answer', async () => {
  expect(
    await lines(
      `SELECT callid, queue_display_name, agent_name, agent_group FROM wazo_stats.stat_call_on_queue ORDER BY time`,
    ),
  ).toEqual([
    '10.1 | Sales | Ann Roux | default',
    '11.1 | Sales Europe | Ann Blanc | days',
    '12.1 | Sales Europe |  | ',
  ])
  expect(
    await lines(`SELECT call_id, queue_display_name, agent_name FROM report.queue_visit ORDER BY entered_at`),
  ).toEqual(['10.1 | Sales | Ann Roux', '11.1 | Sales Europe | Ann Blanc'])
})

test('figures of an hour have the names of its start', async () => {
  expect(
    await lines(
      `SELECT to_char(time AT TIME ZONE 'UTC', 'HH24'), queue_display_name FROM wazo_stats.stat_queue_periodic ORDER BY time`,
    ),
  ).toEqual(['22 | Sales', '23 | Sales Europe'])
  expect(
    await lines(
      `SELECT to_char(time AT TIME ZONE 'UTC', 'HH24'), agent_name, agent_group FROM wazo_stats.stat_agent_periodic ORDER BY time`,
    ),
  ).toEqual(['22 | Ann Roux | default', '23 | Ann Blanc | days'])
})

test('queues and agents keep their technical name, and have that for people as of now or of an instant', async () => {
  const told = () =>
    lines(
      `SELECT a.name, a.full_name, a.agent_group, q.name AS queue, q.display_name FROM wazo_stats.stat_agent a, wazo_stats.stat_queue q`,
    )
  expect(await told()).toEqual(['Agent/1002 | Ann Blanc | days | sales | Sales Europe'])
  const client = await paris.database.pool.connect()
  try {
    await client.query(`SET ringledger.as_of = '2026-11-20T22:55:30Z'`)
    const { rows } = await client.query(`SELECT full_name, agent_group FROM wazo_stats.stat_agent`)
    expect(rows).toEqual([{ full_name: 'Ann Roux', agent_group: 'default' }])
  } finally {
    client.release(true)
  }
})

test('a call is told with the users whose lines they were then, else as the PBX wrote them', async () => {
  expect(
    await lines(
      `SELECT conversation_id, source_name, requested_name, destination_name FROM wazo_stats.call_log WHERE direction = 'internal' AND source_exten = '1001' ORDER BY date`,
    ),
  ).toEqual([
    '100.1 | Alice Martin | Bob | Bob',
    '200.1 | Alice Martin | Robert | Robert',
    '300.1 | line1 | Robert | Robert',
  ])
  const parties = await paris.query(
    `SELECT l.conversation_id AS call, p.line_identity AS line, p.user_uuid AS id, p.user_name AS name
     FROM wazo_stats.call_log_participant p JOIN wazo_stats.call_log l ON l.id = p.call_log_id
     WHERE l.source_exten = '1001' ORDER BY l.date, p.line_identity`,
  )
  expect(parties.map(({ call: id, line, name }) => `${String(id)} ${String(line)} ${String(name)}`)).toEqual([
    '100.1 PJSIP/1001 Alice Martin',
    '100.1 PJSIP/1002 Bob',
    '200.1 PJSIP/1001 Alice Martin',
    '200.1 PJSIP/1002 Robert',
    '300.1 PJSIP/1001 null',
    '300.1 PJSIP/1002 Robert',
  ])
  expect(parties[1]?.['id']).toBe(parties[3]?.['id'])
  expect(parties[4]?.['id']).toBeNull()
})

test('a call has the free text about its users as it was then, each part of it as a tag', async () => {
  expect(
    await lines(
      `SELECT l.conversation_id, l.user_field, string_agg(array_to_string(p.tags, '+'), ' ' ORDER BY p.line_identity) AS tags
       FROM wazo_stats.call_log l JOIN wazo_stats.call_log_participant p ON p.call_log_id = l.id
       WHERE l.source_exten = '1001' GROUP BY 1, 2, l.date ORDER BY l.date`,
    ),
  ).toEqual([
    '100.1 | sales, Paris,,sales | Paris+sales ',
    '200.1 | sales, Paris,,sales | Paris+sales support',
    '300.1 | support |  support',
  ])
})

test('a call is told with those whom it was for as the dialplan of Wazo names them', async () => {
  expect(
    await lines(
      `SELECT requested_name, requested_exten, requested_internal_exten, destination_name FROM wazo_stats.call_log WHERE source_exten = '1002'`,
    ),
  ).toEqual(['Alice of Wazo | 1001 | 1001 | Carol of Wazo'])
})
