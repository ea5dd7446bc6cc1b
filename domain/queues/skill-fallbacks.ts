import { agents, type ConfiguredAgent } from '../agents/configured-agents.ts'
import { objectsOf, type Configuration } from '../configuration/configuration.ts'
import type { ObjectKind, OtherObjects } from '../configuration/kind.ts'
import { referencesIn } from '../configuration/references.ts'
import { callFilters } from '../routing/call-filters.ts'
import { extensions } from '../routing/dialplan/extensions.ts'
import { groups } from '../routing/groups.ts'
import { incalls } from '../routing/incalls.ts'
import { schedules } from '../routing/schedules/schedules.ts'
import { mainServerAmong, mediaServers } from '../sites/media-servers.ts'
import { users } from '../users/configured-users.ts'
import { queues, type ConfiguredQueue } from './configured-queues.ts'
import { skillFallback, type RuledCalls, type SkillFallback, type SkilledMember } from './skill-fallback.ts'
import { readSkillRule } from './skill-rule.ts'
import { skillRuleSets, type SkillRuleSet } from './skill-rule-sets.ts'
import { skillsOf } from './skills.ts'

/** Kinds whose objects send calls to queues by a destination. */
const senders: readonly ObjectKind[] = [queues, incalls, schedules, groups, users, callFilters, extensions]

/** What the fallbacks are made of. */
export const skillFallbackKinds: readonly Pick<ObjectKind, 'name'>[] = [...senders, agents, skillRuleSets, mediaServers]

type Objects = Pick<OtherObjects, 'all'>

/** By queue. Queues to which no destination sends calls with a rule set have none, nor has a site without a main server or with a patched one. */
export type SkillFallbacks = ReadonlyMap<string, SkillFallback>

export const skillFallbacksOf = (configuration: Configuration): SkillFallbacks =>
  skillFallbacksIn({ all: kind => objectsOf(configuration, kind) }, configuration.objects)

const known = new WeakMap<object, SkillFallbacks>()

/** @param of while it is the very same, so are the objects */
export function skillFallbacksIn(objects: Objects, of: object = objects): SkillFallbacks {
  const before = known.get(of)
  if (before) return before
  const fallbacks = fallbacksIn(objects)
  known.set(of, fallbacks)
  return fallbacks
}

function fallbacksIn(objects: Objects): SkillFallbacks {
  const main = mainServerAmong(objects.all(mediaServers))
  if (!main || main.value.patched) return new Map()
  const calls = ruledCalls(objects)
  if (calls.size === 0) return new Map()
  const known = new Map(objects.all(agents).map(({ key, value }) => [key, value]))
  return new Map(
    objects.all(queues).flatMap(({ key, value }) => {
      const own = calls.get(key)
      return own ? [[key, fallbackOf(value, own, membersOf(value, known))] as const] : []
    }),
  )
}

/** The name under which a member stands in a fallback. */
const fallbackMember = ({ agent, user }: Member): string => (agent === null ? `user ${user ?? ''}` : `agent ${agent}`)

/** Of a queue as it stands, the last one with what it was made of: nearly every change of a configuration touches none of it. */
const made = new WeakMap<ConfiguredQueue, { readonly of: string; readonly fallback: SkillFallback }>()

function fallbackOf(
  queue: ConfiguredQueue,
  calls: readonly RuledCalls[],
  members: readonly SkilledMember[],
): SkillFallback {
  const skilled = members.map(({ member, penalty, skills }) => [member, penalty, ...skills])
  const of = JSON.stringify([calls.map(({ call, rules }) => [call, rules]), skilled])
  const last = made.get(queue)
  if (last?.of === of) return last.fallback
  const fallback = skillFallback(calls, members)
  made.set(queue, { of, fallback })
  return fallback
}

type Member = ConfiguredQueue['members'][number]

/**
 * The penalty that the PBX is told of a member: where rule sets are mapped to penalties another one than the configured. Who is new since the
 * mapping is behind those whom rules mean.
 */
export function toldPenalty(fallbacks: SkillFallbacks, queue: string, member: Member): number {
  const fallback = fallbacks.get(queue)
  if (!fallback?.mapped) return member.penalty
  return fallback.penalties.get(fallbackMember(member)) ?? fallback.others + member.penalty
}

/** The section of queuerules.conf by which a call waits. Names of configured rules have no ~. */
export const fallbackRule = (queue: string, call: number, variant: number): string =>
  `skills~${queue}~${call}~${variant}`

/** Users have no skills: no rule means them. */
const membersOf = ({ members }: ConfiguredQueue, known: ReadonlyMap<string, ConfiguredAgent>): SkilledMember[] =>
  members
    .filter(({ enabled }) => enabled)
    .map(member => {
      const agent = member.agent === null ? undefined : known.get(member.agent)
      return { member: fallbackMember(member), penalty: member.penalty, skills: agent ? skillsOf(agent) : new Map() }
    })

interface ToQueue {
  readonly queue: string
  readonly skillRuleSet: string
  readonly skillVariables: readonly { readonly name: string; readonly value: string }[]
}

/** By queue, each once, in one order whatever the order of the objects. */
function ruledCalls(objects: Objects): ReadonlyMap<string, readonly RuledCalls[]> {
  const ruleSets = new Map(objects.all(skillRuleSets).map(({ key, value }) => [key, value]))
  if (ruleSets.size === 0) return new Map()
  const found = new Map<string, Map<string, RuledCalls>>()
  for (const kind of senders)
    for (const { value } of objects.all(kind)) {
      if (!referencesIn(kind, value).some(({ to }) => to === skillRuleSets.name)) continue
      for (const to of ruledDestinations(value)) {
        const ruleSet = ruleSets.get(to.skillRuleSet)
        if (!ruleSet) continue
        const ofQueue = found.get(to.queue) ?? new Map<string, RuledCalls>()
        found.set(to.queue, ofQueue)
        const call = skillCall(to)
        ofQueue.set(call, { call, rules: rulesOf(ruleSet), variables: variablesOf(to) })
      }
    }
  return new Map([...found].map(([queue, calls]) => [queue, [...calls.values()].sort(byCall)]))
}

/** As the channel carries it: `select_lang(lang=german)`. */
export const skillCall = ({ skillRuleSet, skillVariables }: Omit<ToQueue, 'queue'>): string => {
  const variables = skillVariables.map(({ name, value }) => `${name}=${value}`).join(',')
  return variables === '' ? skillRuleSet : `${skillRuleSet}(${variables})`
}

const variablesOf = ({ skillVariables }: ToQueue): ReadonlyMap<string, string> =>
  new Map(skillVariables.map(({ name, value }) => [name, value]))

const byCall = (a: RuledCalls, b: RuledCalls): number => (a.call < b.call ? -1 : 1)

const rulesOf = ({ rules }: SkillRuleSet): RuledCalls['rules'] =>
  rules.flatMap(text => {
    const read = readSkillRule(text)
    return read.ok ? [read.rule] : []
  })

/** Destinations stand at any depth: a schedule has one for each of its periods. */
function ruledDestinations(value: unknown): readonly ToQueue[] {
  if (typeof value !== 'object' || value === null) return []
  if (isRuled(value)) return [value]
  return Object.values(value).flatMap(ruledDestinations)
}

const isRuled = (value: object): value is ToQueue =>
  'skillRuleSet' in value && typeof value.skillRuleSet === 'string' && 'queue' in value
