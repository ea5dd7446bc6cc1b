import { describe, expect, test } from 'vitest'
import { callFrom } from '../testing/read-calls.ts'

const queueLog = `
  time | callid | queue   | agent      | event          | data
  1    | 100.1  | support | NONE       | ENTERQUEUE     | |0612345678|1
  4    | 100.1  | support | Agent/8004 | CONNECT        | 3|101.2|3
  64   | 100.1  | support | Agent/8004 | COMPLETECALLER | 3|60|1`

const ringing = `
  time  | event               | id    | linked | channel                         | number     | exten | app      | data            | extra
  0     | CHAN_START          | 100.1 |        | PJSIP/trunk-in-01               | 0612345678 | 3002  |          |                 |
  1     | CHAN_START          | 101.2 | 100.1  | Local/id-4@agentcallback-0001;1 |            | id-4  |          |                 |
  1     | CHAN_START          | 101.3 | 100.1  | Local/id-4@agentcallback-0001;2 |            | id-4  |          |                 |
  1     | APP_START           | 101.3 |        |                                 |            | id-4  | Dial     | PJSIP/1004,,tT  |
  1.2   | CHAN_START          | 101.4 | 100.1  | PJSIP/1004-02                   | 1004       | s     |          |                 |
  4     | ANSWER              | 101.4 |        |                                 |            | id-4  | AppDial  | (Outgoing Line) |
  4     | ANSWER              | 101.3 |        |                                 |            | id-4  | Dial     | PJSIP/1004,,tT  |
  4     | ANSWER              | 101.2 |        |                                 |            | 3002  | AppQueue | (Outgoing Line) |
  4     | BRIDGE_ENTER        | 101.4 |        |                                 |            |       |          |                 | B1
  4     | BRIDGE_ENTER        | 101.3 |        |                                 |            |       |          |                 | B1
  4     | BRIDGE_ENTER        | 101.2 |        |                                 |            |       |          |                 | B2
  4     | BRIDGE_ENTER        | 100.1 |        |                                 |            |       |          |                 | B2`

const optimised = `${ringing}
  4.2   | LOCAL_OPTIMIZE_BEGIN | 101.2 | | | | | | | local_two_uniqueid=101.3
  4.2001 | BRIDGE_EXIT         | 101.4 | | | | | | | B1
  4.2002 | BRIDGE_EXIT         | 101.2 | | | | | | | B2
  4.2003 | BRIDGE_ENTER        | 101.4 | | | | | | | B2
  4.201 | LOCAL_OPTIMIZE       | 101.2 | | | | | | | local_two_uniqueid=101.3
  4.201 | HANGUP               | 101.2 | | | | | | | cause=16
  4.202 | HANGUP               | 101.3 | | | | | | | cause=16 status=ANSWER
  64    | BRIDGE_EXIT          | 100.1 | | | | | | | B2
  64    | BRIDGE_EXIT          | 101.4 | | | | | | | B2
  64    | HANGUP               | 101.4 | | | | | | | cause=16 source=PJSIP/trunk-in-01
  64    | HANGUP               | 100.1 | | | | | | | cause=16 source=PJSIP/trunk-in-01 status=ANSWER`

const kept = `${ringing}
  64    | BRIDGE_EXIT          | 100.1 | | | | | | | B2
  64    | BRIDGE_EXIT          | 101.2 | | | | | | | B2
  64    | HANGUP               | 101.2 | | | | | | | cause=16 source=PJSIP/trunk-in-01
  64    | HANGUP               | 100.1 | | | | | | | cause=16 source=PJSIP/trunk-in-01 status=ANSWER
  64.01 | HANGUP               | 101.3 | | | | | | | cause=16
  64.01 | HANGUP               | 101.4 | | | | | | | cause=16`

test.each([
  ['optimised away', optimised],
  ['kept for the whole call (/n, or nobody made a sound)', kept],
])('a Local member is one phone, with one conversation: %s', (_, cel) => {
  const call = callFrom({ cel, queueLog })
  expect(call).toMatchObject({ talk: 60, answered: 4, hungUpBy: 'CALLER', flags: [], witnesses: [] })
  expect(call.parties).toMatchObject([
    { uniqueId: '100.1', role: 'CALLER', talks: [[4, 64, '101.4']] },
    { uniqueId: '101.4', role: 'CALLEE', line: 'PJSIP/1004', talks: [[4, 64, '100.1']], ring: 2.8 },
  ])
})

