import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { NewEvent } from '../../domain/kernel/event.ts'
import { createMemoryEventStore } from '../../infra/event-store/memory.ts'
import { configuredNames } from './names.ts'
import { decided, type Step } from './testing/configured-events.ts'

const eventsOf = (steps: readonly Step[]): NewEvent[] => decided(steps).flat()

async function logOf(events: readonly NewEvent[]) {
  const store = createMemoryEventStore()
  await store.append([{ stream: 'configuration/paris', expected: 'any', events }])
  return store
}

async function namesOf(steps: readonly Step[]) {
  const store = await logOf(eventsOf(steps))
  const names = configuredNames(store)
  const end = await store.lastPosition()
  await names.readUpTo(end)
  return { names, end }
}

const team: readonly Step[] = [
  [1, { defineContext: { name: 'default', displayName: 'Default' } }],
  [2, { defineAgentGroup: { name: 'days', displayName: 'By day' } }],
  [3, { defineQueue: { name: 'sales', displayName: 'Sales' } }],
  [10, { defineAgent: { number: '8001', firstName: 'Ann', lastName: 'Roux', context: 'default' } }],
  [20, { changeAgent: { number: '8001', group: 'days' } }],
  [30, { changeQueue: { name: 'sales', displayName: 'Sales Europe' } }],
  [40, { removeAgent: { number: '8001' } }],
  [50, { defineAgent: { number: '8001', firstName: 'Bob', context: 'default' } }],
]

test('agents and queues are called as they were configured at the instant, and whoever has the number later is another one', async () => {
  const { names, end } = await namesOf(team)
  const told = (at: number) => [
    names.upTo(end).queueDisplayName('paris', 'sales', at),
    names.upTo(end).agent('paris', 'Agent/8001', at),
  ]
  expect([2, 10, 29, 30, 45, 50].map(told)).toEqual([
    ['sales', { number: '8001' }],
    ['Sales', { number: '8001', name: 'Ann Roux', group: 'default', groupDisplayName: 'Default' }],
    ['Sales', { number: '8001', name: 'Ann Roux', group: 'days', groupDisplayName: 'By day' }],
    ['Sales Europe', { number: '8001', name: 'Ann Roux', group: 'days', groupDisplayName: 'By day' }],
    ['Sales Europe', { number: '8001' }],
    ['Sales Europe', { number: '8001', name: 'Bob', group: 'default', groupDisplayName: 'Default' }],
  ])
  expect(names.upTo(end).queueDisplayName('lyon', 'sales', 30)).toBe('sales')
})

test('what the log tells behind a position is not known there, whatever the clock of the PBX says', async () => {
  const { names, end } = await namesOf(team)
  expect(names.upTo(end - 1).agent('paris', 'Agent/8001', 99)).toEqual({ number: '8001' })
  expect(names.upTo(0).queueDisplayName('paris', 'sales', 99)).toBe('sales')
})

test('a member of a queue may be a user, by his short name or by his line; of several the one whose main line it is', async () => {
  const { names, end } = await namesOf([
    ...team.slice(0, 3),
    [10, { defineLine: { name: 'k3v9', context: 'default', password: 'secret12', endpoint: { sip: {} } } }],
    [10, { defineLine: { name: 'desk', context: 'default', password: 'secret12', endpoint: { sip: {} } } }],
    [10, { defineUser: { user: 'bob', firstName: 'Bob', lines: ['desk', 'k3v9'] } }],
    [11, { defineUser: { user: 'aroux', firstName: 'Ann', lastName: 'Roux', lines: ['k3v9'] } }],
  ])
  const told = (member: string, at: number) => names.upTo(end).agent('paris', member, at)
  expect(told('aroux', 11)).toEqual({ name: 'Ann Roux' })
  expect(told('PJSIP/k3v9', 11)).toEqual({ name: 'Ann Roux' })
  expect(told('PJSIP/k3v9', 10)).toEqual({ name: 'Bob' })
  expect(told('PJSIP/k3v9', 9)).toEqual({})
  expect(told('PJSIP/other', 11)).toEqual({})
})

test('an event that cannot be read is passed over, as the directory does', async () => {
  const [first, ...others] = eventsOf(team)
  const store = await logOf([first!, { type: 'QueueChanged', schemaVersion: 1, occurredAt: 3, data: null }, ...others])
  const names = configuredNames(store)
  await names.readUpTo(await store.lastPosition())
  expect(names.upTo(99).queueDisplayName('paris', 'sales', 30)).toBe('Sales Europe')
})

test('in whatever pieces the log is read, also twice at once, the names are the same', async () => {
  const store = await logOf(eventsOf(team))
  const end = await store.lastPosition()
  const whole = configuredNames(store)
  await whole.readUpTo(end)
  const instants = Array.from({ length: 60 }, (_, at) => at)
  const toldBy = (names: typeof whole, upTo: number) =>
    instants.map(at => [
      names.upTo(upTo).agent('paris', 'Agent/8001', at),
      names.upTo(upTo).queueDisplayName('paris', 'sales', at),
    ])
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(end), { maxLength: 6 }), fc.nat(end), async (stops, upTo) => {
      const pieces = configuredNames(store)
      await Promise.all([...stops, end].map(stop => pieces.readUpTo(stop)))
      expect(toldBy(pieces, upTo)).toEqual(toldBy(whole, upTo))
    }),
    { numRuns: 30 },
  )
})
