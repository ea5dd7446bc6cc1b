import { describe, expect, test } from 'vitest'
import { rowsFrom } from './testing/queue-log-table.ts'
import { visitsFrom } from './testing/read-visits.ts'
import { visitsOf } from './visits.ts'

describe('one stay', () => {
  test('an answered visit waits until CONNECT and talks until COMPLETE', () => {
    expect(
      visitsFrom(`
        time  | callid | queue | agent      | event         | data
        0     | c1     | sales | NONE       | ENTERQUEUE    | |0612345678|3
        4.25  | c1     | sales | Agent/8001 | CONNECT       | 4|c1.2|3
        64.75 | c1     | sales | Agent/8001 | COMPLETEAGENT | 4|60|3
      `),
    ).toMatchObject([
      {
        queue: 'sales',
        visitNumber: 1,
        outcome: 'ANSWERED',
        entered: 0,
        left: 4.25,
        answered: 4.25,
        ended: 64.75,
        wait: 4.25,
        ring: 3,
        talk: 60.5,
        hold: null,
        wrapUp: null,
        agent: 'Agent/8001',
        callerNumber: '0612345678',
        calledNumber: null,
        entryPosition: 3,
        exitPosition: null,
        hungUpBy: 'AGENT',
        transfer: null,
        flags: [],
        positions: [1, 2, 3],
      },
    ])
  })

  test('COMPLETECALLER says that the caller hung up', () => {
    const [visit] = visitsFrom(`
      time | callid | queue | agent      | event          | data
      0    | c1     | sales | NONE       | ENTERQUEUE     | |0612345678|1
      4    | c1     | sales | Agent/8001 | CONNECT        | 4|c1.2|3
      64   | c1     | sales | Agent/8001 | COMPLETECALLER | 4|60|1
    `)
    expect(visit?.hungUpBy).toBe('CALLER')
  })

  test('a caller who hangs up while he waits has abandoned, at the position of that moment', () => {
    expect(
      visitsFrom(`
        time | callid | queue | agent | event      | data
        0    | c1     | sales | NONE  | ENTERQUEUE | |0612345678|4
        37   | c1     | sales | NONE  | ABANDON    | 2|4|37
      `),
    ).toMatchObject([
      {
        outcome: 'ABANDONED',
        left: 37,
        wait: 37,
        ring: null,
        talk: null,
        answered: null,
        ended: null,
        agent: null,
        entryPosition: 4,
        exitPosition: 2,
        hungUpBy: 'CALLER',
      },
    ])
  })

  test("ABANDON with an agent's name is an abandon: he hung up during the announcement to the agent", () => {
    expect(
      visitsFrom(`
        time | callid | queue | agent      | event      | data
        0    | c1     | sales | NONE       | ENTERQUEUE | |0612345678|1
        9    | c1     | sales | Agent/8001 | ABANDON    | 1|1|9
      `),
    ).toMatchObject([{ outcome: 'ABANDONED', agent: null, wait: 9 }])
  })

  test.each([
    ['EXITWITHTIMEOUT | 1|2|30', 'TIMEOUT', 1],
    ['EXITEMPTY       | 1|2|30', 'EXIT_EMPTY', 1],
    ['LEAVEEMPTY      |', 'EXIT_EMPTY', null],
    ['EXITWITHKEY     | 9|1|2|30', 'EXIT_KEY', 1],
    ['WITHDRAW        | 1|2|30|moved', 'WITHDRAWN', 1],
    ['SYSCOMPAT       |', 'LOST_SYSTEM', null],
  ])('%s ends the wait without an answer', (event, outcome, exitPosition) => {
    expect(
      visitsFrom(`
        time | callid | queue | agent | event      | data
        0    | c1     | sales | NONE  | ENTERQUEUE | |0612345678|2
        30   | c1     | sales | NONE  | ${event}
      `),
    ).toMatchObject([{ outcome, wait: 30, left: 30, exitPosition, entryPosition: 2, hungUpBy: null, lost: null }])
  })

  test('a caller who waits is open', () => {
    expect(
      visitsFrom(`
        time | callid | queue | agent | event      | data
        0    | c1     | sales | NONE  | ENTERQUEUE | |0612345678|1
      `),
    ).toMatchObject([{ outcome: 'OPEN', left: null, wait: null, lost: null, hungUpBy: null }])
  })

  test('a conversation that goes on is answered, with no end and no talk yet', () => {
    expect(
      visitsFrom(`
        time | callid | queue | agent      | event      | data
        0    | c1     | sales | NONE       | ENTERQUEUE | |0612345678|1
        4    | c1     | sales | Agent/8001 | CONNECT    | 4|c1.2|3
      `),
    ).toMatchObject([{ outcome: 'ANSWERED', wait: 4, ended: null, talk: null, hungUpBy: null, lost: null }])
  })

  test('ring time is the sum of all presentations, answered, missed and cancelled', () => {
    expect(
      visitsFrom(`
        time | callid | queue | agent      | event        | data
        0    | c1     | sales | NONE       | ENTERQUEUE   | |0612345678|1
        6    | c1     | sales | Agent/8009 | RINGNOANSWER | 6000
        7    | c1     | sales | Agent/8008 | RINGNOANSWER | 0
        20   | c1     | sales | Agent/8007 | CONNECT      | 20|c1.2|5
      `),
    ).toMatchObject([{ ring: 11, missedRings: 2 }])
    expect(
      visitsFrom(`
        time | callid | queue | agent      | event        | data
        0    | c1     | sales | NONE       | ENTERQUEUE   | |0612345678|1
        7    | c1     | sales | Agent/8012 | RINGCANCELED | 7662
        7    | c1     | sales | NONE       | ABANDON      | 1|1|7
      `),
    ).toMatchObject([{ outcome: 'ABANDONED', ring: 7.662, missedRings: 0, positions: [1, 2, 3] }])
  })

  test('a ring that is written just after the caller left is still his', () => {
    expect(
      visitsFrom(`
        time   | callid | queue | agent      | event           | data
        0      | c1     | sales | NONE       | ENTERQUEUE      | |0612345678|1
        35.001 | c1     | sales | NONE       | EXITWITHTIMEOUT | 1|1|35
        35.002 | c1     | sales | Agent/8008 | RINGNOANSWER    | 5000
      `),
    ).toMatchObject([{ outcome: 'TIMEOUT', ring: 5, missedRings: 1 }])
  })

  test('AGENTDUMP ends nothing: the caller stays in the queue', () => {
    expect(
      visitsFrom(`
        time | callid | queue | agent      | event         | data
        0    | c1     | sales | NONE       | ENTERQUEUE    | |0612345678|1
        5    | c1     | sales | Agent/8001 | AGENTDUMP     |
        12   | c1     | sales | Agent/8002 | CONNECT       | 12|c1.3|2
        20   | c1     | sales | Agent/8002 | COMPLETEAGENT | 12|8|1
      `),
    ).toMatchObject([{ outcome: 'ANSWERED', agent: 'Agent/8002', wait: 12, talk: 8, positions: [1, 2, 3, 4] }])
  })

  test('wrap-up is what WRAPUPSTART says, and two for one conversation count once', () => {
    expect(
      visitsFrom(`
        time | callid | queue | agent      | event          | data
        0    | c1     | sales | NONE       | ENTERQUEUE     | |0612345678|1
        4    | c1     | sales | Agent/8001 | CONNECT        | 4|c1.2|3
        64   | c1     | sales | Agent/8001 | COMPLETECALLER | 4|60|1
        64   | c1     | sales | Agent/8001 | WRAPUPSTART    | 15
        64   | c1     | sales | Agent/8001 | WRAPUPSTART    | 15
      `),
    ).toMatchObject([{ wrapUp: 15, ended: 64, positions: [1, 2, 3, 4, 5] }])
  })

  test('holds that a product writes are parts of the conversation; one that is not taken back ends with it', () => {
    expect(
      visitsFrom(`
        time | callid | queue | agent      | event         | data
        0    | c1     | sales | NONE       | ENTERQUEUE    | |0612345678|1
        10   | c1     | sales | Agent/8001 | CONNECT       | 10|c1.2|0
        20   | c1     | sales | Agent/8001 | CALLERONHOLD  | PARK
        25   | c1     | sales | Agent/8001 | CALLEROFFHOLD | PARK
        26   | c1     | sales | Agent/8001 | CALLEROFFHOLD | PARK
        27   | c1     | sales | Agent/8001 | CALLERONHOLD  | PARK
        28   | c1     | sales | Agent/8001 | CALLERONHOLD  | PARK
        30   | c1     | sales | Agent/8001 | COMPLETEAGENT | 10|20|1
        31   | c1     | sales | Agent/8001 | CALLERONHOLD  | PARK
      `),
    ).toMatchObject([{ talk: 20, hold: 8, ended: 30 }])
  })

  test('events that nobody knows change nothing', () => {
    expect(
      visitsFrom(`
        time | callid | queue | agent      | event      | data
        0    | c1     | sales | NONE       | ENTERQUEUE | |0612345678|1
        1    | c1     | sales | Agent/8001 | MOONPHASE  | full
        2    | c1     | sales | NONE       | enterqueue | |0612345678|1
        3    | c1     | sales | NONE       | ABANDON    | 1|1|3
      `),
    ).toMatchObject([{ outcome: 'ABANDONED', positions: [1, 4] }])
  })

  test('a position or number that is none is unknown, never a wrong figure', () => {
    expect(
      visitsFrom(`
        time | callid | queue | agent      | event         | data
        0    | c1     | sales | NONE       | ENTERQUEUE    | ||x
        4    | c1     | sales | Agent/8001 | CONNECT       | -4||1e9
        9    | c1     | sales | Agent/8001 | COMPLETEAGENT | NaN|-5|
      `),
    ).toMatchObject([{ callerNumber: null, entryPosition: null, wait: 4, ring: null, talk: 5 }])
  })

  test('what was doubtful about a row is doubtful about its visit', () => {
    const [entry, exit] = rowsFrom(`
      time | callid | queue | agent | event      | data
      0    | c1     | sales | NONE  | ENTERQUEUE | |0612345678|1
      9    | c1     | sales | NONE  | ABANDON    | 1|1|9
    `)
    const { visits } = visitsOf([entry!, { ...exit!, flags: ['ambiguousTime'] }], { restarts: [] })
    expect(visits[0]?.flags).toEqual(['ambiguousTime'])
  })
})
