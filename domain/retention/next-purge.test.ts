import { expect, test } from 'vitest'
import { isoOf, microsOfIso } from '../kernel/time.ts'
import { nextPurge } from './next-purge.ts'

const next = (now: string, purgeAt = '03:30', zone = 'Europe/Paris') =>
  isoOf(nextPurge({ purgeAt }, zone, microsOfIso(now) ?? NaN)).slice(0, 16)

test('a purge is at its time of day by the clock of the site, today or tomorrow', () => {
  expect(next('2026-11-30T01:00:00Z')).toBe('2026-11-30T02:30')
  expect(next('2026-11-30T02:30:00Z')).toBe('2026-12-01T02:30')
  expect(next('2026-11-30T23:30:00Z')).toBe('2026-12-01T02:30')
  expect(next('2026-11-30T01:00:00Z', '00:00')).toBe('2026-11-30T23:00')
})

test('days of 23 and 25 hours have one each, also where the clock skips or repeats its time', () => {
  expect(next('2026-03-28T12:00:00Z', '02:30')).toBe('2026-03-29T01:00')
  expect(next('2026-03-29T12:00:00Z', '02:30')).toBe('2026-03-30T00:30')
  expect(next('2026-10-24T12:00:00Z', '02:30')).toBe('2026-10-25T00:30')
  expect(next('2026-10-25T00:30:00Z', '02:30')).toBe('2026-10-26T01:30')
})
