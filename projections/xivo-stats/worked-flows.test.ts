import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { append, inMinutes, reporting, type Reporting } from './testing/reporting.ts'

/**
 * contact-center 7, one site a flow: A1 (8000) on the phone 1000, A2 (8002) on 1009, U1 on 1001, U2 on 1002; times of G-11 to G-13 in
 * minutes behind 15:00, of the transfers in seconds.
 */
const from = '2018-12-01T15:00:00Z'

const logins = `
  time | callid | queue | agent      | event              | data
  -60  | 1.1    | NONE  | Agent/8000 | AGENTCALLBACKLOGIN | 1000@default
  -60  | 1.2    | NONE  | Agent/8002 | AGENTCALLBACKLOGIN | 1009@default`

const onHold = inMinutes(`
  time | event        | id    | linked | channel       | number | exten | user             | extra
  1.9  | CHAN_START   | 100.1 |        | PJSIP/1000-01 | 1000   | 1001  |                  |
  1.9  | CHAN_START   | 100.2 | 100.1  | PJSIP/1001-02 | 1001   | s     |                  |
  2    | BRIDGE_ENTER | 100.2 |        |               |        |       |                  | B1
  2    | BRIDGE_ENTER | 100.1 |        |               |        |       |                  | B1
  13   | STREAM_BEGIN | 100.2 |        |               |        |       | MOH_STREAM_BEGIN |
  17   | STREAM_END   | 100.2 |        |               |        |       | MOH_STREAM_END   |
  22   | HANGUP       | 100.1 |        |               |        |       |                  | cause=16 source=PJSIP/1000-01
  22   | HANGUP       | 100.2 |        |               |        |       |                  | cause=16 source=PJSIP/1000-01`)

const laterCall = `
  13   | CHAN_START   | 200.1 |        | PJSIP/1000-11 | 1000   | 1002  |                  |
  13   | CHAN_START   | 200.2 | 200.1  | PJSIP/1002-12 | 1002   | s     |                  |
  13   | BRIDGE_ENTER | 200.2 |        |               |        |       |                  | B9
  13   | BRIDGE_ENTER | 200.1 |        |               |        |       |                  | B9
  23   | HANGUP       | 200.1 |        |               |        |       |                  | cause=16
  23   | HANGUP       | 200.2 |        |               |        |       |                  | cause=16`

const blind = inMinutes(`
  time | event         | id    | linked | channel       | number | exten | user             | extra
  2    | CHAN_START    | 100.1 |        | PJSIP/1000-01 | 1000   | 1001  |                  |
  2    | CHAN_START    | 100.2 | 100.1  | PJSIP/1001-02 | 1001   | s     |                  |
  2    | BRIDGE_ENTER  | 100.2 |        |               |        |       |                  | B1
  2    | BRIDGE_ENTER  | 100.1 |        |               |        |       |                  | B1
  12   | BLINDTRANSFER | 100.1 |        |               |        |       |                  | extension=1009 context=default transferee_channel_uniqueid=100.2
  12   | HANGUP        | 100.1 |        |               |        |       |                  | cause=16
  12   | BRIDGE_EXIT   | 100.2 |        |               |        |       |                  | B1
  12   | CHAN_START    | 112.3 | 100.1  | PJSIP/1009-03 | 1009   | s     |                  |
  12.1 | BRIDGE_ENTER  | 112.3 |        |               |        |       |                  | B2
  12.1 | BRIDGE_ENTER  | 100.2 |        |               |        |       |                  | B2
  20   | HANGUP        | 112.3 |        |               |        |       |                  | cause=16
  20   | HANGUP        | 100.2 |        |               |        |       |                  | cause=16${laterCall}`)