test("CONNECT names the half of a Local member: the agent is the phone's behind it", () => {
  expect(callFrom({ cel: optimised, queueLog }).parties[1]).toMatchObject({ agent: 'Agent/8004', queue: 'support' })
})

describe('a member Local/...@.../n', () => {
  /** Asterisk 22: the pair stays, and what is passed on is its second half. */
  const passedOn = `${ringing}
    30    | BLINDTRANSFER | 101.4 | | | | | | | extension=1005 context=default bridge_id=B1 transferee_channel_uniqueid=101.3
    30    | BRIDGE_EXIT   | 101.4 | | | | | | | B1
    30    | HANGUP        | 101.4 | | | | | | | cause=16
    30    | BRIDGE_EXIT   | 101.3 | | | | 1005 | | | B1
    31    | CHAN_START    | 131.5 | 100.1 | PJSIP/1005-03 | 1005 | s | | |
    34    | ANSWER        | 131.5 | | | | 1005 | AppDial | (Outgoing Line) |
    34    | BRIDGE_ENTER  | 131.5 | | | | | | | B3
    34    | BRIDGE_ENTER  | 101.3 | | | | 1005 | Dial | PJSIP/1005,,tT | B3`

  const over = `
    64    | HANGUP        | 131.5 | | | | | | | cause=16
    64    | HANGUP        | 101.3 | | | | | | | cause=16
    64    | HANGUP        | 101.2 | | | | | | | cause=16
    64    | HANGUP        | 100.1 | | | | | | | cause=16 source=PJSIP/trunk-in-01`

  test('who passes the caller on talked until then, and whoever takes over is no member of the queue', () => {
    const call = callFrom({ cel: `${passedOn}${over}`, queueLog })
    expect(call.parties).toMatchObject([
      { role: 'CALLER', talk: 56 },
      { line: 'PJSIP/1004', agent: 'Agent/8004', queue: 'support', talk: 26 },
      { line: 'PJSIP/1005', agent: null, queue: null, ring: 3, talk: 30 },
    ])
    expect(call.transfers).toMatchObject([
      { kind: 'BLIND', by: '101.4', transferred: '100.1', target: '131.5', to: '1005', direction: 'INTERNAL' },
    ])
    expect(call.witnesses).toMatchObject([
      { figure: 'talk', party: '101.4', bridges: 26_000_000, queueLog: 60_000_000 },
    ])
  })

  test('a chain behind it: the second transfer passes on the same caller', () => {
    const chain = `${passedOn}
      50    | BLINDTRANSFER | 131.5 | | | | | | | extension=0499 context=default bridge_id=B3 transferee_channel_uniqueid=101.3
      50    | HANGUP        | 131.5 | | | | | | | cause=16
      50    | BRIDGE_EXIT   | 101.3 | | | | 0499 | | | B3
      51    | CHAN_START    | 151.6 | 100.1 | PJSIP/trunk-out-04 | 0499887766 | s | | |
      55    | BRIDGE_ENTER  | 151.6 | | | | | | | B4
      55    | BRIDGE_ENTER  | 101.3 | | | | | | | B4
      64    | HANGUP        | 151.6 | | | | | | | cause=16
      64    | HANGUP        | 101.3 | | | | | | | cause=16
      64    | HANGUP        | 101.2 | | | | | | | cause=16
      64    | HANGUP        | 100.1 | | | | | | | cause=16`
    expect(callFrom({ cel: chain, queueLog }).transfers).toMatchObject([
      { by: '101.4', transferred: '100.1', target: '131.5', direction: 'INTERNAL' },
      { by: '131.5', transferred: '100.1', target: '151.6', direction: 'OUTBOUND' },
    ])
  })

  test('parking from it is no transfer', () => {
    const parked = `${ringing}
      30    | BLINDTRANSFER | 101.4 | | | | | | | extension=700 context=default bridge_id=B1 transferee_channel_uniqueid=101.3
      30    | HANGUP        | 101.4 | | | | | | | cause=16
      30    | BRIDGE_EXIT   | 101.3 | | | | 700 | | | B1
      30    | PARK_START    | 101.3 | | | | 700 | Park | | parking_lot=default
      40    | HANGUP        | 101.3 | | | | | | | cause=16
      40    | HANGUP        | 101.2 | | | | | | | cause=16
      40    | HANGUP        | 100.1 | | | | | | | cause=16 source=PJSIP/trunk-in-01`
    expect(callFrom({ cel: parked, queueLog }).transfers).toEqual([])
  })
})

