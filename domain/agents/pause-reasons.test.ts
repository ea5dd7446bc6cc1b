import { expect, test } from 'vitest'
import { initialConfiguration } from '../configuration/configuration.ts'
import { kinds } from '../configuration/kinds.ts'
import { after, when } from '../configuration/testing/given.ts'

const empty = initialConfiguration(kinds)
const lunch = { definePauseReason: { reason: 'lunch', label: 'Lunch', payable: false } }

test('a pause reason is a token with a label, and repeated changes nothing', () => {
  expect(when(empty, lunch)).toEqual({ events: ['PauseReasonDefined lunch'] })
  expect(when(after(empty, lunch), lunch)).toEqual({ events: [] })
})

test('a token that queue_log could not carry is refused', () => {
  for (const reason of ['lunch|break', 'at lunch', '', 'x'.repeat(33)])
    expect(when(empty, { definePauseReason: { reason, label: 'Lunch' } })).toMatchObject({
      rejections: [expect.stringMatching(/^commands\[0\]\.definePauseReason\.reason (?:token|length)$/)],
    })
})

test('a reason that is not to be chosen any more is made inactive', () => {
  expect(when(after(empty, lunch), { changePauseReason: { reason: 'lunch', active: false } })).toEqual({
    events: ['PauseReasonChanged lunch: active true > false'],
  })
})
