import { describe, expect, test } from 'vitest'
import { objectsOf } from '../../configuration/configuration.ts'
import { given, when } from '../../configuration/testing/given.ts'
import { callPermissions } from './call-permissions.ts'
import { matchesPattern } from '../numbers/matches-pattern.ts'
import { permissionFor, type PermissionQuestion } from './permission-for.ts'

const permission = (name: string, more = {}) => ({ defineCallPermission: { name, extensions: ['0X.'], ...more } })

describe('a call permission', () => {
  test('denies unless it says otherwise, and repeated changes nothing', () => {
    expect(when(given(), permission('national'))).toEqual({ events: ['CallPermissionDefined national'] })
    expect(when(given(permission('national')), permission('national'))).toEqual({ events: [] })
  })

  test('is about some number', () => {
    expect(when(given(), permission('none', { extensions: [] }))).toEqual({
      rejections: ['commands[0].defineCallPermission.extensions required'],
    })
  })

  test('asks for a password of digits, and only when it denies', () => {
    expect(when(given(), permission('national', { password: 'abc' }))).toEqual({
      rejections: ['commands[0].defineCallPermission.password digits'],
    })
    expect(when(given(), permission('national', { action: 'allow', password: '123' }))).toEqual({
      rejections: ['commands[0].defineCallPermission.password together'],
    })
  })

  test('cannot be removed while a group has it', () => {
    const group = { defineGroup: { name: 'office', displayName: 'Office', callPermissions: ['national'] } }
    expect(when(given(permission('national'), group), { removeCallPermission: { name: 'national' } })).toEqual({
      rejections: ['commands[0].removeCallPermission inUse'],
    })
  })
})

describe('permissions are weighed', () => {
  const of = (...commands: ReturnType<typeof permission>[]) =>
    objectsOf(given(...commands), callPermissions).map(({ value }) => value)
  const national = of(permission('national'))
  const freephone = of(permission('freephone', { extensions: ['0800X.'], action: 'allow' }))
  const ask = (question: Partial<PermissionQuestion>) =>
    permissionFor({ number: '0123456789', user: [], groups: [], outcall: [], userPassword: null, ...question })

  test('those of the user before those of his groups (pbx-configuration §20)', () => {
    expect(ask({ number: '0800123456', user: freephone, groups: national })).toEqual({
      verdict: 'allowed',
      because: ['freephone'],
    })
    expect(ask({ user: freephone, groups: national })).toEqual({ verdict: 'denied', because: ['national'] })
  })

  test('those of the outcall last, and nothing said is allowed', () => {
    expect(ask({ outcall: national })).toEqual({ verdict: 'denied', because: ['national'] })
    expect(ask({ number: '112', outcall: national })).toEqual({ verdict: 'allowed', because: [] })
  })

  test('one that allows is enough among those of one level', () => {
    expect(ask({ number: '0800123456', groups: [...national, ...freephone] })).toEqual({
      verdict: 'allowed',
      because: ['freephone'],
    })
  })

  test('with a password they ask, for that of the user when he has one', () => {
    const withPassword = of(permission('international', { password: '42' }))
    const passwords = withPassword.map(({ password }) => password)
    expect(ask({ user: withPassword })).toEqual({ verdict: 'challenge', because: ['international'], passwords })
    const own = { sealed: 'own' }
    expect(ask({ user: withPassword, userPassword: own })).toMatchObject({ verdict: 'challenge', passwords: [own] })
  })

  test('those that are switched off are not asked', () => {
    expect(ask({ user: of(permission('off', { enabled: false })) })).toEqual({ verdict: 'allowed', because: [] })
  })
})

test.each([
  ['0X.', '01', false],
  ['0X.', '0123', true],
  ['NXX', '199', false],
  ['NXX', '299', true],
  ['ZX', '05', false],
  ['[13-5]0', '40', true],
  ['[13-5]0', '20', false],
  ['*21!', '*21', true],
  ['*21!', '*211000', true],
  ['*21', '2', false],
  ['+33X.', '+33123', true],
  ['112', '1123', false],
])('the pattern %s and the number %s match: %s', (pattern, number, expected) => {
  expect(matchesPattern(pattern, number)).toBe(expected)
})