/** Asterisk 22: the member consults by feature code, so the row names the first half of his Local channel as both of his legs. */
describe('a member Local/...@.../n who transfers attended by feature code', () => {
  const consulting = (number: string) => `
    time  | event         | id    | linked | channel                | number   | exten | app      | data              | extra
    0.77  | CHAN_START    | 50.1  |        | PJSIP/trunk-a-2c       | 06123456 | 0122  |          |                   |
    0.8   | CHAN_START    | 50.2  | 50.1   | Local/1010@fwd-0a;1    | 1010     | 1010  |          |                   |
    0.8   | CHAN_START    | 50.3  | 50.1   | Local/1010@fwd-0a;2    | 06123456 | 1010  |          |                   |
    0.8   | APP_START     | 50.3  | 50.1   |                        |          | 1010  | Dial     | PJSIP/1010,8,tT   |
    0.8   | CHAN_START    | 50.5  | 50.1   | PJSIP/1010-2e          | 1010     | s     |          |                   |
    1.81  | ANSWER        | 50.5  | 50.1   |                        |          | 1010  | AppDial  | (Outgoing Line)   |
    1.81  | ANSWER        | 50.2  | 50.1   |                        |          | 3022  | AppQueue | (Outgoing Line)   |
    1.81  | BRIDGE_ENTER  | 50.2  | 50.1   |                        |          | 3022  | AppQueue | (Outgoing Line)   | B0
    1.81  | BRIDGE_ENTER  | 50.1  | 50.1   |                        |          | 3022  | Queue    | pick,tTkK         | B0
    1.81  | BRIDGE_ENTER  | 50.5  | 50.1   |                        |          |       | AppDial  | (Outgoing Line)   | B1
    1.81  | BRIDGE_ENTER  | 50.3  | 50.1   |                        |          | 1010  | Dial     | PJSIP/1010,8,tT   | B1
    3.51  | CHAN_START    | 53.1  | 50.1   | Local/${number}@internal-0b;1 |   | ${number} |      |                   |
    3.51  | CHAN_START    | 53.2  | 50.1   | Local/${number}@internal-0b;2 | 1010 | ${number} |   |                   |
    3.51  | BRIDGE_ENTER  | 53.1  | 50.1   |                        |          | ${number} |      |                   | B2
    3.51  | BRIDGE_EXIT   | 50.2  | 50.1   |                        |          | 3022  | AppQueue | (Outgoing Line)   | B0
    3.51  | BRIDGE_ENTER  | 50.2  | 50.1   |                        |          | 3022  | AppQueue | (Outgoing Line)   | B2`

  const completed = `
    6.09  | BRIDGE_EXIT   | 50.2 | 50.1 | | | 3022 | AppQueue | (Outgoing Line) | B2
    6.09  | BRIDGE_EXIT   | 50.3 | 50.1 | | | 1010 | Dial | PJSIP/1010,8,tT | B1
    6.09  | HANGUP        | 50.3 | 50.1 | | | 1010 | | | cause=16
    6.09  | BRIDGE_EXIT   | 50.5 | 50.1 | | | | AppDial | (Outgoing Line) | B1
    6.09  | HANGUP        | 50.5 | 50.1 | | | | AppDial | (Outgoing Line) | cause=16
    6.09  | BRIDGE_EXIT   | 53.1 | 50.1 | | | | | | B2
    6.09  | BRIDGE_ENTER  | 53.1 | 50.1 | | | | | | B0
    6.09  | ATTENDEDTRANSFER | 50.2 | 50.1 | | | 3022 | AppQueue | (Outgoing Line) | bridge1_id=B0 channel2_uniqueid=50.2 bridge2_id=B2 transferee_channel_uniqueid=50.1 transfer_target_channel_uniqueid=53.1
    6.09  | HANGUP        | 50.2 | 50.1 | | | 3022 | AppQueue | (Outgoing Line) | cause=16`

  test('has consulted the number that the Local channel of the consultation was made for, not his own', () => {
    const cel = `${consulting('1009')}
    3.51  | CHAN_START    | 53.3 | 50.1 | PJSIP/1009-2f | 1009 | s | | |
    4.51  | ANSWER        | 53.3 | 50.1 | | | 1009 | AppDial | (Outgoing Line) |
    4.51  | BRIDGE_ENTER  | 53.3 | 50.1 | | | 1009 | AppDial | (Outgoing Line) | B3
    4.51  | BRIDGE_ENTER  | 53.2 | 50.1 | | | 1009 | Dial | PJSIP/1009,8 | B3
    ${completed}
    9     | HANGUP        | 53.3 | 50.1 | | | 1009 | AppDial | (Outgoing Line) | cause=16
    9     | HANGUP        | 50.1 | 50.1 | | | 3022 | | | cause=16`
    expect(callFrom(cel).transfers).toMatchObject([
      { kind: 'ATTENDED', by: '50.5', to: '1009', transferred: '50.1', target: '53.3' },
    ])
  })

  test('into a parking lot is no transfer: who fetches the caller is a retriever', () => {
    const cel = `${consulting('700')}
    3.51  | PARK_START    | 53.2 | 50.1 | | | 700 | Park | default | parker_dial_string=Local/1010@fwd parking_lot=default
    3.51  | BRIDGE_ENTER  | 53.2 | 50.1 | | | 700 | Park | default | B3 holding_bridge
    ${completed}
    8.14  | CHAN_START    | 58.1 | 58.1 | PJSIP/1009-2f | 1009 | 701 | | |
    8.14  | ANSWER        | 58.1 | 58.1 | | | 701 | ParkedCall | default,701 |
    8.16  | PARK_END      | 53.2 | 50.1 | | | 700 | Park | default | reason=ParkedCallUnparked retriever=PJSIP/1009-2f
    8.16  | BRIDGE_EXIT   | 53.2 | 50.1 | | | 700 | Park | default | B3 holding_bridge
    8.16  | BRIDGE_ENTER  | 53.2 | 50.1 | | | 700 | Park | default | B4
    8.16  | BRIDGE_ENTER  | 58.1 | 50.1 | | | 701 | ParkedCall | default,701 | B4
    11.16 | HANGUP        | 58.1 | 50.1 | | | 701 | | | cause=16
    11.16 | HANGUP        | 53.2 | 50.1 | | | 700 | | | cause=16
    11.16 | HANGUP        | 53.1 | 50.1 | | | | | | cause=16
    11.16 | HANGUP        | 50.1 | 50.1 | | | 3022 | | | cause=16`
    const call = callFrom(cel)
    expect(call.transfers).toEqual([])
    expect(call.parties.map(({ line, role }) => [line, role])).toEqual([
      ['PJSIP/trunk-a', 'CALLER'],
      ['PJSIP/1010', 'CALLEE'],
      ['PJSIP/1009', 'RETRIEVER'],
    ])
    expect(call).toMatchObject({ talk: 4.7 })
  })
})