const attended = inMinutes(`
  time | event            | id    | linked | channel       | number | exten | user             | extra
  2    | CHAN_START       | 100.1 |        | PJSIP/1000-01 | 1000   | 1001  |                  |
  2    | CHAN_START       | 100.2 | 100.1  | PJSIP/1001-02 | 1001   | s     |                  |
  2    | BRIDGE_ENTER     | 100.2 |        |               |        |       |                  | B1
  2    | BRIDGE_ENTER     | 100.1 |        |               |        |       |                  | B1
  7    | STREAM_BEGIN     | 100.2 |        |               |        |       | MOH_STREAM_BEGIN |
  7    | CHAN_START       | 107.3 |        | PJSIP/1000-03 | 1000   | 1009  |                  |
  7    | CHAN_START       | 107.4 | 107.3  | PJSIP/1009-04 | 1009   | s     |                  |
  7    | BRIDGE_ENTER     | 107.4 |        |               |        |       |                  | B2
  7    | BRIDGE_ENTER     | 107.3 |        |               |        |       |                  | B2
  12   | BRIDGE_EXIT      | 107.4 |        |               |        |       |                  | B2
  12   | BRIDGE_EXIT      | 100.1 |        |               |        |       |                  | B1
  12   | BRIDGE_ENTER     | 107.4 | 100.1  |               |        |       |                  | B1
  12   | ATTENDEDTRANSFER | 100.1 |        |               |        |       |                  | channel2_uniqueid=107.3 transferee_channel_uniqueid=100.2 transfer_target_channel_uniqueid=107.4
  12   | STREAM_END       | 100.2 |        |               |        |       | MOH_STREAM_END   |
  12   | HANGUP           | 100.1 |        |               |        |       |                  | cause=16
  12   | HANGUP           | 107.3 |        |               |        |       |                  | cause=16
  20   | HANGUP           | 107.4 |        |               |        |       |                  | cause=16
  20   | HANGUP           | 100.2 |        |               |        |       |                  | cause=16${laterCall}`)

/** C calls sales, A1 answers, passes him on to support, A2 answers and passes him on to the outside. */
const chain = {
  cel: `
    time | event         | id    | linked | channel            | number     | exten | app      | data            | extra
    0    | CHAN_START    | 100.1 |        | PJSIP/trunk-in-01  | 0612345678 | 3001  |          |                 |
    1    | CHAN_START    | 101.2 | 100.1  | PJSIP/1000-02      | 1000       | s     |          |                 |
    4    | ANSWER        | 101.2 |        |                    |            |       | AppQueue | (Outgoing Line) |
    4    | BRIDGE_ENTER  | 101.2 |        |                    |            |       |          |                 | B1
    4    | BRIDGE_ENTER  | 100.1 |        |                    |            |       |          |                 | B1
    34   | BLINDTRANSFER | 101.2 |        |                    |            |       |          |                 | extension=3002 context=default transferee_channel_uniqueid=100.1
    34   | HANGUP        | 101.2 |        |                    |            |       |          |                 | cause=16
    34   | BRIDGE_EXIT   | 100.1 |        |                    |            |       |          |                 | B1
    35   | CHAN_START    | 135.3 | 100.1  | PJSIP/1009-03      | 1009       | s     |          |                 |
    40   | ANSWER        | 135.3 |        |                    |            |       | AppQueue | (Outgoing Line) |
    40   | BRIDGE_ENTER  | 135.3 |        |                    |            |       |          |                 | B2
    40   | BRIDGE_ENTER  | 100.1 |        |                    |            |       |          |                 | B2
    80   | BLINDTRANSFER | 135.3 |        |                    |            |       |          |                 | extension=00687654321 context=default transferee_channel_uniqueid=100.1
    80   | HANGUP        | 135.3 |        |                    |            |       |          |                 | cause=16
    80   | BRIDGE_EXIT   | 100.1 |        |                    |            |       |          |                 | B2
    81   | CHAN_START    | 181.4 | 100.1  | PJSIP/trunk-out-04 |            | s     |          |                 |
    90   | BRIDGE_ENTER  | 181.4 |        |                    |            |       |          |                 | B3
    90   | BRIDGE_ENTER  | 100.1 |        |                    |            |       |          |                 | B3
    99   | HANGUP        | 181.4 |        |                    |            |       |          |                 | cause=16
    99   | HANGUP        | 100.1 |        |                    |            |       |          |                 | cause=16`,
  queueLog: `${logins}
    1    | 100.1  | sales   | NONE       | ENTERQUEUE    | |0612345678|1
    4    | 100.1  | sales   | Agent/8000 | CONNECT       | 3|101.2|3
    34   | 100.1  | sales   | Agent/8000 | BLINDTRANSFER | 3002|default|3|30|1
    34   | 100.1  | support | NONE       | ENTERQUEUE    | |0612345678|1
    40   | 100.1  | support | Agent/8002 | CONNECT       | 6|135.3|5
    80   | 100.1  | support | Agent/8002 | BLINDTRANSFER | 00687654321|default|6|40|1`,
}

