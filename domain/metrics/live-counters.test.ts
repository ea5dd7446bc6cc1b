import { expect, test } from 'vitest'
import { definitionsNamed } from './catalogue.ts'
import { publishedThresholds, thresholdCounters } from './live-counters.ts'
import type { LiveCounters, LiveQueue } from './live.ts'

const none: LiveCounters = {
  entered: 0,
  answered: 0,
  abandoned: 0,
  timedOut: 0,
  otherExits: 0,
  unserved: 0,
  closed: 0,
  refused: 0,
  answeredInTime: 0,
  abandonedInTime: 0,
  shortAbandoned: 0,
  answeredBefore: new Map([[15, 0]]),
  abandonedAfter: new Map([[15, 0]]),
}

const queueWith = (today: Partial<LiveCounters>, lastHour: Partial<LiveCounters> = {}): LiveQueue => ({
  today: { ...none, ...today },
  lastHour: { ...none, ...lastHour },
  waiting: 0,
  waitingTooLong: 0,
  longestWait: null,
  estimatedWait: null,
  talking: 0,
  loggedAgents: 0,
  availableAgents: 0,
  talkingAgents: 0,
  ringingAgents: 0,
  pausedAgents: 0,
  otherCallAgents: 0,
  unreachableAgents: 0,
  wrapUpAgents: 0,
})

const value = (name: string, queue: LiveQueue) => {
  const [definition] = definitionsNamed([name])
  return definition?.scope === 'live queue' ? definition.compute?.(queue) : undefined
}

test('the day of the samples has the real-time values that were derived from it (G-03 to G-08)', () => {
  const q1 = queueWith({
    entered: 3,
    answered: 2,
    abandoned: 1,
    closed: 1,
    answeredBefore: new Map([[15, 2]]),
    abandonedAfter: new Map([[15, 0]]),
  })
  expect(value('TotalNumberCallsEntered', q1)).toBe(3)
  expect(value('TotalNumberCallsAnsweredBefore15', q1)).toBe(2)
  expect(value('TotalNumberCallsAbandonedAfter15', q1)).toBe(0)
  expect(value('TotalNumberCallsClosed', q1)).toBe(1)
  expect(value('PercentageAnsweredBefore15', q1)).toBeCloseTo(66.67, 2)
})

test('15 seconds are published whatever a site configures, each threshold once (G-26)', () => {
  expect(publishedThresholds([10, 30])).toEqual([10, 15, 30])
  expect(publishedThresholds([30, 15, 30])).toEqual([15, 30])
  expect(publishedThresholds([])).toEqual([15])
})

test('a published threshold has two counters and two percentages, of the day and of the last hour', () => {
  expect(thresholdCounters(30).map(({ name }) => name)).toEqual([
    'TotalNumberCallsAnsweredBefore30',
    'TotalNumberCallsAnsweredBefore30LastHour',
    'TotalNumberCallsAbandonedAfter30',
    'TotalNumberCallsAbandonedAfter30LastHour',
    'PercentageAnsweredBefore30',
    'PercentageAnsweredBefore30LastHour',
    'PercentageAbandonedAfter30',
    'PercentageAbandonedAfter30LastHour',
  ])
})

test('a percentage is absent while no call has entered', () => {
  expect(value('PercentageAnsweredBefore15', queueWith({}))).toBeNull()
})

test('answers of calls that entered before midnight may lift a percentage over 100', () => {
  const afterMidnight = queueWith({ entered: 1, answered: 2, answeredBefore: new Map([[15, 2]]) })
  expect(value('PercentageAnsweredBefore15', afterMidnight)).toBe(200)
})

test('the last hour has counters of its own', () => {
  expect(value('TotalNumberCallsAbandonedLastHour', queueWith({ abandoned: 5 }, { abandoned: 2 }))).toBe(2)
})

test('a threshold that the site does not publish has no value', () => {
  expect(value('TotalNumberCallsAnsweredBefore30', queueWith({ entered: 1 }))).toBeNull()
  expect(value('PercentageAnsweredBefore30', queueWith({ entered: 1 }))).toBeNull()
})