test('a Local member that nobody answered rang the phone that was dialled from it', () => {
  expect(
    callFrom({
      cel: `
        time | event        | id    | linked | channel                         | number     | exten | app     | data            | extra
        0    | CHAN_START   | 100.1 |        | PJSIP/trunk-in-01               | 0612345678 | 3002  |         |                 |
        1    | CHAN_START   | 101.2 | 100.1  | Local/id-4@agentcallback-0001;1 |            | id-4  |         |                 |
        1    | CHAN_START   | 101.3 | 100.1  | Local/id-4@agentcallback-0001;2 |            | id-4  |         |                 |
        1    | CHAN_START   | 101.4 | 100.1  | PJSIP/1004-02                   | 1004       | s     |         |                 |
        9    | HANGUP       | 101.2 |        |                                 |            | 3002  |         |                 | cause=0
        9    | HANGUP       | 101.3 |        |                                 |            | id-4  |         |                 | cause=0 status=CANCEL
        9    | HANGUP       | 101.4 |        |                                 |            | id-4  | AppDial | (Outgoing Line) | cause=16
        20   | HANGUP       | 100.1 |        |                                 |            | 3002  |         |                 | source=PJSIP/trunk-in-01
      `,
      queueLog: `
        time | callid | queue   | agent      | event        | data
        1    | 100.1  | support | NONE       | ENTERQUEUE   | |0612345678|1
        9    | 100.1  | support | Agent/8004 | RINGNOANSWER | 8000
        20   | 100.1  | support | NONE       | ABANDON      | 1|1|19
      `,
    }),
  ).toMatchObject({
    outcome: 'ABANDONED',
    ring: 8,
    agents: ['Agent/8004'],
    parties: [{ role: 'CALLER' }, { line: 'PJSIP/1004', agent: 'Agent/8004', ring: 8, talk: 0 }],
  })
})

