import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { waitBucket, type WaitHistogram } from './figures.ts'
import { liveServiceLevel } from './live-queue-day.ts'
import { serviceLevel, serviceLevelFormulas, type ServiceLevelFormula } from './service-level.ts'
import { noQueueFigures } from './sums.ts'
import { figuresOfVisits, waitsOfVisits } from './testing/some-figures.ts'

const someVisits = fc.array(fc.tuple(fc.nat(6), fc.nat(60_000_000), fc.nat(600_000_000)), { maxLength: 30 })

const formulas = Object.keys(serviceLevelFormulas) as ServiceLevelFormula[]
const inForce = { inForce: { serviceLevelSeconds: 20 } }

/** products-and-metrics 2.2: answered 1000, of which 860 in time; abandoned 60, of which 20 in time and 10 short. */
const sample = {
  ...noQueueFigures,
  offered: 1060,
  answered: 1000,
  answeredInTime: 860,
  abandoned: 60,
  abandonedInTime: 20,
  shortAbandoned: 10,
}

test('the six formulas give the published values of the ICMI sample', () => {
  const values = formulas.map(formula => ((serviceLevel(formula, sample, inForce).ratio ?? 0) * 100).toFixed(1))
  expect(values).toEqual(['83.0', '86.0', '81.1', '82.7', '82.1', '81.9'])
})

test('the counts, the formula and the threshold stand beside the ratio', () => {
  expect(serviceLevel('SL6', sample, inForce)).toEqual({
    ratio: 860 / 1050,
    numerator: 860,
    denominator: 1050,
    formula: 'SL6',
    thresholdSeconds: 20,
  })
})

describe('of those who were not answered,', () => {
  const with10 = (
    outcome: 'timedOut' | 'exitedEmpty' | 'lostBySystem' | 'exitedWithKey' | 'callbackRequested' | 'withdrawn',
  ) => serviceLevel('SL6', { ...sample, [outcome]: 10 }, inForce).denominator

  test.each(['timedOut', 'exitedEmpty', 'lostBySystem'] as const)('%s counts as missed', outcome => {
    expect(with10(outcome)).toBe(1060)
  })

  test.each(['exitedWithKey', 'callbackRequested', 'withdrawn'] as const)('%s counts nowhere', outcome => {
    expect(with10(outcome)).toBe(1050)
  })
})

test('without calls there is no service level, neither 0 nor 100 %', () => {
  for (const formula of formulas) expect(serviceLevel(formula, noQueueFigures, inForce).ratio).toBeNull()
})

test('a group that was judged by different thresholds names none', () => {
  expect(serviceLevel('SL6', sample, { inForce: null }).thresholdSeconds).toBeNull()
})

const waits = (...seconds: number[]): WaitHistogram => {
  const histogram = new Map<number, number>()
  for (const wait of seconds) histogram.set(waitBucket(wait * 1e6), (histogram.get(waitBucket(wait * 1e6)) ?? 0) + 1)
  return histogram
}

test('an answer at exactly T is in time; a fraction of T is cut, and the answer says so', () => {
  const figures = { ...noQueueFigures, offered: 3, answered: 3 }
  const by = (thresholdSeconds: number) =>
    serviceLevel('SL2', figures, {
      thresholdSeconds,
      answeredWaits: waits(19.5, 20, 20.000001),
      abandonedWaits: waits(),
    })
  expect(by(20)).toMatchObject({ numerator: 2, thresholdSeconds: 20 })
  expect(by(20.9)).toMatchObject({ numerator: 2, thresholdSeconds: 20 })
  expect(by(21)).toMatchObject({ numerator: 3 })
})

test('the threshold in force and the same threshold asked for give the same answer', () => {
  fc.assert(
    fc.property(someVisits, visits => {
      const figures = figuresOfVisits(visits)
      const answeredWaits = waitsOfVisits(visits, 'answered')
      const abandonedWaits = waitsOfVisits(visits, 'abandoned')
      for (const formula of formulas)
        expect(serviceLevel(formula, figures, { thresholdSeconds: 15, answeredWaits, abandonedWaits })).toEqual(
          serviceLevel(formula, figures, { inForce: { serviceLevelSeconds: 15 } }),
        )
    }),
  )
})

test('who has waited too long is missed on the live board before he hangs up', () => {
  const today = {
    entered: 10,
    answered: 8,
    abandoned: 1,
    timedOut: 0,
    otherExits: 0,
    unserved: 0,
    closed: 0,
    refused: 0,
    answeredInTime: 8,
    abandonedInTime: 1,
    shortAbandoned: 1,
    answeredBefore: new Map<number, number>(),
    abandonedAfter: new Map<number, number>(),
  }
  const queue = {
    today,
    lastHour: today,
    waiting: 2,
    waitingTooLong: 0,
    longestWait: 9e6,
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
  }
  expect(liveServiceLevel(queue)).toBe(1)
  expect(liveServiceLevel({ ...queue, waitingTooLong: 2 })).toBe(0.8)
})
