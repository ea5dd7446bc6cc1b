import { describe, expect, test } from 'vitest'
import { visitsFrom } from './testing/read-visits.ts'

describe('two ends for one conversation', () => {
  const conversation = `
    time | callid | queue   | agent      | event      | data
    184  | c1     | support | NONE       | ENTERQUEUE | |1001|1
    185  | c1     | support | Agent/8002 | CONNECT    | 1|c1.335|1`
  const completed = '187 | c1 | support | Agent/8002 | COMPLETECALLER | 1|2|1'
  const transferred = '187 | c1 | support | Agent/8002 | ATTENDEDTRANSFER | LINK|Local/_1;1|Local/_1;2|1|2|1'

  test.each([
    [completed, transferred],
    [transferred, completed],
  ])('count once, and the transfer is believed: %s', (first, second) => {
    expect(visitsFrom([conversation, first, second].join('\n'))).toMatchObject([
      {
        outcome: 'ANSWERED',
        talk: 2,
        hungUpBy: 'UNKNOWN',
        transfer: { kind: 'ATTENDED', method: 'LINK' },
        flags: ['repeatedEnd'],
        positions: [1, 2, 3, 4],
      },
    ])
  })

  test('the same end line again changes nothing', () => {
    expect(visitsFrom([conversation, completed, completed].join('\n'))).toMatchObject([
      { outcome: 'ANSWERED', talk: 2, ended: 187, hungUpBy: 'CALLER', flags: ['repeatedEnd'] },
    ])
  })

  test.each(['EXITEMPTY', 'EXITWITHTIMEOUT', 'ABANDON'])('%s written twice is one exit', event => {
    expect(
      visitsFrom(`
        time | callid | queue | agent | event      | data
        0    | c1     | sales | NONE  | ENTERQUEUE | |0612345678|1
        9    | c1     | sales | NONE  | ${event}   | 1|1|9
        9    | c1     | sales | NONE  | ${event}   | 1|1|9
      `),
    ).toMatchObject([{ left: 9, wait: 9, flags: ['repeatedEnd'] }])
  })

  test("EXITEMPTY and XiVO's LEAVEEMPTY for one stay are one exit", () => {
    expect(
      visitsFrom(`
        time | callid | queue | agent | event      | data
        0    | c1     | sales | NONE  | ENTERQUEUE | |0612345678|1
        9    | c1     | sales | NONE  | EXITEMPTY  | 1|1|9
        10   | c1     | sales | NONE  | LEAVEEMPTY |
      `),
    ).toMatchObject([{ outcome: 'EXIT_EMPTY', left: 9 }])
  })
})

describe('a call back', () => {
  test('asked for in the queue ends the visit', () => {
    expect(
      visitsFrom(`
        time | callid | queue | agent | event      | data
        0    | c1     | sales | NONE  | ENTERQUEUE | |0612345678|1
        40   | c1     | sales | NONE  | CALLBACK   | 0612345678
      `),
    ).toMatchObject([{ outcome: 'CALLBACK', wait: 40 }])
  })

  test('asked for after leaving with a key makes that exit a callback', () => {
    expect(
      visitsFrom(`
        time | callid | queue | agent | event       | data
        0    | c1     | sales | NONE  | ENTERQUEUE  | |0612345678|1
        40   | c1     | sales | NONE  | EXITWITHKEY | 1|1|1|40
        48   | c1     | sales | NONE  | CALLBACK    | 0612345678
      `),
    ).toMatchObject([{ outcome: 'CALLBACK', wait: 40, left: 40, exitPosition: 1 }])
  })

  test('does not undo an abandon', () => {
    expect(
      visitsFrom(`
        time | callid | queue | agent | event      | data
        0    | c1     | sales | NONE  | ENTERQUEUE | |0612345678|1
        40   | c1     | sales | NONE  | ABANDON    | 1|1|40
        41   | c1     | sales | NONE  | CALLBACK   | 0612345678
      `),
    ).toMatchObject([{ outcome: 'ABANDONED' }])
  })
})