test('Local channels one behind the other are folded away together', () => {
  expect(
    callFrom(`
      time | event        | id    | linked | channel               | exten | extra
      0    | CHAN_START   | 100.1 |        | PJSIP/1001-01         | 1102  |
      1    | CHAN_START   | 100.2 | 100.1  | Local/1102@users-01;1 | 1102  |
      1    | CHAN_START   | 100.3 | 100.1  | Local/1102@users-01;2 | 1102  |
      1    | CHAN_START   | 100.4 | 100.1  | Local/1105@users-02;1 | 1105  |
      1    | CHAN_START   | 100.5 | 100.1  | Local/1105@users-02;2 | 1105  |
      1    | CHAN_START   | 100.6 | 100.1  | PJSIP/1105-02         | s     |
      3    | BRIDGE_ENTER | 100.6 |        |                       |       | B1
      3    | BRIDGE_ENTER | 100.5 |        |                       |       | B1
      3    | BRIDGE_ENTER | 100.4 |        |                       |       | B2
      3    | BRIDGE_ENTER | 100.3 |        |                       |       | B2
      3    | BRIDGE_ENTER | 100.2 |        |                       |       | B3
      3    | BRIDGE_ENTER | 100.1 |        |                       |       | B3
      13   | HANGUP       | 100.1 |        |                       |       |
      13   | HANGUP       | 100.6 |        |                       |       |
    `),
  ).toMatchObject({
    talk: 10,
    parties: [{ talks: [[3, 13, '100.6']] }, { line: 'PJSIP/1105', talks: [[3, 13, '100.1']] }],
  })
})

