import { describe, expect, test } from 'vitest'
import { callFrom, callsFrom } from '../testing/read-calls.ts'

const cel = `
  time  | event        | id    | linked | channel           | number     | exten | app      | data            | extra
  0.2   | CHAN_START   | 100.1 |        | PJSIP/trunk-in-01 | 0612345678 | 3001  |          |                 |
  0.2   | ANSWER       | 100.1 |        |                   |            | 3001  | Answer   |                 |
  0.7   | APP_START    | 100.1 |        |                   |            | 3001  | Queue    | sales,tT,,,40   |
  1.0   | CHAN_START   | 101.2 | 100.1  | PJSIP/1001-02     | 1001       | s     |          |                 |
  9.0   | HANGUP       | 101.2 |        |                   |            | 3001  | AppQueue | (Outgoing Line) | cause=0
  10.0  | CHAN_START   | 110.3 | 100.1  | PJSIP/1002-03     | 1002       | s     |          |                 |
  14.5  | ANSWER       | 110.3 |        |                   |            | 3001  | AppQueue | (Outgoing Line) |
  14.51 | BRIDGE_ENTER | 110.3 |        |                   |            |       | AppQueue | (Outgoing Line) | B1
  14.52 | BRIDGE_ENTER | 100.1 |        |                   |            |       | Queue    | sales,tT,,,40   | B1
  44.5  | BRIDGE_EXIT  | 100.1 |        |                   |            |       | Queue    | sales,tT,,,40   | B1
  44.5  | HANGUP       | 110.3 |        |                   |            |       |          |                 | cause=16 source=PJSIP/1002-03
  44.5  | HANGUP       | 100.1 |        |                   |            |       |          |                 | cause=16 source=PJSIP/1002-03 status=ANSWER`

/** The file: whole seconds. */
const queueLog = `
  time | callid | queue | agent      | event         | data
  0    | 100.1  | sales | NONE       | DID           | 0123456001
  0    | 100.1  | sales | NONE       | ENTERQUEUE    | |0612345678|1
  9    | 100.1  | sales | Agent/8001 | RINGNOANSWER  | 8000
  14   | 100.1  | sales | Agent/8002 | CONNECT       | 14|110.3|4
  44   | 100.1  | sales | Agent/8002 | COMPLETEAGENT | 14|30|1`

