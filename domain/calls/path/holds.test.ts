import { describe, expect, test } from 'vitest'
import { callFrom } from '../testing/read-calls.ts'

const conversation = (rows = '') => `
  time | event        | id    | linked | channel           | number     | exten | user | extra
  0    | CHAN_START   | 100.1 |        | PJSIP/trunk-in-01 | 0612345678 | 1001  |      |
  1    | CHAN_START   | 100.2 | 100.1  | PJSIP/1001-02     | 1001       | s     |      |
  4    | BRIDGE_ENTER | 100.2 |        |                   |            |       |      | B1
  4    | BRIDGE_ENTER | 100.1 |        |                   |            |       |      | B1
  ${rows}
  64   | HANGUP       | 100.2 |        |                   |            |       |      | cause=16
  64   | HANGUP       | 100.1 |        |                   |            |       |      | cause=16`

const music = `
  20   | STREAM_BEGIN | 100.1 |        |                   |            |       | MOH_STREAM_BEGIN |
  30   | STREAM_END   | 100.1 |        |                   |            |       | MOH_STREAM_END   |`

const hold = (at: number, name: 'Hold' | 'Unhold', Uniqueid: string) => [at, name, { Uniqueid }] as const

describe('hold', () => {
  test('is told by the manager, of the one who pressed it', () => {
    const call = callFrom({ cel: conversation(), ami: [hold(20, 'Hold', '100.2'), hold(30, 'Unhold', '100.2')] })
    expect(call).toMatchObject({ hold: 10, talk: 60, holds: [{ by: '100.2', held: '100.1', from: 20, to: 30 }] })
    expect(call.parties).toMatchObject([{ hold: 0 }, { hold: 10 }])
  })

  test('that is never taken back ends with the conversation', () => {
    expect(callFrom({ cel: conversation(), ami: [hold(50, 'Hold', '100.2')] })).toMatchObject({ hold: 14 })
  })

  test('an Unhold without a Hold, as every transfer writes one, is none', () => {
    expect(callFrom({ cel: conversation(), ami: [hold(50, 'Unhold', '100.2')] })).toMatchObject({ hold: 0, holds: [] })
  })

  test('both on hold at once: the call is on hold once, each for his own time', () => {
    const ami = [
      hold(20, 'Hold', '100.2'),
      hold(25, 'Hold', '100.1'),
      hold(30, 'Unhold', '100.2'),
      hold(40, 'Unhold', '100.1'),
    ]
    expect(callFrom({ cel: conversation(), ami })).toMatchObject({ hold: 20, parties: [{ hold: 15 }, { hold: 10 }] })
  })

  test('without the manager is told by the music that the other one hears', () => {
    expect(callFrom(conversation(music))).toMatchObject({
      hold: 10,
      holds: [{ by: '100.2', held: '100.1', from: 20, to: 30 }],
      parties: [{ hold: 0 }, { hold: 10 }],
    })
  })

  test.each([
    [
      'passed on by an attended transfer: the music stops a moment after the other one is there',
      `
  20.0 | STREAM_BEGIN | 100.1 |        |                   |            |       | MOH_STREAM_BEGIN |
  21   | CHAN_START   | 121.3 | 100.1  | PJSIP/1002-03     | 1002       | s     |      |
  30   | BRIDGE_EXIT  | 100.2 |        |                   |            |       |      | B1
  30   | BRIDGE_ENTER | 121.3 |        |                   |            |       |      | B1
  30.1 | STREAM_END   | 100.1 |        |                   |            |       | MOH_STREAM_END   |`,
      10,
    ],
    [
      'taken back after a consultation: the music stops a moment after he is back',
      `
  20.0 | STREAM_BEGIN | 100.1 |        |                   |            |       | MOH_STREAM_BEGIN |
  21   | BRIDGE_EXIT  | 100.2 |        |                   |            |       |      | B1
  30   | BRIDGE_ENTER | 100.2 |        |                   |            |       |      | B1
  30.1 | STREAM_END   | 100.1 |        |                   |            |       | MOH_STREAM_END   |`,
      1,
    ],
  ])('is one hold, of the one who pressed it, where the caller is %s', (_, rows, hold) => {
    expect(callFrom(conversation(rows))).toMatchObject({
      hold,
      holds: [{ by: '100.2', held: '100.1', from: 20, to: 20 + hold }],
    })
  })

  test('that goes on while a third one comes and goes is of the conversation with the one who pressed it', () => {
    const third = `
  20   | STREAM_BEGIN | 100.1 |        |                   |            |       | MOH_STREAM_BEGIN |
  21   | CHAN_START   | 121.3 | 100.1  | PJSIP/1002-03     | 1002       | s     |      |
  22   | BRIDGE_ENTER | 121.3 |        |                   |            |       |      | B1
  26   | BRIDGE_EXIT  | 121.3 |        |                   |            |       |      | B1
  26   | HANGUP       | 121.3 |        |                   |            |       |      | cause=16
  30   | STREAM_END   | 100.1 |        |                   |            |       | MOH_STREAM_END   |`
    expect(callFrom(conversation(third))).toMatchObject({ hold: 10 })
  })

  test('the manager is believed where both tell', () => {
    expect(
      callFrom({ cel: conversation(music), ami: [hold(20, 'Hold', '100.2'), hold(26, 'Unhold', '100.2')] }),
    ).toMatchObject({ hold: 6 })
  })

  test.each([
    ['came too late to hear the hold', [[25, 'Hangup', { Uniqueid: '100.2' }]]],
    ['was lost before the hold ended', [[1, 'Newchannel', { Uniqueid: '100.2' }], hold(20, 'Hold', '100.2')]],
  ] as const)('the music is believed where the manager %s', (_, ami) => {
    expect(callFrom({ cel: conversation(music), ami })).toMatchObject({ hold: 10, holds: [{ by: '100.2', to: 30 }] })
  })

  test('patched CEL tells it of the one who is held', () => {
    const rows = '20 | HOLD | 100.1 | | | | | |\n30 | UNHOLD | 100.1 | | | | | |'
    expect(callFrom(conversation(rows))).toMatchObject({ hold: 10, holds: [{ by: '100.2', held: '100.1' }] })
  })

  test('music before the answer, as in a queue, is none', () => {
    const waiting = conversation().replace(
      '1    | CHAN_START   | 100.2',
      '0.5 | STREAM_BEGIN | 100.1 | | | | | MOH_STREAM_BEGIN |\n3.9 | STREAM_END | 100.1 | | | | | MOH_STREAM_END |\n1    | CHAN_START   | 100.2',
    )
    expect(callFrom(waiting)).toMatchObject({ hold: 0, holds: [] })
  })

  test('is unknown, not 0, where nothing tells of it', () => {
    expect(callFrom(conversation())).toMatchObject({ hold: null, holds: [], parties: [{ hold: null }, { hold: null }] })
  })
})

test('three in one conversation: the music does not tell who pressed', () => {
  const third = `
    10 | CHAN_START   | 110.3 | 100.1 | PJSIP/1002-03 | 1002 | s | | 
    12 | BRIDGE_ENTER | 110.3 |       |               |      |   | | B1${music}
    64 | HANGUP       | 110.3 |       |               |      |   | | cause=16`
  expect(callFrom(conversation(third))).toMatchObject({ hold: 10, holds: [{ by: null, held: '100.1' }] })
})
