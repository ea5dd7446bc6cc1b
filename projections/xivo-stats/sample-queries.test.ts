import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PoolClient } from 'pg'
import { append, reporting, type Reporting } from './testing/reporting.ts'
import directCalls from './testing/sample-direct-calls.sql'

/** The queries of the original's documentation (contact-center 6.2, 6.4, 6.5), without the line numbers of its page. */
const answeredByAgents = `
SELECT cq.answer_time,
       cq.hangup_time,
       COALESCE(af.firstname, '') || ' ' || COALESCE(af.lastname, '') AS agent_name,
       cd.src_num AS caller,
       ap.line_number AS line_number
FROM call_on_queue cq
LEFT JOIN call_data cd ON cq.callid = cd.uniqueid
INNER JOIN agentfeatures af ON cq.agent_num = af.number
INNER JOIN agent_position ap ON cq.agent_num = ap.agent_num AND cq.answer_time
    BETWEEN ap.start_time AND ap.end_time
AND to_char(cq.answer_time, 'YYYY') = '2016'
AND to_char(cq.answer_time, 'MM') = '08'
AND to_char(cq.answer_time, 'DD') = '01'
AND cq.agent_num IS NOT NULL;`

/** One closing bracket less behind the first HH24:MI:SS of AWT: the printed one is no SQL. */
const byMonthAndNumber = `
SELECT extract(year from cq.queue_time) as Year,
       to_char(cq.queue_time, 'Mon') as Month,
       dst_num AS DID,
       COUNT(CASE WHEN cq.status IN ('answered', 'abandoned', 'leaveempty', 'timeout',
   'exit_with_key') OR cq.status IS NULL THEN 1 END) AS Presented,
       COUNT(CASE WHEN cq.answer_time IS NOT NULL THEN 1 END) as Answered,
       to_char(AVG(CASE WHEN cq.answer_time IS NOT NULL THEN cq.hangup_time - cq.
   answer_time END), 'HH24:MI:SS') as ACT,
       COUNT(CASE WHEN cq.status = 'timeout' THEN 1 END) as Dissuaded,
       COUNT(CASE WHEN cq.status = 'abandoned' THEN 1 END) as Hungup,
       COUNT(CASE WHEN cq.status = 'closed' THEN 1 END) as Refused,
       COUNT(CASE WHEN cq.status = 'abandoned' AND (cd.end_time - cq.queue_time) <
   '15 seconds'::interval THEN 1 END) as Abandoned_T1,
       to_char(SUM(CASE WHEN cq.status = 'answered' THEN
   EXTRACT(epoch FROM (cq.answer_time - cq.queue_time)) ELSE 0 END) /
   NULLIF(COUNT(CASE WHEN cq.status IN ('answered', 'abandoned', 'leaveempty', 'timeout', 'exit_with_key')
   OR cq.status IS NULL THEN 1 END),0) * INTERVAL '1 second', 'HH24:MI:SS')
   as AWT,
       SUM(CASE WHEN cd.transferred THEN 1 ELSE 0 END) AS Transferred,
       ROUND(COUNT(CASE WHEN cq.answer_time IS NOT NULL THEN 1 END)::numeric /
   NULLIF(COUNT(CASE WHEN cq.status IN ('answered', 'abandoned', 'leaveempty', 'timeout',
   'exit_with_key')
   OR cq.status IS NULL THEN 1 END),0)::numeric * 100,2) as Accepted_ratio
FROM call_on_queue cq
LEFT JOIN call_data cd ON cq.callid = cd.uniqueid
GROUP BY 1,2,3;`

/** 1 August 2016 from 09:00 in Paris: agents on lines 101 to 103, calls on two DIDs. */
const queueLog = `
  time | callid | queue | agent      | event              | data
  0    | 9.1    | NONE  | Agent/201  | AGENTCALLBACKLOGIN | 101@default
  0    | 9.2    | NONE  | Agent/202  | AGENTCALLBACKLOGIN | 102@default
  90   | 10.1   | cars  | NONE       | DID                | 1101
  90   | 10.1   | cars  | NONE       | ENTERQUEUE         | |0612345678|1
  96   | 10.1   | cars  | Agent/201  | CONNECT            | 6|10.2|5
  158  | 10.1   | cars  | Agent/201  | COMPLETECALLER     | 6|62|1
  200  | 11.1   | cars  | NONE       | DID                | 1106
  200  | 11.1   | cars  | NONE       | ENTERQUEUE         | |0698765432|1
  212  | 11.1   | cars  | NONE       | ABANDON            | 1|1|12
  300  | 12.1   | cars  | NONE       | DID                | 1106
  300  | 12.1   | cars  | NONE       | ENTERQUEUE         | |0698765432|1
  304  | 12.1   | cars  | Agent/202  | CONNECT            | 4|12.2|4
  364  | 12.1   | cars  | Agent/202  | COMPLETEAGENT      | 4|60|1
  400  | NONE   | NONE  | Agent/202  | AGENTCALLBACKLOGOFF | 102@default|400|CommandLogoff
  500  | 13.1   | cars  | NONE       | DID                | 1106
  500  | 13.1   | cars  | NONE       | CLOSED             |
  600  | 14.1   | cars  | NONE       | DID                | 1106
  600  | 14.1   | cars  | NONE       | ENTERQUEUE         | |0698765432|1
  630  | 14.1   | cars  | NONE       | EXITWITHTIMEOUT    | 1|1|30
`