/** C calls sales, A1 answers, asks A2, and passes C on to him. */
const toColleague = {
  cel: `
    time | event            | id    | linked | channel           | number     | exten | app      | data            | extra
    0    | CHAN_START       | 100.1 |        | PJSIP/trunk-in-01 | 0612345678 | 3001  |          |                 |
    1    | CHAN_START       | 100.2 | 100.1  | PJSIP/1000-02     | 1000       | s     |          |                 |
    4    | ANSWER           | 100.2 |        |                   |            |       | AppQueue | (Outgoing Line) |
    4    | BRIDGE_ENTER     | 100.2 |        |                   |            |       |          |                 | B1
    4    | BRIDGE_ENTER     | 100.1 |        |                   |            |       |          |                 | B1
    20   | CHAN_START       | 120.3 |        | PJSIP/1000-03     | 1000       | 1009  |          |                 |
    20   | CHAN_START       | 120.4 | 120.3  | PJSIP/1009-04     | 1009       | s     |          |                 |
    24   | BRIDGE_ENTER     | 120.4 |        |                   |            |       |          |                 | B2
    24   | BRIDGE_ENTER     | 120.3 |        |                   |            |       |          |                 | B2
    30   | BRIDGE_EXIT      | 120.4 |        |                   |            |       |          |                 | B2
    30   | BRIDGE_EXIT      | 100.2 |        |                   |            |       |          |                 | B1
    30   | BRIDGE_ENTER     | 120.4 | 100.1  |                   |            |       |          |                 | B1
    30   | ATTENDEDTRANSFER | 100.2 |        |                   |            |       |          |                 | channel2_uniqueid=120.3 transferee_channel_uniqueid=100.1 transfer_target_channel_uniqueid=120.4
    30   | HANGUP           | 100.2 |        |                   |            |       |          |                 |
    30   | HANGUP           | 120.3 |        |                   |            |       |          |                 |
    90   | HANGUP           | 120.4 |        |                   |            |       |          |                 |
    90   | HANGUP           | 100.1 |        |                   |            |       |          |                 |`,
  queueLog: `${logins}
    1    | 100.1  | sales   | NONE       | ENTERQUEUE       | |0612345678|1
    4    | 100.1  | sales   | Agent/8000 | CONNECT          | 3|100.2|3
    30   | 100.1  | sales   | Agent/8000 | ATTENDEDTRANSFER | BRIDGE|x|3|26|1`,
}

const fiveHours = `
  time  | event        | id    | linked | channel       | number | exten | extra
  0     | CHAN_START   | 100.1 |        | PJSIP/1000-01 | 1000   | 1001  |
  0     | CHAN_START   | 100.2 | 100.1  | PJSIP/1001-02 | 1001   | s     |
  0     | BRIDGE_ENTER | 100.2 |        |               |        |       | B1
  0     | BRIDGE_ENTER | 100.1 |        |               |        |       | B1
  18000 | HANGUP       | 100.1 |        |               |        |       | cause=16
  18000 | HANGUP       | 100.2 |        |               |        |       | cause=16
  19000 | CHAN_START   | 300.1 |        | PJSIP/1000-03 | 1000   | 1001  |
  19000 | CHAN_START   | 300.2 | 300.1  | PJSIP/1001-04 | 1001   | s     |
  19001 | BRIDGE_ENTER | 300.2 |        |               |        |       | B2
  19001 | BRIDGE_ENTER | 300.1 |        |               |        |       | B2`

const twoHolds = {
  cel: `
    time | event         | id    | linked | channel           | number     | exten | extra
    0    | CHAN_START    | 100.1 |        | PJSIP/trunk-in-01 | 0612345678 | 1000  |
    1    | CHAN_START    | 101.2 | 100.1  | PJSIP/1000-02     | 1000       | s     |
    4    | BRIDGE_ENTER  | 101.2 |        |                   |            |       | B1
    4    | BRIDGE_ENTER  | 100.1 |        |                   |            |       | B1
    34   | HANGUP        | 101.2 |        |                   |            |       | cause=16
    34   | BRIDGE_EXIT   | 100.1 |        |                   |            |       | B1
    35   | CHAN_START    | 135.3 | 100.1  | PJSIP/1009-03     | 1009       | s     |
    40   | BRIDGE_ENTER  | 135.3 |        |                   |            |       | B2
    40   | BRIDGE_ENTER  | 100.1 |        |                   |            |       | B2
    80   | HANGUP        | 135.3 |        |                   |            |       | cause=16
    80   | HANGUP        | 100.1 |        |                   |            |       | cause=16`,
  ami: [
    [10, 'Hold', { Uniqueid: '101.2' }],
    [20, 'Unhold', { Uniqueid: '101.2' }],
    [50, 'Hold', { Uniqueid: '135.3' }],
    [55, 'Unhold', { Uniqueid: '135.3' }],
  ] as const,
}

let all: Reporting

