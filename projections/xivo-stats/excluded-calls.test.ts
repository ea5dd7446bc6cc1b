import { afterAll, beforeAll, expect, test } from 'vitest'
import { callTag } from '../../domain/pbx/facts.ts'
import { append, reporting, type Reporting } from './testing/reporting.ts'

const twoCalls = `
  time | callid | queue | agent      | event              | data
  0    | 1.1    | NONE  | Agent/8001 | AGENTCALLBACKLOGIN | 1001@default
  10   | 5.1    | sales | NONE       | ENTERQUEUE         | |0612345678|1
  15   | 5.1    | sales | Agent/8001 | CONNECT            | 5|5.2|4
  75   | 5.1    | sales | Agent/8001 | COMPLETEAGENT      | 5|60|1
  100  | 6.1    | sales | NONE       | ENTERQUEUE         | |0612345678|1
  107  | 6.1    | sales | Agent/8001 | CONNECT            | 7|6.2|6
  137  | 6.1    | sales | Agent/8001 | COMPLETEAGENT      | 7|30|1
`

let read: Reporting

beforeAll(async () => {
  read = await reporting(async store => {
    await append(store, { queueLog: twoCalls })
    const call = { site: 'paris', node: 'pbx1', callId: '6.1' }
    const data = { ...call, type: 'CallExcluded', reason: 'TEST', text: null, keys: ['6.1', '6.2'], range: null }
    await store.append([
      {
        stream: 'call/paris/pbx1/6.1',
        expected: 'any',
        events: [
          {
            type: 'CallExcluded',
            data,
            occurredAt: 900_000_000,
            site: 'paris',
            node: 'pbx1',
            tags: [callTag('paris', 'pbx1', '6.1')],
          },
        ],
      },
    ])
  })
})

afterAll(() => read.drop())

test('a call that was excluded from the figures is in none of the tables, and the others are', async () => {
  const [row] = await read.query(`
    SELECT
      (SELECT string_agg(uniqueid, ' ') FROM xivo_stats.call_data) AS calls,
      (SELECT string_agg(callid, ' ') FROM xivo_stats.call_on_queue) AS stays,
      (SELECT sum(total)::int FROM xivo_stats.stat_queue_periodic) AS total,
      (SELECT sum(nb_offered)::int FROM xivo_stats.stat_queue_specific) AS offered,
      (SELECT sum(communication_time)::int FROM xivo_stats.stat_queue_specific) AS talk,
      (SELECT sum(sum_resp_delay)::int FROM xivo_stats.stat_queue_specific) AS wait,
      (SELECT sum(nb_answered_calls)::int FROM xivo_stats.stat_agent_queue_specific) AS answered,
      (SELECT sum(nb_answered)::int FROM xivo_stats.stat_agent_specific) AS answered_by_agent,
      (SELECT sum(conversation_time)::int FROM xivo_stats.stat_agent_specific) AS conversation,
      (SELECT sum(ringing_time)::int FROM xivo_stats.stat_agent_specific) AS ringing,
      (SELECT string_agg(conversation_id, ' ') FROM wazo_stats.call_log) AS log,
      (SELECT string_agg(callid, ' ') FROM wazo_stats.stat_call_on_queue) AS wazo_stays,
      (SELECT sum(total)::int FROM wazo_stats.stat_queue_periodic) AS wazo_total`)
  expect(row).toEqual({
    calls: '5.1',
    stays: '5.1',
    total: 1,
    offered: 1,
    talk: 60,
    wait: 5,
    answered: 1,
    answered_by_agent: 1,
    conversation: 60,
    ringing: 4,
    log: '5.1',
    wazo_stays: '5.1',
    wazo_total: 1,
  })
})
