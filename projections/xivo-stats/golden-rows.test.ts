import { afterAll, beforeAll, expect, test } from 'vitest'
import { append, reporting, type Reporting } from './testing/reporting.ts'

/** The queue_log samples of the original's documentation (contact-center 24, G-01 to G-08). */
const queueLog = `
  time                       | callid         | queue | agent      | event               | data
  2012-07-03 15:27:23.896208 | 1341343640.4   | NONE  | Agent/3001 | AGENTCALLBACKLOGIN  | 1002@pcm-dev
  2012-07-03 15:28:06.249357 | NONE           | NONE  | Agent/3001 | AGENTCALLBACKLOGOFF | 1002@pcm-dev|43|CommandLogoff
  2012-07-03 15:28:07.327425 | NONE           | NONE  | Agent/3001 | UNPAUSEALL          |
  2012-07-04 07:27:55.640421 | 1341401275.9   | q1    | NONE       | JOINEMPTY           |
  2012-07-04 07:33:21.165823 | 1341401601.24  | q1    | NONE       | ENTERQUEUE          | |1000|1
  2012-07-04 07:33:23.085718 | 1341401601.24  | q1    | Agent/3001 | CONNECT             | 2|1341401601.27|1
  2012-07-04 07:37:46.601754 | 1341401851.34  | q1    | Agent/3001 | COMPLETEAGENT       | 2|12|1
  2012-07-04 07:40:17.339945 | 1341402016.44  | q1    | NONE       | FULL                |
  2012-07-04 07:48:03.455999 | 1341402482.49  | q1    | NONE       | CLOSED              |
  2012-07-04 07:49:52.939802 | 1341402586.51  | q1    | NONE       | ABANDON             | 1|1|6
`

const anHourAgo = `
  time | callid | queue | agent      | event               | data
  0    | 1.1    | NONE  | Agent/4001 | AGENTCALLBACKLOGIN  | 1001@default
  0    | 1.2    | NONE  | Agent/4002 | AGENTCALLBACKLOGIN  | 1002@default
  0    | 1.3    | NONE  | Agent/4003 | AGENTCALLBACKLOGIN  | 1003@default
  0    | 1.4    | NONE  | Agent/4004 | AGENTCALLBACKLOGIN  | 1004@default
  600  | NONE   | NONE  | Agent/4002 | PAUSEALL            | lunch
  600  | NONE   | NONE  | Agent/4004 | AGENTCALLBACKLOGOFF | 1004@default|600|CommandLogoff
  3000 | NONE   | NONE  | Agent/4003 | WRAPUPSTART         | 7200
`

/** Entered at 10:10, answered at 10:50, over at 11:25, wrapped up until 11:45. */
const longStay = `
  time | callid | queue | agent      | event         | data
  600  | 5.1    | q2    | NONE       | DID           | 3001
  600  | 5.1    | q2    | NONE       | ENTERQUEUE    | |1000|1
  3000 | 5.1    | q2    | Agent/3001 | CONNECT       | 2400|5.2|4
  5100 | 5.1    | q2    | Agent/3001 | COMPLETEAGENT | 2400|2100|1
  5100 | 5.1    | q2    | Agent/3001 | WRAPUPSTART   | 1200
`

let golden: Reporting

beforeAll(async () => {
  golden = await reporting(async store => {
    await append(store, { queueLog, followed: true })
    await append(store, { site: 'long', from: '2012-07-05T10:00:00Z', queueLog: longStay })
    await append(store, {
      site: 'now',
      from: new Date(Date.now() - 3_600_000).toISOString(),
      queueLog: anHourAgo,
      followed: true,
    })
  })
})

afterAll(() => golden.drop())

test('G-01, G-02: the session is measured, and what follows the logoff changes nothing', async () => {
  expect(
    await golden.query(
      `SELECT agent_num, line_num, extract(epoch FROM end_time - start_time)::float AS seconds FROM xivo_stats.agent_position ORDER BY start_time LIMIT 1`,
    ),
  ).toEqual([{ agent_num: '3001', line_num: '1002', seconds: 42.353149 }])
  expect(
    await golden.query(
      `SELECT to_char(time, 'DD HH24:MI') AS time, agent, login_time::text AS login FROM xivo_stats.stat_agent_periodic
       WHERE time < '2012-07-04' ORDER BY stat_agent_periodic.time`,
    ),
  ).toEqual([{ time: '03 15:15', agent: '3001', login: '00:00:42.353149' }])
})

