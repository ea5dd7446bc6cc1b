import { describe, expect, test } from 'vitest'
import { numberRegexp, numberTarget, transformNumber, transformationProblem } from './number-transformation.ts'

describe('a number is transformed as pbx-configuration §9.2 and §20 say', () => {
  test.each([
    ['0(.*)', '\\1', '00123456789', '0123456789'],
    ['14(.*)..', '\\1', '1455660', '556'],
    ['.{1}(.*)', '\\1', '03601', '3601'],
    ['+33(.*)', '0\\1', '+33123456789', '0123456789'],
    ['0(.*)', '+33\\1', '0123456789', '+33123456789'],
    ['14(.*)..', '33\\18', '1455660', '335568'],
    ['(.*)', '\\1', '0123456789', '0123456789'],
    ['(.*)', '445', '0123456789', '445'],
  ])('%s to %s makes %s into %s', (regexp, target, dialled, expected) => {
    expect(transformNumber(regexp, target, dialled)).toBe(expected)
    expect(numberRegexp.pattern.test(regexp) && numberTarget.pattern.test(target)).toBe(true)
    expect(transformationProblem(regexp, target)).toBeUndefined()
  })
})

test('a number that does not match as a whole stays as it was dialled', () => {
  expect(transformNumber('0(...)', '\\1', '01234')).toBe('01234')
  expect(transformNumber('0(.*)', '\\1', '1023')).toBe('1023')
})

test('a dialled * is written \\*, and a repeated one is not a plus sign', () => {
  expect(transformNumber('\\*9(.*)', '\\1', '*9123')).toBe('123')
  expect(transformNumber('0+(1.*)', '\\1', '0001234')).toBe('1234')
})

test.each([
  ['(.*', '\\1', 'is no regular expression'],
  ['*1', '1', 'is no regular expression'],
  ['0(.*)', '\\2', 'has 1 parts'],
  ['(1+)+', '\\1', 'repeats a part in parentheses'],
  ['.*.*.*.*', '1', 'without end more than 3 times'],
])('%s to %s is told to be wrong', (regexp, target, problem) => {
  expect(transformationProblem(regexp, target)).toContain(problem)
})

test.each(['0(?=1)', 'a.*', '0\\d', '0;1', '^0', '0$', '${X}'])('%s is not taken as a regular expression', regexp => {
  expect(numberRegexp.pattern.test(regexp)).toBe(false)
})
