import { describe, expect, test } from 'vitest'
import { visitsFrom } from './testing/read-visits.ts'

describe('the called number', () => {
  test('is the DID told before the entry', () => {
    expect(
      visitsFrom(`
        time | callid | queue | agent | event      | data
        0    | c1     | sales | NONE  | DID        | 0123456001
        0    | c1     | sales | NONE  | ENTERQUEUE | |0612345678|1
        5    | c1     | sales | NONE  | DID        | 0999999999
      `),
    ).toMatchObject([{ calledNumber: '0123456001' }])
  })

  test.each([
    ['INFO | DID|0123456001', '0123456001'],
    ['DNIS | 0123456001', '0123456001'],
    ['INFO | IVR|7', null],
    ['DID  |', null],
  ])('may be told as %s', (event, calledNumber) => {
    expect(
      visitsFrom(`
        time | callid | queue | agent | event      | data
        0    | c1     | NONE  | NONE  | ${event}
        0    | c1     | sales | NONE  | ENTERQUEUE | |0612345678|1
      `),
    ).toMatchObject([{ calledNumber }])
  })

  test('stays with the call when it goes on to another queue, until another is told', () => {
    expect(
      visitsFrom(`
        time | callid | queue   | agent | event           | data
        0    | c1     | sales   | NONE  | DID             | 0123456001
        0    | c1     | sales   | NONE  | ENTERQUEUE      | |0612345678|1
        30   | c1     | sales   | NONE  | EXITWITHTIMEOUT | 1|1|30
        30   | c1     | support | NONE  | ENTERQUEUE      | |0612345678|1
        40   | c1     | support | NONE  | EXITWITHTIMEOUT | 1|1|10
        40   | c1     | vip     | NONE  | DID             | 0123456009
        40   | c1     | vip     | NONE  | ENTERQUEUE      | |0612345678|1
      `).map(({ calledNumber }) => calledNumber),
    ).toEqual(['0123456001', '0123456001', '0123456009'])
  })
})