beforeAll(async () => {
  all = await reporting(async store => {
    const given = { from, queueLog: logins }
    await append(store, { ...given, site: 'hold', cel: onHold })
    await append(store, { ...given, site: 'blind', cel: blind })
    await append(store, { ...given, site: 'attended', cel: attended })
    await append(store, { from, site: 'chain', ...chain })
    await append(store, { from, site: 'colleague', ...toColleague })
    await append(store, { ...given, site: 'long', cel: fiveHours })
    await append(store, { ...given, site: 'holds', ...twoHolds })
  })
})

afterAll(() => all.drop())

const clock = (column: string) => `to_char(${column}, 'HH24:MI:SS') AS ${column.replace(/"/g, '')}`
const callData = (site: string) =>
  all.query(
    `SELECT uniqueid, dst_num, ${clock('answer_time')}, ${clock('end_time')}, src_agent, dst_agent, transferred, transfer_direction
     FROM xivo_stats.call_data WHERE site = '${site}' ORDER BY start_time, id`,
  )
const statistics = (site: string, columns: string) =>
  all.query(
    `SELECT to_char(time, 'HH24:MI') AS time, agent_num, ${columns} FROM xivo_stats.stat_agent_specific
     WHERE site = '${site}' ORDER BY stat_agent_specific.time, agent_num`,
  )
const emitted =
  'nb_emitted_internal_calls AS nb, conversation_time_emitted_internal_calls AS conversation, hold_time AS hold'
const ofA1 = (rows: readonly Record<string, unknown>[]) => rows.filter(row => row['agent_num'] === '8000')
const holds = (site: string) =>
  all.query(
    `SELECT linkedid, ${clock('start')}, ${clock('"end"')}, agent_num FROM xivo_stats.hold_periods WHERE site = '${site}' ORDER BY id`,
  )

describe('G-11: one internal call that is put on hold', () => {
  test('is one call of the agent, with one hold of his', async () => {
    expect(await callData('hold')).toEqual([
      {
        uniqueid: '100.1',
        dst_num: '1001',
        answer_time: '15:02:00',
        end_time: '15:22:00',
        src_agent: '8000',
        dst_agent: null,
        transferred: false,
        transfer_direction: null,
      },
    ])
    expect(await holds('hold')).toEqual([{ linkedid: '100.1', start: '15:13:00', end: '15:17:00', agent_num: '8000' }])
  })

  test('counts in the interval of its answer, and its lengths are split at the boundary (C-01 to C-03)', async () => {
    expect(await statistics('hold', emitted)).toEqual([
      { time: '15:00', agent_num: '8000', nb: 1, conversation: 780, hold: 120 },
      { time: '15:15', agent_num: '8000', nb: 0, conversation: 420, hold: 120 },
    ])
  })
})

const second = {
  uniqueid: '200.1',
  dst_num: '1002',
  answer_time: '15:13:00',
  end_time: '15:23:00',
  src_agent: '8000',
  dst_agent: null,
  transferred: false,
  transfer_direction: null,
}
const transferred = {
  uniqueid: '100.1',
  dst_num: '1001',
  answer_time: '15:02:00',
  end_time: '15:12:00',
  src_agent: '8000',
  dst_agent: '8002',
  transferred: true,
  transfer_direction: 'internal',
}

describe('G-12: a blind transfer, then a new call', () => {
  test('is two calls, of which the first names its target, and one transfer', async () => {
    expect(await callData('blind')).toEqual([transferred, second])
    expect(await all.query(`SELECT callidfrom, callidto FROM xivo_stats.transfers WHERE site = 'blind'`)).toEqual([
      { callidfrom: '100.1', callidto: '112.3' },
    ])
  })

  test('counts for the agent what he talked, not what his transfer lived on', async () => {
    expect(ofA1(await statistics('blind', emitted))).toEqual([
      { time: '15:00', agent_num: '8000', nb: 2, conversation: 720, hold: 0 },
      { time: '15:15', agent_num: '8000', nb: 0, conversation: 480, hold: 0 },
    ])
  })
})

describe('G-13: an attended transfer, then a new call', () => {
  test('is three calls: the consultation is one of its own (C-05)', async () => {
    expect(await callData('attended')).toEqual([
      transferred,
      {
        uniqueid: '107.3',
        dst_num: '1009',
        answer_time: '15:07:00',
        end_time: '15:12:00',
        src_agent: '8000',
        dst_agent: '8002',
        transferred: false,
        transfer_direction: null,
      },
      second,
    ])
    expect(await holds('attended')).toEqual([
      { linkedid: '100.1', start: '15:07:00', end: '15:12:00', agent_num: '8000' },
    ])
  })

  test('counts hold inside the conversation and apart, and flags the consultation', async () => {
    expect(ofA1(await statistics('attended', `${emitted}, nb_consultations AS consultations`))).toEqual([
      { time: '15:00', agent_num: '8000', nb: 3, conversation: 1020, hold: 300, consultations: 1 },
      { time: '15:15', agent_num: '8000', nb: 0, conversation: 480, hold: 0, consultations: 0 },
    ])
  })
})

