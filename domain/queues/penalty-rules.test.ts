import { describe, expect, test } from 'vitest'
import { initialConfiguration } from '../configuration/configuration.ts'
import { kinds } from '../configuration/kinds.ts'
import { after, when } from '../configuration/testing/given.ts'

const empty = initialConfiguration(kinds)
const rule = (...steps: object[]) => ({ definePenaltyRule: { name: 'widen', steps } })

describe('a penalty rule', () => {
  test('raises and lowers the limits while a call waits; repeated it changes nothing', () => {
    const widen = rule({ seconds: 30, maximum: '+2' }, { seconds: 60, maximum: '10', minimum: '-1' })
    expect(when(empty, widen)).toEqual({ events: ['PenaltyRuleDefined widen'] })
    expect(when(after(empty, widen), widen)).toEqual({ events: [] })
  })

  test('has one step at a time, added and taken away one by one', () => {
    const before = after(empty, rule({ seconds: 30, maximum: '+2' }))
    expect(when(empty, rule({ seconds: 30, maximum: '+2' }, { seconds: 30, minimum: '1' }))).toEqual({
      rejections: ['commands[0].definePenaltyRule.steps[1] unique'],
    })
    expect(when(before, { addPenaltyRuleStep: { penaltyRule: 'widen', seconds: 60, maximum: '9' } })).toEqual({
      events: ['PenaltyRuleStepAdded widen'],
    })
    expect(when(before, { removePenaltyRuleStep: { penaltyRule: 'widen', seconds: 30 } })).toEqual({
      events: ['PenaltyRuleStepRemoved widen'],
    })
  })

  test('changes something at each step, by a number or a change', () => {
    expect(when(empty, rule({ seconds: 30 }))).toEqual({ rejections: ['commands[0].definePenaltyRule.steps[0] oneOf'] })
    expect(when(empty, rule({ seconds: 30, maximum: '*2' }))).toEqual({
      rejections: ['commands[0].definePenaltyRule.steps[0].maximum penaltyChange'],
    })
    expect(when(empty, { definePenaltyRule: { name: 'general' } })).toEqual({
      rejections: ['commands[0].definePenaltyRule.name reserved'],
    })
  })

  test('is not removed while a queue goes by it', () => {
    const before = after(empty, rule(), {
      defineQueue: { name: 'sales', displayName: 'Sales', penaltyRule: 'widen' },
    })
    expect(when(before, { removePenaltyRule: { name: 'widen' } })).toEqual({
      rejections: ['commands[0].removePenaltyRule inUse'],
    })
  })
})
