import { expect, test } from 'vitest'
import { objectOf } from '../configuration/configuration.ts'
import { after, given, when } from '../configuration/testing/given.ts'
import { queues } from './configured-queues.ts'
import { dissuasionChoices, dissuasionOf, isDissuasion, type Destination } from './dissuasion.ts'

const sales = { name: 'sales', dissuasionQueue: 'reception' }
const sound = (name: string): Destination => ({ sound: { sound: name, skipIfBusy: false, answers: true } })
const queue = (name: string): Destination => ({
  queue: { queue: name, ringSeconds: null, skillRuleSet: null, skillVariables: [] },
})

test('supervisors close a queue with a sound that carries its name', () => {
  expect(isDissuasion(sales, sound('sales_closed_during_afternoon'))).toBe(true)
  expect(isDissuasion(sales, sound('playback/sales_closed'))).toBe(true)
  expect(isDissuasion(sales, sound('salesman_closed'))).toBe(false)
  expect(isDissuasion(sales, sound('sales'))).toBe(false)
  expect(isDissuasion(sales, sound('recordings/sales_closed'))).toBe(false)
})

test('or with the one queue that is set for it, and with nothing else', () => {
  expect(isDissuasion(sales, queue('reception'))).toBe(true)
  expect(isDissuasion(sales, queue('support'))).toBe(false)
  expect(isDissuasion({ name: 'sales', dissuasionQueue: null }, queue('reception'))).toBe(false)
  expect(isDissuasion(sales, { hangup: { delaySeconds: 0 } })).toBe(false)
})

test('offered are the sounds of the queue that lie where Asterisk looks for them, and the queue that is set', () => {
  const sounds = [
    { directory: 'playback', name: 'sales_closed' },
    { directory: 'recordings', name: 'sales_closed2' },
    { directory: 'playback', name: 'support_closed' },
  ]
  const configuration = given(...sounds.map(({ directory, name }) => ({ defineSoundFile: { directory, name } })))
  expect(dissuasionChoices(sales, configuration)).toEqual({ soundFiles: ['sales_closed'], queues: ['reception'] })
})

test('what is chosen is told as a sound file, a queue or something else', () => {
  expect(dissuasionOf({ name: 'sales', fail: null })).toBeNull()
  expect(dissuasionOf({ name: 'sales', fail: sound('sales_closed') })).toEqual({
    type: 'soundFile',
    soundFile: 'sales_closed',
  })
  expect(dissuasionOf({ name: 'sales', fail: queue('reception') })).toEqual({ type: 'queue', queue: 'reception' })
  expect(dissuasionOf({ name: 'sales', fail: { busy: { delaySeconds: 10 } } })).toEqual({ type: 'other' })
})

test('closing a queue is a change of its fail destination, and told so in the log', () => {
  const before = given({ defineQueue: { name: 'sales', displayName: 'Sales' } })
  const close = { changeQueue: { name: 'sales', fail: { sound: { sound: 'sales_closed' } } } }
  expect(when(before, close)).toMatchObject({ events: [expect.stringMatching(/^QueueChanged sales: fail null > /)] })
  const value = objectOf(after(before, close), queues, 'sales')?.value
  expect(value && dissuasionOf(value)).toEqual({ type: 'soundFile', soundFile: 'sales_closed' })
})