describe('transfers that the original gets wrong (contact-center 7.4)', () => {
  test('T-1: a chain has a row for each transfer, a stay in each queue, and each agent his own', async () => {
    expect(
      await all.query(
        `SELECT callidfrom, callidto, transfer_direction, agent_num FROM xivo_stats.transfers WHERE site = 'chain' ORDER BY id`,
      ),
    ).toEqual([
      { callidfrom: '100.1', callidto: '135.3', transfer_direction: 'internal', agent_num: '8000' },
      { callidfrom: '100.1', callidto: '181.4', transfer_direction: 'outgoing', agent_num: '8002' },
    ])
    expect(
      await all.query(
        `SELECT queue_ref, agent_num, status::text FROM xivo_stats.call_on_queue WHERE site = 'chain' ORDER BY id`,
      ),
    ).toEqual([
      { queue_ref: 'sales', agent_num: '8000', status: 'answered' },
      { queue_ref: 'support', agent_num: '8002', status: 'answered' },
    ])
    expect(
      await statistics('chain', 'nb_answered, nb_transferred_intern AS intern, nb_transferred_extern AS extern'),
    ).toEqual([
      { time: '15:00', agent_num: '8000', nb_answered: 1, intern: 1, extern: 0 },
      { time: '15:00', agent_num: '8002', nb_answered: 1, intern: 0, extern: 1 },
    ])
  })

  test('T-2: the conversation after an attended transfer is an element of the call, reached from the transfer', async () => {
    expect(
      await all.query(
        `SELECT e.agent_num, to_char(e.answer_time, 'HH24:MI:SS') AS answered,
           extract(epoch FROM e.end_time - e.start_time)::int AS seconds
         FROM xivo_stats.transfers t
         JOIN xivo_stats.call_element e ON e.uniqueid = t.callidto AND e.site = t.site
         JOIN xivo_stats.call_data d ON d.id = e.call_data_id AND d.uniqueid = t.callidfrom
         WHERE t.site = 'colleague'`,
      ),
    ).toEqual([{ agent_num: '8002', answered: '15:00:30', seconds: 60 }])
    expect(
      await all.query(
        `SELECT d.uniqueid, extract(epoch FROM e.end_time - e.answer_time)::int AS seconds
         FROM xivo_stats.call_element e JOIN xivo_stats.call_data d ON d.id = e.call_data_id
         WHERE e.site = 'colleague' AND e.interface = 'PJSIP/1009' ORDER BY e.id`,
      ),
    ).toEqual([
      { uniqueid: '120.3', seconds: 6 },
      { uniqueid: '100.1', seconds: 60 },
    ])
    expect(
      await statistics('colleague', 'nb_answered, conversation_time AS acd, nb_received_internal_calls AS received'),
    ).toEqual([
      { time: '15:00', agent_num: '8000', nb_answered: 1, acd: 26, received: null },
      { time: '15:00', agent_num: '8002', nb_answered: null, acd: null, received: 1 },
    ])
  })

  test('T-3: more than four hours are counted as they were; without an end nobody knows', async () => {
    expect(
      await all.query(
        `SELECT extract(epoch FROM end_time - answer_time)::int AS seconds FROM xivo_stats.call_data WHERE site = 'long' ORDER BY id`,
      ),
    ).toEqual([{ seconds: 18_000 }, { seconds: null }])
    expect(
      await all.query(
        `SELECT sum(conversation_time_emitted_internal_calls)::int AS seconds, count(*)::int AS intervals
         FROM xivo_stats.stat_agent_specific WHERE site = 'long' AND conversation_time_emitted_internal_calls > 0`,
      ),
    ).toEqual([{ seconds: 18_000, intervals: 20 }])
  })

  test('T-4: two agents in one call have each the hold that he pressed', async () => {
    expect(await holds('holds')).toEqual([
      { linkedid: '100.1', start: '15:00:10', end: '15:00:20', agent_num: '8000' },
      { linkedid: '100.1', start: '15:00:50', end: '15:00:55', agent_num: '8002' },
    ])
    expect(await statistics('holds', 'hold_time AS hold, nb_incoming_calls AS nb')).toEqual([
      { time: '15:00', agent_num: '8000', hold: 10, nb: 1 },
      { time: '15:00', agent_num: '8002', hold: 5, nb: 1 },
    ])
  })
})
