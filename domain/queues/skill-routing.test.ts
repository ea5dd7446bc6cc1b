import { describe, expect, test } from 'vitest'
import { readSkillRule, type SkillRule } from './skill-rule.ts'
import { holdsForAgent, route, type RoutedAgent, type RoutedCall } from './skill-routing.ts'

const rule = (text: string): SkillRule => {
  const read = readSkillRule(text)
  if (!read.ok) throw new Error(`${text}: ${read.message}`)
  return read.rule
}
const call = (waitSeconds: number, more: Partial<RoutedCall> = {}): RoutedCall => ({
  waitSeconds,
  variables: new Map(),
  ringingUnder: null,
  ...more,
})
const agent = (name: string, skills: Record<string, number>, available = true): RoutedAgent => ({
  agent: name,
  skills: new Map(Object.entries(skills)),
  available,
})
const suits = (text: string, skills: Record<string, number>, variables: Record<string, string> = {}) =>
  holdsForAgent(rule(text), new Map(Object.entries(skills)), call(0, { variables: new Map(Object.entries(variables)) }))

describe('what a rule asks of an agent', () => {
  test.each([
    ['english > 50', { english: 51 }, true],
    ['english > 50', { english: 50 }, false],
    ['english < 50', { english: 49 }, true],
    ['english = 50', { english: 50 }, true],
    ['english ! 50', { english: 50 }, false],
    ['english', { english: 1 }, true],
    ['english', { english: 0 }, false],
    ['english', {}, false],
    ['english > 0 | english < 1', {}, false],
    ['english ! 5', {}, false],
    ['a | b & c', { a: 1 }, true],
    ['(a | b) & c', { a: 1 }, false],
    ['(a | b) & c', { b: 1, c: 1 }, true],
  ] as const)('%s of an agent with %o: %s', (text, skills, expected) => {
    expect(suits(text, skills)).toBe(expected)
  })

  test('a weight that the call says otherwise than in digits is none, and every comparison with it is false', () => {
    expect(suits('english ! $level', { english: 80 }, { level: '50' })).toBe(true)
    for (const level of ['high', '-1', '5e1', ''])
      expect(suits('english ! $level', { english: 80 }, { level })).toBe(false)
  })

  test('what stands behind a $ is what the call says; unsaid, it is undefined, and that is false', () => {
    expect(suits('$lang > 50', { german: 80 }, { lang: 'german' })).toBe(true)
    expect(suits('$lang > 50', { english: 80 }, { lang: 'german' })).toBe(false)
    expect(suits('$lang', { german: 80 })).toBe(false)
    expect(suits('german > $level', { german: 80 }, { level: '70' })).toBe(true)
    expect(suits('german > $level', { german: 80 }, { level: 'high' })).toBe(false)
  })
})

describe('two agents with english 75 and 25, rules `WT<60, english>50` and `english>0` (G-10, pbx-configuration §20)', () => {
  const rules = [rule('WT<60, english>50'), rule('english>0')]
  const a = (available: boolean) => agent('A', { english: 75 }, available)
  const b = (available: boolean) => agent('B', { english: 25 }, available)

  test('the first call goes to A, and stays on A even after 60 s unanswered', () => {
    expect(route(rules, call(0), [a(true), b(true)])).toEqual({ rule: 0, agents: ['A'] })
    expect(route(rules, call(65, { ringingUnder: 0 }), [a(true), b(true)])).toEqual({ rule: 0, agents: ['A'] })
  })

  test('the second call waits for A, and goes to B after 60 s', () => {
    expect(route(rules, call(10), [a(false), b(true)])).toEqual({ rule: 0, agents: [] })
    expect(route(rules, call(60), [a(false), b(true)])).toEqual({ rule: 1, agents: ['B'] })
  })

  test('with A logged out a call goes to B at once; with nobody it goes nowhere', () => {
    expect(route(rules, call(0), [b(true)])).toEqual({ rule: 1, agents: ['B'] })
    expect(route(rules, call(0), [])).toBeUndefined()
  })
})
