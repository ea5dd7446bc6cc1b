import { describe, expect, test } from 'vitest'
import { callFrom } from '../testing/read-calls.ts'

/** A customer talks to the phone 1001 from 4 to 64. What follows begins at 64. */
const talking = `
  time  | event            | id    | linked | channel               | number     | exten | app     | data            | extra
  0     | CHAN_START       | 100.1 |        | PJSIP/trunk-in-01     | 0612345678 | 1001  |         |                 |
  0     | XIVO_INCALL      | 100.1 |        |                       |            |       |         |                 | 0123456001
  1     | CHAN_START       | 100.2 | 100.1  | PJSIP/1001-02         | 1001       | s     |         |                 |
  4     | ANSWER           | 100.2 |        |                       |            | 1001  | AppDial | (Outgoing Line) |
  4     | BRIDGE_ENTER     | 100.2 |        |                       |            |       |         |                 | B1
  4     | BRIDGE_ENTER     | 100.1 |        |                       |            |       |         |                 | B1`

const blindTo = (exten: string) => `${talking}
  64    | BLINDTRANSFER    | 100.2 |        |                       |            | 1001  |         |                 | extension=${exten} context=default bridge_id=B1 transferee_channel_uniqueid=100.1
  64    | BRIDGE_EXIT      | 100.2 |        |                       |            |       |         |                 | B1
  64    | BRIDGE_EXIT      | 100.1 |        |                       |            | ${exten} |       |              | B1
  64    | HANGUP           | 100.2 |        |                       |            |       |         |                 | cause=16`

const answeredBy = (channel: string, number: string) => `
  65    | CHAN_START       | 165.3 | 100.1  | ${channel}            | ${number}  | s     |         |                 |
  70    | ANSWER           | 165.3 |        |                       |            | 1102  | AppDial | (Outgoing Line) |
  70    | BRIDGE_ENTER     | 165.3 |        |                       |            |       |         |                 | B2
  70    | BRIDGE_ENTER     | 100.1 |        |                       |            |       |         |                 | B2
  100   | HANGUP           | 165.3 |        |                       |            |       |         |                 | cause=16 source=PJSIP/trunk-in-01
  100   | HANGUP           | 100.1 |        |                       |            |       |         |                 | cause=16 source=PJSIP/trunk-in-01 status=ANSWER`

