import { expect, test } from 'vitest'
import { after, decide, given, when } from '../../configuration/testing/given.ts'

const line = (name: string, number: string) => ({
  defineLine: { name, number, context: 'default', password: 'secret12', endpoint: { sip: {} } },
})
const users = { type: 'user', start: '1000', end: '1999' }
const before = given(
  {
    defineContext: {
      name: 'default',
      displayName: 'Default',
      numberRanges: [users, { type: 'queue', start: '3000', end: '3099' }],
    },
  },
  line('a', '1001'),
  line('b', '1002'),
)
const remove = (type: string, start: string) => ({ removeContextNumberRange: { context: 'default', type, start } })

test('a range of numbers is not removed while one of them is in use, and says which', () => {
  const decision = decide(before, [remove('user', '1000')])
  expect(decision.accepted ? [] : decision.rejections.map(({ message }) => message)).toEqual([
    'the user range 1000-1999 of context default is in use: 1001, 1002; change these numbers first',
  ])
  expect(when(before, { changeContext: { name: 'default', numberRanges: [] } })).toEqual({
    rejections: ['commands[0].changeContext.numberRanges inUse'],
  })
})

test('one that nobody uses, and one whose numbers went before, is removed', () => {
  expect(when(before, remove('queue', '3000'))).toEqual({ events: ['ContextNumberRangeRemoved default'] })
  const empty = after(before, { removeLine: { name: 'a' } }, { removeLine: { name: 'b' } })
  expect(when(empty, remove('user', '1000'))).toEqual({ events: ['ContextNumberRangeRemoved default'] })
})

test('while another range of the type is left its numbers must lie there', () => {
  const more = { addContextNumberRange: { context: 'default', type: 'user', start: '2000', end: '2999' } }
  expect(when(after(before, more), remove('user', '1000'))).toEqual({
    rejections: ['commands[0].removeContextNumberRange range', 'commands[0].removeContextNumberRange range'],
  })
  expect(when(after(before, more), remove('user', '2000'))).toEqual({ events: ['ContextNumberRangeRemoved default'] })
})
