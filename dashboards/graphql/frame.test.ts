import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createFrame } from './frame.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('what is asked for within one wait is drawn at one moment, and each of it once', () => {
  const drawn: string[] = []
  const frame = createFrame()
  const queues = () => drawn.push('queues')
  frame.ask(queues)
  vi.advanceTimersByTime(10)
  frame.ask(() => drawn.push('agents'))
  frame.ask(queues)
  expect(drawn).toEqual([])
  vi.advanceTimersToNextTimer()
  expect(drawn).toEqual(['queues', 'agents'])
  expect(vi.getTimerCount()).toBe(0)
})

test('what is asked for while it is drawn comes with the next drawing', () => {
  let drawn = 0
  const frame = createFrame()
  const draw = () => {
    drawn++
    if (drawn === 1) frame.ask(draw)
  }
  frame.ask(draw)
  vi.advanceTimersToNextTimer()
  expect(drawn).toBe(1)
  vi.advanceTimersToNextTimer()
  expect(drawn).toBe(2)
})

test('what was called off is not drawn', () => {
  let drawn = 0
  const frame = createFrame()
  const callOff = frame.ask(() => drawn++)
  callOff()
  vi.runAllTimers()
  expect(drawn).toBe(0)
})
