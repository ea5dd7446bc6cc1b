import { expect, test } from 'vitest'
import { secondsOf } from '../../kernel/time.ts'
import { stepsOf } from './steps.ts'
import { callsFrom, factsFrom, historyOf, type Pasted } from '../testing/read-calls.ts'

/** Steps as people read them: when, what, who, and about what. */
function told(pasted: Pasted): readonly string[] {
  const facts = factsFrom(pasted)
  return callsFrom(pasted).flatMap(call =>
    stepsOf(facts, historyOf(pasted), call).map(({ at, until, kind, party, detail }) => {
      const end = until === null ? '' : `-${secondsOf(until)}`
      return `${secondsOf(at)}${end} ${kind} ${party ?? '-'} ${detail ?? '-'}`
    }),
  )
}

test('the path of a call: menu, queue, ring, talk, hold, transfer, hang-up', () => {
  expect(
    told({
      cel: `
        time | event           | id    | linked | channel           | number     | exten | app        | data            | extra
        0    | CHAN_START      | 100.1 |        | PJSIP/trunk-in-01 | 0612345678 | 3020  |            |                 |
        1    | APP_START       | 100.1 |        |                   |            | 3020  | BackGround | menu            |
        3    | APP_END         | 100.1 |        |                   |            | 3020  | BackGround | menu            |
        3    | APP_START       | 100.1 |        |                   |            | 3020  | WaitExten  | 5               |
        5    | APP_END         | 100.1 |        |                   |            | 3020  | WaitExten  | 5               |
        6    | APP_START       | 100.1 |        |                   |            | 3001  | Queue      | sales,tT        |
        7    | CHAN_START      | 107.2 | 100.1  | PJSIP/1001-02     | 1001       | s     |            |                 |
        10   | ANSWER          | 107.2 |        |                   |            | 3001  | AppQueue   | (Outgoing Line) |
        10   | BRIDGE_ENTER    | 107.2 |        |                   |            |       |            |                 | B1
        10   | BRIDGE_ENTER    | 100.1 |        |                   |            |       | Queue      | sales,tT        | B1
        10   | ATTACHED_DATA   | 100.1 |        |                   |            |       |            |                 | recording=r1
        40   | BLINDTRANSFER   | 107.2 |        |                   |            |       |            |                 | extension=1102 context=default transferee_channel_uniqueid=100.1
        40   | BRIDGE_EXIT     | 100.1 |        |                   |            |       |            |                 | B1
        40   | HANGUP          | 107.2 |        |                   |            |       |            |                 | cause=16
        41   | CHAN_START      | 141.3 | 100.1  | PJSIP/1102-03     | 1102       | s     |            |                 |
        45   | ANSWER          | 141.3 |        |                   |            |       | AppDial    | (Outgoing Line) |
        45   | BRIDGE_ENTER    | 141.3 |        |                   |            |       |            |                 | B2
        45   | BRIDGE_ENTER    | 100.1 |        |                   |            |       |            |                 | B2
        60   | HANGUP          | 141.3 |        |                   |            |       |            |                 | cause=16 source=PJSIP/trunk-in-01
        60   | HANGUP          | 100.1 |        |                   |            |       |            |                 | cause=16 source=PJSIP/trunk-in-01`,
      queueLog: `
        time | callid | queue | agent      | event         | data
        6    | 100.1  | sales | NONE       | ENTERQUEUE    | |0612345678|1
        10   | 100.1  | sales | Agent/8001 | CONNECT       | 4|107.2|3
        40   | 100.1  | sales | Agent/8001 | BLINDTRANSFER | 1102|default|4|30|1`,
      ami: [
        [20, 'Hold', { Uniqueid: '107.2' }],
        [30, 'Unhold', { Uniqueid: '107.2' }],
      ],
    }),
  ).toEqual([
    '0 DIALLED 100.1 3020',
    '1-5 IVR 100.1 BackGround',
    '6-10 QUEUE 100.1 sales',
    '7-10 RING 107.2 Agent/8001',
    '10-60 RECORDING - r1',
    '10-40 TALK 100.1 Agent/8001',
    '20-30 HOLD 107.2 0612345678',
    '40 TRANSFER 107.2 1102',
    '41-45 RING 141.3 1102',
    '45-60 TALK 100.1 1102',
    '60 HANGUP 100.1 CALLER',
  ])
})

