import { expect, test } from 'vitest'
import { abandonment } from './abandonment.ts'
import type { QueueFigures } from './figures.ts'
import { noQueueFigures } from './sums.ts'
import { waiting } from './waiting.ts'

/** Of an interval in which callers left who had come before it (attribution EVENT or END). */
const figure = (name: string, figures: Partial<QueueFigures>) =>
  [...waiting, ...abandonment].find(one => one.name === name)?.compute?.({ ...noQueueFigures, ...figures })

const minute = 60_000_000

test('the average wait is of those who left, whenever they came', () => {
  const left = { answered: 1, abandoned: 1, timedOut: 1, waitOfAll: 3 * minute }
  expect(figure('averageWaitSeconds', { ...left, offered: 1, open: 0 })).toBe(60)
  expect(figure('averageWaitSeconds', { ...left, offered: 0, open: 2 })).toBe(60)
  expect(figure('averageWaitSeconds', { offered: 2, open: 2 })).toBeNull()
})

test('a share of callers of whom none is left is none, and never negative', () => {
  expect(figure('adjustedAbandonRate', { abandoned: 2, shortAbandoned: 1, offered: 0 })).toBeNull()
  expect(figure('adjustedAbandonRate', { abandoned: 2, shortAbandoned: 1, offered: 1 })).toBeNull()
  expect(figure('adjustedAbandonRate', { abandoned: 2, shortAbandoned: 1, offered: 3 })).toBe(0.5)
})