describe('a blind transfer', () => {
  test('to a user: who transferred, who took over, and the talk of each', () => {
    const call = callFrom(`${blindTo('1102')}${answeredBy('PJSIP/1102-03', '1102')}`)
    expect(call).toMatchObject({
      direction: 'INBOUND',
      talk: 90,
      ring: 8,
      to: '165.3',
      hungUpBy: 'CALLER',
      parties: [
        {
          talks: [
            [4, 64, '100.2'],
            [70, 100, '165.3'],
          ],
          talk: 90,
        },
        { line: 'PJSIP/1001', talk: 60 },
        { line: 'PJSIP/1102', talk: 30, ring: 5 },
      ],
    })
    expect(call.transfers).toMatchObject([
      {
        kind: 'BLIND',
        method: null,
        by: '100.2',
        to: '1102',
        context: 'default',
        transferred: '100.1',
        target: '165.3',
        direction: 'INTERNAL',
      },
    ])
  })

  test('to the outside is a transfer to the outside; the call stays an incoming one', () => {
    const cel = `${blindTo('00687654321')}\n64.5 | XIVO_OUTCALL | 100.1 | | | | | | | 0687654321${answeredBy('PJSIP/trunk-out-03', '')}`
    expect(callFrom(cel)).toMatchObject({
      direction: 'INBOUND',
      transfers: [{ target: '165.3', direction: 'OUTBOUND' }],
    })
  })

  test('that nobody answers reaches nobody; it is one to the inside where phones inside rang', () => {
    const cel = `${blindTo('1102')}
      65 | CHAN_START | 165.3 | 100.1 | PJSIP/1102-03 | 1102 | s | | |
      75 | HANGUP     | 165.3 |       |               |      |   | | | cause=16
      75 | HANGUP     | 100.1 |       |               |      |   | | | cause=16 source=PJSIP/trunk-in-01`
    expect(callFrom(cel)).toMatchObject({
      outcome: 'ANSWERED',
      talk: 60,
      ring: 13,
      transfers: [{ target: null, direction: 'INTERNAL' }],
    })
  })

  test('to the outside that nobody answers is one to the outside', () => {
    const cel = `${blindTo('00687654321')}
      64.5 | XIVO_OUTCALL | 100.1 |       |                    | | | | | 0687654321
      65   | CHAN_START   | 165.3 | 100.1 | PJSIP/trunk-out-03 | | s | | |
      75   | HANGUP       | 165.3 |       |                    | | | | | cause=16
      75   | HANGUP       | 100.1 |       |                    | | | | | cause=16 source=PJSIP/trunk-in-01`
    expect(callFrom(cel).transfers).toMatchObject([{ target: null, direction: 'OUTBOUND' }])
  })

  const toQueue = blindTo('3002')
  const end = `\n75 | HANGUP | 100.1 | | | | | | | cause=16 source=PJSIP/trunk-in-01`
  test.each([
    [
      'in whose queue the caller gives up',
      '64 | 100.1 | sales | NONE | ENTERQUEUE | |0612345678|1\n75 | 100.1 | sales | NONE | ABANDON | 1|1|11',
    ],
    ['whose queue refuses the caller', '64 | 100.1 | sales | NONE | CLOSED |'],
  ])('to an internal destination is one, also where nobody is reached: %s', (_, rows) => {
    const queueLog = `time | callid | queue | agent | event | data\n${rows}`
    expect(callFrom({ cel: `${toQueue}${end}`, queueLog }).transfers).toMatchObject([
      { target: null, direction: 'INTERNAL' },
    ])
  })

  test('to a queue is one to the inside by CEL alone, too', () => {
    const cel = `${toQueue}\n64 | APP_START | 100.1 | | | | 3002 | Queue | sales |${end}`
    expect(callFrom(cel).transfers).toMatchObject([{ target: null, direction: 'INTERNAL' }])
  })

  test('to a place of which nothing tells has no direction', () => {
    expect(callFrom(`${toQueue}${end}`).transfers).toMatchObject([{ target: null, direction: 'UNKNOWN' }])
  })

  test('is told where its row stands behind those of the next application', () => {
    const late = blindTo('1102').replace('64    | BLINDTRANSFER ', '64.01 | BLINDTRANSFER ')
    expect(callFrom(`${late}${answeredBy('PJSIP/1102-03', '1102')}`).transfers).toMatchObject([{ target: '165.3' }])
  })

  test('without the names in extra is read from the conversation', () => {
    const old = blindTo('1102').replace(/extension=.*/, '')
    expect(callFrom(`${old}${answeredBy('PJSIP/1102-03', '1102')}`).transfers).toMatchObject([
      { by: '100.2', to: null, transferred: '100.1', target: '165.3' },
    ])
  })

  test('by the caller passes the callee on: whoever talks then ends the call', () => {
    const cel = `${talking}
      64 | BLINDTRANSFER | 100.1 | | | | 1001 | | | extension=1102 context=default bridge_id=B1 transferee_channel_uniqueid=100.2
      64 | BRIDGE_EXIT   | 100.1 | | | | | | | B1
      64 | BRIDGE_EXIT   | 100.2 | | | | | | | B1
      64 | HANGUP        | 100.1 | | | | | | | cause=16 source=PJSIP/trunk-in-01
      65 | CHAN_START    | 165.3 | 100.1 | PJSIP/1102-03 | 1102 | s | | |
      70 | BRIDGE_ENTER  | 165.3 | | | | | | | B2
      70 | BRIDGE_ENTER  | 100.2 | | | | | | | B2
      90 | HANGUP        | 165.3 | | | | | | | cause=16 source=PJSIP/1102-03
      90 | HANGUP        | 100.2 | | | | | | | cause=16`
    expect(callFrom(cel)).toMatchObject({
      talk: 80,
      hungUpBy: 'CALLEE',
      transfers: [{ by: '100.1', transferred: '100.2', target: '165.3' }],
      parties: [{ talk: 60 }, { talk: 80 }, { talk: 20 }],
    })
  })

  test('into a conference ends the conversation with the one who transfers, also where nobody else of the call is there', () => {
    const call = callFrom(`${blindTo('4000')}
      64   | BRIDGE_ENTER | 100.1 | | | | 4000 | ConfBridge | room1 | C1 softmix
      90   | BRIDGE_EXIT  | 100.1 | | | | 4000 | ConfBridge | room1 | C1 softmix
      90   | HANGUP       | 100.1 | | | | | | | cause=16 source=PJSIP/trunk-in-01`)
    expect(call).toMatchObject({ talk: 86, to: '100.2', transfers: [{ to: '4000', target: null }] })
    expect(call.parties).toMatchObject([
      {
        talk: 86,
        talks: [
          [4, 64, '100.2'],
          [64, 90],
        ],
      },
      { talk: 60 },
    ])
  })

  test('of a caller who had been parked before is one', () => {
    const parkedBefore = talking.replace(
      '  4     | ANSWER',
      `  2     | PARK_START | 100.1 | | | | | | | parker_dial_string=PJSIP/1001 parking_lot=default
  3     | PARK_END   | 100.1 | | | | | | | reason=ParkedCallRetrieved
  4     | ANSWER`,
    )
    const cel = `${blindTo('1102').replace(talking, parkedBefore)}${answeredBy('PJSIP/1102-03', '1102')}`
    expect(callFrom(cel).transfers).toMatchObject([{ kind: 'BLIND', to: '1102', target: '165.3' }])
  })

  test('to a parking lot is no transfer', () => {
    const cel = `${blindTo('700')}
      64 | PARK_START   | 100.1 | | | | | | | parker_dial_string=PJSIP/1001 parking_lot=default
      64 | BRIDGE_ENTER | 100.1 | | | | | | | P1 holding_bridge
      70 | PARK_END     | 100.1 | | | | | | | reason=ParkedCallGiveUp
      70 | HANGUP       | 100.1 | | | | | | | cause=16 source=PJSIP/trunk-in-01`
    expect(callFrom(cel)).toMatchObject({ transfers: [], talk: 60, outcome: 'ANSWERED' })
  })
})

