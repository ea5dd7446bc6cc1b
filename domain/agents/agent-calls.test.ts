import { describe, expect, test } from 'vitest'
import { callsFrom, statesFrom } from './testing/read-agents.ts'

const loggedIn = `
      time | callid  | queue   | agent      | event               | data
      0    | NONE    | NONE    | Agent/8001 | AGENTCALLBACKLOGIN  | 1001@default`

const states = (rows: string, until = 100) => statesFrom(`${loggedIn}\n${rows}`, until)
const calls = (rows: string) => callsFrom(`${loggedIn}\n${rows}`)
const answered = { outcome: 'ANSWERED', queue: 'sales', ring: 0, talk: null, hold: 0, wrapUp: 0, transfer: null }

describe('a ring', () => {
  test('begins as long before its row as that says: in milliseconds when it is missed or canceled, in seconds when answered', () => {
    expect(
      states(`
      10 | c1 | sales | Agent/8001 | RINGNOANSWER | 7000
      20 | c2 | sales | Agent/8001 | RINGCANCELED | 1500
      30 | c3 | sales | Agent/8001 | CONNECT      | 5|c3.2|4`),
    ).toEqual([
      '0 READY',
      '3 RINGING sales c1',
      '10 READY',
      '18.5 RINGING sales c2',
      '20 READY',
      '26 RINGING sales c3',
      '30 TALKING sales c3',
    ])
  })

  test('that the caller gave up is not missed, but it rang', () => {
    expect(
      calls(`
      10 | c1 | sales | Agent/8001 | RINGNOANSWER | 7000
      20 | c2 | sales | Agent/8001 | RINGCANCELED | 1500`),
    ).toMatchObject([
      { at: 10, outcome: 'MISSED', ring: 7 },
      { at: 20, outcome: 'CANCELED', ring: 1.5 },
    ])
  })

  test('of a busy phone has no length, and is missed each time', () => {
    const busy = [10, 11, 11, 12].map(at => `${at} | c1 | sales | Agent/8001 | RINGNOANSWER | 0`).join('\n')
    expect(states(busy)).toEqual(['0 READY'])
    expect(calls(busy)).toHaveLength(4)
  })

  test('of an impossible length is counted without it', () => {
    expect(calls('10 | c1 | sales | Agent/8001 | RINGNOANSWER | 99999999999')).toMatchObject([
      { outcome: 'MISSED', ring: 0 },
    ])
  })

  test('goes on while another interface of his is busy for the same call', () => {
    expect(
      states(`
      10 | c1 | sales | Agent/8001 | RINGNOANSWER | 0
      17 | c1 | sales | Agent/8001 | RINGNOANSWER | 15000`),
    ).toEqual(['0 READY', '2 RINGING sales c1', '17 READY'])
  })

  test('during another call does not show', () => {
    expect(
      states(`
      10 | c1 | sales | Agent/8001 | CONNECT      | 1|c1.2|0
      20 | c2 | sales | Agent/8001 | RINGNOANSWER | 5000
      30 | c1 | sales | Agent/8001 | COMPLETECALLER | 1|20|1`),
    ).toEqual(['0 READY', '10 TALKING sales c1', '30 READY'])
  })
})