describe('a call through a queue', () => {
  test('has the exact wait of Queue(), the talk of the bridge and the agents of the log', () => {
    const call = callFrom({ cel, queueLog })
    expect(call).toMatchObject({
      outcome: 'ANSWERED',
      ring: 12.5,
      hungUpBy: 'AGENT',
      queues: ['sales'],
      agents: ['Agent/8001', 'Agent/8002'],
      witnesses: [],
      parties: [
        { agent: null },
        { agent: 'Agent/8001', queue: 'sales', ring: 8, talk: 0 },
        { agent: 'Agent/8002', queue: 'sales', ring: 4.5 },
      ],
    })
    expect(call.wait).toBeCloseTo(13.82, 6)
    expect(call.talk).toBeCloseTo(29.98, 6)
  })

  test('whose caller hangs up during the announcement to the member is abandoned, although both have answered', () => {
    // Asterisk 22, a queue with memberdelay: no bridge is made, and ABANDON names the agent.
    const announced = `
      time | event      | id    | linked | channel           | number     | exten | app      | data
      4.25 | CHAN_START | 100.1 |        | PJSIP/trunk-a-1fb | 0612345678 | 3007  |          |
      4.25 | ANSWER     | 100.1 |        |                   |            | 3007  | Answer   |
      4.76 | APP_START  | 100.1 |        |                   |            | 3007  | Queue    | speak,tTR,,,14
      4.76 | CHAN_START | 101.2 | 100.1  | PJSIP/1007-1ff    | 1007       | s     |          |
      5.08 | ANSWER     | 101.2 |        |                   |            | 3007  | AppQueue | (Outgoing Line)
      6.18 | HANGUP     | 101.2 |        |                   |            | 3007  | AppQueue | (Outgoing Line)
      6.18 | HANGUP     | 100.1 |        |                   |            | 3007  |          |`
    const left = `
      time | callid | queue | agent      | event      | data
      4    | 100.1  | speak | NONE       | ENTERQUEUE | |0612345678|1
      6    | 100.1  | speak | Agent/8006 | ABANDON    | 1|1|2`
    expect(callFrom({ cel: announced, queueLog: left })).toMatchObject({ outcome: 'ABANDONED', talk: 0, flags: [] })
  })

  test('who still waits has no wait yet, whether CEL tells of him or not', () => {
    const entered = `
      time | event      | id    | linked | channel           | number     | exten | app   | data
      4.25 | CHAN_START | 100.1 |        | PJSIP/trunk-a-1fb | 0612345678 | 3007  |       |
      4.25 | ANSWER     | 100.1 |        |                   |            | 3007  | Answer |
      4.76 | APP_START  | 100.1 |        |                   |            | 3007  | Queue | speak,tT,,,14`
    const waits = `
      time | callid | queue | agent      | event        | data
      2    | 100.1  | speak | NONE       | ENTERQUEUE   | |0612345678|1
      3    | 100.1  | speak | NONE       | EXITWITHKEY  | 9|1|1|1
      4    | 100.1  | speak | NONE       | ENTERQUEUE   | |0612345678|1
      9    | 100.1  | speak | Agent/8006 | RINGNOANSWER | 5000`
    expect(callFrom({ cel: entered, queueLog: waits })).toMatchObject({ outcome: 'IN_PROGRESS', wait: null, talk: 0 })
    expect(callFrom({ queueLog: waits })).toMatchObject({ outcome: 'IN_PROGRESS', wait: null, talk: 0 })
  })

  test('without Queue among `apps` the wait is that of the log', () => {
    const lean = cel
      .split('\n')
      .filter(line => !line.includes('APP_START'))
      .join('\n')
      .replaceAll('Queue    | sales,tT,,,40  ', '         |                ')
    expect(callFrom({ cel: lean, queueLog })).toMatchObject({ wait: 14 })
  })

  /** As Asterisk 22 wrote it: a member's dialplan is busy, and the caller, who has its DIALSTATUS, hangs up. */
  const memberIsBusy = (source: string) => `
    time | event      | id    | linked | channel               | number | exten | app      | data            | extra
    9.5  | CHAN_START | 69.1  |        | PJSIP/trunk-a-76      | 061234 | 0122  |          |                 |
    9.53 | APP_START  | 69.1  | 69.1   |                       |        | 3022  | Queue    | pick,tTkK,,,18  |
    9.53 | CHAN_START | 69.2  | 69.1   | Local/1010@fwd-21;1   |        | 1010  |          |                 |
    9.53 | CHAN_START | 69.3  | 69.1   | Local/1010@fwd-21;2   |        | 1010  |          |                 |
    9.53 | APP_START  | 69.3  | 69.1   |                       |        | 1010  | Busy     | 1               |
    9.53 | HANGUP     | 69.2  | 69.1   |                       |        | 3022  | AppQueue | (Outgoing Line) | cause=0
    9.53 | HANGUP     | 69.3  | 69.1   |                       |        | 1010  |          |                 | cause=17
    15.5 | APP_END    | 69.1  | 69.1   |                       |        | 3022  | Queue    | pick,tTkK,,,18  |
    15.5 | HANGUP     | 69.1  | 69.1   |                       |        | 3022  |          |                 | cause=16 ${source} status=BUSY`

  test.each([
    ['source=PJSIP/trunk-a-76', 'ABANDONED'],
    ['', 'NO_ANSWER'],
  ])('that CEL alone tells of did not end as its last member did: %s', (source, outcome) => {
    expect(callFrom(memberIsBusy(source))).toMatchObject({ outcome, wait: null })
  })

  test('the manager names the member of each ring, with or without queue_log', () => {
    const member = (DestUniqueid: string, MemberName: string) => ({
      Uniqueid: '100.1',
      DestUniqueid,
      MemberName,
      Queue: 'sales',
    })
    const ami = [
      [1, 'AgentCalled', member('101.2', 'Agent/8001')],
      [10, 'AgentCalled', member('110.3', 'Agent/8002')],
    ] as const
    expect(callFrom({ cel, ami })).toMatchObject({ agents: ['Agent/8001', 'Agent/8002'], wait: null, queues: [] })
  })

  test('two members who rang for as long, and one row: nobody is named', () => {
    const twice = cel.replace(
      '9.0   | HANGUP',
      '1.0 | CHAN_START | 101.9 | 100.1 | PJSIP/1009-09 | 1009 | s | | |\n9.0 | HANGUP | 101.9 | | | | 3001 | AppQueue | (Outgoing Line) |\n9.0   | HANGUP',
    )
    expect(callFrom({ cel: twice, queueLog }).parties).toMatchObject([
      {},
      { agent: null },
      { agent: null },
      { agent: 'Agent/8002' },
    ])
  })

  test('the caller who gives up in the queue abandoned, with his wait', () => {
    expect(
      callFrom({
        cel: `
          time | event      | id    | channel           | number     | exten | app   | data  | extra
          0    | CHAN_START | 100.1 | PJSIP/trunk-in-01 | 0612345678 | 3001  |       |       |
          1    | APP_START  | 100.1 |                   |            | 3001  | Queue | sales |
          7.5  | APP_END    | 100.1 |                   |            | 3001  | Queue | sales |
          7.5  | HANGUP     | 100.1 |                   |            |       |       |       | source=PJSIP/trunk-in-01
        `,
        queueLog: `
          time | callid | queue | agent | event      | data
          1    | 100.1  | sales | NONE  | ENTERQUEUE | |0612345678|1
          7    | 100.1  | sales | NONE  | ABANDON    | 1|1|6
        `,
      }),
    ).toMatchObject({ outcome: 'ABANDONED', hungUpBy: 'CALLER', wait: 6.5, talk: 0, ring: null, hold: 0 })
  })

  test.each([
    ['EXITWITHTIMEOUT | 1|1|6', 'NO_ANSWER'],
    ['EXITEMPTY | 1|1|6', 'NO_ANSWER'],
    ['EXITWITHKEY | 2|1|1|6', 'NO_ANSWER'],
    ['ABANDON | 1|1|6', 'ABANDONED'],
    ['SYSCOMPAT |', 'FAILED'],
  ])('that ended with %s is %s to the caller', (end, outcome) => {
    expect(
      callFrom({
        cel: `
          time | event      | id    | channel           | number     | exten | extra
          0    | CHAN_START | 100.1 | PJSIP/trunk-in-01 | 0612345678 | 3001  |
          8    | HANGUP     | 100.1 |                   |            |       | source=dialplan/builtin status=CANCEL
        `,
        queueLog: `
          time | callid | queue | agent | event      | data
          1    | 100.1  | sales | NONE  | ENTERQUEUE | |0612345678|1
          7    | 100.1  | sales | NONE  | ${end}
        `,
      }),
    ).toMatchObject({ outcome, hungUpBy: 'SYSTEM' })
  })

  test('that was refused was aimed at the queue', () => {
    expect(
      callFrom({
        cel: `
          time | event      | id    | channel           | number     | exten | extra
          0    | CHAN_START | 100.1 | PJSIP/trunk-in-01 | 0612345678 | 3001  |
          2    | HANGUP     | 100.1 |                   |            |       | source=dialplan/builtin
        `,
        queueLog: `
          time | callid | queue | agent | event  | data
          0    | 100.1  | sales | NONE  | CLOSED |
        `,
      }),
    ).toMatchObject({ outcome: 'REFUSED', queues: ['sales'], wait: null })
  })

  test('an end under another callid of the same contact joins its conversation', () => {
    const ghost = queueLog.replace('44   | 100.1 ', '44   | 110.3 ')
    expect(callFrom({ cel, queueLog: ghost })).toMatchObject({ outcome: 'ANSWERED', queues: ['sales'], witnesses: [] })
  })
})

