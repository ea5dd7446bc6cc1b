import { expect, test } from 'vitest'
import { stateOf } from '../kernel/decider.ts'
import { demo, type DemoCommand, type DemoEvent } from './demo.ts'

const started: DemoEvent = { type: 'DemoStarted', site: 'demo' }
const stopped: DemoEvent = { type: 'DemoStopped', site: 'demo' }
const start: DemoCommand = { type: 'StartDemo', site: 'demo' }
const stop: DemoCommand = { type: 'StopDemo', site: 'demo' }
const eventsOf = (command: DemoCommand, ...history: DemoEvent[]) => {
  const decision = demo.decide(command, stateOf(demo, history))
  return decision.accepted ? decision.events : undefined
}

test('a demonstration is started and stopped once each time', () => {
  expect(eventsOf(start)).toEqual([started])
  expect(eventsOf(start, started)).toEqual([])
  expect(eventsOf(stop, started)).toEqual([stopped])
  expect(eventsOf(stop, started, stopped)).toEqual([])
  expect(eventsOf(stop)).toEqual([])
  expect(eventsOf(start, started, stopped)).toEqual([started])
})
