import { describe, expect, test } from 'vitest'
import { microsOfSeconds } from '../kernel/time.ts'
import { rowsFrom } from '../queues/testing/queue-log-table.ts'
import { agentFrom, readAgents, statesFrom, statesOf, sums } from './testing/read-agents.ts'
import { heardOf, say } from './testing/said-rings.ts'

const header = 'time | callid | queue | agent | event | data'
const login = '0 | NONE | NONE | Agent/8001 | AGENTCALLBACKLOGIN | 1001@default'

const agent = 'Agent/8001'
const states = (table: string, until: number, heard = heardOf()) => statesFrom(table, until, agent, heard)

describe('a ring that the manager interface tells of', () => {
  test('lasts from AgentCalled to its first end, whatever the row of queue_log says in whole seconds', () => {
    const table = `${header}
      ${login}
      15 | c1 | sales | Agent/8001 | CONNECT       | 5|d1|5
      75 | c1 | sales | Agent/8001 | COMPLETEAGENT | 5|60|1`
    expect(states(table, 100)).toEqual(['0 READY', '10 RINGING sales c1', '15 TALKING sales c1', '75 READY'])
    const heard = heardOf(
      say.rings(10.4, agent, 'c1', 'd1'),
      say.dialEnds(15.71, 'c1', 'd1', 'ANSWER'),
      say.connects(15.72, agent, 'c1', 'd1'),
    )
    expect(states(table, 100, heard)).toEqual([
      '0 READY',
      '10.4 RINGING sales c1',
      '15.71 TALKING sales c1',
      '75 READY',
    ])
    expect(sums(statesOf(agentFrom(table, agent, heard), microsOfSeconds(100)))).toEqual({
      login: 100,
      READY: 35.4,
      RINGING: 5.31,
      TALKING: 59.29,
    })
  })

  test('begins a conversation that lasts until AgentComplete, whose row has whole seconds', () => {
    // Of a real Asterisk 22: without the end that was heard each conversation would be short of half a second.
    const table = `${header}
      ${login}
      30 | c1 | sales | Agent/8001 | CONNECT        | 1|d1|1
      34 | c1 | sales | Agent/8001 | COMPLETECALLER | 1|4|1
      34 | c1 | sales | Agent/8001 | WRAPUPSTART    | 10`
    const rung = [
      say.rings(29.885, agent, 'c1', 'd1'),
      say.dialEnds(30.894, 'c1', 'd1', 'ANSWER'),
      say.connects(30.896, agent, 'c1', 'd1'),
    ]
    const heard = heardOf(...rung, say.completes(34.917, agent, 'c1', 'd1'), say.completes(35.1, agent, 'c1', 'd1'))
    const before = ['0 READY', '29.885 RINGING sales c1', '30.894 TALKING sales c1']
    expect(states(table, 60, heard)).toEqual([...before, '34.917 WRAP_UP sales c1', '44.917 READY'])
    // An attended transfer ends it twice, and tells both of it twice (Asterisk 20).
    const twice = table.replace(
      '34 | c1 | sales | Agent/8001 | WRAPUPSTART    | 10',
      `34 | c1 | sales | Agent/8001 | ATTENDEDTRANSFER | LINK|Local/a@b;1|Local/a@b;2|1|4|1
      34 | c1 | sales | Agent/8001 | WRAPUPSTART    | 10
      34 | c1 | sales | Agent/8001 | WRAPUPSTART    | 10`,
    )
    expect(states(twice, 60, heard)).toEqual(states(table, 60, heard))
    const tooFar = heardOf(...rung, say.completes(36, agent, 'c1', 'd1'))
    expect(states(table, 60, tooFar)).toEqual([...before, '34 WRAP_UP sales c1', '44 READY'])
  })

  test('is taken from his time also where queue_log has no row of it: the caller gave up, or another one answered', () => {
    const table = `${header}
      ${login}
      12 | c1 | sales | NONE       | ABANDON | 1|1|10
      31 | c2 | sales | Agent/8002 | CONNECT | 4|d3|4`
    const heard = heardOf(
      say.rings(3.25, agent, 'c1', 'd1'),
      say.dialEnds(12.5, 'c1', 'd1'),
      say.rings(27, agent, 'c2', 'd2'),
      say.rings(27, 'Agent/8002', 'c2', 'd3'),
      say.dialEnds(31.001, 'c2', 'd3', 'ANSWER'),
      say.dialEnds(31.002, 'c2', 'd2'),
      say.connects(31.003, 'Agent/8002', 'c2', 'd3'),
    )
    expect(states(table, 40)).toEqual(['0 READY'])
    expect(states(table, 40, heard)).toEqual([
      '0 READY',
      '3.25 RINGING sales c1',
      '12.5 READY',
      '27 RINGING sales c2',
      '31.002 READY',
    ])
  })

  test('is that of the phone where the row counts a whole round of members', () => {
    const table = `${header}
      ${login}
      30 | c1 | sales | Agent/8001 | RINGNOANSWER | 20000`
    const heard = heardOf(say.rings(25, agent, 'c1', 'd1'), say.misses(30.2, agent, 'c1', 'd1'))
    expect(states(table, 40, heard)).toEqual(['0 READY', '25 RINGING sales c1', '30.2 READY'])
  })

  test('is over when he answers: while an announcement is played to him he talks', () => {
    const table = `${header}
      ${login}
      18 | c1 | sales | Agent/8001 | CONNECT | 8|d1|5`
    const heard = heardOf(
      say.rings(10, agent, 'c1', 'd1'),
      say.dialEnds(14, 'c1', 'd1', 'ANSWER'),
      say.connects(18.1, agent, 'c1', 'd1'),
    )
    expect(states(table, 60, heard)).toEqual(['0 READY', '10 RINGING sales c1', '14 TALKING sales c1'])
  })

  test('and an answer whose row is lost are over soon: no row, no conversation', () => {
    const heard = heardOf(
      say.rings(10, agent, 'c1', 'd1'),
      say.dialEnds(14, 'c1', 'd1', 'ANSWER'),
      say.connects(14, agent, 'c1', 'd1'),
    )
    expect(states(`${header}\n${login}`, 60, heard)).toEqual([
      '0 READY',
      '10 RINGING sales c1',
      '14 TALKING sales c1',
      '15.5 READY',
    ])
  })

  test('counts once where two queues ring him at the same time', () => {
    const heard = heardOf(
      say.rings(10, agent, 'c1', 'd1'),
      say.rings(12, agent, 'c2', 'd2', 'support'),
      say.dialEnds(15, 'c1', 'd1'),
      say.dialEnds(20, 'c2', 'd2'),
    )
    expect(states(`${header}\n${login}`, 30, heard)).toEqual([
      '0 READY',
      '10 RINGING sales c1',
      '12 RINGING support c2',
      '20 READY',
    ])
  })

  test('leaves the conversation that he has what it is', () => {
    const table = `${header}
      ${login}
      5  | c1 | sales | Agent/8001 | CONNECT       | 5|d1|0
      25 | c1 | sales | Agent/8001 | COMPLETEAGENT | 5|20|1`
    const heard = heardOf(say.rings(10, agent, 'c2', 'd2', 'support'), say.dialEnds(30, 'c2', 'd2'))
    expect(states(table, 40, heard)).toEqual(['0 READY', '5 TALKING sales c1', '25 RINGING support c2', '30 READY'])
  })

  test('is no sign that he is logged in, or was ever there: that, rows tell', () => {
    const out = `${header}
      ${login}
      50 | NONE | NONE | Agent/8001 | AGENTCALLBACKLOGOFF | 1001@default|50`
    const heard = heardOf(say.rings(45, agent, 'c1', 'd1'), say.dialEnds(55, 'c1', 'd1'))
    expect(states(out, 60, heard)).toEqual(['0 READY', '45 RINGING sales c1', '50 LOGGED_OUT'])
    expect(readAgents(rowsFrom(header), new Map(), heard).size).toBe(0)
  })
})

