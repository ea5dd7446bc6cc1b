import { oneOrder } from './one-order.ts'
import type { Condition, SkillRule } from './skill-rule.ts'
import { holdsForAgent, holdsForCall } from './skill-routing.ts'

/** Calls that ask for agents by a rule set, with what its $variables stand for. */
export interface RuledCalls {
  /** As XIVO_QUEUESKILLRULESET names them: `select_lang(lang=german)`. */
  readonly call: string
  readonly rules: readonly SkillRule[]
  readonly variables: ReadonlyMap<string, string>
}

export interface SkilledMember {
  readonly member: string
  readonly skills: ReadonlyMap<string, number>
  /** As it is configured in the queue. */
  readonly penalty: number
}

/** From when on which penalties are rung, both ends included. The first one is of 0 seconds. */
export interface PenaltyWindow {
  readonly fromSeconds: number
  readonly minimum: number
  readonly maximum: number
}

/** What becomes of a rule set on an Asterisk that knows no skills. */
export interface FallbackCalls {
  readonly call: string
  /**
   * One that fits is taken when a call enters: the first in whose first window somebody is logged in, else the first. A later one is
   * for when nobody is whom the rules before mean.
   */
  readonly variants: readonly (readonly PenaltyWindow[])[]
}

/** What the mapping does not keep; docs/explanation/skills.md explains each. */
export type FallbackLoss = 'noOrder' | 'loggedIn' | 'ringing' | 'preference'

export type SkillFallback =
  | {
      readonly mapped: true
      /** By member: his penalty in the queue. */
      readonly penalties: ReadonlyMap<string, number>
      /** From this penalty on nobody is whom any rule means. */
      readonly others: number
      readonly calls: readonly FallbackCalls[]
      readonly losses: ReadonlySet<FallbackLoss>
    }
  /** Calls of this queue go by no skills at all. */
  | { readonly mapped: false; readonly losses: ReadonlySet<FallbackLoss> }

/** From when on whom a call is for. */
interface Stage {
  readonly fromSeconds: number
  readonly suited: readonly SkilledMember[]
}

/**
 * Rule sets by means of what stock Asterisk has (pbx-configuration §7.8): members with the same rules get the same penalty, and a call
 * looks at a range of penalties that changes with its wait. The penalties of a queue are one order for all its calls, so all of its rule
 * sets are mapped together or not at all.
 */
export function skillFallback(calls: readonly RuledCalls[], members: readonly SkilledMember[]): SkillFallback {
  const plans = calls.map(one => planOf(one, members))
  const stages = plans.flatMap(({ variants }) => variants.flat())
  const ranked = ranksOf(members, stages)
  if (!ranked) return { mapped: false, losses: new Set(['noOrder']) }
  const { ranks, last } = ranked
  const perRank = 1 + Math.max(0, ...members.map(({ penalty }) => penalty))
  const rankOf = (member: SkilledMember): number => ranks.get(member) ?? 0

  const window = ({ fromSeconds, suited }: Stage): PenaltyWindow => {
    // Behind everybody, also behind those whom no rule means.
    const among = suited.length > 0 ? suited.map(rankOf) : [members.length + 1]
    const [first, last] = [Math.min(...among), Math.max(...among)]
    return { fromSeconds, minimum: first * perRank, maximum: last * perRank + perRank - 1 }
  }
  return {
    mapped: true,
    penalties: new Map(members.map(each => [each.member, rankOf(each) * perRank + each.penalty])),
    calls: plans.map(({ call, variants }) => ({ call, variants: variants.map(stages => stages.map(window)) })),
    others: last * perRank,
    losses: lossesOf(plans, rankOf),
  }
}

interface Plan {
  readonly call: string
  /** How many rules some member satisfies. */
  readonly usable: number
  readonly variants: readonly (readonly Stage[])[]
}

function lossesOf(plans: readonly Plan[], rankOf: (member: SkilledMember) => number): ReadonlySet<FallbackLoss> {
  const losses = new Set<FallbackLoss>()
  for (const { usable, variants } of plans) {
    const stages = variants.flat()
    if (usable > 1) losses.add('loggedIn')
    if (variants.some(some => some.length > 1)) losses.add('ringing')
    if (stages.some(({ suited }) => new Set(suited.map(rankOf)).size > 1)) losses.add('preference')
  }
  return losses
}

