import { expect, test } from 'vitest'
import { upcastsOf, type Upcaster } from './upcast.ts'

const step = (from: number, type = 'QueueDefined'): Upcaster => ({
  type,
  from,
  upcast: data => [...(data as readonly string[]), `${from}->${from + 1}`],
})

test('data goes through every step from its version to the newest, in order', () => {
  const upcasts = upcastsOf([step(3), step(1), step(2)])
  expect(upcasts('QueueDefined', 1)?.data([])).toEqual(['1->2', '2->3', '3->4'])
  expect(upcasts('QueueDefined', 3)?.data([])).toEqual(['3->4'])
  expect(upcasts('QueueDefined', 1)?.schemaVersion).toBe(4)
  expect(upcasts('QueueDefined', 3)?.schemaVersion).toBe(4)
})

test('nothing is done to the newest version, to a version from the future, and to other types', () => {
  const upcasts = upcastsOf([step(1), step(1, 'Other')])
  expect(upcasts('QueueDefined', 2)).toBeUndefined()
  expect(upcasts('QueueDefined', 9)).toBeUndefined()
  expect(upcasts('Unknown', 1)).toBeUndefined()
  expect(upcasts('toString', 1)).toBeUndefined()
  expect(upcastsOf([])('QueueDefined', 1)).toBeUndefined()
})

test('versions older than the first step are left alone: they never were', () => {
  expect(upcastsOf([step(2)])('QueueDefined', 1)).toBeUndefined()
})

test('a missing step, a doubled one and an impossible version are refused by name', () => {
  expect(() => upcastsOf([step(1), step(3)])).toThrow('QueueDefined has no upcaster from version 2 to 3; add it')
  expect(() => upcastsOf([step(1), step(1)])).toThrow('QueueDefined has two upcasters from version 1; keep one')
  expect(() => upcastsOf([step(0)])).toThrow('version 0 is not 1, 2, 3')
  expect(() => upcastsOf([step(1.5)])).toThrow('version 1.5 is not 1, 2, 3')
})
