import { describe, expect, test } from 'vitest'
import { microsOfIso, microsOfSeconds, secondsOf } from '../kernel/time.ts'
import { rowsFrom } from '../queues/testing/queue-log-table.ts'
import { agentFrom, printed, readAgents, rowsOf, statesFrom, statesOf, sums } from './testing/read-agents.ts'

/** The same rows, come into the log the other way round. */
const backwards = (table: string) => {
  const rows = rowsFrom(table)
  return rows.map((row, index) => ({ ...row, position: rows.length - index }))
}

const sessionsFrom = (table: string, agent?: string) =>
  rowsOf(agentFrom(table, agent).effects, 'session').map(({ from, to, line }) => [
    secondsOf(from),
    to === null ? null : secondsOf(to),
    line,
  ])

describe('a session', () => {
  test('G-01, G-02: the login opens it at a line; the times of the rows count, not the length the logoff tells', () => {
    const day = agentFrom(
      `
      time                       | callid       | queue | agent      | event               | data
      2012-07-03 15:27:23.896208 | 1341343640.4 | NONE  | Agent/3001 | AGENTCALLBACKLOGIN  | 1002@pcm-dev
      2012-07-03 15:28:06.249357 | NONE         | NONE  | Agent/3001 | AGENTCALLBACKLOGOFF | 1002@pcm-dev|43|CommandLogoff
      2012-07-03 15:28:07.327425 | NONE         | NONE  | Agent/3001 | UNPAUSEALL          |
      2012-07-03 15:28:07.346320 | NONE         | q1    | Agent/3001 | UNPAUSE             |
      2012-07-03 15:28:07.348244 | NONE         | q2    | Agent/3001 | UNPAUSE             |
      `,
      'Agent/3001',
    )
    const until = microsOfIso('2012-07-03T15:29:00Z')!
    expect(sums(statesOf(day, until))).toEqual({ login: 42.353149, READY: 42.353149, LOGGED_OUT: 53.750643 })
    expect(rowsOf(day.effects, 'session')).toEqual([
      {
        from: microsOfIso('2012-07-03T15:27:23.896208Z'),
        to: microsOfIso('2012-07-03T15:28:06.249357Z'),
        line: '1002@pcm-dev',
      },
    ])
  })

  test('of app_agent_pool names the agent by his number and the line by its channel', () => {
    expect(
      sessionsFrom(`
      time | callid | queue | agent | event       | data
      0    | c9     | NONE  | 8001  | AGENTLOGIN  | PJSIP/1001-0000001a
      60   | c9     | NONE  | 8001  | AGENTLOGOFF | PJSIP/1001-0000001a|60
      `),
    ).toEqual([[0, 60, 'PJSIP/1001']])
  })

  test('is kept by a second login; another line is a second spell of it', () => {
    const table = `
      time | callid | queue | agent      | event               | data
      0    | NONE   | NONE  | Agent/8001 | AGENTCALLBACKLOGIN  | 1001@default
      10   | NONE   | NONE  | Agent/8001 | AGENTCALLBACKLOGIN  | 1001@default
      20   | NONE   | NONE  | Agent/8001 | AGENTCALLBACKLOGIN  | 1002@default
      60   | NONE   | NONE  | Agent/8001 | AGENTCALLBACKLOGOFF | 1002@default|60|
    `
    expect(statesFrom(table, 100)).toEqual(['0 READY', '60 LOGGED_OUT'])
    expect(sessionsFrom(table)).toEqual([
      [0, 20, '1001@default'],
      [20, 60, '1002@default'],
    ])
  })

  test('whose login is missing began as long before the logoff as that says', () => {
    const table = `
      time | callid | queue | agent      | event               | data
      100  | NONE   | NONE  | Agent/8001 | AGENTCALLBACKLOGOFF | 1001@default|40|CommandLogoff
    `
    expect(statesFrom(table, 120)).toEqual(['60 READY', '100 LOGGED_OUT'])
    expect(sessionsFrom(table)).toEqual([[60, 100, '1001@default']])
  })

  test('whose login is missing does not begin before the logoff of the one before', () => {
    expect(
      statesFrom(
        `
        time | callid | queue | agent      | event               | data
        0    | NONE   | NONE  | Agent/8001 | AGENTCALLBACKLOGIN  | 1001@default
        50   | NONE   | NONE  | Agent/8001 | AGENTCALLBACKLOGOFF | 1001@default|50|
        70   | c1     | sales | Agent/8001 | RINGNOANSWER        | 5000
        100  | NONE   | NONE  | Agent/8001 | AGENTCALLBACKLOGOFF | 1001@default|90|
        `,
        120,
      ),
    ).toEqual(['0 READY', '65 RINGING sales c1', '70 READY', '100 LOGGED_OUT'])
  })

  test('whose login is missing begins behind the logoff of the one before, whichever came into the log first', () => {
    const table = `
      time | callid | queue | agent      | event               | data
      0    | NONE   | NONE  | Agent/8001 | AGENTCALLBACKLOGIN  | 1001@default
      50   | NONE   | NONE  | Agent/8001 | AGENTCALLBACKLOGOFF | 1001@default|50|
      100  | NONE   | NONE  | Agent/8001 | AGENTCALLBACKLOGOFF | 1001@default|90|`
    const day = readAgents(backwards(table)).get('Agent/8001')!
    expect(sums(statesOf(day, microsOfSeconds(120)))).toEqual({ login: 100, READY: 100, LOGGED_OUT: 20 })
    expect(sums(statesOf(agentFrom(table), microsOfSeconds(120)))).toEqual({ login: 100, READY: 100, LOGGED_OUT: 20 })
  })

  test('is not lengthened by a logoff that tells nonsense', () => {
    expect(
      statesFrom(
        `
        time | callid | queue | agent      | event               | data
        1000 | NONE   | NONE  | Agent/8001 | AGENTCALLBACKLOGIN  | 1001@default
        1100 | NONE   | NONE  | Agent/8001 | AGENTCALLBACKLOGOFF | 1001@default|999|
        1200 | NONE   | NONE  | Agent/8002 | AGENTCALLBACKLOGOFF | 1002@default|99999999999|
        1200 | NONE   | NONE  | Agent/8003 | AGENTCALLBACKLOGOFF | 1003@default|-5|
        `,
        1200,
      ),
    ).toEqual(['1000 READY', '1100 LOGGED_OUT'])
  })

  test('of a dynamic member without login rows lasts from his first queue to his last', () => {
    expect(
      statesFrom(
        `
        time | callid | queue   | agent      | event        | data
        0    | c1     | sales   | Agent/8001 | ADDMEMBER    |
        5    | c1     | support | Agent/8001 | ADDMEMBER    |
        60   | c2     | sales   | Agent/8001 | REMOVEMEMBER |
        90   | c2     | support | Agent/8001 | REMOVEMEMBER |
        `,
        100,
      ),
    ).toEqual(['0 READY', '90 LOGGED_OUT'])
  })

  test('of a dynamic member goes on in a queue whose static member he is, as a call there has shown', () => {
    expect(
      statesFrom(
        `
        time | callid  | queue   | agent      | event          | data
        526  | MANAGER | billing | Agent/8001 | ADDMEMBER      |
        530  | c0      | sales   | Agent/8001 | CONNECT        | 1|c0.1|1
        534  | c0      | sales   | Agent/8001 | COMPLETECALLER | 1|4|1
        822  | MANAGER | billing | Agent/8001 | REMOVEMEMBER   |
        `,
        900,
      ),
    ).toEqual(['526 READY', '529 RINGING sales c0', '530 TALKING sales c0', '534 READY'])
  })

  test('of a dynamic member ends with his last queue, although the phone rang for it then and he answers', () => {
    expect(
      statesFrom(
        `
        time | callid  | queue   | agent      | event          | data
        0    | MANAGER | billing | Agent/8001 | ADDMEMBER      |
        0    | MANAGER | sales   | Agent/8001 | ADDMEMBER      |
        20   | MANAGER | sales   | Agent/8001 | REMOVEMEMBER   |
        22   | c0      | sales   | Agent/8001 | CONNECT        | 4|c0.1|4
        30   | c0      | sales   | Agent/8001 | COMPLETECALLER | 4|8|1
        40   | MANAGER | billing | Agent/8001 | REMOVEMEMBER   |
        `,
        50,
      ).at(-1),
    ).toBe('40 LOGGED_OUT')
  })

  test('of a dynamic member with two interfaces in a queue lasts until both are removed from it', () => {
    const table = `
        time | callid  | queue   | agent      | event        | data
        766  | MANAGER | billing | Agent/8005 | ADDMEMBER    |
        766  | MANAGER | billing | Agent/8005 | ADDMEMBER    |
        766  | MANAGER | sales   | Agent/8005 | ADDMEMBER    |
        904  | MANAGER | billing | Agent/8005 | REMOVEMEMBER |
        907  | MANAGER | sales   | Agent/8005 | REMOVEMEMBER |`
    expect(statesFrom(table, 950, 'Agent/8005')).toEqual(['766 READY'])
    const gone = `${table}\n 920 | MANAGER | billing | Agent/8005 | REMOVEMEMBER |`
    expect(statesFrom(gone, 950, 'Agent/8005')).toEqual(['766 READY', '920 LOGGED_OUT'])
  })

  test('of a dynamic member who is not kept over a restart begins anew with the queue that adds him again', () => {
    const before = `
        time | callid  | queue   | agent      | event        | data
        119  | MANAGER | billing | Agent/8001 | ADDMEMBER    |
        119  | MANAGER | lonely  | Agent/8001 | ADDMEMBER    |
        121  | NONE    | billing | Agent/8001 | PAUSE        | solo
        124  | NONE    | NONE    | NONE       | QUEUESTART   |`
    const again = `${before}
        137  | MANAGER | lonely  | Agent/8001 | ADDMEMBER    |
        140  | MANAGER | lonely  | Agent/8001 | REMOVEMEMBER |`
    expect(statesFrom(again, 150)).toEqual(['119 READY', '121 UNCERTAIN', '137 READY', '140 LOGGED_OUT'])
    expect(sessionsFrom(again)).toEqual([
      [119, 121, null],
      [137, 140, null],
    ])
    // Persistent members come back without a row: another queue that adds him tells nothing of the others.
    const other = `${before}
        137  | MANAGER | support | Agent/8001 | ADDMEMBER    |
        140  | MANAGER | support | Agent/8001 | REMOVEMEMBER |`
    expect(statesFrom(other, 150).at(-1)).toBe('137 READY')
    const called = `${before}
        130  | c1      | lonely  | Agent/8001 | RINGNOANSWER | 0
        137  | MANAGER | lonely  | Agent/8001 | ADDMEMBER    |
        140  | MANAGER | lonely  | Agent/8001 | REMOVEMEMBER |`
    expect(statesFrom(called, 150).at(-1)).toBe('130 READY')
  })

  test('with login rows outlives the removal from every queue', () => {
    expect(
      statesFrom(
        `
        time | callid  | queue | agent      | event               | data
        0    | NONE    | NONE  | Agent/8001 | AGENTCALLBACKLOGIN  | 1001@default
        0    | MANAGER | sales | Agent/8001 | ADDMEMBER           |
        50   | MANAGER | sales | Agent/8001 | REMOVEMEMBER        |
        60   | NONE    | NONE  | Agent/8001 | AGENTCALLBACKLOGOFF | 1001@default|60|
        `,
        70,
      ),
    ).toEqual(['0 READY', '60 LOGGED_OUT'])
  })

  test('of a static member begins with his first sign of life: no login is needed to have a call', () => {
    expect(
      statesFrom(
        `
        time | callid | queue | agent      | event        | data
        30   | c1     | sales | Agent/8001 | CONNECT      | 4|c1.2|3
        40   | c1     | sales | Agent/8001 | COMPLETECALLER | 4|10|1
        `,
        60,
      ),
    ).toEqual(['27 RINGING sales c1', '30 TALKING sales c1', '40 READY'])
    expect(
      statesFrom(
        `
        time | callid | queue | agent      | event        | data
        30   | c1     | sales | Agent/8001 | RINGNOANSWER | 15000
        `,
        60,
      ),
    ).toEqual(['15 RINGING sales c1', '30 READY'])
  })

  test('a first sign that does not tell whether he is at work leaves it uncertain', () => {
    expect(
      statesFrom(
        `
        time | callid | queue | agent      | event      | data
        10   | NONE   | NONE  | Agent/8001 | UNPAUSEALL |
        10   | NONE   | sales | Agent/8001 | UNPAUSE    |
        50   | NONE   | NONE  | Agent/8001 | AGENTCALLBACKLOGIN | 1001@default
        `,
        60,
      ),
    ).toEqual(['10 UNCERTAIN', '50 READY'])
  })

  test('a first sign that takes him out of a queue leaves him out', () => {
    expect(
      statesFrom(
        `
        time | callid | queue | agent      | event        | data
        10   | c1     | sales | Agent/8001 | REMOVEMEMBER |
        `,
        60,
      ),
    ).toEqual(['10 LOGGED_OUT'])
  })

  test('logging off during a call does not end the conversation, which is no login time then', () => {
    const table = `
      time | callid  | queue  | agent      | event               | data
      0    | NONE    | NONE   | Agent/8001 | AGENTCALLBACKLOGIN  | 1001@default
      0    | MANAGER | claims | Agent/8001 | ADDMEMBER           |
      21   | c1      | claims | Agent/8001 | CONNECT             | 2|c1.2|1
      23   | MANAGER | claims | Agent/8001 | REMOVEMEMBER        |
      23   | NONE    | NONE   | Agent/8001 | AGENTCALLBACKLOGOFF | 1001@default|23|CommandLogoff
      27   | c1      | claims | Agent/8001 | COMPLETEAGENT       | 2|6|1
      27   | c1      | claims | Agent/8001 | WRAPUPSTART         | 3
    `
    expect(statesFrom(table, 40)).toEqual([
      '0 READY',
      '20 RINGING claims c1',
      '21 TALKING claims c1',
      '23 TALKING claims c1 (out)',
      '27 LOGGED_OUT',
    ])
    expect(sums(statesOf(agentFrom(table), microsOfSeconds(40)))['login']).toBe(23)
  })

  test('a call that rang before the logoff opens no new session, one that began to ring long after does', () => {
    const loggedOff = `
      time | callid | queue | agent      | event               | data
      0    | NONE   | NONE  | Agent/8001 | AGENTCALLBACKLOGIN  | 1001@default
      10   | NONE   | NONE  | Agent/8001 | AGENTCALLBACKLOGOFF | 1001@default|10|`
    expect(
      statesFrom(
        `${loggedOff}
      11   | c1     | sales | Agent/8001 | CONNECT             | 1|c1.2|1
      13   | c1     | sales | Agent/8001 | COMPLETEAGENT       | 1|2|1`,
        20,
      ),
    ).toEqual(['0 READY', '10 RINGING sales c1 (out)', '11 TALKING sales c1 (out)', '13 LOGGED_OUT'])
    expect(
      statesFrom(
        `${loggedOff}
      71   | c1     | sales | Agent/8001 | CONNECT             | 1|c1.2|1
      73   | c1     | sales | Agent/8001 | COMPLETEAGENT       | 1|2|1`,
        80,
      ),
    ).toEqual(['0 READY', '10 LOGGED_OUT', '70 RINGING sales c1', '71 TALKING sales c1', '73 READY'])
  })

  test('over midnight is one: nothing is cut where no row is', () => {
    const day = agentFrom(`
      time                | callid | queue | agent      | event               | data
      2026-03-28 22:00:00 | NONE   | NONE  | Agent/8001 | AGENTCALLBACKLOGIN  | 1001@default
      2026-03-29 04:00:00 | NONE   | NONE  | Agent/8001 | AGENTCALLBACKLOGOFF | 1001@default|21600|
    `)
    expect(sums(statesOf(day, microsOfIso('2026-03-29T04:00:00Z')!))).toEqual({ login: 21600, READY: 21600 })
  })
})