describe('a call that only queue_log knows', () => {
  test('is a call with the times of its visits, and says so', () => {
    expect(callFrom({ queueLog })).toMatchObject({
      id: '100.1',
      direction: 'INBOUND',
      outcome: 'ANSWERED',
      started: 0,
      answered: 14,
      ended: 44,
      talk: 30,
      wait: 14,
      hold: null,
      hungUpBy: 'AGENT',
      callerNumber: '0612345678',
      calledNumber: '0123456001',
      uniqueIds: ['100.1', '110.3'],
      queues: ['sales'],
      agents: ['Agent/8002'],
      flags: ['withoutCel'],
      parties: [
        { role: 'CALLER', uniqueId: '100.1', number: '0612345678', talks: [[14, 44, '110.3']] },
        { role: 'CALLEE', uniqueId: '110.3', agent: 'Agent/8002', talks: [[14, 44, '100.1']] },
      ],
    })
  })

  test.each([
    ['waits', '0 | c | sales | NONE | ENTERQUEUE | |1001|1', [], 'IN_PROGRESS'],
    ['waited when the PBX died', '0 | c | sales | NONE | ENTERQUEUE | |1001|1', [50], 'UNTERMINATED'],
    ['gave up', '0 | c | sales | NONE | ENTERQUEUE | |1001|1\n9 | c | sales | NONE | ABANDON | 1|1|9', [], 'ABANDONED'],
    ['was refused', '0 | c | sales | NONE | FULL |', [], 'REFUSED'],
  ])('who %s', (_, rows, restarts, outcome) => {
    expect(callFrom({ queueLog: `time|callid|queue|agent|event|data\n${rows}`, restarts })).toMatchObject({
      outcome,
      talk: 0,
    })
  })

  test('rows that tell of no stay are no call', () => {
    expect(
      callsFrom({ queueLog: 'time|callid|queue|agent|event|data\n0 | 100.1 | sales | Agent/8001 | ADDMEMBER |' }),
    ).toEqual([])
  })

  test('becomes the call of its CEL when that comes', () => {
    expect(callFrom({ cel, queueLog }).flags).toEqual([])
  })
})

