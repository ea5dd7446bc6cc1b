import { describe, expect, test } from 'vitest'
import { callFrom } from './testing/read-calls.ts'

/** A phone is rung for six seconds and does not answer; how it and the caller end. */
const unanswered = (callee: string, caller: string) => `
  time | event      | id    | linked | channel           | number     | exten | app     | data            | extra
  0    | CHAN_START | 100.1 |        | PJSIP/trunk-in-01 | 0612345678 | 1002  |         |                 |
  1    | CHAN_START | 100.2 | 100.1  | PJSIP/1002-02     | 1002       | s     |         |                 |
  7    | HANGUP     | 100.2 |        |                   |            | 1002  | AppDial | (Outgoing Line) | ${callee}
  8    | HANGUP     | 100.1 |        |                   |            | 1002  |         |                 | ${caller}`

describe('a call that nobody answered', () => {
  test.each([
    ['nobody answers in time', 'cause=0', 'cause=16 status=NOANSWER', 'NO_ANSWER', 'SYSTEM'],
    ['the caller gives up while it rings', 'cause=16', 'source=PJSIP/trunk-in-01 status=CANCEL', 'ABANDONED', 'CALLER'],
    [
      'the phone is busy, or on do not disturb',
      'cause=17 source=PJSIP/1002-02',
      'cause=17 status=BUSY',
      'BUSY',
      'SYSTEM',
    ],
    [
      'the caller listens to the busy tone and hangs up',
      'cause=17',
      'source=PJSIP/trunk-in-01 status=BUSY',
      'BUSY',
      'CALLER',
    ],
    ['the phone declines', 'cause=21 source=PJSIP/1002-02', 'cause=17 status=BUSY', 'REFUSED', 'SYSTEM'],
    [
      'the phone declines (Asterisk 22)',
      'cause=21 source=PJSIP/1002-02',
      'cause=21 status=NOANSWER',
      'REFUSED',
      'SYSTEM',
    ],
    ['the network is congested', 'cause=34', 'cause=34 status=CONGESTION', 'FAILED', 'SYSTEM'],
    ['the phone is not there', 'cause=20', 'cause=20 status=CHANUNAVAIL', 'FAILED', 'SYSTEM'],
    [
      'the callee does not want the caller (Dial with privacy)',
      'cause=16',
      'cause=16 status=DONTCALL',
      'REFUSED',
      'SYSTEM',
    ],
    ['without a dial status the cause of the phone tells', 'cause=17', 'cause=17', 'BUSY', 'SYSTEM'],
    [
      'answered, but no words: the status ANSWER makes no conversation',
      'cause=16',
      'cause=16 status=ANSWER',
      'NO_ANSWER',
      'SYSTEM',
    ],
  ])('%s', (_, callee, caller, outcome, hungUpBy) => {
    expect(callFrom(unanswered(callee, caller))).toMatchObject({
      outcome,
      hungUpBy,
      answered: null,
      talk: 0,
      hold: 0,
      ring: 6,
      to: '100.2',
    })
  })

  test('a number that does not exist fails', () => {
    expect(
      callFrom(`
        time | event      | id    | channel           | number     | exten | extra
        0    | CHAN_START | 100.1 | PJSIP/trunk-in-01 | 0612345678 | 9999  |
        0    | HANGUP     | 100.1 |                   |            |       | cause=1 source=dialplan/builtin
      `),
    ).toMatchObject({ outcome: 'FAILED', ring: null, to: null, hungUpBy: 'SYSTEM' })
  })

  test('a caller who leaves the IVR gave up', () => {
    expect(
      callFrom(`
        time | event      | id    | channel           | number     | exten | app  | extra
        0    | CHAN_START | 100.1 | PJSIP/trunk-in-01 | 0612345678 | 3020  |      |
        0    | ANSWER     | 100.1 |                   |            |       | Read |
        4    | HANGUP     | 100.1 |                   |            |       |      | source=PJSIP/trunk-in-01
      `),
    ).toMatchObject({ outcome: 'ABANDONED', answered: null, hungUpBy: 'CALLER' })
  })
})

describe('voicemail', () => {
  test('is reached when the application runs, and is no answer', () => {
    expect(
      callFrom(`
        time | event      | id    | linked | channel           | number     | exten | app       | data       | extra
        0    | CHAN_START | 100.1 |        | PJSIP/trunk-in-01 | 0612345678 | 1104  |           |            |
        1    | CHAN_START | 100.2 | 100.1  | PJSIP/1104-02     | 1104       | s     |           |            |
        11   | HANGUP     | 100.2 |        |                   |            | 1104  |           |            | cause=0
        11   | APP_START  | 100.1 |        |                   |            | 1104  | VoiceMail | 1104,su    |
        11   | ANSWER     | 100.1 |        |                   |            | 1104  | VoiceMail | 1104,su    |
        20   | HANGUP     | 100.1 |        |                   |            |       |           |            | source=PJSIP/trunk-in-01 status=NOANSWER
      `),
    ).toMatchObject({ outcome: 'VOICEMAIL', hasVoicemail: true, answered: null, ring: 10 })
  })

  test('VoiceMailMain is somebody who listens to his own messages', () => {
    expect(
      callFrom(`
        time | event      | id    | channel       | number | exten | app           | extra
        0    | CHAN_START | 100.1 | PJSIP/1104-02 | 1104   | *98   |               |
        0    | APP_START  | 100.1 |               |        | *98   | VoiceMailMain |
        9    | HANGUP     | 100.1 |               |        |       |               | source=PJSIP/1104-02
      `),
    ).toMatchObject({ hasVoicemail: false, outcome: 'ABANDONED', calledNumber: '*98' })
  })
})