describe('a restart of the PBX', () => {
  const working = `
      time | callid  | queue | agent      | event              | data
      0    | NONE    | NONE  | NONE       | QUEUESTART         |
      0    | NONE    | NONE  | Agent/8001 | AGENTCALLBACKLOGIN | 1001@default
      0    | MANAGER | sales | Agent/8001 | ADDMEMBER          |
      5    | NONE    | NONE  | Agent/8002 | AGENTCALLBACKLOGIN | 1002@default
      6    | NONE    | NONE  | Agent/8002 | AGENTCALLBACKLOGOFF | 1002@default|1|
      10   | c1      | sales | Agent/8001 | CONNECT            | 1|c1.2|1
      30   | c2      | sales | NONE       | ENTERQUEUE         | |0611|1
      90   | NONE    | NONE  | NONE       | QUEUESTART         |`

  test('leaves open states uncertain from the last sign of life of the node, until the agent gives one', () => {
    expect(statesFrom(`${working}\n 120 | c3 | sales | Agent/8001 | CONNECT | 1|c3.2|2`, 130)).toEqual([
      '0 READY',
      '9 RINGING sales c1',
      '10 TALKING sales c1',
      '30 UNCERTAIN',
      '118 RINGING sales c3',
      '120 TALKING sales c3',
    ])
  })

  test('does not log anybody off, and leaves those alone who were', () => {
    expect(statesFrom(working, 200)).toEqual(['0 READY', '9 RINGING sales c1', '10 TALKING sales c1', '30 UNCERTAIN'])
    expect(statesFrom(working, 200, 'Agent/8002')).toEqual(['5 READY', '6 LOGGED_OUT'])
    expect(sessionsFrom(working)).toEqual([[0, null, '1001@default']])
  })

  test('ends the session when the next sign of life is a login', () => {
    expect(sessionsFrom(`${working}\n 120 | NONE | NONE | Agent/8001 | AGENTCALLBACKLOGIN | 1001@default`)).toEqual([
      [0, 30, '1001@default'],
      [120, null, '1001@default'],
    ])
  })

  test('keeps the session when the next sign of life shows that the members came back silently', () => {
    expect(sessionsFrom(`${working}\n 120 | MANAGER | sales | Agent/8001 | REMOVEMEMBER | `)).toEqual([
      [0, null, '1001@default'],
    ])
  })

  test('leaves the state uncertain also where the rows before it came into the log after it', () => {
    const table = `
      time | callid  | queue | agent      | event              | data
      0    | NONE    | NONE  | Agent/8001 | AGENTCALLBACKLOGIN | 1001@default
      30   | c1      | sales | Agent/8001 | RINGNOANSWER       | 5000
      90   | NONE    | NONE  | NONE       | QUEUESTART         |`
    const states = ['0 READY', '25 RINGING sales c1', '30 UNCERTAIN']
    expect(statesFrom(table, 100)).toEqual(states)
    const day = readAgents(backwards(table)).get('Agent/8001')!
    expect(statesOf(day, microsOfSeconds(100)).map(printed)).toEqual(states)
  })

  test('of another PBX is nothing to him', () => {
    const elsewhere = rowsFrom(working).map(row => (row.at === 90_000_000 ? { ...row, node: 'pbx2' } : row))
    const day = readAgents(elsewhere).get('Agent/8001')!
    expect(statesOf(day, microsOfSeconds(200)).map(printed).at(-1)).toBe('10 TALKING sales c1')
  })

  test('brings pauses back as they were, but one who is called is not paused', () => {
    const paused = `
      time | callid  | queue | agent      | event              | data
      0    | NONE    | NONE  | Agent/8001 | AGENTCALLBACKLOGIN | 1001@default
      10   | NONE    | NONE  | Agent/8001 | PAUSEALL           | lunch
      20   | NONE    | NONE  | NONE       | QUEUESTART         |`
    expect(statesFrom(`${paused}\n 30 | NONE | sales | Agent/8001 | PENALTY | 3`, 40).at(-1)).toBe('10 UNCERTAIN')
    expect(statesFrom(`${paused}\n 30 | c1 | sales | Agent/8001 | ADDMEMBER | `, 40).at(-1)).toBe('30 PAUSED lunch')
    expect(statesFrom(`${paused}\n 30 | c1 | sales | Agent/8001 | RINGNOANSWER | 5000`, 40).at(-1)).toBe('30 READY')
    expect(statesFrom(`${paused}\n 30 | c1 | sales | Agent/8001 | COMPLETECALLER | 1|4|1`, 40).at(-1)).toBe('30 READY')
  })
})

test('a month without any sign of life leaves nobody knowing', () => {
  const days = (count: number) => count * 86_400
  const table = `
    time           | callid | queue | agent      | event              | data
    0              | NONE   | NONE  | Agent/8001 | AGENTCALLBACKLOGIN | 1001@default
    ${days(100)}   | c1     | sales | Agent/8001 | RINGNOANSWER       | 0
  `
  expect(statesFrom(table, days(101))).toEqual(['0 READY', `${days(31)} UNCERTAIN`, `${days(100)} READY`])
  expect(statesFrom(table, days(140)).at(-1)).toBe(`${days(131)} UNCERTAIN`)
})
