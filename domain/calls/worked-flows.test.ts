import { describe, expect, test } from 'vitest'
import { callFrom, callsFrom, inSeconds } from './testing/read-calls.ts'

/** contact-center 7, with A1 on the phone 1000, A2 on 1009, U1 on 1001 and U2 on 1002; times in minutes behind 15:00. */
const minutes = (table: string) =>
  table.replace(
    /^(\s*)(\d+(?:\.\d+)?)(?=\s*\|)/gm,
    (_, space: string, time: string) => `${space}${Math.round(Number(time) * 60)}`,
  )

const talks = (party: { talks: readonly (readonly (number | string | null)[])[] }) =>
  party.talks.map(([from, to]) => (Number(to) - Number(from)) / 60)

test('G-11: one internal call that is put on hold talks 20 minutes, 4 of them on hold', () => {
  const cel = minutes(`
    time | event        | id    | linked | channel       | number | exten | user             | extra
    1.9  | CHAN_START   | 100.1 |        | PJSIP/1000-01 | 1000   | 1001  |                  |
    1.9  | CHAN_START   | 100.2 | 100.1  | PJSIP/1001-02 | 1001   | s     |                  |
    2    | BRIDGE_ENTER | 100.2 |        |               |        |       |                  | B1
    2    | BRIDGE_ENTER | 100.1 |        |               |        |       |                  | B1
    13   | STREAM_BEGIN | 100.2 |        |               |        |       | MOH_STREAM_BEGIN |
    17   | STREAM_END   | 100.2 |        |               |        |       | MOH_STREAM_END   |
    22   | HANGUP       | 100.1 |        |               |        |       |                  | cause=16 source=PJSIP/1000-01
    22   | HANGUP       | 100.2 |        |               |        |       |                  | cause=16 source=PJSIP/1000-01`)
  expect(callFrom(cel)).toMatchObject({
    direction: 'INTERNAL',
    calledNumber: '1001',
    answered: 120,
    ended: 1320,
    talk: 1200,
    hold: 240,
    holds: [{ by: '100.1', held: '100.2', from: 780, to: 1020 }],
    parties: [{ hold: 240 }, { hold: 0 }],
  })
})

const laterCall = `
    13   | CHAN_START   | 200.1 |        | PJSIP/1000-11 | 1000   | 1002  |                  |
    13   | CHAN_START   | 200.2 | 200.1  | PJSIP/1002-12 | 1002   | s     |                  |
    13   | BRIDGE_ENTER | 200.2 |        |               |        |       |                  | B9
    13   | BRIDGE_ENTER | 200.1 |        |               |        |       |                  | B9
    23   | HANGUP       | 200.1 |        |               |        |       |                  | cause=16
    23   | HANGUP       | 200.2 |        |               |        |       |                  | cause=16`

test('G-12: a blind transfer and then a new call: the one who transferred talks 10 and 10 minutes, the rest is not his', () => {
  const calls = callsFrom({
    cel: minutes(`
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
    20   | HANGUP        | 100.2 |        |               |        |       |                  | cause=16${laterCall}`),
  }).map(inSeconds)
  expect(calls).toHaveLength(2)
  expect(calls[0]).toMatchObject({
    transfers: [{ by: '100.1', transferred: '100.2', target: '112.3', direction: 'INTERNAL' }],
  })
  expect(calls.map(({ parties: [a1] }) => talks(a1!))).toEqual([[10], [10]])
  expect(talks(calls[0]!.parties[2]!)[0]).toBeCloseTo(7.9)
})

test('G-13: an attended transfer: the consultation is a leg of its own within the contact, 10 and 5 minutes, 5 of them on hold', () => {
  const calls = callsFrom({
    cel: minutes(`
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
    20   | HANGUP           | 100.2 |        |               |        |       |                  | cause=16${laterCall}`),
  }).map(inSeconds)
  const [first, second] = calls
  expect(first).toMatchObject({
    linkedIds: ['100.1', '107.3'],
    hold: 300,
    transfers: [{ kind: 'ATTENDED', by: '100.1', transferred: '100.2', target: '107.4' }],
    parties: [{ role: 'CALLER', hold: 300 }, {}, { role: 'CONSULTATION' }, {}],
  })
  expect(first!.parties.map(talks)).toEqual([[10], [10, 8], [5], [5, 8]])
  expect(talks(second!.parties[0]!)).toEqual([10])
})

