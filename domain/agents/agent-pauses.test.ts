import { describe, expect, test } from 'vitest'
import { microsOfSeconds } from '../kernel/time.ts'
import { rowsFrom } from '../queues/testing/queue-log-table.ts'
import { agentFrom, callsFrom, printed, readAgents, statesFrom, statesOf, sums } from './testing/read-agents.ts'

const member = `
      time | callid  | queue   | agent      | event               | data
      0    | NONE    | NONE    | Agent/8001 | AGENTCALLBACKLOGIN  | 1001@default
      0    | MANAGER | sales   | Agent/8001 | ADDMEMBER           |
      0    | MANAGER | support | Agent/8001 | ADDMEMBER           |`

const states = (rows: string, until = 100) => statesFrom(`${member}\n${rows}`, until)

describe('a pause', () => {
  test('of an agent with two interfaces is one: PAUSEALL and UNPAUSEALL come twice', () => {
    expect(
      states(`
      10 | NONE | NONE    | Agent/8001 | PAUSEALL   | lunch
      10 | NONE | support | Agent/8001 | PAUSE      | lunch
      10 | NONE | NONE    | Agent/8001 | PAUSEALL   | lunch
      10 | NONE | sales   | Agent/8001 | PAUSE      | lunch
      40 | NONE | NONE    | Agent/8001 | UNPAUSEALL |
      40 | NONE | support | Agent/8001 | UNPAUSE    |
      40 | NONE | NONE    | Agent/8001 | UNPAUSEALL |
      40 | NONE | sales   | Agent/8001 | UNPAUSE    |`),
    ).toEqual(['0 READY', '10 PAUSED lunch', '40 READY'])
  })

  test('is that of the agent where its row names the channel that is rung (pbx-configuration §20)', () => {
    const rows = rowsFrom(`
      time | callid  | queue   | agent                     | event               | data
      0    | NONE    | NONE    | Agent/2500                | AGENTCALLBACKLOGIN  | 1002@default
      0    | MANAGER | sales   | Agent/2500                | ADDMEMBER           |
      10   | NONE    | sales   | Agent/2500                | PAUSE               | lunch
      10   | NONE    | NONE    | Local/id-19@agentcallback | PAUSEALL            |
      40   | NONE    | sales   | Agent/2500                | UNPAUSE             |
      40   | NONE    | NONE    | Local/id-19@agentcallback | UNPAUSEALL          |`)
    const agents = readAgents(rows)
    expect([...agents.keys()]).toEqual(['Agent/2500'])
    const day = agents.get('Agent/2500')
    expect(day && statesOf(day, microsOfSeconds(100)).map(printed)).toEqual(['0 READY', '10 PAUSED lunch', '40 READY'])
  })

  test('with another reason while paused splits, with the same goes on', () => {
    expect(
      states(`
      10 | NONE | NONE | Agent/8001 | PAUSEALL   | lunch
      20 | NONE | NONE | Agent/8001 | PAUSEALL   | lunch
      30 | NONE | NONE | Agent/8001 | PAUSEALL   | meeting
      40 | NONE | NONE | Agent/8001 | PAUSEALL   |
      50 | NONE | NONE | Agent/8001 | UNPAUSEALL |`),
    ).toEqual(['0 READY', '10 PAUSED lunch', '30 PAUSED meeting', '40 PAUSED', '50 READY'])
  })

  test('of some queues leaves the agent ready, of all his queues pauses him', () => {
    expect(
      states(`
      10 | NONE | sales   | Agent/8001 | PAUSE   | Auto-Pause
      20 | NONE | support | Agent/8001 | PAUSE   | coaching
      30 | NONE | sales   | Agent/8001 | UNPAUSE |
      40 | NONE | support | Agent/8001 | UNPAUSE |`),
    ).toEqual(['0 READY', '20 PAUSED coaching', '30 READY'])
  })

  test('of all queues one by one ends when he joins another, and begins when he leaves the only one he is ready in', () => {
    expect(
      states(`
      10 | NONE    | sales   | Agent/8001 | PAUSE        | x
      20 | MANAGER | support | Agent/8001 | REMOVEMEMBER |
      30 | MANAGER | billing | Agent/8001 | ADDMEMBER    |
      40 | MANAGER | billing | Agent/8001 | ADDMEMBER    | PAUSED`),
    ).toEqual(['0 READY', '20 PAUSED x', '30 READY', '40 PAUSED'])
  })

  test('of all at once is not ended by a queue that he joins, but by being made ready in one of them', () => {
    expect(
      states(`
      10 | NONE    | NONE    | Agent/8001 | PAUSEALL  | lunch
      10 | NONE    | sales   | Agent/8001 | PAUSE     | lunch
      10 | NONE    | support | Agent/8001 | PAUSE     | lunch
      20 | MANAGER | billing | Agent/8001 | ADDMEMBER |
      30 | NONE    | sales   | Agent/8001 | UNPAUSE   |`),
    ).toEqual(['0 READY', '10 PAUSED lunch', '30 READY'])
  })

  test('is not ended by the Auto-Unpause that stands before a new reason', () => {
    expect(
      states(`
      10      | NONE | NONE    | Agent/8001 | PAUSEALL | lunch
      10      | NONE | sales   | Agent/8001 | PAUSE    | lunch
      20      | NONE | NONE    | Agent/8001 | PAUSEALL | meeting
      20.0001 | NONE | sales   | Agent/8001 | UNPAUSE  | Auto-Unpause
      20.0002 | NONE | sales   | Agent/8001 | PAUSE    | meeting`),
    ).toEqual(['0 READY', '10 PAUSED lunch', '20 PAUSED meeting'])
  })

  test('that was not begun is not ended', () => {
    expect(states(`10 | NONE | NONE | Agent/8001 | UNPAUSEALL |\n 11 | NONE | sales | Agent/8001 | UNPAUSE |`)).toEqual(
      ['0 READY'],
    )
  })

  test('ends with the session, and none begins while logged off', () => {
    expect(
      states(`
      10 | NONE | NONE | Agent/8001 | PAUSEALL            | lunch
      20 | NONE | NONE | Agent/8001 | AGENTCALLBACKLOGOFF | 1001@default|20|
      30 | NONE | NONE | Agent/8001 | PAUSEALL            | lunch
      40 | NONE | NONE | Agent/8001 | AGENTCALLBACKLOGIN  | 1001@default`),
    ).toEqual(['0 READY', '10 PAUSED lunch', '20 LOGGED_OUT', '40 READY'])
  })

  test('of a static member is his first sign of life; he is paused where he is paused in every queue he was seen in', () => {
    expect(
      statesFrom(
        `
        time | callid | queue   | agent      | event | data
        10   | NONE   | sales   | Agent/8001 | PAUSE | lunch
        20   | c1     | support | Agent/8001 | RINGNOANSWER | 0
        `,
        30,
      ),
    ).toEqual(['10 PAUSED lunch', '20 READY'])
  })

  test('by autopause is that of one interface: he who is then rung at his other one is not paused', () => {
    const table = `
      time | callid  | queue   | agent      | event              | data
      526  | NONE    | NONE    | Agent/8001 | AGENTCALLBACKLOGIN | 1005@default
      526  | MANAGER | billing | Agent/8001 | ADDMEMBER          |
      526  | MANAGER | billing | Agent/8001 | ADDMEMBER          |
      526  | MANAGER | sales   | Agent/8001 | ADDMEMBER          |
      616  | c52     | billing | Agent/8001 | RINGNOANSWER       | 6000
      616  | NONE    | NONE    | Agent/8001 | PAUSEALL           | Auto-Pause
      616  | NONE    | billing | Agent/8001 | PAUSE              | Auto-Pause
      616  | NONE    | sales   | Agent/8001 | PAUSE              | Auto-Pause
      618  | c52     | billing | Agent/8001 | CONNECT            | 8|c52.56|1
      620  | c52     | billing | Agent/8001 | COMPLETECALLER     | 8|2|1`
    expect(statesFrom(table, 700).slice(2)).toEqual([
      '616 PAUSED Auto-Pause',
      '617 RINGING billing c52',
      '618 TALKING billing c52',
      '620 READY',
    ])
    const byHand = table.replaceAll('Auto-Pause', 'lunch')
    expect(statesFrom(byHand, 700).at(-1)).toBe('620 PAUSED lunch')
  })

  test('by autopause is not ended by a call that rang at the same time and was missed in the same second', () => {
    expect(
      states(`
      20 | c1   | sales | Agent/8001 | RINGNOANSWER | 0
      20 | NONE | NONE  | Agent/8001 | PAUSEALL     | Auto-Pause
      20 | c2   | sales | Agent/8001 | RINGNOANSWER | 0`),
    ).toEqual(['0 READY', '20 PAUSED Auto-Pause'])
  })

  test('by autopause stays in the queues that were paused when he is rung in one that he has joined since', () => {
    expect(
      statesFrom(
        `
        time | callid  | queue   | agent      | event        | data
        10   | MANAGER | billing | Agent/8001 | ADDMEMBER    |
        10   | MANAGER | support | Agent/8001 | ADDMEMBER    |
        41   | c1      | billing | Agent/8001 | RINGNOANSWER | 4000
        41   | NONE    | NONE    | Agent/8001 | PAUSEALL     | Auto-Pause
        41   | NONE    | billing | Agent/8001 | PAUSE        | Auto-Pause
        41   | NONE    | support | Agent/8001 | PAUSE        | Auto-Pause
        60   | MANAGER | over    | Agent/8001 | ADDMEMBER    |
        70   | c2      | over    | Agent/8001 | RINGNOANSWER | 3000
        90   | MANAGER | over    | Agent/8001 | REMOVEMEMBER |
        110  | NONE    | NONE    | Agent/8001 | UNPAUSEALL   |
        110  | NONE    | billing | Agent/8001 | UNPAUSE      |
        110  | NONE    | support | Agent/8001 | UNPAUSE      |
        `,
        120,
      ),
    ).toEqual([
      '10 READY',
      '37 RINGING billing c1',
      '41 PAUSED Auto-Pause',
      '67 RINGING over c2',
      '70 READY',
      '90 PAUSED Auto-Pause',
      '110 READY',
    ])
  })

  test('of the queue that added him leaves him ready in the one whose static member he is', () => {
    expect(
      statesFrom(
        `
        time | callid  | queue   | agent      | event      | data
        526  | MANAGER | support | Agent/8001 | ADDMEMBER  |
        788  | NONE    | NONE    | Agent/8001 | PAUSEALL   |
        788  | NONE    | support | Agent/8001 | PAUSE      |
        788  | NONE    | over    | Agent/8001 | PAUSE      |
        791  | NONE    | NONE    | Agent/8001 | UNPAUSEALL |
        791  | NONE    | support | Agent/8001 | UNPAUSE    |
        791  | NONE    | over    | Agent/8001 | UNPAUSE    |
        958  | NONE    | support | Agent/8001 | PAUSE      | x
        972  | NONE    | support | Agent/8001 | UNPAUSE    |
        `,
        980,
      ),
    ).toEqual(['526 READY', '788 PAUSED', '791 READY'])
  })

  test('gets its reason from a PAUSEREASON', () => {
    expect(
      states(`
      10 | NONE | NONE | Agent/8001 | PAUSEALL    |
      12 | NONE | NONE | Agent/8001 | PAUSEREASON | LUNCH`),
    ).toEqual(['0 READY', '10 PAUSED', '12 PAUSED LUNCH'])
  })

  test('of an agent who talks shows when the call is over', () => {
    expect(
      states(`
      10 | c1   | sales | Agent/8001 | CONNECT        | 1|c1.2|0
      15 | NONE | NONE  | Agent/8001 | PAUSEALL       | lunch
      20 | c1   | sales | Agent/8001 | COMPLETECALLER | 1|10|1`),
    ).toEqual(['0 READY', '10 TALKING sales c1', '20 PAUSED lunch'])
  })
})