const cel = `
  time | event        | id    | linked | channel             | number     | exten | extra
  700  | CHAN_START   | 20.1  |        | PJSIP/trunk-in-0001 | 0612345678 | 2001  |
  701  | CHAN_START   | 20.2  | 20.1   | PJSIP/2001-0002     | 2001       | s     |
  705  | BRIDGE_ENTER | 20.2  |        |                     |            |       | B1
  705  | BRIDGE_ENTER | 20.1  |        |                     |            |       | B1
  800  | HANGUP       | 20.1  |        |                     |            |       | cause=16
  800  | HANGUP       | 20.2  |        |                     |            |       | cause=16
  900  | CHAN_START   | 21.1  |        | PJSIP/trunk-in-0003 | 0612345678 | 2001  |
  901  | CHAN_START   | 21.2  | 21.1   | PJSIP/2001-0004     | 2001       | s     |
  920  | HANGUP       | 21.2  |        |                     |            |       | cause=0
  920  | HANGUP       | 21.1  |        |                     |            |       | cause=16
`

let paris: Reporting
let client: PoolClient

beforeAll(async () => {
  paris = await reporting(store =>
    append(store, { from: '2016-08-01T07:00:00Z', timeZone: 'Europe/Paris', queueLog, cel }),
  )
  client = await paris.database.pool.connect()
  await client.query('SET ROLE ringledger_reader')
  await client.query('SET search_path TO xivo_stats')
})

afterAll(async () => {
  client.release(true)
  await paris.drop()
})

describe('a query of the original documentation runs unchanged', () => {
  test('calls answered by agents, with the line that each was logged in on; who is logged in still is there too (G-14, L-16)', async () => {
    const { rows } = await client.query<Record<string, unknown>>(
      answeredByAgents
        .replace('SELECT cq.answer_time,', 'SELECT cq.answer_time::text,')
        .replace('cq.hangup_time,', 'cq.hangup_time::text,'),
    )
    expect(rows.map(row => Object.values(row).join(' | ')).sort()).toEqual([
      '2016-08-01 09:01:36 | 2016-08-01 09:02:38 | Agent 201 | 0612345678 | 101',
      '2016-08-01 09:05:04 | 2016-08-01 09:06:04 | Agent 202 | 0698765432 | 102',
    ])
    const unchanged = await client.query(answeredByAgents)
    expect(unchanged.fields.map(({ name }) => name)).toEqual([
      'answer_time',
      'hangup_time',
      'agent_name',
      'caller',
      'line_number',
    ])
    expect(unchanged.rowCount).toBe(2)
  })

  test('calls by month and called number; refused ones are not presented (G-15)', async () => {
    const { rows } = await client.query<Record<string, unknown>>(byMonthAndNumber)
    const sorted = rows.map(row => Object.values(row).join(' | ')).sort()
    expect(sorted).toEqual([
      '2016 | Aug | 1101 | 1 | 1 | 00:01:02 | 0 | 0 | 0 | 0 | 00:00:06 | 0 | 100.00',
      '2016 | Aug | 1106 | 3 | 1 | 00:01:00 | 1 | 1 | 1 | 1 | 00:00:01 | 0 | 33.33',
    ])
  })

  test('direct calls to users: without a configuration nobody knows whose number it was (G-17)', async () => {
    const { rows } = await client.query<Record<string, unknown>>(directCalls)
    expect(rows.filter(row => row['user_id'] === null)).toEqual([
      { user_id: null, nb_incoming_offered: 6, nb_incoming_answered: 3, nb_incoming_missed: 3 },
    ])
  })
})

test('stat_queue_specific has what the monthly report of a queue asks for (G-16)', async () => {
  const { rows } = await client.query(`
    SELECT to_char(time, 'YYYY-MM') AS month, sum(nb_offered)::int AS presented, sum(nb_answered)::int AS answered,
      sum(communication_time)::int / sum(nb_answered)::int AS talk, sum(nb_abandoned)::int AS abandoned,
      sum(abandoned_less_t1)::int AS a1, sum(abandoned_btw_t1_t2)::int AS a2, sum(abandoned_more_t2)::int AS a3,
      sum(answer_less_t1)::int AS r1, sum(answer_btw_t1_t2)::int AS r2, sum(answer_more_t2)::int AS r3, sum(sum_resp_delay)::int AS delay
    FROM stat_queue_specific WHERE queue_ref = 'cars' GROUP BY 1`)
  const bands = { a1: 1, a2: 0, a3: 0, r1: 2, r2: 0, r3: 0 }
  expect(rows).toEqual([{ month: '2016-08', presented: 4, answered: 2, talk: 61, abandoned: 1, ...bands, delay: 10 }])
})
