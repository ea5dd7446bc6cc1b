import { afterAll, beforeAll, expect, test } from 'vitest'
import { append, reporting, type Reporting } from './testing/reporting.ts'

/** From noon: a ring of 40 minutes that nobody takes, one of 20 minutes that is taken, and a conversation of 50 minutes. */
const queueLog = `
  time | callid | queue | agent      | event              | data
  -60  | NONE   | NONE  | Agent/1002 | AGENTCALLBACKLOGIN | 1001@default
  300  | 10.1   | sales | NONE       | ENTERQUEUE         | |0612345678|1
  2700 | 10.1   | sales | Agent/1002 | RINGNOANSWER       | 2400000
  2710 | 10.1   | sales | NONE       | ABANDON            | 1|1|2410
  3000 | 11.1   | sales | NONE       | ENTERQUEUE         | |0612345678|1
  4200 | 11.1   | sales | Agent/1002 | CONNECT            | 1200|11.2|1200
  7200 | 11.1   | sales | Agent/1002 | COMPLETEAGENT      | 1200|3000|1`

let paris: Reporting

beforeAll(async () => {
  paris = await reporting(store => append(store, { from: '2026-11-20T11:00:00Z', timeZone: 'Europe/Paris', queueLog }))
})

afterAll(() => paris.drop())

const told = async (condition = 'true') =>
  (
    await paris.query(
      `SELECT to_char(time, 'HH24:MI') AS at, nb_offered, nb_answered, ringing_time, conversation_time
       FROM xivo_stats.stat_agent_specific WHERE ${condition} ORDER BY time`,
    )
  ).map(row => Object.values(row).join(' | '))

test('a ring of more than a quarter of an hour is offered where it began, answered where it ended, and cut in between', async () => {
  expect(await told()).toEqual([
    '12:00 | 1 | 0 | 600 | 0',
    '12:15 | 0 | 0 | 900 | 0',
    '12:30 | 0 | 0 | 900 | 0',
    '12:45 | 1 | 0 | 600 | 0',
    '13:00 | 0 | 1 | 600 | 300',
    '13:15 | 0 | 0 | 0 | 900',
    '13:30 | 0 | 0 | 0 | 900',
    '13:45 | 0 | 0 | 0 | 900',
  ])
})

test('a condition on the time leaves of it what lies there', async () => {
  expect(await told(`time = '2026-11-20 12:15'`)).toEqual(['12:15 | 0 | 0 | 900 | 0'])
  expect(await told(`time >= '2026-11-20 13:15' AND time < '2026-11-20 13:45'`)).toEqual([
    '13:15 | 0 | 0 | 0 | 900',
    '13:30 | 0 | 0 | 0 | 900',
  ])
})
