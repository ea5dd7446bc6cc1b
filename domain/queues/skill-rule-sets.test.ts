import { describe, expect, test } from 'vitest'
import { after, given, when } from '../configuration/testing/given.ts'
import { readSkillRule, skillsIn } from './skill-rule.ts'

const english = { defineSkill: { name: 'english', category: 'languages' } }
const base = given(english)
const ruleSet = (...rules: string[]) => ({ defineSkillRuleSet: { name: 'tech', rules } })

describe('a skill', () => {
  test('is defined in lower case, and repeated changes nothing', () => {
    expect(when(base, english)).toEqual({ events: [] })
    expect(when(base, { defineSkill: { name: 'English' } })).toEqual({
      rejections: ['commands[0].defineSkill.name skillName'],
    })
  })

  test('is none of those that every agent has by himself', () => {
    for (const name of ['genagent', 'agent_19', 'agent_no_2500'])
      expect(when(base, { defineSkill: { name } })).toEqual({ rejections: ['commands[0].defineSkill.name reserved'] })
  })

  test('is not removed while a rule or an agent names it', () => {
    const ruled = after(base, ruleSet('WT < 60, english > 50', 'english'))
    expect(when(ruled, { removeSkill: { name: 'english' } })).toEqual({
      rejections: ['commands[0].removeSkill inUse'],
    })
    const able = after(
      base,
      { defineContext: { name: 'default', displayName: 'Default' } },
      {
        defineAgent: {
          number: '8001',
          firstName: 'Ann',
          context: 'default',
          skills: [{ skill: 'english', weight: 75 }],
        },
      },
    )
    expect(when(able, { removeSkill: { name: 'english' } })).toEqual({ rejections: ['commands[0].removeSkill inUse'] })
  })
})

describe('a skill rule set', () => {
  test('is defined with rules over skills that exist, and repeated changes nothing', () => {
    const rules = ruleSet('WT < 60, english > 50 & (genagent | $lang)', 'english')
    expect(when(base, rules)).toEqual({ events: ['SkillRuleSetDefined tech'] })
    expect(when(after(base, rules), rules)).toEqual({ events: [] })
  })

  test('names a skill that does not exist only by mistake', () => {
    expect(when(base, ruleSet('english', 'german > 5'))).toEqual({
      rejections: ['commands[0].defineSkillRuleSet.rules[1] exists'],
    })
  })

  test('with a rule that cannot be read is refused', () => {
    expect(when(base, ruleSet('english', 'english >'))).toEqual({
      rejections: ['commands[0].defineSkillRuleSet.rules[1] skillRule'],
    })
  })
})

describe('a rule', () => {
  test('is read with & closer than |', () => {
    expect(readSkillRule('a | b & c > 5')).toEqual({
      ok: true,
      rule: {
        call: null,
        agent: {
          any: [
            { of: { name: 'skill', skill: 'a' }, is: '!', value: { number: 0 } },
            {
              all: [
                { of: { name: 'skill', skill: 'b' }, is: '!', value: { number: 0 } },
                { of: { name: 'skill', skill: 'c' }, is: '>', value: { number: 5 } },
              ],
            },
          ],
        },
      },
    })
  })

  test('names skills, each once', () => {
    const read = readSkillRule('WT > 5, english > 5 & english < 50 | $lang & french')
    expect(read.ok && skillsIn(read.rule)).toEqual(['english', 'french'])
  })

  test.each([
    ['', 0, 'a skill in lower case or a $variable is expected, not the end'],
    ['english >', 9, 'an integer is expected, not the end'],
    ['english > many', 10, 'an integer is expected, not many'],
    ['english & ', 10, 'a skill in lower case or a $variable is expected, not the end'],
    ['English', 0, 'a skill in lower case or a $variable is expected, not English'],
    ['5 < english', 0, 'a skill in lower case or a $variable is expected, not 5'],
    ['(english', 8, 'a ) is missing'],
    ['english french', 8, 'french stands where &, | or the end is expected'],
    ['english; exec', 7, '; stands where &, | or the end is expected'],
    ['EWT < 5, english', 0, 'EWT never worked in any PBX; use WT, the seconds that the call has waited'],
    ['english, french', 0, 'before the comma only WT can be asked, not english'],
    ['WT < 5', 0, 'WT stands before a comma: WT < 60, english > 50'],
    ['WT < $x, english', 5, 'an integer is expected, not $x'],
    ['WT < 5, english, french', 15, ', stands where &, | or the end is expected'],
  ])('%s is refused, and says where and why', (text, at, message) => {
    expect(readSkillRule(text)).toEqual({ ok: false, at, message })
  })
})
