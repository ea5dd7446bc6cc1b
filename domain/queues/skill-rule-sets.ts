import { slug } from '../configuration/formats.ts'
import { objectKind, type ObjectOf, type ObjectReference } from '../configuration/kind.ts'
import { list, optional, text } from '../configuration/shape.ts'
import type { Rejection } from '../kernel/decider.ts'
import { readSkillRule, skillsIn } from './skill-rule.ts'
import { isAutomaticSkill } from './skills.ts'

/** pbx-configuration §7.8. Which rule a call goes by: skill-routing.ts. */
export const skillRuleSets = objectKind({
  name: 'skillRuleSet',
  description:
    'Rules by which a call finds agents who can do what it needs. A patched PBX follows them; on another one they become penalties, with losses that warnings name.',
  key: ['name'],
  fields: {
    name: text('Name: a section of queueskillrules.conf.', { max: 80, format: slug }),
    rules: list(
      text(
        'Rules in the order in which they are tried, e.g. `WT < 60, english > 50 & genagent`: before the comma what is asked of the wait (WT, in seconds), behind it what of the agent; ! is not equal, $lang is replaced by what the call says.',
        { max: 512 },
      ),
      { max: 100 },
    ),
    description: optional(text('For people.', { max: 1000 })),
  },
  namedIn: ({ rules }): readonly ObjectReference[] =>
    rules.flatMap((rule, i) => {
      const read = readSkillRule(rule)
      const named = read.ok ? skillsIn(read.rule) : []
      return named.filter(key => !isAutomaticSkill(key)).map(key => ({ to: 'skill', key, field: `rules[${i}]` }))
    }),
  check: ({ rules }): readonly Rejection[] =>
    rules.flatMap((rule, i) => {
      const read = readSkillRule(rule)
      if (read.ok) return []
      return [
        { field: `rules[${i}]`, rule: 'skillRule', message: `${rule}: character ${read.at + 1}: ${read.message}` },
      ]
    }),
})

export type SkillRuleSet = ObjectOf<typeof skillRuleSets>
