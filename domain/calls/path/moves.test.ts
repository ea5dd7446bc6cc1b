import { expect, test } from 'vitest'
import { callFrom } from '../testing/read-calls.ts'

test('a pickup joins the call of the picker to the one that rang; the phone that rang did not answer', () => {
  expect(
    callFrom(`
      time | event        | id    | linked | channel           | number     | exten  | app     | data                    | extra
      0    | CHAN_START   | 100.1 |        | PJSIP/trunk-in-01 | 0612345678 | 1104   |         |                         |
      0    | CHAN_START   | 100.2 | 100.1  | PJSIP/1104-02     | 1104       | s      |         |                         |
      2    | CHAN_START   | 102.3 |        | PJSIP/1105-03     | 1105       | *81104 |         |                         |
      2    | ANSWER       | 102.3 |        |                   |            | *81104 | Pickup  | 1104%default@PICKUPMARK |
      2.5  | PICKUP       | 100.2 |        |                   |            | 1104   | AppDial | (Outgoing Line)         | pickup_channel=PJSIP/1105-03 pickup_channel_uniqueid=102.3
      2.5  | HANGUP       | 100.2 |        |                   |            | *81104 |         |                         | cause=26
      2.5  | ANSWER       | 100.1 |        |                   |            | 1104   |         |                         |
      2.5  | BRIDGE_ENTER | 102.3 |        |                   |            |        | AppDial | (Outgoing Line)         | B1
      2.5  | LINKEDID_END | 102.3 |        |                   |            |        |         |                         |
      2.5  | BRIDGE_ENTER | 100.1 |        |                   |            |        |         |                         | B1
      6.5  | HANGUP       | 102.3 | 100.1  |                   |            |        |         |                         | cause=16 source=PJSIP/trunk-in-01
      6.5  | HANGUP       | 100.1 |        |                   |            |        |         |                         | cause=16 source=PJSIP/trunk-in-01
    `),
  ).toMatchObject({
    id: '100.1',
    linkedIds: ['100.1', '102.3'],
    calledNumber: '1104',
    talk: 4,
    ring: 2.5,
    to: '102.3',
    hungUpBy: 'CALLER',
    parties: [
      { role: 'CALLER' },
      { role: 'CALLEE', line: 'PJSIP/1104', ring: 2.5, talk: 0, hangupCause: 26 },
      { role: 'PICKER', line: 'PJSIP/1105', dialled: '*81104', ring: null, talk: 4 },
    ],
  })
})

test('a call of a queue that is picked up: queue_log names the member whose phone rang, but it is not he who talks (Asterisk 22)', () => {
  const call = callFrom({
    cel: `
      time | event        | id    | linked | channel           | number     | exten | app      | data            | extra
      0    | CHAN_START   | 100.1 |        | PJSIP/trunk-in-01 | 0612345678 | 3001  |          |                 |
      0    | CHAN_START   | 100.2 | 100.1  | PJSIP/1002-02     | 1002       | s     |          |                 |
      3    | CHAN_START   | 103.3 |        | PJSIP/1004-03     | 1004       | *8    |          |                 |
      3    | ANSWER       | 103.3 |        |                   |            | *8    |          |                 |
      3    | PICKUP       | 100.2 |        |                   |            | 3001  | AppQueue | (Outgoing Line) | pickup_channel=PJSIP/1004-03 pickup_channel_uniqueid=103.3
      3    | HANGUP       | 100.2 |        |                   |            | *8    |          |                 | cause=16
      3    | BRIDGE_ENTER | 103.3 |        |                   |            | 3001  | AppQueue | (Outgoing Line) | B1
      3    | BRIDGE_ENTER | 100.1 |        |                   |            | 3001  | Queue    | sales           | B1
      9    | HANGUP       | 103.3 | 100.1  |                   |            |       |          |                 | cause=16 source=PJSIP/trunk-in-01
      9    | HANGUP       | 100.1 |        |                   |            |       |          |                 | cause=16 source=PJSIP/trunk-in-01
    `,
    queueLog: `
      time | callid | queue | agent      | event          | data
      0    | 100.1  | sales | NONE       | ENTERQUEUE     | |0612345678|1
      3    | 100.1  | sales | Agent/8002 | CONNECT        | 3|103.3|3
      9    | 100.1  | sales | Agent/8002 | COMPLETECALLER | 3|6|1
    `,
  })
  expect(call).toMatchObject({ agents: ['Agent/8002'], talk: 6, wait: 3 })
  expect(call.parties[2]).toMatchObject({ role: 'PICKER', line: 'PJSIP/1004', agent: null, queue: null, talk: 6 })
})