test('voicemail, forward, parking, pickup, conference, consultation and other applications are steps', () => {
  expect(
    told({
      cel: `
        time | event         | id    | linked | channel           | number | exten  | app        | data       | extra
        0    | CHAN_START    | 100.1 |        | PJSIP/1001-01     | 1001   | 1103   |            |            |
        0    | XIVO_USER_FWD | 100.1 |        |                   |        |        |            |            | NUM:1103\\,CONTEXT:default\\,NAME:user
        1    | FORWARD       | 100.1 |        |                   |        |        | Dial       | x          | forward=1105
        2    | PARK_START    | 100.1 |        |                   |        |        |            |            | parking_lot=default
        4    | PARK_END      | 100.1 |        |                   |        |        |            |            | reason=ParkedCallTimeOut
        5    | APP_START     | 100.1 |        |                   |        |        | Playback   | sorry      |
        6    | APP_END       | 100.1 |        |                   |        |        | Playback   | sorry      |
        7    | APP_START     | 100.1 |        |                   |        |        | ConfBridge | 4001       |
        8    | APP_END       | 100.1 |        |                   |        |        | ConfBridge | 4001       |
        9    | APP_START     | 100.1 |        |                   |        |        | VoiceMail  | 1104@a,su  |
        20   | HANGUP        | 100.1 |        |                   |        |        |            |            | source=PJSIP/1001-01`,
    }),
  ).toEqual([
    '0 DIALLED 100.1 1103',
    '0 FORWARD 100.1 1103',
    '1 FORWARD 100.1 1105',
    '2-4 PARKED 100.1 default',
    '5-6 APPLICATION 100.1 Playback',
    '7-8 CONFERENCE 100.1 4001',
    '9-20 VOICEMAIL 100.1 1104@a',
    '20 HANGUP 100.1 CALLER',
  ])
})

test('what a consultation says is told as such, and a refusal with its reason', () => {
  const steps = told({
    cel: `
      time | event            | id    | linked | channel       | number | exten | extra
      0    | CHAN_START       | 100.1 |        | PJSIP/1009-01 | 1009   | 1001  |
      1    | CHAN_START       | 100.2 | 100.1  | PJSIP/1001-02 | 1001   | s     |
      4    | BRIDGE_ENTER     | 100.2 |        |               |        |       | B1
      4    | BRIDGE_ENTER     | 100.1 |        |               |        |       | B1
      10   | CHAN_START       | 110.3 |        | PJSIP/1001-03 | 1001   | 1102  |
      10   | CHAN_START       | 110.4 | 110.3  | PJSIP/1102-04 | 1102   | s     |
      12   | BRIDGE_ENTER     | 110.4 |        |               |        |       | B2
      12   | BRIDGE_ENTER     | 110.3 |        |               |        |       | B2
      20   | BRIDGE_EXIT      | 110.4 |        |               |        |       | B2
      20   | ATTENDEDTRANSFER | 100.2 |        |               |        |       | channel2_uniqueid=110.3 transferee_channel_uniqueid=100.1 transfer_target_channel_uniqueid=110.4
      20   | HANGUP           | 100.2 |        |               |        |       |
      20   | HANGUP           | 110.3 |        |               |        |       |
      20   | BRIDGE_ENTER     | 110.4 |        |               |        |       | B1
      30   | HANGUP           | 110.4 |        |               |        |       |
      30   | HANGUP           | 100.1 |        |               |        |       |`,
    queueLog: 'time|callid|queue|agent|event|data\n0|100.1|sales|NONE|CLOSED|',
  })
  expect(steps).toContain('0 REFUSED 100.1 sales CLOSED')
  expect(steps).toContain('10 DIALLED 110.3 1102')
  expect(steps).toContain('12-20 CONSULTATION 110.3 1102')
  expect(steps).toContain('20-30 TALK 100.1 1102')
})
