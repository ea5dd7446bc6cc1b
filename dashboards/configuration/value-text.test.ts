import { expect, test } from 'vitest'
import { lineText, nameOfObject, plainText } from './value-text.ts'

test('an object is called as people call it', () => {
  expect(nameOfObject({ firstName: 'Ann', lastName: null, displayName: 'x' })).toBe('Ann')
  expect(nameOfObject({ firstName: 'Ann', lastName: 'Lee' })).toBe('Ann Lee')
  expect(nameOfObject({ displayName: 'Sales' })).toBe('Sales')
  expect(nameOfObject({ name: 'sales', displayName: '' })).toBeUndefined()
})

test('plain values stand in one line, others in lines of their own, in a history as JSON', () => {
  expect([null, [], 3, false, ['a', 'b'], 'a\nb', { a: 1 }, [{ a: 1 }]].map(plainText)).toEqual([
    '–',
    '–',
    '3',
    'false',
    'a, b',
    undefined,
    undefined,
    undefined,
  ])
  expect(lineText([{ a: 1 }])).toBe('[{"a":1}]')
})