/**
 * The stages of a call, and those without the rules by which it would begin: for when nobody whom these mean is logged in. A rule that no
 * member satisfies is passed over in any case.
 */
function planOf(call: RuledCalls, members: readonly SkilledMember[]): Plan {
  const suited = new Map(call.rules.map(rule => [rule, members.filter(each => satisfies(rule, each, call))]))
  const usable = call.rules.filter(rule => suited.get(rule)?.length !== 0)
  let rules = usable
  const variants: (readonly Stage[])[] = []
  do {
    const first = rules.find(rule => holdsAt(rule, 0, call))
    variants.push(stagesOf(rules, suited, call))
    if (!first) break
    rules = rules.filter(rule => rule !== first)
  } while (rules.some(rule => holdsAt(rule, 0, call)))
  return { call: call.call, usable: usable.length, variants }
}

function stagesOf(
  rules: readonly SkillRule[],
  suited: ReadonlyMap<SkillRule, readonly SkilledMember[]>,
  call: RuledCalls,
): readonly Stage[] {
  const stages: Stage[] = []
  for (const fromSeconds of instantsOf(rules)) {
    const rule = rules.find(one => holdsAt(one, fromSeconds, call))
    const now = (rule && suited.get(rule)) ?? []
    if (!isSame(stages.at(-1)?.suited, now)) stages.push({ fromSeconds, suited: now })
  }
  return stages
}

const isSame = (some: readonly SkilledMember[] | undefined, others: readonly SkilledMember[]): boolean =>
  some?.length === others.length && some.every((one, i) => one === others[i])

const routed = ({ variables }: RuledCalls, waitSeconds: number) => ({ waitSeconds, variables, ringingUnder: null })

const satisfies = (rule: SkillRule, { skills }: SkilledMember, call: RuledCalls): boolean =>
  holdsForAgent(rule, skills, routed(call, 0))

const holdsAt = (rule: SkillRule, seconds: number, call: RuledCalls): boolean =>
  holdsForCall(rule, routed(call, seconds))

/** Whole seconds of the wait at which a rule may begin or cease to hold: a comparison with n tells n - 1, n and n + 1 apart. */
function instantsOf(rules: readonly SkillRule[]): readonly number[] {
  const found = new Set([0])
  const look = (condition: Condition): void => {
    if ('all' in condition) condition.all.forEach(look)
    else if ('any' in condition) condition.any.forEach(look)
    else if ('number' in condition.value) found.add(condition.value.number).add(condition.value.number + 1)
  }
  for (const { call } of rules) if (call) look(call)
  return [...found].sort((a, b) => a - b)
}

/** Who is meant at the very same stages has one rank; whom none means, the last. Undefined: a range of ranks is not enough for some stage. */
function ranksOf(
  members: readonly SkilledMember[],
  stages: readonly Stage[],
): { readonly ranks: ReadonlyMap<SkilledMember, number>; readonly last: number } | undefined {
  const among = stages.map(({ suited }) => new Set(suited))
  const alike = new Map<string, SkilledMember[]>()
  for (const member of members) {
    const signature = among.flatMap((set, stage) => (set.has(member) ? [stage] : [])).join(' ')
    const known = alike.get(signature)
    if (known) known.push(member)
    else alike.set(signature, [member])
  }
  const meant = [...alike].filter(([signature]) => signature !== '').sort(([a], [b]) => byFirstStage(a, b))
  const sets = among.map(set => new Set(meant.flatMap(([, [one]], place) => (one && set.has(one) ? [place] : []))))
  const order = oneOrder(meant.length, sets)
  if (!order) return undefined
  const ranks = new Map(members.map(member => [member, meant.length]))
  order.forEach((place, rank) => meant[place]?.[1].forEach(member => ranks.set(member, rank)))
  return { ranks, last: meant.length }
}

/** Whoever is meant sooner comes first; of those, whoever is meant for longer later comes last. */
function byFirstStage(one: string, other: string): number {
  const [a, b] = [one.split(' ').map(Number), other.split(' ').map(Number)]
  return (a[0] ?? 0) - (b[0] ?? 0) || (a.at(-1) ?? 0) - (b.at(-1) ?? 0)
}
