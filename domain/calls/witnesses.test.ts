import { describe, expect, test } from 'vitest'
import { callFrom } from './testing/read-calls.ts'

const cel = `
  time | event        | id    | linked | channel           | number     | exten | app      | data            | extra
  0    | CHAN_START   | 100.1 |        | PJSIP/trunk-in-01 | 0612345678 | 3001  |          |                 |
  0    | APP_START    | 100.1 |        |                   |            | 3001  | Queue    | sales,tT        |
  1    | CHAN_START   | 100.2 | 100.1  | PJSIP/1001-02     | 1001       | s     |          |                 |
  4    | ANSWER       | 100.2 |        |                   |            | 3001  | AppQueue | (Outgoing Line) |
  4    | BRIDGE_ENTER | 100.2 |        |                   |            |       |          |                 | B1
  4    | BRIDGE_ENTER | 100.1 |        |                   |            |       | Queue    | sales,tT        | B1
  24   | BRIDGE_EXIT  | 100.2 |        |                   |            |       |          |                 | B1
  24   | HANGUP       | 100.2 |        |                   |            |       |          |                 | cause=16
  24   | BRIDGE_EXIT  | 100.1 |        |                   |            |       | Queue    | sales,tT        | B1
  30   | HANGUP       | 100.1 |        |                   |            |       |          |                 | cause=16`

const queueLog = (wait: number, ring: number, talk: number) => `
  time | callid | queue | agent      | event          | data
  0    | 100.1  | sales | NONE       | ENTERQUEUE     | |0612345678|1
  ${wait} | 100.1  | sales | Agent/8001 | CONNECT        | ${wait}|100.2|${ring}
  ${wait + talk} | 100.1  | sales | Agent/8001 | COMPLETECALLER | ${wait}|${talk}|1`

describe('queue_log beside the bridges', () => {
  test('within one second, since its lengths are of whole seconds, there is no difference', () => {
    expect(callFrom({ cel, queueLog: queueLog(5, 4, 19) }).witnesses).toEqual([])
  })

  test("a talk that went on in queue_log alone (AMI Redirect, or a Local member with /n) is listed; the call's own is that of the bridge", () => {
    expect(callFrom({ cel, queueLog: queueLog(4, 3, 50) })).toMatchObject({
      talk: 20,
      witnesses: [
        {
          figure: 'talk',
          party: '100.2',
          queue: 'sales',
          agent: 'Agent/8001',
          bridges: 20_000_000,
          queueLog: 50_000_000,
          ami: null,
        },
      ],
    })
  })

  test('a ring of another round is listed', () => {
    expect(callFrom({ cel, queueLog: queueLog(4, 9, 20) }).witnesses).toMatchObject([
      { figure: 'ring', bridges: 3_000_000, queueLog: 9_000_000 },
    ])
  })

  test('a wait that counts what came after the answer is listed', () => {
    const late = cel.replace('4    | ANSWER', '5 | ANSWER').replaceAll('4    | BRIDGE_ENTER', '7    | BRIDGE_ENTER')
    expect(callFrom({ cel: late, queueLog: queueLog(5, 4, 18) }).witnesses).toMatchObject([
      { figure: 'wait', queue: 'sales', bridges: 7_000_000, queueLog: 5_000_000 },
    ])
  })
})

describe('the manager beside CEL', () => {
  const bridging = (until: number) =>
    (['100.2', '100.1'] as const).flatMap(Uniqueid => [
      [4, 'BridgeEnter', { Uniqueid, BridgeUniqueid: 'B1', BridgeTechnology: 'simple_bridge' }] as const,
      [until, 'BridgeLeave', { Uniqueid, BridgeUniqueid: 'B1', BridgeTechnology: 'native_rtp' }] as const,
    ])

  test('the same bridges: no difference', () => {
    expect(callFrom({ cel, ami: bridging(24.5) }).witnesses).toEqual([])
  })

  test('rows of CEL that were lost show as a talk that differs, party by party', () => {
    expect(callFrom({ cel, ami: bridging(28) }).witnesses).toMatchObject([
      { figure: 'talk', party: '100.1', bridges: 20_000_000, queueLog: null, ami: 24_000_000 },
      { figure: 'talk', party: '100.2', bridges: 20_000_000, ami: 24_000_000 },
    ])
  })

  test('a hold that only the music tells, or only the manager, is listed', () => {
    const music = cel.replace(
      '24   | BRIDGE_EXIT  | 100.2',
      '10 | STREAM_BEGIN | 100.1 | | | | | | | {"class":"default"}\n24   | BRIDGE_EXIT  | 100.2',
    )
    const named = music
      .replace('| data            | extra', '| data | extra | user')
      .replace('{"class":"default"}', '{"class":"default"} | MOH_STREAM_BEGIN')
    expect(callFrom({ cel: named, ami: bridging(24) })).toMatchObject({
      hold: 0,
      witnesses: [{ figure: 'hold', party: '100.2', bridges: 14_000_000, ami: 0 }],
    })
  })
})
