import { describe, expect, test } from 'vitest'
import { secondsOf } from '../../kernel/time.ts'
import { callFrom, type Pasted } from '../testing/read-calls.ts'

type AmiEvent = NonNullable<Pasted['ami']>[number]

/** An event about a ring: of caller c1 at the channel `dest` of the agent. */
const of = (at: number, name: string, agent: string, dest: string, more: Readonly<Record<string, string>> = {}) =>
  [
    at,
    name,
    { Uniqueid: 'c1', DestUniqueid: dest, Queue: 'sales', MemberName: agent, Interface: 'PJSIP/x', ...more },
  ] as const satisfies AmiEvent

const dialEnd = (at: number, dest: string, more: Readonly<Record<string, string>> = {}) =>
  [at, 'DialEnd', { Uniqueid: 'c1', DestUniqueid: dest, DialStatus: 'CANCEL', ...more }] as const satisfies AmiEvent

const header = 'time | callid | queue | agent | event | data'

const ringsOf = (pasted: Pasted) =>
  callFrom(pasted).rings.map(({ agent, outcome, from, to, visitNumber, told }) => [
    visitNumber,
    agent,
    outcome,
    secondsOf(from),
    secondsOf(to),
    told && secondsOf(told.length),
  ])

/** Three members ring for the same caller; the second takes him. */
const ringAll = `${header}
  0 | c1 | sales | NONE       | ENTERQUEUE    | |0612345678|1
  3 | c1 | sales | Agent/8002 | CONNECT       | 3|d2|2
  9 | c1 | sales | Agent/8002 | COMPLETEAGENT | 3|6|1`

describe('rings of a visit', () => {
  test('are told by the manager: also those that another member ended, of which queue_log has no row', () => {
    const ami = [
      of(1, 'AgentCalled', 'Agent/8001', 'd1'),
      of(1, 'AgentCalled', 'Agent/8002', 'd2'),
      of(1, 'AgentCalled', 'Agent/8003', 'd3'),
      dialEnd(3.4, 'd2', { DialStatus: 'ANSWER' }),
      dialEnd(3.41, 'd1'),
      dialEnd(3.42, 'd3'),
      of(3.43, 'AgentConnect', 'Agent/8002', 'd2', { RingTime: '2' }),
    ]
    expect(ringsOf({ queueLog: ringAll, ami })).toEqual([
      [1, 'Agent/8001', 'CANCELED', 1, 3.41, null],
      [1, 'Agent/8002', 'ANSWERED', 1, 3.4, 2],
      [1, 'Agent/8003', 'CANCELED', 1, 3.42, null],
    ])
  })

  test('are not told by queue_log alone', () => {
    expect(ringsOf({ queueLog: ringAll })).toEqual([])
  })

  test('each stand for one row of queue_log: a busy member is tried every second', () => {
    const queueLog = `${header}
      0  | c1 | sales | NONE       | ENTERQUEUE   | |0612345678|1
      2  | c1 | sales | Agent/8001 | RINGNOANSWER | 0
      3  | c1 | sales | Agent/8001 | RINGNOANSWER | 0
      9  | c1 | sales | Agent/8001 | RINGNOANSWER | 5000
      12 | c1 | sales | Agent/8001 | RINGCANCELED | 1999
      12 | c1 | sales | NONE       | ABANDON      | 1|1|12`
    const ami = [
      of(2.1, 'AgentCalled', 'Agent/8001', 'd1'),
      of(2.2, 'AgentRingNoAnswer', 'Agent/8001', 'd1'),
      dialEnd(2.2, 'd1'),
      of(3.3, 'AgentCalled', 'Agent/8001', 'd2'),
      of(3.4, 'AgentRingNoAnswer', 'Agent/8001', 'd2'),
      of(4.5, 'AgentCalled', 'Agent/8001', 'd3'),
      of(9.5, 'AgentRingNoAnswer', 'Agent/8001', 'd3'),
      of(10.5, 'AgentCalled', 'Agent/8001', 'd4'),
      dialEnd(12.5, 'd4'),
    ]
    expect(ringsOf({ queueLog, ami })).toEqual([
      [1, 'Agent/8001', 'MISSED', 2.1, 2.2, 0],
      [1, 'Agent/8001', 'MISSED', 3.3, 3.4, 0],
      [1, 'Agent/8001', 'MISSED', 4.5, 9.5, 5],
      [1, 'Agent/8001', 'CANCELED', 10.5, 12.5, 1.999],
    ])
  })

  test('belong to the stay in which they began', () => {
    const queueLog = `${header}
      0  | c1 | sales | NONE       | ENTERQUEUE      | |0612345678|1
      10 | c1 | sales | NONE       | EXITWITHTIMEOUT | 1|1|10
      20 | c1 | sales | NONE       | ENTERQUEUE      | |0612345678|1
      26 | c1 | sales | Agent/8001 | CONNECT         | 6|d2|4
      30 | c1 | sales | Agent/8001 | COMPLETEAGENT   | 6|4|1`
    const ami = [
      of(5, 'AgentCalled', 'Agent/8001', 'd1'),
      dialEnd(10, 'd1'),
      of(22, 'AgentCalled', 'Agent/8001', 'd2'),
      of(26, 'AgentConnect', 'Agent/8001', 'd2'),
    ]
    expect(ringsOf({ queueLog, ami }).map(([visit]) => visit)).toEqual([1, 2])
  })

  test('end when the telephone was answered, not when the announcement to the agent was over', () => {
    const queueLog = ringAll.replace('3 | c1 | sales | Agent/8002 | CONNECT', '8 | c1 | sales | Agent/8002 | CONNECT')
    const ami = [
      of(1, 'AgentCalled', 'Agent/8002', 'd2'),
      dialEnd(3, 'd2', { DialStatus: 'ANSWER' }),
      of(8, 'AgentConnect', 'Agent/8002', 'd2'),
    ]
    expect(ringsOf({ queueLog, ami })).toEqual([[1, 'Agent/8002', 'ANSWERED', 1, 3, 2]])
  })

  test('go on where the telephone forwards the call to another', () => {
    const ami = [
      of(1, 'AgentCalled', 'Agent/8002', 'd2'),
      dialEnd(1.1, 'd2', { DialStatus: '', Forward: 'Local/1009@default' }),
      of(3.4, 'AgentConnect', 'Agent/8002', 'd9'),
    ]
    expect(ringsOf({ queueLog: ringAll, ami })).toEqual([[1, 'Agent/8002', 'ANSWERED', 1, 3.4, 2]])
  })

  test('that nobody ended are not counted yet', () => {
    expect(ringsOf({ queueLog: ringAll, ami: [of(1, 'AgentCalled', 'Agent/8001', 'd1')] })).toEqual([])
  })
})