test('an agent who has logged in by AgentLogin waits in one channel: his calls are one contact, in which he is the one who was called (Asterisk 22)', () => {
  const taken = (start: number, id: string) => `
    ${start}     | CHAN_START   | ${id}.1 |         | PJSIP/trunk-in-${id}     | 0612345678 | 3003  |              |
    ${start}     | XIVO_INCALL  | ${id}.1 |         |                          |            | 3003  |              |
    ${start + 2} | CHAN_START   | ${id}.2 | ${id}.1 | Local/8009@pool-${id};1  |            | 8009  |              |
    ${start + 2} | CHAN_START   | ${id}.3 | ${id}.1 | Local/8009@pool-${id};2  |            | 8009  |              |
    ${start + 2} | BRIDGE_ENTER | ${id}.3 |         |                          |            | 8009  | AgentRequest | A${id}
    ${start + 3} | BRIDGE_EXIT  | 100.1   |         |                          |            | *9    | AgentLogin   | P1 holding_bridge
    ${start + 3} | BRIDGE_ENTER | 100.1   |         |                          |            | *9    | AgentLogin   | A${id}
    ${start + 3} | ANSWER       | ${id}.3 | 100.1   |                          |            | 8009  | AgentRequest |
    ${start + 3} | BRIDGE_ENTER | ${id}.2 |         |                          |            | 3003  | AppQueue     | B${id}
    ${start + 3} | BRIDGE_ENTER | ${id}.1 |         |                          |            | 3003  | Queue        | B${id}
    ${start + 9} | BRIDGE_EXIT  | ${id}.1 | 100.1   |                          |            | 3003  | Queue        | B${id}
    ${start + 9} | HANGUP       | ${id}.1 | 100.1   |                          |            |       |              | cause=16 source=PJSIP/trunk-in-${id}
    ${start + 9} | HANGUP       | ${id}.2 |         |                          |            |       |              | cause=16
    ${start + 9} | HANGUP       | ${id}.3 | 100.1   |                          |            |       |              | cause=16
    ${start + 9} | BRIDGE_EXIT  | 100.1   |         |                          |            | *9    | AgentLogin   | A${id}
    ${start + 9} | BRIDGE_ENTER | 100.1   |         |                          |            | *9    | AgentLogin   | P1 holding_bridge`
  const queued = (start: number, id: string) => `
    ${start}     | ${id}.1 | pool | NONE       | ENTERQUEUE     | |0612345678|1
    ${start + 3} | ${id}.1 | pool | Agent/8009 | CONNECT        | 3|${id}.2|1
    ${start + 9} | ${id}.1 | pool | Agent/8009 | COMPLETECALLER | 3|6|1`
  const call = callFrom({
    cel: `
      time | event        | id    | linked | channel       | number | exten | app        | extra
      0    | CHAN_START   | 100.1 |        | PJSIP/1009-01 | 1009   | *9    |            |
      0    | ANSWER       | 100.1 |        |               |        | *9    | AgentLogin |
      0    | BRIDGE_ENTER | 100.1 |        |               |        | *9    | AgentLogin | P1 holding_bridge${taken(10, '110')}${taken(30, '130')}
      60   | HANGUP       | 100.1 |        |               |        |       |            | cause=16 source=PJSIP/1009-01`,
    queueLog: `
      time | callid | queue | agent | event | data${queued(10, '110')}${queued(30, '130')}`,
  })
  expect(call.parties).toMatchObject([
    { role: 'CALLEE', line: 'PJSIP/1009', agent: 'Agent/8009', queue: 'pool', ring: null, talk: 12 },
    { role: 'CALLER', isExternal: true, talk: 6 },
    { role: 'CALLER', isExternal: true, talk: 6 },
  ])
})

