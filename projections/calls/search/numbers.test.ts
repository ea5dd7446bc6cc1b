import { expect, test } from 'vitest'
import { canonicalNumber } from './numbers.ts'
import { distinctWords, wordQuery } from '../words.ts'

test('one caller has one canonical number, whatever a rule has made of it (L-25)', () => {
  const written = ['+33 6 12 34 56 78', '0033612345678', '0612345678', '06.12.34.56.78', '33612345678']
  expect(new Set(written.map(canonicalNumber))).toEqual(new Set(['612345678']))
})

test('an internal number is itself, and what has no digit has no canonical number', () => {
  expect(canonicalNumber('1001')).toBe('1001')
  expect(canonicalNumber('s')).toBeNull()
  expect(canonicalNumber('anonymous')).toBeNull()
  expect(canonicalNumber(null)).toBeNull()
})

test('names are searched for by words without accents and case', () => {
  expect(distinctWords(["Clément O'Brien", null, 'Agent/8001', 'CLEMENT'])).toEqual([
    '8001',
    'agent',
    'brien',
    'clement',
    'o',
  ])
})

test('nothing that is typed into a search is an operator', () => {
  expect(wordQuery(`Élodie & !'x':* | (`)).toBe(`'elodie':* & 'x':*`)
  expect(wordQuery(' -- ')).toBeUndefined()
})
