import { expect, test } from 'vitest'
import { after, given, when } from '../configuration/testing/given.ts'

const groups = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ defineAgentGroup: { name: `g${i}`, displayName: `Group ${i}` } }))
const one = { defineAgentGroup: { name: 'more', displayName: 'More' } }

test('there are 120 agent groups at most, the one that is always there among them', () => {
  const full = after(given(), ...groups(119))
  expect(when(full, one)).toEqual({ rejections: ['commands[0].defineAgentGroup.name most'] })
  expect(when(full, { removeAgentGroup: { name: 'g0' } }, one)).toEqual({
    events: ['AgentGroupRemoved g0', 'AgentGroupDefined more'],
  })
  expect(when(full, { changeAgentGroup: { name: 'g0', displayName: 'First' } })).toEqual({
    events: ['AgentGroupChanged g0: displayName Group 0 > First'],
  })
})
