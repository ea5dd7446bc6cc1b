import { describe, expect, test } from 'vitest'
import { visitsFrom } from './testing/read-visits.ts'

describe('cut history', () => {
  test('an end without ENTERQUEUE: answer is end minus talk, entry is answer minus wait', () => {
    expect(
      visitsFrom(`
        time | callid | queue | agent      | event         | data
        100  | c1     | sales | Agent/8001 | COMPLETEAGENT | 2|12|3
      `),
    ).toMatchObject([
      {
        outcome: 'ANSWERED',
        entered: 86,
        answered: 88,
        ended: 100,
        wait: 2,
        talk: 12,
        entryPosition: 3,
        flags: ['inferredEntry', 'inferredAnswer'],
      },
    ])
  })

  test('a transfer without ENTERQUEUE likewise, with its lengths where that event has them', () => {
    expect(
      visitsFrom(`
        time | callid | queue | agent      | event            | data
        100  | c1     | sales | Agent/8001 | ATTENDEDTRANSFER | LINK|Local/_1;1|Local/_1;2|2|12|3
      `),
    ).toMatchObject([{ entered: 86, answered: 88, wait: 2, talk: 12, entryPosition: 3 }])
  })

  test('CONNECT without ENTERQUEUE: entry is answer minus wait', () => {
    expect(
      visitsFrom(`
        time | callid | queue | agent      | event         | data
        88   | c1     | sales | Agent/8001 | CONNECT       | 7|c1.2|3
        100  | c1     | sales | Agent/8001 | COMPLETEAGENT | 7|12|1
      `),
    ).toMatchObject([{ entered: 81, wait: 7, talk: 12, ring: 3, flags: ['inferredEntry'] }])
  })

  test('rings whose ENTERQUEUE is lost belong to the stay that a later row tells', () => {
    expect(
      visitsFrom(`
        time | callid | queue | agent      | event        | data
        10   | c1     | sales | Agent/8002 | RINGNOANSWER | 4000
        90   | c1     | sales | Agent/8002 | RINGNOANSWER | 6000
        96   | c1     | sales | NONE       | ABANDON      | 1|1|20
      `),
    ).toMatchObject([{ entered: 76, ring: 6, missedRings: 1, positions: [2, 3] }])
  })

  test('an exit that does not say how long the wait was has an unknown wait', () => {
    expect(
      visitsFrom(`
        time | callid | queue | agent | event           | data
        100  | c1     | sales | NONE  | EXITWITHTIMEOUT | 1
      `),
    ).toMatchObject([{ outcome: 'TIMEOUT', entered: 100, left: 100, wait: null, flags: ['inferredEntry'] }])
  })

  test('an end with empty data is an answered visit of unknown lengths, not a failure', () => {
    expect(
      visitsFrom(`
        time | callid | queue | agent      | event         | data
        100  | c1     | sales | Agent/8001 | COMPLETEAGENT |
      `),
    ).toMatchObject([{ outcome: 'ANSWERED', entered: 100, ended: 100, wait: null, talk: null, hungUpBy: 'AGENT' }])
  })

  test('a lost CONNECT is computed from the end', () => {
    expect(
      visitsFrom(`
        time | callid | queue | agent      | event          | data
        0    | c1     | sales | NONE       | ENTERQUEUE     | |0612345678|1
        64   | c1     | sales | Agent/8001 | COMPLETECALLER | 4|60|1
      `),
    ).toMatchObject([{ outcome: 'ANSWERED', answered: 4, wait: 4, talk: 60, flags: ['inferredAnswer'] }])
  })

  test('an answer computed from rounded data does not lie before the entry', () => {
    expect(
      visitsFrom(`
        time | callid | queue | agent      | event          | data
        0.9  | c1     | sales | NONE       | ENTERQUEUE     | |0612345678|1
        60.1 | c1     | sales | Agent/8001 | COMPLETECALLER | 0|60|1
      `),
    ).toMatchObject([{ entered: 0.9, answered: 0.9, wait: 0 }])
  })

  test('an end that belongs to an earlier conversation does not answer a caller who just entered', () => {
    expect(
      visitsFrom(`
        time | callid | queue | agent      | event          | data
        100  | c1     | sales | NONE       | ENTERQUEUE     | |0612345678|1
        100  | c1     | sales | Agent/8001 | BLINDTRANSFER  | 3001|default|5|60|1
        110  | c1     | sales | NONE       | ABANDON        | 1|1|10
      `),
    ).toMatchObject([
      { visitNumber: 1, outcome: 'ANSWERED', entered: 35, talk: 60, flags: ['inferredEntry', 'inferredAnswer'] },
      { visitNumber: 2, outcome: 'ABANDONED', wait: 10, flags: [] },
    ])
  })

  test('a lost end that a wrap-up followed ended when the wrap-up began', () => {
    expect(
      visitsFrom(`
        time | callid | queue | agent      | event       | data
        0    | c1     | sales | NONE       | ENTERQUEUE  | |0612345678|1
        4    | c1     | sales | Agent/8001 | CONNECT     | 4|c1.2|3
        64   | c1     | sales | Agent/8001 | WRAPUPSTART | 10
      `),
    ).toMatchObject([{ ended: 64, talk: 60, wrapUp: 10, hungUpBy: 'UNKNOWN', flags: ['inferredEnd'] }])
  })

  test("another agent's end does not end this agent's conversation", () => {
    expect(
      visitsFrom(`
        time | callid | queue | agent      | event         | data
        0    | c1     | sales | NONE       | ENTERQUEUE    | |0612345678|1
        4    | c1     | sales | Agent/8001 | CONNECT       | 4|c1.2|3
        90   | c1     | sales | Agent/8002 | COMPLETEAGENT | 5|20|1
      `),
    ).toMatchObject([
      { agent: 'Agent/8001', talk: null },
      { agent: 'Agent/8002', talk: 20, entered: 65 },
    ])
  })
})