test('G-03 to G-08: each stay and each refusal is a row, also where history is cut', async () => {
  const rows = await golden.query(
    `SELECT callid, to_char(queue_time, 'HH24:MI:SS.US') AS entered, status::text, agent_num, total_ring_seconds AS ring,
       to_char(hangup_time, 'HH24:MI:SS.US') AS ended FROM xivo_stats.call_on_queue WHERE site = 'paris' ORDER BY queue_time`,
  )
  expect(rows.map(row => Object.values(row).join(' | '))).toEqual([
    '1341401275.9 | 07:27:55.640421 | joinempty |  | 0 | ',
    '1341401601.24 | 07:33:21.165823 | answered | 3001 | 1 | ',
    '1341401851.34 | 07:37:32.601754 | answered | 3001 | 0 | 07:37:46.601754',
    '1341402016.44 | 07:40:17.339945 | full |  | 0 | ',
    '1341402482.49 | 07:48:03.455999 | closed |  | 0 | ',
    '1341402586.51 | 07:49:46.939802 | abandoned |  | 0 | ',
  ])
})

test('stat_queue_periodic has them in the quarter of the entry or refusal, and refused calls are not in the total', async () => {
  const rows = await golden.query(
    `SELECT to_char(time, 'HH24:MI') AS time, total, answered, abandoned, "full", closed, joinempty
     FROM xivo_stats.stat_queue_periodic WHERE queue = 'q1' ORDER BY stat_queue_periodic.time`,
  )
  const none = { total: 0, answered: 0, abandoned: 0, full: 0, closed: 0, joinempty: 0 }
  expect(rows).toEqual([
    { ...none, time: '07:15', joinempty: 1 },
    { ...none, time: '07:30', total: 2, answered: 2, full: 1 },
    { ...none, time: '07:45', total: 1, abandoned: 1, closed: 1 },
  ])
})

test('the last state of an agent is the one that goes on, and after a month of silence nobody knows it', async () => {
  const rows = await golden.query(
    `SELECT agent, state::text FROM xivo_stats.agent_states WHERE site <> 'long' ORDER BY agent`,
  )
  expect(rows).toEqual([
    { agent: '3001', state: null },
    { agent: '4001', state: 'logged_on' },
    { agent: '4002', state: 'paused' },
    { agent: '4003', state: 'wrapup' },
    { agent: '4004', state: 'logged_off' },
  ])
})

test('who is logged in counts up to now: his pause too, and his line has an end', async () => {
  // in tens of minutes: the clock goes on while this runs
  const rows = await golden.query(
    `SELECT agent, floor(extract(epoch FROM sum(login_time)) / 600)::int AS login, floor(extract(epoch FROM sum(pause_time)) / 600)::int AS pause
     FROM xivo_stats.stat_agent_periodic WHERE agent LIKE '4%' GROUP BY agent ORDER BY agent`,
  )
  expect(rows).toEqual([
    { agent: '4001', login: 6, pause: 0 },
    { agent: '4002', login: 6, pause: 5 },
    { agent: '4003', login: 6, pause: 0 },
    { agent: '4004', login: 1, pause: 0 },
  ])
  const ends = await golden.query(
    `SELECT agent_num, end_time >= now() AT TIME ZONE 'UTC' AS open FROM xivo_stats.agent_position WHERE agent_num LIKE '4%' ORDER BY 1`,
  )
  expect(ends.map(row => row['open'])).toEqual([true, true, true, false])
})

test('wait, talk and wrap-up of more than a quarter of an hour lie in every interval that they touch', async () => {
  const rows = await golden.query(
    `SELECT to_char(time, 'HH24:MI') AS time, dst_num, nb_offered, answer_more_t2, sum_resp_delay AS wait, communication_time AS talk, wrapup_time AS wrapup
     FROM xivo_stats.stat_queue_specific WHERE site = 'long' ORDER BY stat_queue_specific.time`,
  )
  expect(rows.map(row => Object.values(row).join(' | '))).toEqual([
    '10:00 | 3001 | 1 | 1 | 300 | 0 | 0',
    '10:15 | 3001 |  |  | 900 | 0 | 0',
    '10:30 | 3001 |  |  | 900 | 0 | 0',
    '10:45 | 3001 |  |  | 300 | 600 | 0',
    '11:00 | 3001 |  |  | 0 | 900 | 0',
    '11:15 | 3001 |  |  | 0 | 600 | 300',
    '11:30 | 3001 |  |  | 0 | 0 | 900',
  ])
  const ofAgent = await golden.query(
    `SELECT to_char(time, 'HH24:MI') AS time, nb_answered_calls AS nb, communication_time AS talk, wrapup_time AS wrapup
     FROM xivo_stats.stat_agent_queue_specific WHERE site = 'long' AND agent_num = '3001' ORDER BY stat_agent_queue_specific.time`,
  )
  expect(ofAgent.map(row => Object.values(row).join(' | '))).toEqual([
    '10:45 | 1 | 600 | 0',
    '11:00 | 0 | 900 | 0',
    '11:15 | 0 | 600 | 300',
    '11:30 | 0 | 0 | 900',
  ])
})
