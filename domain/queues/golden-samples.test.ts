import { describe, expect, test } from 'vitest'
import { microsOfIso } from '../kernel/time.ts'
import { callFrom, visitsFrom } from './testing/read-visits.ts'

describe('the samples of the documentation (contact-center §24)', () => {
  test('G-03: JOINEMPTY is a refusal', () => {
    const call = callFrom(`
      time                       | callid         | queue | agent | event     | data
      2012-07-04 07:27:55.640421 | 1341401275.9   | q1    | NONE  | JOINEMPTY |
    `)
    expect(call).toMatchObject({ visits: [], refusals: [{ queue: 'q1', reason: 'JOIN_EMPTY' }] })
  })

  test('G-04: entered from 1000 at position 1, answered by 3001 after 1.919895 s, ring 1', () => {
    expect(
      visitsFrom(`
        time                       | callid        | queue | agent      | event      | data
        2012-07-04 07:33:21.165823 | 1341401601.24 | q1    | NONE       | ENTERQUEUE | |1000|1
        2012-07-04 07:33:23.085718 | 1341401601.24 | q1    | Agent/3001 | CONNECT    | 2|1341401601.27|1
      `),
    ).toMatchObject([
      {
        outcome: 'ANSWERED',
        agent: 'Agent/3001',
        callerNumber: '1000',
        entryPosition: 1,
        wait: 1.919895,
        ring: 1,
        ended: null,
      },
    ])
  })

  test('G-05: answered 12 s before the hang-up, entered 2 s before that', () => {
    expect(
      visitsFrom(`
        time                       | callid        | queue | agent      | event         | data
        2012-07-04 07:37:46.601754 | 1341401851.34 | q1    | Agent/3001 | COMPLETEAGENT | 2|12|1
      `),
    ).toMatchObject([
      {
        outcome: 'ANSWERED',
        enteredAt: microsOfIso('2012-07-04T07:37:32.601754Z'),
        answeredAt: microsOfIso('2012-07-04T07:37:34.601754Z'),
        endedAt: microsOfIso('2012-07-04T07:37:46.601754Z'),
        wait: 2,
        talk: 12,
        hungUpBy: 'AGENT',
      },
    ])
  })

  test.each([
    ['G-06', '2012-07-04 07:40:17.339945 | 1341402016.44 | q1 | NONE | FULL   |', 'FULL'],
    ['G-07', '2012-07-04 07:48:03.455999 | 1341402482.49 | q1 | NONE | CLOSED |', 'CLOSED'],
  ])('%s: %s', (_, row, reason) => {
    const call = callFrom(['time | callid | queue | agent | event | data', row].join('\n'))
    expect(call).toMatchObject({ visits: [], refusals: [{ reason }] })
  })

  test('G-08: abandoned after a wait of 6', () => {
    expect(
      visitsFrom(`
        time                       | callid        | queue | agent | event   | data
        2012-07-04 07:49:52.939802 | 1341402586.51 | q1    | NONE  | ABANDON | 1|1|6
      `),
    ).toMatchObject([{ outcome: 'ABANDONED', wait: 6, entryPosition: 1, exitPosition: 1 }])
  })
})
