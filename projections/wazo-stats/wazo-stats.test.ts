import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { append, reporting, type Reporting } from '../xivo-stats/testing/reporting.ts'

/** An evening in Paris, from 23:55; agents on 1001 and 1002. */
const queueLog = `
  time | callid | queue   | agent      | event               | data
  -60  | NONE   | NONE    | Agent/1002 | AGENTCALLBACKLOGIN  | 1001@default
  0    | 10.1   | sales   | NONE       | ENTERQUEUE          | |0612345678|1
  4    | 10.1   | sales   | Agent/1002 | CONNECT             | 4|10.2|3
  64   | 10.1   | sales   | Agent/1002 | COMPLETEAGENT       | 4|60|1
  70   | 10.1   | sales   | NONE       | ENTERQUEUE          | |0612345678|1
  72   | 10.1   | sales   | Agent/1002 | CONNECT             | 2|10.3|2
  100  | 10.1   | sales   | Agent/1002 | COMPLETEAGENT       | |
  200  | NONE   | NONE    | Agent/1002 | PAUSEALL            | lunch
  290  | 11.1   | sales   | NONE       | ENTERQUEUE          | |0612345678|1
  310  | 11.1   | sales   | NONE       | ABANDON             | 1|1|20
  320  | 12.1   | sales   | NONE       | FULL                |
  330  | 13.1   | sales   | NONE       | ENTERQUEUE          | |0612345678|1
  335  | 13.1   | sales   | NONE       | EXITWITHKEY         | 1|1|1|5
  400  | NONE   | NONE    | Agent/1002 | AGENTCALLBACKLOGOFF | 1001@default|460|CommandLogoff
`

const cel = `
  time | event        | id    | linked | channel       | number | name  | exten | extra
  1000 | CHAN_START   | 100.1 |        | PJSIP/1001-01 | 1001   | Alice | 1002  |
  1000 | CHAN_START   | 100.2 | 100.1  | PJSIP/1002-02 | 1002   | Bob   | s     |
  1005 | BRIDGE_ENTER | 100.2 |        |               |        |       |       | B1
  1005 | BRIDGE_ENTER | 100.1 |        |               |        |       |       | B1
  1065 | HANGUP       | 100.1 |        |               |        |       |       | cause=16
  1065 | HANGUP       | 100.2 |        |               |        |       |       | cause=16
`

let paris: Reporting

beforeAll(async () => {
  paris = await reporting(store =>
    append(store, { from: '2026-11-20T22:55:00Z', timeZone: 'Europe/Paris', queueLog, cel }),
  )
})

afterAll(() => paris.drop())

