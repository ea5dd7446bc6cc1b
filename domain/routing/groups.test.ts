import { describe, expect, test } from 'vitest'
import { given, when } from '../configuration/testing/given.ts'

const context = { defineContext: { name: 'default', displayName: 'Default' } }
const ranged = {
  defineContext: { ...context.defineContext, numberRanges: [{ type: 'group', start: '2000', end: '2099' }] },
}
const group = (more = {}) => ({ defineGroup: { name: 'office', displayName: 'Office', ...more } })

describe('a group', () => {
  test('is defined without a number when it only carries permissions, and repeated changes nothing', () => {
    expect(when(given(), group())).toEqual({ events: ['GroupDefined office'] })
    expect(when(given(group()), group())).toEqual({ events: [] })
  })

  test('has number and context together', () => {
    expect(when(given(context), group({ number: '2000' }))).toEqual({
      rejections: ['commands[0].defineGroup.context together'],
    })
  })

  test('has a number of the range of groups, which nobody else has', () => {
    const numbered = (number: string) => group({ number, context: 'default' })
    expect(when(given(ranged), numbered('2000'))).toEqual({ events: ['GroupDefined office'] })
    expect(when(given(ranged), numbered('3000'))).toEqual({ rejections: ['commands[0].defineGroup.number range'] })
    const queue = { defineQueue: { name: 'sales', displayName: 'Sales', number: '2000', context: 'default' } }
    expect(when(given(ranged, queue), numbered('2000'))).toEqual({
      rejections: ['commands[0].defineGroup.number taken'],
    })
  })

  test('is not called general, which is a section of queues.conf', () => {
    expect(when(given(), group({ name: 'general' }))).toEqual({
      rejections: ['commands[0].defineGroup.name reserved'],
    })
  })

  test('and a queue cannot have the same name: both are sections of queues.conf', () => {
    const queue = { defineQueue: { name: 'office', displayName: 'Office' } }
    expect(when(given(queue), group())).toEqual({ rejections: ['commands[0].defineGroup.name taken'] })
    expect(when(given(group()), queue)).toEqual({ rejections: ['commands[0].defineQueue.name taken'] })
  })

  test('has members who exist', () => {
    expect(when(given(group()), { addGroupMember: { group: 'office', user: 'nobody' } })).toEqual({
      rejections: ['commands[0].addGroupMember.members[0].user exists'],
    })
  })
})
