import { describe, expect, test } from 'vitest'
import { after, given, when } from '../configuration/testing/given.ts'

const before = given({ defineQueue: { name: 'sales', displayName: 'Sales' } })
const list = { defineCallbackList: { name: 'leads', displayName: 'Leads', queue: 'sales' } }
const period = (name: string, start: string, end: string, more = {}) => ({
  defineCallbackPeriod: { name, displayName: name, start, end, ...more },
})

describe('a callback list', () => {
  test('is of a queue, and repeated changes nothing', () => {
    expect(when(before, list)).toEqual({ events: ['CallbackListDefined leads'] })
    expect(when(after(before, list), list)).toEqual({ events: [] })
    expect(when(before, { defineCallbackList: { ...list.defineCallbackList, queue: 'none' } })).toEqual({
      rejections: ['commands[0].defineCallbackList.queue exists'],
    })
  })

  test('keeps its queue from being removed', () => {
    expect(when(after(before, list), { removeQueue: { name: 'sales' } })).toEqual({
      rejections: ['commands[0].removeQueue inUse'],
    })
  })
})

describe('a callback period', () => {
  const morning = period('morning', '09:00', '12:00', { default: true })

  test('ends after it begins, and repeated changes nothing', () => {
    expect(when(before, morning)).toEqual({ events: ['CallbackPeriodDefined morning'] })
    expect(when(after(before, morning), morning)).toEqual({ events: [] })
    expect(when(before, period('night', '22:00', '06:00'))).toEqual({
      rejections: ['commands[0].defineCallbackPeriod.end order'],
    })
    expect(when(before, period('noon', '12:00', '25:00'))).toEqual({
      rejections: ['commands[0].defineCallbackPeriod.end clockTime'],
    })
  })

  test('is the default alone; another one takes its place in one change set', () => {
    const known = after(before, morning, period('afternoon', '14:00', '17:00'))
    const makeDefault = { changeCallbackPeriod: { name: 'afternoon', default: true } }
    expect(when(known, makeDefault)).toEqual({ rejections: ['commands[0].changeCallbackPeriod.default taken'] })
    expect(when(known, makeDefault, { changeCallbackPeriod: { name: 'morning', default: false } })).toEqual({
      events: [
        'CallbackPeriodChanged afternoon: default false > true',
        'CallbackPeriodChanged morning: default true > false',
      ],
    })
  })
})
