import { expect, test } from 'vitest'
import type { PlacedHold } from '../call.ts'
import { heardVisitsOf } from './heard-visits.ts'
import type { CallVisit } from './queue-calls.ts'

const visit = (answeredAt: number | null, hold: number | null) =>
  ({ callid: '1.1', visitNumber: 1, queue: 'sales', agent: 'Agent/8001', enteredAt: 0, answeredAt, hold }) as CallVisit
const hold = { by: '2.1', from: 10, to: 15, visit: { callid: '1.1', visitNumber: 1 } } as PlacedHold

test.each([
  ['is what the manager heard beyond what queue_log has', visit(5, 2), [hold], [{ holds: 1, hold: 5, moreHold: 3 }]],
  ['is taken back where the manager heard none', visit(5, 2), [], [{ holds: 0, hold: 0, moreHold: -2 }]],
  ['stays as queue_log has it where no source tells of holds', visit(5, 2), null, []],
  ['is nothing of a visit that nobody answered', visit(null, null), [hold], [{ holds: 1, hold: null, moreHold: 0 }]],
])('the hold of a visit %s', (_, of, holds, heard) => {
  expect(heardVisitsOf([of], holds, [])).toMatchObject(heard)
})