describe('transfers that the original gets wrong (contact-center 7.4)', () => {
  const chain = callFrom({
    cel: `
      time | event         | id    | linked | channel            | number     | exten | app      | data            | extra
      0    | CHAN_START    | 100.1 |        | PJSIP/trunk-in-01  | 0612345678 | 3001  |          |                 |
      1    | CHAN_START    | 101.2 | 100.1  | PJSIP/1001-02      | 1001       | s     |          |                 |
      4    | ANSWER        | 101.2 |        |                    |            |       | AppQueue | (Outgoing Line) |
      4    | BRIDGE_ENTER  | 101.2 |        |                    |            |       |          |                 | B1
      4    | BRIDGE_ENTER  | 100.1 |        |                    |            |       |          |                 | B1
      34   | BLINDTRANSFER | 101.2 |        |                    |            |       |          |                 | extension=3002 context=default transferee_channel_uniqueid=100.1
      34   | HANGUP        | 101.2 |        |                    |            |       |          |                 | cause=16
      34   | BRIDGE_EXIT   | 100.1 |        |                    |            |       |          |                 | B1
      35   | CHAN_START    | 135.3 | 100.1  | PJSIP/1002-03      | 1002       | s     |          |                 |
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
    queueLog: `
      time | callid | queue   | agent      | event         | data
      1    | 100.1  | sales   | NONE       | ENTERQUEUE    | |0612345678|1
      4    | 100.1  | sales   | Agent/8001 | CONNECT       | 3|101.2|3
      34   | 100.1  | sales   | Agent/8001 | BLINDTRANSFER | 3002|default|3|30|1
      34   | 100.1  | support | NONE       | ENTERQUEUE    | |0612345678|1
      40   | 100.1  | support | Agent/8002 | CONNECT       | 6|135.3|5
      80   | 100.1  | support | Agent/8002 | BLINDTRANSFER | 00687654321|default|6|40|1`,
  })

  test('T-1: from queue to queue and then outside: two transfers, one within and one to the outside, each of its agent', () => {
    expect(chain.transfers).toMatchObject([
      { by: '101.2', to: '3002', target: '135.3', direction: 'INTERNAL' },
      { by: '135.3', to: '00687654321', target: '181.4', direction: 'OUTBOUND' },
    ])
    expect(chain).toMatchObject({
      queues: ['sales', 'support'],
      agents: ['Agent/8001', 'Agent/8002'],
      wait: 9,
      talk: 79,
    })
  })

  test('T-2: the conversation after an attended transfer is a leg of the target, from the transfer to the hang-up', () => {
    const call = callFrom(`
      time | event            | id    | linked | channel           | number     | exten | extra
      0    | CHAN_START       | 100.1 |        | PJSIP/trunk-in-01 | 0612345678 | 3001  |
      1    | CHAN_START       | 100.2 | 100.1  | PJSIP/1001-02     | 1001       | s     |
      4    | BRIDGE_ENTER     | 100.2 |        |                   |            |       | B1
      4    | BRIDGE_ENTER     | 100.1 |        |                   |            |       | B1
      20   | CHAN_START       | 120.3 |        | PJSIP/1001-03     | 1001       | 1002  |
      20   | CHAN_START       | 120.4 | 120.3  | PJSIP/1002-04     | 1002       | s     |
      24   | BRIDGE_ENTER     | 120.4 |        |                   |            |       | B2
      24   | BRIDGE_ENTER     | 120.3 |        |                   |            |       | B2
      30   | BRIDGE_EXIT      | 120.4 |        |                   |            |       | B2
      30   | BRIDGE_EXIT      | 100.2 |        |                   |            |       | B1
      30   | BRIDGE_ENTER     | 120.4 | 100.1  |                   |            |       | B1
      30   | ATTENDEDTRANSFER | 100.2 |        |                   |            |       | channel2_uniqueid=120.3 transferee_channel_uniqueid=100.1 transfer_target_channel_uniqueid=120.4
      30   | HANGUP           | 100.2 |        |                   |            |       |
      30   | HANGUP           | 120.3 |        |                   |            |       |
      90   | HANGUP           | 120.4 |        |                   |            |       |
      90   | HANGUP           | 100.1 |        |                   |            |       |`)
    const target = call.parties.find(({ uniqueId }) => uniqueId === call.transfers[0]?.target)
    expect(target).toMatchObject({
      line: 'PJSIP/1002',
      talks: [
        [24, 30, '120.3'],
        [30, 90, '100.1'],
      ],
    })
  })

  test('T-4: two agents in one call: each has the hold that he pressed', () => {
    const ami = [
      [10, 'Hold', { Uniqueid: '101.2' }],
      [20, 'Unhold', { Uniqueid: '101.2' }],
      [50, 'Hold', { Uniqueid: '135.3' }],
      [55, 'Unhold', { Uniqueid: '135.3' }],
    ] as const
    const call = callFrom({
      cel: `
      time | event         | id    | linked | channel           | number     | exten | extra
      0    | CHAN_START    | 100.1 |        | PJSIP/trunk-in-01 | 0612345678 | 1001  |
      1    | CHAN_START    | 101.2 | 100.1  | PJSIP/1001-02     | 1001       | s     |
      4    | BRIDGE_ENTER  | 101.2 |        |                   |            |       | B1
      4    | BRIDGE_ENTER  | 100.1 |        |                   |            |       | B1
      34   | HANGUP        | 101.2 |        |                   |            |       | cause=16
      34   | BRIDGE_EXIT   | 100.1 |        |                   |            |       | B1
      35   | CHAN_START    | 135.3 | 100.1  | PJSIP/1002-03     | 1002       | s     |
      40   | BRIDGE_ENTER  | 135.3 |        |                   |            |       | B2
      40   | BRIDGE_ENTER  | 100.1 |        |                   |            |       | B2
      80   | HANGUP        | 135.3 |        |                   |            |       | cause=16
      80   | HANGUP        | 100.1 |        |                   |            |       | cause=16`,
      ami,
    })
    expect(call).toMatchObject({ hold: 15, parties: [{ hold: 0 }, { hold: 10 }, { hold: 5 }] })
  })
})