describe('wrap-up', () => {
  const called = `
      10 | c1 | sales | Agent/8001 | CONNECT        | 1|c1.2|0
      20 | c1 | sales | Agent/8001 | COMPLETECALLER | 1|10|1
      20 | c1 | sales | Agent/8001 | WRAPUPSTART    | 30`
  const calls = (rows: string) => callsFrom(`${member}\n${called}\n${rows}`).map(({ wrapUp }) => wrapUp)

  test('runs for as long as its row says, and ends by itself', () => {
    expect(states(called)).toEqual(['0 READY', '10 TALKING sales c1', '20 WRAP_UP sales c1', '50 READY'])
    expect(calls('')).toEqual([30])
  })

  test('is ended by the next call, and interrupted by a ring that he misses', () => {
    const next = '30 | c2 | sales | Agent/8001 | CONNECT | 1|c2.2|0'
    expect(states(`${called}\n${next}`)).toEqual([
      '0 READY',
      '10 TALKING sales c1',
      '20 WRAP_UP sales c1',
      '30 TALKING sales c2',
    ])
    expect(calls(next)).toEqual([10, 0])
    const missed = '34 | c2 | sales | Agent/8001 | RINGNOANSWER | 4000'
    expect(states(`${called}\n${missed}`)).toEqual([
      '0 READY',
      '10 TALKING sales c1',
      '20 WRAP_UP sales c1',
      '30 RINGING sales c2',
      '34 WRAP_UP sales c1',
      '50 READY',
    ])
  })

  test('is ended by the logoff, and none begins behind it', () => {
    const off = `25 | NONE | NONE  | Agent/8001 | AGENTCALLBACKLOGOFF | 1001@default|25|
      26 | c1   | sales | Agent/8001 | WRAPUPSTART         | 30`
    expect(states(`${called}\n${off}`).slice(2)).toEqual(['20 WRAP_UP sales c1', '25 LOGGED_OUT'])
    expect(calls(off)).toEqual([5])
  })

  test('is ended by an agent who declares himself ready, not by the end of a pause', () => {
    expect(states(`${called}\n 30 | NONE | NONE | Agent/8001 | UNPAUSEALL |`).slice(2)).toEqual([
      '20 WRAP_UP sales c1',
      '30 READY',
    ])
    const paused = `${called}
      22 | NONE | NONE | Agent/8001 | PAUSEALL   | x
      24 | NONE | NONE | Agent/8001 | UNPAUSEALL |
      24 | NONE | NONE | Agent/8001 | UNPAUSEALL |`
    expect(states(paused).slice(2)).toEqual(['20 WRAP_UP sales c1', '50 READY'])
  })

  test('comes before a pause, which shows when it is over', () => {
    expect(states(`${called}\n 25 | NONE | NONE | Agent/8001 | PAUSEALL | lunch`).slice(2)).toEqual([
      '20 WRAP_UP sales c1',
      '50 PAUSED lunch',
    ])
  })

  test('told twice for one call is one', () => {
    expect(calls('20 | c1 | sales | Agent/8001 | WRAPUPSTART | 30')).toEqual([30])
    expect(calls('40 | c1 | sales | Agent/8001 | WRAPUPSTART | 30')).toEqual([50])
  })

  test('that names no call belongs to the call that has just ended', () => {
    const table = `${member}
      10 | c1   | sales | Agent/8001 | CONNECT        | 1|c1.2|0
      20 | c1   | sales | Agent/8001 | COMPLETECALLER | 1|10|1
      21 | NONE | NONE  | Agent/8001 | WRAPUPSTART    | 5`
    expect(callsFrom(table)).toMatchObject([{ at: 10, talk: 10, wrapUp: 5 }])
    expect(callsFrom(table.replace('21 |', '41 |'))).toMatchObject([{ at: 10, talk: 10, wrapUp: 0 }])
  })

  test('without a length changes nothing', () => {
    expect(states(called.replace('| 30', '| soon'))).toEqual(['0 READY', '10 TALKING sales c1', '20 READY'])
  })
})

test('all states lie inside the login, and their sum is the time since the first sign of life', () => {
  const table = `${member}
      10 | NONE | NONE  | Agent/8001 | PAUSEALL       | lunch
      20 | NONE | NONE  | Agent/8001 | UNPAUSEALL     |
      30 | c1   | sales | Agent/8001 | CONNECT        | 4|c1.2|4
      50 | c1   | sales | Agent/8001 | COMPLETECALLER | 4|20|1
      50 | c1   | sales | Agent/8001 | WRAPUPSTART    | 10
      90 | NONE | NONE  | Agent/8001 | AGENTCALLBACKLOGOFF | 1001@default|90|`
  expect(sums(statesOf(agentFrom(table), microsOfSeconds(100)))).toEqual({
    login: 90,
    READY: 46,
    PAUSED: 10,
    RINGING: 4,
    TALKING: 20,
    WRAP_UP: 10,
    LOGGED_OUT: 10,
  })
})