/** The agent's phone rings a colleague on a second leg, while the customer hears music; then it joins the two. */
const consulting = `${talking}
  30    | CHAN_START       | 130.3 |        | PJSIP/1001-03         | 1001       | 1102  |         |                 |
  30    | CHAN_START       | 130.4 | 130.3  | PJSIP/1102-04         | 1102       | s     |         |                 |
  35    | ANSWER           | 130.4 |        |                       |            | 1102  | AppDial | (Outgoing Line) |
  35    | BRIDGE_ENTER     | 130.4 |        |                       |            |       |         |                 | B2
  35    | BRIDGE_ENTER     | 130.3 |        |                       |            |       |         |                 | B2`

const joined = `${consulting}
  64    | BRIDGE_EXIT      | 130.4 |        |                       |            |       |         |                 | B2
  64    | BRIDGE_EXIT      | 100.2 |        |                       |            |       |         |                 | B1
  64    | BRIDGE_ENTER     | 130.4 | 100.1  |                       |            |       |         |                 | B1
  64    | BRIDGE_EXIT      | 130.3 |        |                       |            |       |         |                 | B2
  64    | ATTENDEDTRANSFER | 100.2 |        |                       |            |       |         |                 | bridge1_id=B1 channel2_uniqueid=130.3 bridge2_id=B2 transferee_channel_uniqueid=100.1 transfer_target_channel_uniqueid=130.4
  64    | HANGUP           | 100.2 |        |                       |            |       |         |                 | cause=16
  64    | HANGUP           | 130.3 |        |                       |            |       |         |                 | cause=16
  64    | LINKEDID_END     | 130.3 |        |                       |            |       |         |                 |
  100   | HANGUP           | 100.1 |        |                       |            |       |         |                 | cause=16 source=PJSIP/trunk-in-01
  100   | HANGUP           | 130.4 |        |                       |            |       |         |                 | cause=16 source=PJSIP/trunk-in-01`