test('a click-to-call by Local channel is placed by the phone that rang first, and talks once the other answers', () => {
  expect(
    callFrom(`
      time | event        | id    | linked | channel               | number | exten | app     | data            | extra
      0    | CHAN_START   | 100.1 |        | Local/1001@click-01;1 |        | 1001  |         |                 |
      0    | CHAN_START   | 100.2 | 100.1  | Local/1001@click-01;2 |        | 1001  |         |                 |
      1    | CHAN_START   | 100.3 | 100.1  | PJSIP/1001-02         | 1001   | s     |         |                 |
      3    | ANSWER       | 100.3 |        |                       |        | 1001  | AppDial | (Outgoing Line) |
      3    | BRIDGE_ENTER | 100.3 |        |                       |        |       |         |                 | B1
      3    | BRIDGE_ENTER | 100.2 |        |                       |        |       |         |                 | B1
      3    | APP_START    | 100.1 |        |                       |        | 1002  | Dial    | PJSIP/1002      |
      4    | CHAN_START   | 100.4 | 100.1  | PJSIP/1002-03         | 1002   | s     |         |                 |
      9    | ANSWER       | 100.4 |        |                       |        | 1002  | AppDial | (Outgoing Line) |
      9    | BRIDGE_ENTER | 100.4 |        |                       |        |       |         |                 | B2
      9    | BRIDGE_ENTER | 100.1 |        |                       |        |       |         |                 | B2
      29   | HANGUP       | 100.4 |        |                       |        |       |         |                 | cause=16 source=PJSIP/1002-03
      29   | HANGUP       | 100.1 |        |                       |        |       |         |                 | cause=16 source=PJSIP/1002-03 status=ANSWER
      29   | HANGUP       | 100.2 |        |                       |        |       |         |                 | cause=16
      29   | HANGUP       | 100.3 |        |                       |        |       |         |                 | cause=16
    `),
  ).toMatchObject({
    id: '100.1',
    direction: 'INTERNAL',
    outcome: 'ANSWERED',
    callerNumber: '1001',
    calledNumber: '1002',
    from: '100.3',
    to: '100.4',
    answered: 9,
    talk: 20,
    ring: 5,
    hungUpBy: 'CALLEE',
    parties: [
      { role: 'CALLER', ring: 2, dialled: null, talks: [[9, 29, '100.4']] },
      { role: 'CALLEE', ring: 5, talks: [[9, 29, '100.3']] },
    ],
  })
})

test('an originate rings a phone, which then dials', () => {
  expect(
    callFrom(`
      time | event        | id    | linked | channel       | number | exten | app      | data            | extra
      0    | CHAN_START   | 100.1 |        | PJSIP/1001-02 | 1001   | s     |          |                 |
      3    | ANSWER       | 100.1 |        |               |        | s     | AppDial2 | (Outgoing Line) |
      3    | APP_START    | 100.1 |        |               |        | 1002  | Dial     | PJSIP/1002      |
      4    | CHAN_START   | 100.2 | 100.1  | PJSIP/1002-03 | 1002   | s     |          |                 |
      9    | BRIDGE_ENTER | 100.2 |        |               |        |       |          |                 | B2
      9    | BRIDGE_ENTER | 100.1 |        |               |        |       |          |                 | B2
      29   | HANGUP       | 100.2 |        |               |        |       |          |                 | cause=16
      29   | HANGUP       | 100.1 |        |               |        |       |          |                 | cause=16
    `),
  ).toMatchObject({ from: '100.1', direction: 'INTERNAL', parties: [{ role: 'CALLER', ring: 3 }, { role: 'CALLEE' }] })
})

test('a call file with a number alone: whom it calls has placed nothing, and the caller is called what the dialplan finds under it', () => {
  const call = callFrom(`
    time | event        | id    | linked | channel              | number     | name     | exten | app      | data            | extra
    0    | CHAN_START   | 100.1 |        | Local/s@caller-02;1  |            |          | s     |          |                 |
    0    | CHAN_START   | 100.2 | 100.1  | Local/s@caller-02;2  |            |          | s     |          |                 |
    1    | ANSWER       | 100.2 |        |                      | 0612345679 |          | s     | Answer   |                 |
    1    | ANSWER       | 100.1 |        |                      | 0612345679 |          | s     | AppDial2 | (Outgoing Line) |
    2    | CHAN_START   | 100.3 | 100.1  | PJSIP/1001-03        | 1001       |          | s     |          |                 |
    4    | ANSWER       | 100.3 |        |                      | 1001       | Ada Last | 3000  | AppQueue | (Outgoing Line) |
    4    | BRIDGE_ENTER | 100.3 |        |                      | 1001       | Ada Last | 3000  | AppQueue | (Outgoing Line) | B1
    4    | BRIDGE_ENTER | 100.1 |        |                      | 0612345679 | Ada Last | 3000  | Queue    | sales           | B1
    9    | HANGUP       | 100.3 |        |                      |            |          |       |          |                 | cause=16
    9    | HANGUP       | 100.1 |        |                      |            |          |       |          |                 | cause=16
  `)
  expect(call).toMatchObject({
    callerNumber: '0612345679',
    callerName: 'Ada Last',
    from: null,
    parties: [{ line: 'PJSIP/1001', role: 'CALLEE', name: null }],
  })
})
