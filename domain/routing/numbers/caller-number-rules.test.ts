import { describe, expect, test } from 'vitest'
import { objectOf } from '../../configuration/configuration.ts'
import { singleKey } from '../../configuration/kind.ts'
import { given, when } from '../../configuration/testing/given.ts'
import { callerNumberRules, normalizedCaller } from './caller-number-rules.ts'

const rulesOf = (configuration: ReturnType<typeof given>) => {
  const object = objectOf(configuration, callerNumberRules, singleKey)
  if (!object) throw new Error('the rules are always there')
  return object.value
}

describe('the number of a caller is written as pbx-configuration §9.5 says', () => {
  test.each([
    ['123456789', '0123456789'],
    ['012345678', '012345678'],
    ['+33123456789', '0123456789'],
    ['+4912', '004912'],
    ['+491512345678', '00491512345678'],
    ['+12', '+12'],
    ['49151234567', '0049151234567'],
    ['1001', '1001'],
  ])('%s as %s', (came, written) => {
    expect(normalizedCaller(rulesOf(given()), came)).toBe(written)
  })

  test('and the first rule that matches decides', () => {
    const rule = { name: 'prefix', regexp: '9(.*)', strip: 1, add: null, comment: null }
    const before = given({ changeCallerNumberRules: { rules: [rule, { ...rule, name: 'other', strip: 0 }] } })
    expect(normalizedCaller(rulesOf(before), '91001')).toBe('1001')
  })
})

describe('a rule for the numbers of callers', () => {
  const rule = (more = {}) => ({ addCallerNumberRulesRule: { name: 'short', regexp: '[0-9]{4}', add: '01', ...more } })

  test('is added, and repeated changes nothing', () => {
    expect(when(given(), rule())).toEqual({ events: ['CallerNumberRulesRuleAdded general'] })
    expect(when(given(rule()), rule())).toEqual({ events: [] })
  })

  test('is a regular expression of numbers', () => {
    expect(when(given(), rule({ regexp: '(1' }))).toEqual({
      rejections: ['commands[0].addCallerNumberRulesRule.rules[4].regexp regexp'],
    })
    expect(when(given(), rule({ add: '0;1' }))).toEqual({
      rejections: ['commands[0].addCallerNumberRulesRule.add prefix'],
    })
  })
})