describe('an attended transfer', () => {
  test('joins the consultation to the call: one contact of two linkedids, with the leg of the target from the transfer on', () => {
    const call = callFrom(joined)
    expect(call).toMatchObject({
      id: '100.1',
      linkedIds: ['100.1', '130.3'],
      outcome: 'ANSWERED',
      direction: 'INBOUND',
      talk: 96,
      ring: 3,
      to: '130.4',
      hungUpBy: 'CALLER',
      parties: [
        {
          role: 'CALLER',
          talks: [
            [4, 64, '100.2'],
            [64, 100, '130.4'],
          ],
        },
        { role: 'CALLEE', talk: 60 },
        { role: 'CONSULTATION', line: 'PJSIP/1001', dialled: '1102', talks: [[35, 64, '130.4']] },
        {
          role: 'CALLEE',
          talks: [
            [35, 64, '130.3'],
            [64, 100, '100.1'],
          ],
          talk: 65,
        },
      ],
    })
    expect(call.transfers).toMatchObject([
      {
        kind: 'ATTENDED',
        method: 'BRIDGE',
        by: '100.2',
        to: '1102',
        transferred: '100.1',
        target: '130.4',
        direction: 'INTERNAL',
      },
    ])
  })

  test('LINK: where the target sits in a queue, a Local channel joins the two bridges and stays', () => {
    const linked = `${consulting}
      64   | CHAN_START       | 164.5 | 100.1 | Local/_attended@transfer-12;1 | | _attended | | |
      64   | CHAN_START       | 164.6 | 100.1 | Local/_attended@transfer-12;2 | | _attended | | |
      64   | BRIDGE_EXIT      | 130.3 | | | | | | | B2
      64   | BRIDGE_ENTER     | 164.6 | | | | | | | B2
      64   | BRIDGE_EXIT      | 100.2 | | | | | | | B1
      64   | BRIDGE_ENTER     | 164.5 | | | | | | | B1
      64.1 | ATTENDEDTRANSFER | 100.2 | | | | | | | bridge1_id=B1 channel2_uniqueid=130.3 bridge2_id=B2 transferee_channel_uniqueid=100.1 transfer_target_channel_uniqueid=130.4
      64.1 | HANGUP           | 100.2 | | | | | | | cause=16
      64.1 | HANGUP           | 130.3 | | | | | | | cause=16
      100  | HANGUP           | 164.5 | | | | | | | cause=16 source=PJSIP/trunk-in-01
      100  | HANGUP           | 100.1 | | | | | | | cause=16 source=PJSIP/trunk-in-01
      100.01 | HANGUP         | 164.6 | | | | | | | cause=16
      100.01 | HANGUP         | 130.4 | | | | | | | cause=16`
    const call = callFrom(linked)
    expect(call).toMatchObject({ talk: 96, hungUpBy: 'CALLER', transfers: [{ method: 'LINK', target: '130.4' }] })
    expect(call.parties[0]).toMatchObject({
      talks: [
        [4, 64, '100.2'],
        [64, 100, '130.4'],
      ],
    })
    expect(call.parties).toHaveLength(4)
  })

  test('THREE_WAY: the one who transfers stays in the conversation', () => {
    const cel = `${consulting}
      64  | BRIDGE_EXIT      | 130.4 | | | | | | | B2
      64  | BRIDGE_ENTER     | 130.4 | 100.1 | | | | | | B1
      64  | BRIDGE_EXIT      | 130.3 | | | | | | | B2
      64  | ATTENDEDTRANSFER | 100.2 | | | | | | | bridge1_id=B1 channel2_uniqueid=130.3 bridge2_id=B2 transferee_channel_uniqueid=100.1 transfer_target_channel_uniqueid=130.4
      64  | HANGUP           | 130.3 | | | | | | | cause=16
      80  | HANGUP           | 100.2 | | | | | | | cause=16
      100 | HANGUP           | 100.1 | | | | | | | cause=16
      100 | HANGUP           | 130.4 | | | | | | | cause=16`
    const call = callFrom(cel)
    expect(call.transfers).toMatchObject([{ method: 'THREE_WAY', target: '130.4' }])
    expect(call.parties[0]).toMatchObject({ talks: [[4, 100, '100.2', '130.4']] })
    expect(call.parties[1]).toMatchObject({ talks: [[4, 80, '100.1', '130.4']] })
  })

  test('APP: into an application; whoever takes the caller there is the target', () => {
    const cel = `${talking}
      30 | CHAN_START       | 130.3 | | PJSIP/1001-03 | 1001 | 3002 | | |
      64 | ATTENDEDTRANSFER | 100.2 | | | | | | | bridge1_id=B1 channel2_uniqueid=130.3 app=Queue transferee_channel_uniqueid=100.1
      64 | BRIDGE_EXIT      | 100.1 | | | | | | | B1
      64 | HANGUP           | 100.2 | | | | | | | cause=16
      64 | HANGUP           | 130.3 | | | | | | | cause=16${answeredBy('PJSIP/1102-03', '1102')}`
    expect(callFrom(cel).transfers).toMatchObject([
      { method: 'APP', to: 'Queue', transferred: '100.1', target: '165.3' },
    ])
  })

  test('by feature code: no second leg, a Local channel consults', () => {
    const cel = `${talking}
      30 | CHAN_START       | 130.3 | 100.1 | Local/1102@default-10;1 | | 1102 | | |
      30 | CHAN_START       | 130.4 | 100.1 | Local/1102@default-10;2 | | 1102 | | |
      30 | BRIDGE_EXIT      | 100.2 | | | | | | | B1
      30 | BRIDGE_ENTER     | 100.2 | | | | | | | B2
      30 | BRIDGE_ENTER     | 130.3 | | | | | | | B2
      30 | CHAN_START       | 130.5 | 100.1 | PJSIP/1102-04 | 1102 | s | | |
      35 | BRIDGE_ENTER     | 130.5 | | | | | | | B3
      35 | BRIDGE_ENTER     | 130.4 | | | | | | | B3
      64 | BRIDGE_EXIT      | 100.2 | | | | | | | B2
      64 | BRIDGE_EXIT      | 130.3 | | | | | | | B2
      64 | BRIDGE_ENTER     | 130.3 | | | | | | | B1
      64 | ATTENDEDTRANSFER | 100.2 | | | | | | | bridge1_id=B1 channel2_uniqueid=100.2 bridge2_id=B2 transferee_channel_uniqueid=100.1 transfer_target_channel_uniqueid=130.3
      64 | HANGUP           | 100.2 | | | | | | | cause=16
      100 | HANGUP          | 100.1 | | | | | | | cause=16
      100 | HANGUP          | 130.5 | | | | | | | cause=16`
    const call = callFrom(cel)
    expect(call.transfers).toMatchObject([
      { kind: 'ATTENDED', method: 'BRIDGE', by: '100.2', to: '1102', transferred: '100.1', target: '130.5' },
    ])
    expect(call.parties).toMatchObject([
      {
        talks: [
          [4, 30, '100.2'],
          [64, 100, '130.5'],
        ],
      },
      {
        talks: [
          [4, 30, '100.1'],
          [35, 64, '130.5'],
        ],
      },
      {
        talks: [
          [35, 64, '100.2'],
          [64, 100, '100.1'],
        ],
      },
    ])
  })

  /** Asterisk 22, atxfer of features.conf: the agent hangs up while the colleague's phone rings. */
  const hungUpWhileRinging = `${talking}
  30    | CHAN_START       | 130.3 | 100.1  | Local/1102@default-01;1 |          | 1102  |         |                 |
  30    | CHAN_START       | 130.4 | 100.1  | Local/1102@default-01;2 |          | 1102  |         |                 |
  30    | BRIDGE_ENTER     | 130.3 |        |                       |            |       |         |                 | B2
  30    | CHAN_START       | 130.5 | 100.1  | PJSIP/1102-04         | 1102       | s     |         |                 |
  30    | BRIDGE_EXIT      | 100.2 |        |                       |            |       |         |                 | B1
  30    | BRIDGE_ENTER     | 100.2 |        |                       |            |       |         |                 | B2
  32    | BRIDGE_EXIT      | 100.2 |        |                       |            |       |         |                 | B2
  32    | BRIDGE_EXIT      | 130.3 |        |                       |            |       |         |                 | B2
  32    | BRIDGE_ENTER     | 130.3 |        |                       |            |       |         |                 | B1
  32    | ATTENDEDTRANSFER | 100.2 |        |                       |            |       |         |                 | bridge1_id=B1 channel2_uniqueid=100.2 bridge2_id=B2 transferee_channel_uniqueid=100.1 transfer_target_channel_uniqueid=130.3
  32    | HANGUP           | 100.2 |        |                       |            |       |         |                 | cause=16`

  describe('an attended transfer to a phone that still rings', () => {
    test('reaches whoever answers', () => {
      const cel = `${hungUpWhileRinging}
      35  | ANSWER       | 130.5 | | | | 1102 | AppDial | (Outgoing Line) |
      35  | BRIDGE_ENTER | 130.5 | | | | | | | B3
      35  | BRIDGE_ENTER | 130.4 | | | | | | | B3
      60  | HANGUP       | 130.5 | | | | | | | cause=16
      60  | HANGUP       | 130.4 | | | | | | | cause=16
      60  | HANGUP       | 130.3 | | | | | | | cause=16
      60  | HANGUP       | 100.1 | | | | | | | cause=16 source=PJSIP/trunk-in-01`
      expect(callFrom(cel)).toMatchObject({
        talk: 51,
        transfers: [{ kind: 'ATTENDED', to: '1102', transferred: '100.1', target: '130.5', direction: 'INTERNAL' }],
      })
    })

    test('that nobody answers reaches nobody, though the row names who was consulted; also where the agent is called back', () => {
      const cel = `${hungUpWhileRinging}
      38  | HANGUP       | 130.5 | | | | 1102 | AppDial | (Outgoing Line) | cause=16
      38  | HANGUP       | 130.4 | | | | | | | cause=16 status=CANCEL
      38  | HANGUP       | 130.3 | | | | | | | cause=16
      38  | CHAN_START   | 138.6 |       | PJSIP/1001-05 | 1001 | s | | |
      40  | ANSWER       | 138.6 |       | | | s | AppDial2 | (Outgoing Line) |
      40  | BRIDGE_ENTER | 138.6 | 100.1 | | | | | | B1
      60  | HANGUP       | 138.6 | | | | | | | cause=16
      60  | HANGUP       | 100.1 | | | | | | | cause=16 source=PJSIP/trunk-in-01`
      expect(callFrom(cel)).toMatchObject({
        talk: 46,
        transfers: [{ kind: 'ATTENDED', to: '1102', transferred: '100.1', target: null, direction: 'INTERNAL' }],
      })
    })
  })

  test('a consultation by feature code that goes back is no transfer, and one call', () => {
    const cel = `${talking}
      30 | CHAN_START   | 130.3 | 100.1 | Local/1102@default-10;1 | | 1102 | | |
      30 | CHAN_START   | 130.4 | 100.1 | Local/1102@default-10;2 | | 1102 | | |
      30 | BRIDGE_EXIT  | 100.2 | | | | | | | B1
      30 | BRIDGE_ENTER | 100.2 | | | | | | | B2
      30 | BRIDGE_ENTER | 130.3 | | | | | | | B2
      31 | CHAN_START   | 130.5 | 100.1 | PJSIP/1102-04 | 1102 | s | | |
      35 | BRIDGE_ENTER | 130.5 | | | | | | | B3
      35 | BRIDGE_ENTER | 130.4 | | | | | | | B3
      45 | HANGUP       | 130.5 | | | | | | | cause=16
      45 | HANGUP       | 130.4 | | | | | | | cause=16
      45 | HANGUP       | 130.3 | | | | | | | cause=16
      45 | BRIDGE_EXIT  | 100.2 | | | | | | | B2
      46 | BRIDGE_ENTER | 100.2 | | | | | | | B1
      60 | HANGUP       | 100.2 | | | | | | | cause=16
      60 | HANGUP       | 100.1 | | | | | | | cause=16`
    expect(callFrom(cel)).toMatchObject({
      transfers: [],
      to: '100.2',
      parties: [
        {
          talks: [
            [4, 30, '100.2'],
            [46, 60, '100.2'],
          ],
        },
        { talk: 50 },
        { talk: 10 },
      ],
    })
  })
})

