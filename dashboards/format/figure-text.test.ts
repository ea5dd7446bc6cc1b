import { expect, test } from 'vitest'
import { changeText } from './figure-text.ts'

const points = (difference: string) => `${difference} points`

test.each([
  ['count', 120, 100, '+20.0%'],
  ['count', 50, 100, '−50.0%'],
  ['count', 5, 0, '–'],
  ['share', 0.762, 0.783, '−2.1 points'],
  ['level', 0.9, null, '–'],
  ['average', 12.3, 11.1, '+1.2 s'],
  ['seconds', 65, 125, '−01:00'],
] as const)('%s: %d from %s is %s', (kind, value, before, text) => {
  expect(changeText(kind, value, before, 'en', points)).toBe(text)
})