describe('forwards', () => {
  const forwarded = (answer: string) => `
    time | event        | id    | linked | channel                 | number     | exten | app     | data            | extra
    0    | CHAN_START   | 100.1 |        | PJSIP/trunk-in-01       | 0612345678 | 1102  |         |                 |
    1    | CHAN_START   | 100.2 | 100.1  | PJSIP/1102-02           | 1102       | s     |         |                 |
    2    | CHAN_START   | 100.3 | 100.1  | Local/1105@default-01;1 |            | 1105  |         |                 |
    2    | CHAN_START   | 100.4 | 100.1  | Local/1105@default-01;2 |            | 1105  |         |                 |
    2    | FORWARD      | 100.1 |        |                         |            | 1102  | Dial    | PJSIP/1102      | forward=1105
    2    | HANGUP       | 100.2 |        |                         |            | 1102  | AppDial | (Outgoing Line) | cause=23
    2    | CHAN_START   | 100.5 | 100.1  | PJSIP/1105-03           | 1105       | s     |         |                 |
    ${answer}
    14   | HANGUP       | 100.3 |        |                         |            |       |         |                 | cause=16
    14   | HANGUP       | 100.4 |        |                         |            |       |         |                 | cause=16
    14   | HANGUP       | 100.5 |        |                         |            | 1105  | AppDial | (Outgoing Line) | cause=16
    14   | HANGUP       | 100.1 |        |                         |            |       |         |                 | cause=16`

  test('a phone that answers 302: another one talks', () => {
    const answer = ['5 | BRIDGE_ENTER | 100.5 | | | | | | | B1', '5 | BRIDGE_ENTER | 100.4 | | | | | | | B1']
    answer.push('5 | BRIDGE_ENTER | 100.3 | | | | | | | B2', '5 | BRIDGE_ENTER | 100.1 | | | | | | | B2')
    expect(callFrom(forwarded(answer.join('\n')))).toMatchObject({
      outcome: 'ANSWERED',
      talk: 9,
      to: '100.5',
      parties: [{ role: 'CALLER' }, { line: 'PJSIP/1102', talk: 0 }, { line: 'PJSIP/1105', talk: 9 }],
    })
  })

  test('nobody answers at the other number: it was forwarded', () => {
    expect(callFrom(forwarded(''))).toMatchObject({ outcome: 'FORWARDED', answered: null, talk: 0 })
  })

  test('a forward by the dialplan to the outside leaves the call an incoming one', () => {
    expect(
      callFrom(`
        time | event         | id    | linked | channel            | number     | exten | extra
        0    | CHAN_START    | 100.1 |        | PJSIP/trunk-in-01  | 0612345678 | 1103  |
        0    | XIVO_INCALL   | 100.1 |        |                    |            |       | 0123456103
        1    | XIVO_USER_FWD | 100.1 |        |                    |            | 1103  | NUM:1103\\,CONTEXT:default\\,NAME:user 1103
        1    | XIVO_OUTCALL  | 100.1 |        |                    |            |       | 0687654321
        1    | CHAN_START    | 100.2 | 100.1  | PJSIP/trunk-out-02 |            | s     |
        9    | HANGUP        | 100.2 |        |                    |            |       | cause=0
        9    | HANGUP        | 100.1 |        |                    |            |       | status=NOANSWER
      `),
    ).toMatchObject({ direction: 'INBOUND', outcome: 'FORWARDED' })
  })
})

test('a user who blocks the caller refuses the call', () => {
  expect(
    callFrom(`
      time | event                  | id    | channel       | number | exten | extra
      0    | CHAN_START             | 100.1 | PJSIP/1001-01 | 1001   | 1002  |
      0    | WAZO_USER_BLOCKED_CALL | 100.1 |               |        |       | blocked_user_uuid: 1
      2    | HANGUP                 | 100.1 |               |        |       | cause=16
    `),
  ).toMatchObject({ outcome: 'REFUSED' })
})

test('a group: all phones ring until one answers, and the longest ring is not counted twice', () => {
  expect(
    callFrom(`
      time | event        | id    | linked | channel           | number     | exten | extra
      0    | CHAN_START   | 100.1 |        | PJSIP/trunk-in-01 | 0612345678 | 2001  |
      1    | CHAN_START   | 100.2 | 100.1  | PJSIP/1101-02     | 1101       | s     |
      1    | CHAN_START   | 100.3 | 100.1  | PJSIP/1102-03     | 1102       | s     |
      1    | CHAN_START   | 100.4 | 100.1  | PJSIP/1103-04     | 1103       | s     |
      6    | ANSWER       | 100.3 |        |                   |            |       |
      6    | HANGUP       | 100.2 |        |                   |            |       | cause=26
      6    | HANGUP       | 100.4 |        |                   |            |       | cause=26
      6    | BRIDGE_ENTER | 100.3 |        |                   |            |       | B1
      6    | BRIDGE_ENTER | 100.1 |        |                   |            |       | B1
      16   | HANGUP       | 100.3 |        |                   |            |       | source=PJSIP/1102-03
      16   | HANGUP       | 100.1 |        |                   |            |       | source=PJSIP/1102-03
    `),
  ).toMatchObject({
    outcome: 'ANSWERED',
    ring: 5,
    talk: 10,
    to: '100.3',
    hungUpBy: 'CALLEE',
    parties: [{ role: 'CALLER' }, { ring: 5, talk: 0 }, { ring: 5, talk: 10 }, { ring: 5, talk: 0 }],
  })
})
