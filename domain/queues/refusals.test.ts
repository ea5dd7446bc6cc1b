import { describe, expect, test } from 'vitest'
import { callFrom } from './testing/read-visits.ts'

describe('refusals', () => {
  test.each([
    ['FULL', 'FULL'],
    ['CLOSED', 'CLOSED'],
    ['JOINEMPTY', 'JOIN_EMPTY'],
    ['DIVERT_CA_RATIO', 'DIVERT_RATIO'],
    ['DIVERT_HOLDTIME', 'DIVERT_WAIT'],
  ])('%s is a refusal and no visit', (event, reason) => {
    const call = callFrom(`
      time | callid | queue | agent | event    | data
      0    | c1     | sales | NONE  | DID      | 0123456001
      1    | c1     | sales | NONE  | ${event} |
    `)
    expect(call.visits).toEqual([])
    expect(call.refusals).toEqual([{ queue: 'sales', reason, at: 1_000_000, calledNumber: '0123456001', position: 2 }])
  })

  test('a refusal by one queue does not spoil the visit of the next', () => {
    const call = callFrom(`
      time | callid | queue   | agent | event      | data
      0    | c1     | sales   | NONE  | FULL       |
      0    | c1     | support | NONE  | ENTERQUEUE | |0612345678|1
      9    | c1     | support | NONE  | ABANDON    | 1|1|9
    `)
    expect(call.refusals).toHaveLength(1)
    expect(call.visits).toMatchObject([{ queue: 'support', visitNumber: 1, outcome: 'ABANDONED' }])
  })
})
