import { objectKind } from '../configuration/kind.ts'
import { optional, text, type TextFormat } from '../configuration/shape.ts'
import type { Rejection } from '../kernel/decider.ts'

/** A skill is a variable of the rules: nothing else can be written there. */
const skillName: TextFormat = {
  rule: 'skillName',
  pattern: /^[a-z][a-z0-9_]*$/,
  means: 'lower-case letters, digits and _, starting with a letter',
}

/** Skills that every agent has by himself, with a weight of 100 (pbx-configuration §7.8). */
export const isAutomaticSkill = (name: string): boolean => /^(?:genagent|agent_(?:no_)?[0-9]+)$/.test(name)

interface SkilledAgent {
  readonly number: string
  readonly skills: readonly { readonly skill: string; readonly weight: number }[]
}

/** Weights by skill: those that every agent has by himself first, then his own by name. */
export const skillsOf = ({ number, skills }: SkilledAgent): ReadonlyMap<string, number> =>
  new Map([
    ['genagent', 100],
    [`agent_${number}`, 100],
    [`agent_no_${number}`, 100],
    ...[...skills].sort(bySkill).map(({ skill, weight }) => [skill, weight] as const),
  ])

const bySkill = (a: { readonly skill: string }, b: { readonly skill: string }) => (a.skill < b.skill ? -1 : 1)

/** pbx-configuration §7.8. */
export const skills = objectKind({
  name: 'skill',
  description: 'Something that agents can do, each with a weight; rules of calls ask for it.',
  key: ['name'],
  fields: {
    name: text('Name in rules: one over all categories.', { max: 64, format: skillName }),
    category: optional(text('What it is one of, e.g. languages.', { max: 128 })),
    shortName: optional(text('At most 5 characters, for narrow columns.', { max: 5 })),
    description: optional(text('For people.', { max: 1000 })),
  },
  check: ({ name }): readonly Rejection[] =>
    isAutomaticSkill(name)
      ? [
          {
            field: 'name',
            rule: 'reserved',
            message: `every agent has the skill ${name} by himself; take another name`,
          },
        ]
      : [],
})
