import { describe, expect, test } from 'vitest'
import { given, when } from '../configuration/testing/given.ts'

const incallContext = (more = {}) => ({
  defineContext: { name: 'from-extern', displayName: 'Incalls', type: 'incall', ...more },
})
const queue = { defineQueue: { name: 'sales', displayName: 'Sales' } }
const incall = (number: string, more = {}) => ({
  defineIncall: { number, context: 'from-extern', destination: { queue: { queue: 'sales' } }, ...more },
})

describe('an incall', () => {
  const before = given(incallContext(), queue)

  test('leads a number of the outside to a destination, and repeated changes nothing', () => {
    expect(when(before, incall('3000'))).toEqual({ events: ['IncallDefined 3000@from-extern'] })
    expect(when(given(incallContext(), queue, incall('3000')), incall('3000'))).toEqual({ events: [] })
  })

  test('is known by number and context: another one of the same number is refused', () => {
    const taken = given(incallContext(), queue, incall('3000'))
    expect(when(taken, incall('3000', { ringSeconds: 30 }))).toEqual({
      rejections: ['commands[0].defineIncall.number taken'],
    })
    const extension = {
      defineExtension: { number: '3000', context: 'from-extern', destination: { hangup: {} } },
    }
    expect(when(taken, extension)).toEqual({ rejections: ['commands[0].defineExtension.number taken'] })
  })

  test('belongs into a context of type incall', () => {
    const internal = given(incallContext({ type: 'internal' }), queue)
    expect(when(internal, incall('3000'))).toEqual({ rejections: ['commands[0].defineIncall.context contextType'] })
  })

  test('has a number of its range, unless it is a pattern', () => {
    const ranged = given(incallContext({ numberRanges: [{ type: 'incall', start: '3000', end: '3099' }] }), queue)
    expect(when(ranged, incall('3100'))).toEqual({ rejections: ['commands[0].defineIncall.number range'] })
    expect(when(ranged, incall('3XXX'))).toEqual({ events: ['IncallDefined 3XXX@from-extern'] })
  })

  test('has the last digits of its range when the network delivers no more', () => {
    const range = { type: 'incall', start: '0123456000', end: '0123456999', didLength: 4 }
    const ranged = given(incallContext({ numberRanges: [range] }), queue)
    expect(when(ranged, incall('6500'))).toEqual({ events: ['IncallDefined 6500@from-extern'] })
    expect(when(ranged, incall('5500'))).toEqual({ rejections: ['commands[0].defineIncall.number range'] })
    expect(when(ranged, incall('0123456500'))).toEqual({ rejections: ['commands[0].defineIncall.number range'] })
  })

  test('keeps what it leads to, and its schedule, from being removed', () => {
    const schedule = { defineSchedule: { name: 'office', displayName: 'Office', opened: [{}] } }
    const led = given(incallContext(), queue, schedule, incall('3000', { schedule: 'office' }))
    expect(when(led, { removeQueue: { name: 'sales' } })).toEqual({ rejections: ['commands[0].removeQueue inUse'] })
    expect(when(led, { removeSchedule: { name: 'office' } })).toEqual({
      rejections: ['commands[0].removeSchedule inUse'],
    })
  })
})

describe('an extension', () => {
  test('is any number that leads to a destination, and repeated changes nothing', () => {
    const context = { defineContext: { name: 'default', displayName: 'Default' } }
    const extension = { defineExtension: { number: '4XX', context: 'default', destination: { busy: {} } } }
    expect(when(given(context), extension)).toEqual({ events: ['ExtensionDefined 4XX@default'] })
    expect(when(given(context, extension), extension)).toEqual({ events: [] })
    expect(when(given(context), { defineExtension: { ...extension.defineExtension, number: '4;5' } })).toEqual({
      rejections: ['commands[0].defineExtension.number extensionPattern'],
    })
  })
})
