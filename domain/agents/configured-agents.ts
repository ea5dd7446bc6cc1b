import { digits, slug } from '../configuration/formats.ts'
import { objectKind, type ObjectOf, type OtherObjects } from '../configuration/kind.ts'
import { choice, group, initially, integer, list, optional, reference, secret, text } from '../configuration/shape.ts'
import type { Rejection } from '../kernel/decider.ts'
import { preprocessSubroutine } from '../routing/dialplan/destination.ts'

/** pbx-configuration §3. */
export const languages = ['de_DE', 'en_US', 'es_ES', 'fr_FR', 'fr_CA'] as const

/** pbx-configuration §7.1. An agent logs in on any line; his queues are the queues' members. */
export const agents = objectKind({
  name: 'agent',
  description: 'A person who takes calls of queues, on whatever line he logs in.',
  key: ['number'],
  fields: {
    number: text('What he logs in with: one in the whole site.', { max: 40, format: digits }),
    firstName: text('First name.', { max: 128 }),
    lastName: optional(text('Last name.', { max: 128 })),
    group: initially(reference('The group that he belongs to: exactly one.', 'agentGroup'), 'default'),
    context: reference('Context of the lines that he logs in on; counts from the next login.', 'context'),
    password: optional(secret('Digits that he keys in to log in.', digits)),
    language: optional(choice('Language of his prompts.', 'PromptLanguage', languages)),
    preprocessSubroutine,
    skills: list(
      group('How well he can do what.', 'AgentSkill', {
        skill: reference('The skill.', 'skill'),
        weight: integer('How well: usually 0 to 100.', [0, 1000]),
      }),
    ),
    description: optional(text('For people.', { max: 1000 })),
  },
  items: { skills: { noun: 'Skill', key: ['skill'] } },
  /** The PBX would go on to ring him, and his session would be nobody's. */
  checkRemoval: ({ number }, { loggedInAgents }): readonly Rejection[] =>
    loggedInAgents.has(number)
      ? [{ field: 'number', rule: 'loggedIn', message: `agent ${number} is logged in: log him out first` }]
      : [],
})

export type ConfiguredAgent = ObjectOf<typeof agents>

/** What rights and lists of the original hold (pbx-configuration §7.1); `default` is one of them. */
const mostGroups = 120

/** pbx-configuration §7.1. */
export const agentGroups = objectKind({
  name: 'agentGroup',
  description: 'A team: agents are grouped by it in figures and rights.',
  key: ['name'],
  fields: {
    name: text('Short name.', { max: 128, format: slug }),
    displayName: text('Name for people.', { max: 128 }),
    description: optional(text('For people.', { max: 1000 })),
  },
  builtIn: [{ name: 'default', displayName: 'Default' }],
  check: (_, others: OtherObjects): readonly Rejection[] =>
    others.all(agentGroups).length <= mostGroups
      ? []
      : [{ field: 'name', rule: 'most', message: `there are ${mostGroups} agent groups already, and no more can be` }],
})