test('a chain is one transfer after the other', () => {
  const cel = `${blindTo('1102')}
    65  | CHAN_START    | 165.3 | 100.1 | PJSIP/1102-03 | 1102 | s | | |
    70  | BRIDGE_ENTER  | 165.3 | | | | | | | B2
    70  | BRIDGE_ENTER  | 100.1 | | | | | | | B2
    100 | BLINDTRANSFER | 165.3 | | | | 1102 | | | extension=00687654321 context=default bridge_id=B2 transferee_channel_uniqueid=100.1
    100 | HANGUP        | 165.3 | | | | | | | cause=16
    100 | BRIDGE_EXIT   | 100.1 | | | | | | | B2
    101 | CHAN_START    | 201.4 | 100.1 | PJSIP/trunk-out-04 | | s | | |
    110 | BRIDGE_ENTER  | 201.4 | | | | | | | B3
    110 | BRIDGE_ENTER  | 100.1 | | | | | | | B3
    120 | HANGUP        | 201.4 | | | | | | | cause=16
    120 | HANGUP        | 100.1 | | | | | | | cause=16`
  expect(callFrom(cel).transfers).toMatchObject([
    { by: '100.2', target: '165.3', direction: 'INTERNAL' },
    { by: '165.3', target: '201.4', direction: 'OUTBOUND' },
  ])
})

