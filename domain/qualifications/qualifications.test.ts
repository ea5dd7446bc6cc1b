import { describe, expect, test } from 'vitest'
import { initialConfiguration } from '../configuration/configuration.ts'
import { kinds } from '../configuration/kinds.ts'
import { after, when } from '../configuration/testing/given.ts'

const support = {
  defineQualification: {
    name: 'support',
    displayName: 'Support',
    subQualifications: [
      { name: 'technical', displayName: 'Technical' },
      { name: 'general', displayName: 'General' },
    ],
  },
}
const before = after(initialConfiguration(kinds), support)

describe('a qualification', () => {
  test('is defined with its sub-qualifications, and repeated changes nothing', () => {
    expect(when(initialConfiguration(kinds), support)).toEqual({ events: ['QualificationDefined support'] })
    expect(when(before, support)).toEqual({ events: [] })
  })

  test('gets sub-qualifications one by one, each under a name of its own', () => {
    const billing = { qualification: 'support', name: 'billing', displayName: 'Billing' }
    expect(when(before, { addQualificationSubQualification: billing })).toEqual({
      events: ['QualificationSubQualificationAdded support'],
    })
    expect(
      when(before, { addQualificationSubQualification: { ...billing, name: 'technical', displayName: 'Other' } }),
    ).toEqual({ rejections: ['commands[0].addQualificationSubQualification.name taken'] })
  })

  test('is not removed while queues offer it', () => {
    const offered = after(before, {
      defineQueue: { name: 'sales', displayName: 'Sales', qualifications: ['support'] },
    })
    expect(when(offered, { removeQualification: { name: 'support' } })).toEqual({
      rejections: ['commands[0].removeQualification inUse'],
    })
  })
})
