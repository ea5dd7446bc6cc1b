import { expect, test } from 'vitest'
import type { Counters, Queue } from '../board.ts'
import { coverOf, findQueues, queuesOfSums, sortQueues, totalsOf, waitingFirst } from './queue-model.ts'

const counters = (
  answered: number,
  abandoned: number,
  numerator: number,
  denominator: number,
  threshold = 20,
): Counters => ({
  entered: answered + abandoned,
  answered,
  abandoned,
  serviceLevel: { ratio: null, numerator, denominator, formula: 'SL6', thresholdSeconds: threshold },
})

const nobody = { logged: 0, available: 0, ringing: 0, talking: 0, paused: 0, wrapUp: 0, otherCall: 0, unreachable: 0 }

const queue = (name: string, parts: Partial<Queue> = {}): Queue => ({
  id: `paris/${name}`,
  site: 'paris',
  queue: name,
  name,
  demo: false,
  holdQueueOf: null,
  standstill: null,
  closed: null,
  waiting: 0,
  oldestEntryAt: null,
  estimatedWaitSeconds: null,
  staffing: nobody,
  today: counters(0, 0, 0, 0),
  lastHour: counters(0, 0, 0, 0),
  waitingLimits: { warn: 1, bad: 3 },
  longestWaitLimits: { warn: 30, bad: 55 },
  ...parts,
})

test('the service level of all queues is the ratio of their sums, not the mean of their ratios', () => {
  const totals = totalsOf([
    queue('a', { today: counters(10, 0, 10, 10) }),
    queue('b', { today: counters(80, 10, 45, 90) }),
  ])
  expect(totals.today.serviceLevel).toEqual({
    ratio: 0.55,
    numerator: 55,
    denominator: 100,
    formula: 'SL6',
    thresholdSeconds: 20,
  })
  expect(totals.today).toMatchObject({ answered: 90, abandoned: 10, entered: 100 })
})

test('queues with different thresholds have none in common, and no calls have no service level', () => {
  const totals = totalsOf([queue('a', { today: counters(0, 0, 0, 0, 15) }), queue('b')])
  expect(totals.today.serviceLevel).toMatchObject({ ratio: null, thresholdSeconds: null })
})

test('the longest wait is that of the earliest entry', () => {
  const oldest = queue('b', { waiting: 1, oldestEntryAt: 100 })
  expect(totalsOf([queue('a', { oldestEntryAt: 200 }), oldest, queue('c')]).longest).toBe(oldest)
  expect(totalsOf([queue('c')]).longest).toBeUndefined()
})

test('what has no value stands last in both directions, equals by name', () => {
  const rows = [
    queue('c', { estimatedWaitSeconds: 5 }),
    queue('b'),
    queue('a', { estimatedWaitSeconds: 9 }),
    queue('d'),
  ]
  const names = (descending: boolean) => sortQueues(rows, { column: 'estimate', descending }).map(({ name }) => name)
  expect(names(true)).toEqual(['a', 'c', 'b', 'd'])
  expect(names(false)).toEqual(['c', 'a', 'b', 'd'])
})

test('cover tells an empty house with callers from a quiet one', () => {
  expect(coverOf({ staffing: nobody, waiting: 0 })).toBe('idle')
  expect(coverOf({ staffing: nobody, waiting: 2 })).toBe('nobody')
  expect(coverOf({ staffing: { ...nobody, logged: 3, talking: 3 }, waiting: 0 })).toBe('busy')
  expect(coverOf({ staffing: { ...nobody, logged: 3, available: 1 }, waiting: 5 })).toBe('free')
})

test('by name those of a recording come last, and numbers count as such', () => {
  const queues = [
    queue('alpha', { standstill: { reason: 'recording', since: 0 } }),
    queue('sales10'),
    queue('sales2', { standstill: { reason: 'down', since: 0 } }),
  ]
  expect(sortQueues(queues, { column: 'name', descending: false }).map(({ name }) => name)).toEqual([
    'sales2',
    'sales10',
    'alpha',
  ])
})

test('on a wall those of a recording come behind those that go on, whoever waits or works in them', () => {
  const recorded = { standstill: { reason: 'recording', since: 0 } } as const
  const staffing = { ...nobody, logged: 2, available: 2 }
  const queues = [
    queue('after-hours', { ...recorded, waiting: 3 }),
    queue('busy', { ...recorded, staffing }),
    queue('empty'),
    queue('served', { staffing }),
    queue('waited-for', { waiting: 1 }),
  ]
  expect(waitingFirst(queues).map(({ name }) => name)).toEqual(['waited-for', 'served', 'empty', 'after-hours', 'busy'])
})

test('a queue is found by every word of its name or display name, whatever the accents', () => {
  const queues = [queue('support', { name: 'Dépannage à distance' }), queue('sales')]
  expect(findQueues(queues, 'depannage SUPP').map(({ queue }) => queue)).toEqual(['support'])
  expect(findQueues(queues, ' ')).toBe(queues)
  expect(findQueues(queues, 'support sales')).toEqual([])
})

test('hold queues are not summed up with the queues that their callers came from; alone they are', () => {
  const [reception, hold] = [queue('reception'), queue('reception_hold', { holdQueueOf: 'reception' })]
  expect(queuesOfSums([reception, hold])).toEqual([reception])
  expect(queuesOfSums([hold])).toEqual([hold])
  expect(queuesOfSums([])).toEqual([])
})