const parked = (end: string) => `
  time | event        | id    | linked | channel           | number     | exten | app        | extra
  0    | CHAN_START   | 100.1 |        | PJSIP/trunk-in-01 | 0612345678 | 1003  |            |
  0    | CHAN_START   | 100.2 | 100.1  | PJSIP/1003-02     | 1003       | s     |            |
  2    | BRIDGE_ENTER | 100.2 |        |                   |            |       |            | B1
  2    | BRIDGE_ENTER | 100.1 |        |                   |            |       |            | B1
  4    | BRIDGE_EXIT  | 100.1 |        |                   |            |       |            | B1
  4    | PARK_START   | 100.1 |        |                   |            |       |            | parker_dial_string=PJSIP/1003 parking_lot=default
  4    | BRIDGE_ENTER | 100.1 |        |                   |            |       |            | P1 holding_bridge
  5    | HANGUP       | 100.2 |        |                   |            |       |            | cause=16
  ${end}`

test('a parked call that is fetched: the wait in the lot is no talk, and who fetched it is a retriever', () => {
  expect(
    callFrom(
      parked(`
        8  | CHAN_START   | 108.3 |       | PJSIP/1101-03 | 1101 | 701 |            |
        8  | ANSWER       | 108.3 |       |               |      | 701 | ParkedCall |
        9  | PARK_END     | 100.1 |       |               |      |     |            | reason=ParkedCallUnparked retriever=PJSIP/1101-03
        9  | BRIDGE_EXIT  | 100.1 |       |               |      |     |            | P1 holding_bridge
        9  | BRIDGE_ENTER | 100.1 |       |               |      |     |            | B2
        9  | LINKEDID_END | 108.3 |       |               |      |     |            |
        9  | BRIDGE_ENTER | 108.3 | 100.1 |               |      |     |            | B2
        16 | HANGUP       | 108.3 |       |               |      |     |            | cause=16 source=PJSIP/trunk-in-01
        16 | HANGUP       | 100.1 |       |               |      |     |            | cause=16 source=PJSIP/trunk-in-01`),
    ),
  ).toMatchObject({
    linkedIds: ['100.1', '108.3'],
    talk: 9,
    to: '108.3',
    ended: 16,
    parties: [
      {
        talks: [
          [2, 4, '100.2'],
          [9, 16, '108.3'],
        ],
      },
      { talk: 2 },
      { role: 'RETRIEVER', line: 'PJSIP/1101', dialled: '701', ring: null, talk: 7 },
    ],
  })
})

test('a parked call that comes back rings the parker again, and nobody talks', () => {
  expect(
    callFrom(
      parked(`
        14 | PARK_END     | 100.1 |       |               |      |     |            | reason=ParkedCallTimeOut
        14 | BRIDGE_EXIT  | 100.1 |       |               |      |     |            | P1 holding_bridge
        14 | CHAN_START   | 114.3 | 100.1 | PJSIP/1003-03 | 1003 | s   |            |
        24 | HANGUP       | 114.3 |       |               |      |     |            | cause=0
        24 | HANGUP       | 100.1 |       |               |      |     |            | cause=17`),
    ),
  ).toMatchObject({
    outcome: 'ANSWERED',
    talk: 2,
    ring: 12,
    transfers: [],
    hungUpBy: 'SYSTEM',
    parties: [{}, {}, { ring: 10 }],
  })
})