describe("queue_log's own rule stays", () => {
  const table = `${header}
    ${login}
    15 | c1 | sales | Agent/8001 | CONNECT       | 5|d1|5
    75 | c1 | sales | Agent/8001 | COMPLETEAGENT | 5|60|1`
  const byQueueLog = states(table, 100)
  const [begins, ends] = [say.rings(10.4, agent, 'c1', 'd1'), say.connects(15.7, agent, 'c1', 'd1')]

  test('where the beginning of the ring was not heard, or its end', () => {
    expect(states(table, 100, heardOf(ends))).toEqual(byQueueLog)
    expect(states(table, 100, heardOf(begins))).toEqual(byQueueLog)
  })

  test('where a gap lies in the ring, and not where it lies beside it', () => {
    const withGap = (from: number, to: number) => ({
      ...heardOf(begins, ends),
      gaps: [{ node: 'pbx1', from: microsOfSeconds(from), to: microsOfSeconds(to) }],
    })
    expect(states(table, 100, withGap(12, 13))).toEqual(byQueueLog)
    expect(states(table, 100, withGap(0, 10.5))).toEqual(byQueueLog)
    const exact = ['0 READY', '10.4 RINGING sales c1', '15.7 TALKING sales c1', '75 READY']
    expect(states(table, 100, withGap(0, 10.4))).toEqual(exact)
    expect(states(table, 100, withGap(15.7, 90))).toEqual(exact)
  })

  test('for a ring of another call, queue, or moment', () => {
    for (const other of [
      heardOf(say.rings(10.4, agent, 'c2', 'd1'), say.connects(15.7, agent, 'c2', 'd1')),
      heardOf(say.rings(10.4, agent, 'c1', 'd1', 'support'), say.connects(15.7, agent, 'c1', 'd1', 'support')),
      heardOf(say.rings(3, agent, 'c1', 'd1'), say.misses(8, agent, 'c1', 'd1')),
    ])
      expect(states(table, 100, other)).toContain('10 RINGING sales c1')
  })

  test('for a ring of more than an hour', () => {
    const long = heardOf(say.rings(-3_600, agent, 'c1', 'd1'), say.connects(15.7, agent, 'c1', 'd1'))
    expect(states(table, 100, long)).toEqual(byQueueLog)
  })
})