test('Queue() right behind Queue() is one run in CEL: each stay waits for itself (Asterisk 22)', () => {
  const cel = `
    time   | event      | id       | linked | channel           | number  | exten | app   | data
    55.703 | CHAN_START | 955.0    |        | PJSIP/trunk-a-00  | trunk-a | 0103  |       |
    56.207 | APP_START  | 955.0    |        |                   |         | 3003  | Queue | billing,tT,,,20
    56.211 | CHAN_START | 955.1    | 955.0  | PJSIP/1007-03     | 1007    | s     |       |
    59.849 | HANGUP     | 955.1    |        |                   |         | 3003  |       |
    60.707 | APP_END    | 955.0    |        |                   |         | 7     | Queue | over,tT,,,8
    60.709 | HANGUP     | 955.0    |        |                   |         | 7     |       | `
  const queueLog = `
    time | callid | queue   | agent      | event        | data
    56   | 955.0  | billing | NONE       | ENTERQUEUE   | |trunk-a|1
    59   | 955.0  | billing | Agent/8006 | RINGCANCELED | 3638
    59   | 955.0  | billing | NONE       | EXITWITHKEY  | 7|1|1|3
    59   | 955.0  | over    | NONE       | ENTERQUEUE   | |trunk-a|2
    60   | 955.0  | over    | NONE       | ABANDON      | 2|2|1`
  expect(callFrom({ cel, queueLog })).toMatchObject({ outcome: 'ABANDONED', wait: 4, witnesses: [] })
  const sameAtOnce = `
    time | callid | queue   | agent | event       | data
    56   | 955.0  | billing | NONE  | ENTERQUEUE  | |trunk-a|1
    57   | 955.0  | billing | NONE  | EXITWITHKEY | 6|1|1|1
    57   | 955.0  | billing | NONE  | ENTERQUEUE  | |trunk-a|1
    60   | 955.0  | billing | NONE  | ABANDON     | 1|1|3`
  expect(callFrom({ cel, queueLog: sameAtOnce })).toMatchObject({ wait: 4, witnesses: [] })
})

test('a caller who is redirected to the queue that he waits in has two runs of Queue(), one for each stay', () => {
  const cel = `
    time   | event      | id    | linked | channel          | number  | exten | app   | data
    18.634 | CHAN_START | 798.1 |        | PJSIP/trunk-a-38 | trunk-a | 0112  |       |
    19.140 | APP_START  | 798.1 |        |                  |         | 3012  | Queue | sales,tT,,,4
    19.289 | APP_END    | 798.1 |        |                  |         | 3012  | Queue | sales,tT,,,4
    19.289 | APP_START  | 798.1 |        |                  |         | 3001  | Queue | sales,tT,,,18
    19.644 | APP_END    | 798.1 |        |                  |         | 3001  | Queue | sales,tT,,,18
    19.650 | HANGUP     | 798.1 |        |                  |         | 3001  |       | `
  const queueLog = `
    time | callid | queue | agent | event      | data
    19   | 798.1  | sales | NONE  | ENTERQUEUE | |trunk-a|1
    19   | 798.1  | sales | NONE  | ABANDON    | 1|1|0
    19   | 798.1  | sales | NONE  | ENTERQUEUE | |trunk-a|1
    19   | 798.1  | sales | NONE  | ABANDON    | 1|1|0`
  expect(callFrom({ cel, queueLog })).toMatchObject({ wait: 0.504, witnesses: [] })
})

test.each([
  ['DID  | 0123456001', '0123456001'],
  ['DNIS | 0123456001', '0123456001'],
  ['INFO | DID|0123456001', '0123456001'],
  ['INFO | SEGMENT|0123456001', null],
  ['LIFE | 0123456001', null],
])('the called number of a call that only queue_log tells is that of %s', (row, number) => {
  const call = callFrom({
    queueLog: `
    time | callid | queue | agent | event      | data
    0    | 100.1  | sales | NONE  | ${row}
    0    | 100.1  | sales | NONE  | ENTERQUEUE | |0612345678|1
    9    | 100.1  | sales | NONE  | ABANDON    | 1|1|9`,
  })
  expect(call.calledNumber).toBe(number)
})
