import type { Condition, SkillRule, Subject, Value } from './skill-rule.ts'

/** Weights by skill. */
type Skills = ReadonlyMap<string, number>

/** A call that waits, as the rules look at it. */
export interface RoutedCall {
  readonly waitSeconds: number
  /** What the rules' $variables stand for, e.g. `lang` for `german`. */
  readonly variables: ReadonlyMap<string, string>
  /** The rule under which agents are being rung for it now; null: it only waits. */
  readonly ringingUnder: number | null
}

/** An agent who is logged in to the queue. */
export interface RoutedAgent {
  readonly agent: string
  readonly skills: Skills
  readonly available: boolean
}

interface RoutedTo {
  /** Place of the rule in the set. */
  readonly rule: number
  /** Who can take the call now; nobody: it waits for one of those whom the rule means. */
  readonly agents: readonly string[]
}

/**
 * The rule that a call goes by and who can take it. A rule that no logged-in agent satisfies is passed over at once. While agents are
 * being rung under a rule, no later one is tried, even after its time (pbx-configuration §7.8).
 */
export function route(
  rules: readonly SkillRule[],
  call: RoutedCall,
  agents: readonly RoutedAgent[],
): RoutedTo | undefined {
  for (const [place, rule] of rules.entries()) {
    const suited = agents.filter(({ skills }) => holdsForAgent(rule, skills, call))
    if (suited.length === 0) continue
    if (place === call.ringingUnder || holdsForCall(rule, call))
      return { rule: place, agents: suited.filter(({ available }) => available).map(({ agent }) => agent) }
  }
  return undefined
}

/** Whether the part of a rule that asks for the wait holds. */
export const holdsForCall = ({ call: condition }: SkillRule, call: RoutedCall): boolean =>
  condition === null || holds(condition, noSkills, call)

export const holdsForAgent = ({ agent: condition }: SkillRule, skills: Skills, call: RoutedCall): boolean =>
  holds(condition, skills, call)

const noSkills: Skills = new Map()

function holds(condition: Condition, skills: Skills, call: RoutedCall): boolean {
  if ('all' in condition) return condition.all.every(one => holds(one, skills, call))
  if ('any' in condition) return condition.any.some(one => holds(one, skills, call))
  const left = weightOf(condition.of, skills, call)
  const right = numberOf(condition.value, call)
  // A skill that the agent lacks is undefined, and every comparison with it is false: `english < 1` too.
  if (left === undefined || right === undefined) return false
  return compared[condition.is](left, right)
}

const compared = {
  '!': (a: number, b: number) => a !== b,
  '=': (a: number, b: number) => a === b,
  '>': (a: number, b: number) => a > b,
  '<': (a: number, b: number) => a < b,
} as const

function weightOf(subject: Subject, skills: Skills, call: RoutedCall): number | undefined {
  switch (subject.name) {
    case 'waitSeconds':
      return call.waitSeconds
    case 'skill':
      return skills.get(subject.skill)
    case 'meta': {
      const skill = call.variables.get(subject.meta)
      return skill === undefined ? undefined : skills.get(skill)
    }
  }
}

function numberOf(value: Value, call: RoutedCall): number | undefined {
  if ('number' in value) return value.number
  const said = call.variables.get(value.meta)
  return said !== undefined && /^[0-9]+$/.test(said) ? Number(said) : undefined
}