const utc = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'DD HH24:MI:SS') AS ${column}`

describe('stat_call_on_queue', () => {
  test('has a row a stay with one status each, also where a callid stays twice in the same queue', async () => {
    const rows = await paris.query(
      `SELECT callid, ${utc('time')}, status, ringtime, talktime, waittime, q.name AS queue, a.name AS agent
       FROM wazo_stats.stat_call_on_queue c
       JOIN wazo_stats.stat_queue q ON q.id = c.queue_id LEFT JOIN wazo_stats.stat_agent a ON a.id = c.agent_id ORDER BY c.time`,
    )
    expect(rows.map(row => Object.values(row).join(' | '))).toEqual([
      '10.1 | 20 22:55:00 | answered | 3 | 60 | 4 | sales | Agent/1002',
      '10.1 | 20 22:56:10 | answered | 2 | 28 | 2 | sales | Agent/1002',
      '11.1 | 20 22:59:50 | abandoned | 0 | 0 | 20 | sales | ',
      '12.1 | 20 23:00:20 | full | 0 | 0 | 0 | sales | ',
      '13.1 | 20 23:00:30 | unknown | 0 | 0 | 5 | sales | ',
    ])
  })
})

test('stat_queue_periodic counts a stay in the hour of its entry, and refused calls are in the total', async () => {
  expect(
    await paris.query(
      `SELECT ${utc('time')}, total, answered, abandoned, "full" FROM wazo_stats.stat_queue_periodic ORDER BY stat_queue_periodic.time`,
    ),
  ).toEqual([
    { time: '20 22:00:00', total: 3, answered: 2, abandoned: 1, full: 0 },
    { time: '20 23:00:00', total: 2, answered: 0, abandoned: 0, full: 1 },
  ])
})

test('stat_agent_periodic cuts at the hour, and no pause outlives the logoff', async () => {
  expect(
    await paris.query(
      `SELECT ${utc('time')}, login_time::text AS login, pause_time::text AS pause, conversation_time::text AS talk, a.name
       FROM wazo_stats.stat_agent_periodic p JOIN wazo_stats.stat_agent a ON a.id = p.agent_id ORDER BY p.time`,
    ),
  ).toEqual([
    { time: '20 22:00:00', login: '00:06:00', pause: '00:01:40', talk: '00:01:28', name: 'Agent/1002' },
    { time: '20 23:00:00', login: '00:01:40', pause: '00:01:40', talk: '00:00:00', name: 'Agent/1002' },
  ])
})

test('call_log has the call with its two ends, and each line takes part once', async () => {
  expect(
    await paris.query(
      `SELECT ${utc('date')}, ${utc('date_answer')}, ${utc('date_end')}, source_name, source_exten, source_line_identity, requested_exten,
         destination_name, destination_exten, destination_line_identity, direction
       FROM wazo_stats.call_log WHERE conversation_id = '100.1'`,
    ),
  ).toEqual([
    {
      date: '20 23:11:40',
      date_answer: '20 23:11:45',
      date_end: '20 23:12:45',
      direction: 'internal',
      source_name: 'Alice',
      source_exten: '1001',
      source_line_identity: 'pjsip/1001',
      requested_exten: '1002',
      destination_name: 'Bob',
      destination_exten: '1002',
      destination_line_identity: 'pjsip/1002',
    },
  ])
  expect(
    await paris.query(
      `SELECT p.role, p.line_identity, p.answered FROM wazo_stats.call_log_participant p
       JOIN wazo_stats.call_log l ON l.id = p.call_log_id WHERE l.conversation_id = '100.1' ORDER BY p.line_identity`,
    ),
  ).toEqual([
    { role: 'source', line_identity: 'PJSIP/1001', answered: true },
    { role: 'destination', line_identity: 'PJSIP/1002', answered: true },
  ])
})

test('an agent whom rows name by his number or his phone is one agent', async () => {
  const pool = await reporting(store =>
    append(store, {
      from: '2026-11-20T22:55:00Z',
      timeZone: 'Europe/Paris',
      queueLog: `
        time | callid | queue | agent      | event              | data
        0    | 20.1   | NONE  | 1009       | AGENTLOGIN         | PJSIP/1009-00000077
        1    | 20.2   | sales | NONE       | ENTERQUEUE         | |0612345678|1
        2    | 20.2   | sales | Agent/1009 | CONNECT            | 1|20.3|0
        5    | 20.2   | sales | Agent/1009 | COMPLETECALLER     | 1|3|1
        6    | 20.1   | NONE  | 1009       | AGENTLOGOFF        | PJSIP/1009-00000077|6
        7    | NONE   | NONE  | Agent/1002 | AGENTCALLBACKLOGIN | 1001@default
        8    | NONE   | sales | PJSIP/1001 | PENALTY            | 2`,
    }),
  )
  try {
    const names = ['Agent/1002', 'Agent/1009']
    expect(await pool.query('SELECT name FROM wazo_stats.stat_agent ORDER BY name')).toEqual(
      names.map(name => ({ name })),
    )
    expect(await pool.query('SELECT number FROM xivo_stats.agentfeatures ORDER BY number')).toEqual([
      { number: '1002' },
      { number: '1009' },
    ])
  } finally {
    await pool.drop()
  }
})
