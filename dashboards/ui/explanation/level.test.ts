import { expect, test } from 'vitest'
import { levelOf } from './level.ts'

test('a limit is reached at its value, and nobody waiting is calm even with a limit of 0', () => {
  const limits = { warn: 1, bad: 3 }
  expect([0, 1, 2, 3, 9].map(value => levelOf(value, limits))).toEqual(['calm', 'warn', 'warn', 'bad', 'bad'])
  expect(levelOf(0, { warn: 0, bad: 0 })).toBe('calm')
  expect(levelOf(null, limits)).toBe('calm')
})