describe('a conversation', () => {
  test.each([
    ['COMPLETECALLER', '1|20|1', null],
    ['COMPLETEAGENT', '1|20|1', null],
    ['TRANSFER', '3002|default|1|20|1', 'BLIND'],
    ['BLINDTRANSFER', '3002|default|1|20|1', 'BLIND'],
    ['ATTENDEDTRANSFER', 'BRIDGE|b-1|1|20|1', 'ATTENDED'],
    ['ATTENDEDTRANSFER', 'LINK|Local/a;1|Local/a;2|1|20|1', 'ATTENDED'],
  ])('ends with %s %s', (event, data, transfer) => {
    const rows = `10 | c1 | sales | Agent/8001 | CONNECT | 1|c1.2|0\n 30.5 | c1 | sales | Agent/8001 | ${event} | ${data}`
    expect(states(rows)).toEqual(['0 READY', '10 TALKING sales c1', '30.5 READY'])
    expect(calls(rows)).toEqual([{ ...answered, at: 10, talk: 20.5, transfer }])
  })

  test('ends once, though two ends are written; that it was transferred is kept', () => {
    expect(
      calls(`
      10 | c1 | support | Agent/8001 | CONNECT          | 1|c1.2|1
      12 | c1 | support | Agent/8001 | COMPLETECALLER   | 1|2|1
      12 | c1 | support | Agent/8001 | ATTENDEDTRANSFER | LINK|Local/t;1|Local/t;2|1|2|1`),
    ).toMatchObject([{ talk: 2, transfer: 'ATTENDED' }])
  })

  test('without an end is over when the next one begins, and its talk is unknown', () => {
    const rows = `
      10 | c1 | sales | Agent/8001 | CONNECT       | 1|c1.2|0
      50 | c2 | sales | Agent/8001 | CONNECT       | 1|c2.2|0
      60 | c2 | sales | Agent/8001 | COMPLETEAGENT | 1|10|1`
    expect(states(rows)).toEqual(['0 READY', '10 TALKING sales c1', '50 TALKING sales c2', '60 READY'])
    expect(calls(rows).map(({ talk }) => talk)).toEqual([null, 10])
  })

  test('beside another counts once: the union, while each call keeps its own talk', () => {
    const rows = `
      10 | c1 | sales   | Agent/8001 | CONNECT        | 1|c1.2|0
      20 | c2 | support | Agent/8001 | CONNECT        | 1|c2.2|0
      30 | c2 | support | Agent/8001 | COMPLETEAGENT  | 1|10|1
      40 | c1 | sales   | Agent/8001 | COMPLETECALLER | 1|30|1`
    expect(states(rows)).toEqual([
      '0 READY',
      '10 TALKING sales c1',
      '20 TALKING support c2',
      '30 TALKING sales c1',
      '40 READY',
    ])
    expect(calls(rows).map(({ talk }) => talk)).toEqual([30, 10])
  })

  test('of a caller who was redirected to another queue ends in both: the same callid, two calls', () => {
    const rows = `
      10 | c1 | support | Agent/8001 | CONNECT        | 1|c1.2|0
      13 | c1 | sales   | Agent/8001 | CONNECT        | 1|c1.3|0
      22 | c1 | sales   | Agent/8001 | COMPLETECALLER | 1|9|1
      22 | c1 | support | Agent/8001 | COMPLETECALLER | 1|12|1`
    expect(states(rows)).toEqual(['0 READY', '10 TALKING support c1', '13 TALKING sales c1', '22 READY'])
    expect(calls(rows).map(({ talk }) => talk)).toEqual([12, 9])
  })

  test('whose beginning the log does not have is known from its end', () => {
    const rows = `
      30 | c1 | sales | Agent/8001 | COMPLETEAGENT | 2|12|1
      30 | c1 | sales | Agent/8001 | WRAPUPSTART   | 5`
    expect(states(rows)).toEqual(['0 READY', '18 TALKING sales c1', '30 WRAP_UP sales c1', '35 READY'])
    expect(calls(rows)).toEqual([{ ...answered, at: 18, talk: 12, wrapUp: 5 }])
  })

  test('ends although the callid changed meanwhile', () => {
    const rows = `
      10 | c1 | sales | Agent/8001 | CONNECT       | 1|c1.2|0
      30 | c7 | sales | Agent/8001 | COMPLETEAGENT | 1|20|1`
    expect(states(rows)).toEqual(['0 READY', '10 TALKING sales c1', '30 READY'])
    expect(calls(rows)).toEqual([{ ...answered, at: 10, talk: 20 }])
  })

  test.each([
    [22, true],
    [18, true],
    [23, false],
    [17, false],
  ])(
    'that lasted 20 s is ended under another callid by a length of %i s, to two seconds of rounding: %s',
    (length, isIt) => {
      const rows = `
      10 | c1 | sales | Agent/8001 | CONNECT       | 1|c1.2|0
      30 | c7 | sales | Agent/8001 | COMPLETEAGENT | 1|${length}|1`
      expect(states(rows).every(state => !state.endsWith('c7'))).toBe(isIt)
    },
  )

  test('that was connected is one, though the row is there twice', () => {
    const rows = `
      10 | c1 | sales | Agent/8001 | CONNECT       | 4|c1.2|4
      10 | c1 | sales | Agent/8001 | CONNECT       | 4|c1.2|4
      30 | c1 | sales | Agent/8001 | COMPLETEAGENT | 4|20|1`
    expect(states(rows)).toEqual(['0 READY', '6 RINGING sales c1', '10 TALKING sales c1', '30 READY'])
    expect(calls(rows)).toEqual([{ ...answered, at: 10, ring: 4, talk: 20 }])
  })

  test('has one end, though two are written under another callid', () => {
    expect(
      calls(`
      10 | c1 | sales | Agent/8001 | CONNECT          | 1|c1.2|0
      30 | c7 | sales | Agent/8001 | COMPLETECALLER   | 1|20|1
      30 | c7 | sales | Agent/8001 | ATTENDEDTRANSFER | LINK|Local/t;1|Local/t;2|1|20|1`),
    ).toEqual([{ ...answered, at: 10, talk: 20, transfer: 'ATTENDED' }])
  })

  test('is over when its wrap-up begins: so domain/queues infers the end that is missing', () => {
    const rows = `
      10 | c1 | sales | Agent/8001 | CONNECT     | 1|c1.2|0
      30 | c1 | sales | Agent/8001 | WRAPUPSTART | 5`
    expect(states(rows)).toEqual(['0 READY', '10 TALKING sales c1', '30 WRAP_UP sales c1', '35 READY'])
    expect(calls(rows)).toEqual([{ ...answered, at: 10, talk: 20, wrapUp: 5 }])
  })

  test('with the same caller again is another one', () => {
    expect(
      calls(`
      10 | c1 | sales | Agent/8001 | CONNECT       | 1|c1.2|0
      20 | c1 | sales | Agent/8001 | BLINDTRANSFER | 3001|default|1|10|1
      25 | c1 | sales | Agent/8001 | CONNECT       | 1|c1.3|0
      30 | c1 | sales | Agent/8001 | COMPLETEAGENT | 1|5|1`).map(({ talk }) => talk),
    ).toEqual([10, 5])
  })

  test('over midnight is one', () => {
    const table = `
      time                | callid | queue | agent      | event         | data
      2026-01-31 23:50:00 | c1     | sales | Agent/8001 | CONNECT       | 1|c1.2|0
      2026-02-01 00:20:00 | c1     | sales | Agent/8001 | COMPLETEAGENT | 1|1800|1
    `
    expect(callsFrom(table)).toMatchObject([{ talk: 1800 }])
  })

  test('with holds that a product writes tells how long they were', () => {
    expect(
      calls(`
      10 | c1 | sales | Agent/8001 | CONNECT       | 1|c1.2|0
      20 | c1 | sales | Agent/8001 | CALLERONHOLD  | PARK
      25 | c1 | sales | Agent/8001 | CALLEROFFHOLD | PARK
      27 | c1 | sales | Agent/8001 | CALLERONHOLD  | PARK
      30 | c1 | sales | Agent/8001 | COMPLETEAGENT | 1|20|1`),
    ).toMatchObject([{ talk: 20, hold: 8 }])
  })

  test('whose end tells no length and whose beginning is unknown tells only that he is there', () => {
    const rows = '30 | c1 | sales | Agent/8001 | COMPLETEAGENT | '
    expect(states(rows)).toEqual(['0 READY'])
    expect(calls(rows)).toEqual([])
  })
})