describe('transfers that CEL does not tell, since they are not among its events', () => {
  const told = (cel: string) =>
    cel
      .split('\n')
      .filter(line => !/\| (?:BLIND|ATTENDED)TRANSFER /.test(line))
      .join('\n')

  test('are told by the manager', () => {
    const ami = [
      [
        64,
        'BlindTransfer',
        {
          Result: 'Success',
          TransfererUniqueid: '100.2',
          TransfereeUniqueid: '100.1',
          Extension: '1102',
          Context: 'default',
        },
      ],
    ] as const
    expect(
      callFrom({ cel: told(`${blindTo('1102')}${answeredBy('PJSIP/1102-03', '1102')}`), ami }).transfers,
    ).toMatchObject([{ kind: 'BLIND', by: '100.2', to: '1102', transferred: '100.1', target: '165.3' }])
    const attended = {
      Result: 'Success',
      OrigTransfererUniqueid: '100.2',
      SecondTransfererUniqueid: '130.3',
      TransfereeUniqueid: '100.1',
      TransferTargetUniqueid: '130.4',
      DestType: 'Bridge',
    }
    expect(callFrom({ cel: told(joined), ami: [[64, 'AttendedTransfer', attended]] }).transfers).toMatchObject([
      { kind: 'ATTENDED', method: 'BRIDGE', by: '100.2', to: '1102', transferred: '100.1', target: '130.4' },
    ])
  })

  const queueLog = `
    time | callid | queue | agent      | event         | data
    1    | 100.1  | sales | NONE       | ENTERQUEUE    | |0612345678|1
    4    | 100.1  | sales | Agent/8001 | CONNECT       | 3|100.2|3
    64   | 100.1  | sales | Agent/8001 | BLINDTRANSFER | 1102|default|3|60|1`

  test('are told by queue_log', () => {
    expect(
      callFrom({ cel: told(`${blindTo('1102')}${answeredBy('PJSIP/1102-03', '1102')}`), queueLog }).transfers,
    ).toMatchObject([
      { kind: 'BLIND', by: '100.2', to: '1102', context: 'default', transferred: '100.1', target: '165.3' },
    ])
  })

  test('told twice are one', () => {
    expect(
      callFrom({ cel: `${blindTo('1102')}${answeredBy('PJSIP/1102-03', '1102')}`, queueLog }).transfers,
    ).toHaveLength(1)
  })
})

test('the manager moves the caller to another place: a gap, and no transfer', () => {
  const cel = `${talking}
    64 | BRIDGE_EXIT | 100.1 | | | | 3002 | | | B1
    64 | HANGUP      | 100.2 | | | | | | | cause=16${answeredBy('PJSIP/1102-03', '1102')}`
  expect(callFrom(cel)).toMatchObject({
    transfers: [],
    talk: 90,
    parties: [
      {
        talks: [
          [4, 64, '100.2'],
          [70, 100, '165.3'],
        ],
      },
      {},
      {},
    ],
  })
})