describe('the PBX stops', () => {
  test('a conversation cut by a crash is answered and has no end: nobody knows how long it was', () => {
    expect(
      visitsFrom(
        `
        time | callid | queue | agent      | event      | data
        0    | c1     | sales | NONE       | ENTERQUEUE | |0612345678|1
        4    | c1     | sales | Agent/8001 | CONNECT    | 4|c1.2|3
      `,
        [60],
      ),
    ).toMatchObject([
      { outcome: 'ANSWERED', wait: 4, ended: null, talk: null, lost: 60, hungUpBy: 'UNKNOWN', flags: ['lostEnd'] },
    ])
  })

  test('a caller who waited when the PBX crashed was lost by it, nobody knows when', () => {
    expect(
      visitsFrom(
        `
        time | callid | queue | agent | event      | data
        50   | c1     | sales | NONE  | ENTERQUEUE | |0612345678|1
      `,
        [10, 60, 90],
      ),
    ).toMatchObject([{ outcome: 'LOST_SYSTEM', left: null, wait: null, lost: 60, flags: ['lostEnd'] }])
  })

  test('a stop in order writes the ends, and they count', () => {
    expect(
      visitsFrom(
        `
        time | callid | queue | agent      | event          | data
        294  | c1     | sales | NONE       | ENTERQUEUE     | |0611734478|1
        297  | c1     | sales | Agent/8002 | CONNECT        | 3|c1.586|2
        301  | c1     | sales | Agent/8002 | COMPLETECALLER | 3|4|1
      `,
        [304],
      ),
    ).toMatchObject([{ outcome: 'ANSWERED', talk: 4, lost: null, flags: [] }])
  })

  test('what was written outweighs a restart in between', () => {
    expect(
      visitsFrom(
        `
        time | callid | queue | agent | event      | data
        0    | c1     | sales | NONE  | ENTERQUEUE | |0612345678|1
        20   | c1     | sales | NONE  | ABANDON    | 1|1|20
      `,
        [10],
      ),
    ).toMatchObject([{ outcome: 'ABANDONED', wait: 20, lost: null }])
  })
})
