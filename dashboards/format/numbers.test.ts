import { expect, test } from 'vitest'
import { formatCount, formatDecimal, formatShare } from './numbers.ts'

const plain = (text: string) => text.replace(/[\u00A0\u202F]/g, ' ')

test('a share has one decimal in the language of the reader', () => {
  expect(formatShare(0.5, 'en')).toBe('50.0%')
  expect(plain(formatShare(0.8333, 'fr'))).toBe('83,3 %')
})

test('a share without a denominator is a dash, not 0 % and not 100 %', () => {
  expect(formatShare(null, 'en')).toBe('–')
})

test('a share above 100 % stays above', () => {
  expect(formatShare(1.25, 'en')).toBe('125.0%')
})

test('counts are grouped, decimals fixed', () => {
  expect(formatCount(12345, 'en')).toBe('12,345')
  expect(plain(formatCount(12345, 'fr'))).toBe('12 345')
  expect(formatCount(null, 'fr')).toBe('–')
  expect(formatDecimal(3, 'en')).toBe('3.0')
})
