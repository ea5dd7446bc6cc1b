import { isWithin, type Acl } from '../access/acl.ts'
import { loginsOfProfiles } from '../access/logins-of-profiles.ts'
import type { Decision, Rejection } from '../kernel/decider.ts'
import { entityOf } from '../sites/owner.ts'
import { isObject } from './check-value.ts'
import { evolveAll, type Configuration, type ConfigurationEvent } from './configuration.ts'
import { decideChangeSet, type ChangeSet } from './decide.ts'
import type { ConfigurationRules } from './draft.ts'
import { entityView } from './entity-view.ts'
import { othersIn } from './whole-state.ts'

/** What holds back who decides, now or when what he has scheduled is due. */
interface Limits {
  readonly entities?: readonly string[]
  /** He has this access list, and lets nobody do more. */
  readonly acl?: Acl
}

/** Decides a change set of somebody who may be limited to entities, or by an access list. */
export function decideFor(
  changeSet: ChangeSet,
  before: Configuration,
  rules: ConfigurationRules,
  { entities, acl }: Limits,
): Decision<ConfigurationEvent> {
  if (entities) return decideWithin(changeSet, before, rules, entities)
  const decision = decideChangeSet(changeSet, before, rules)
  const isNarrowed = acl !== undefined && !isWithin(['#'], acl)
  const beyond = decision.accepted && isNarrowed ? loginsOfProfiles(decision.events, before) : []
  return beyond.length > 0 ? { accepted: false, rejections: beyond } : decision
}

/**
 * Decides a change set of somebody who is limited to entities (pbx-configuration §4.1). He changes objects of these only, refers to them and
 * to what belongs to all, and learns nothing of others: what they stand in the way of is refused without a word about them.
 */
export function decideWithin(
  changeSet: ChangeSet,
  before: Configuration,
  rules: ConfigurationRules,
  entities: readonly string[],
): Decision<ConfigurationEvent> {
  const asSeen = decideChangeSet(changeSet, entityView(before, entities, 'known', rules.kinds), rules)
  if (!asSeen.accepted || asSeen.events.length === 0) return asSeen
  const decision = decideChangeSet(changeSet, before, rules)
  if (!decision.accepted) return { accepted: false, rejections: decision.rejections.map(inTheWay) }
  if (reachesFurther(decision.events, asSeen.events)) return { accepted: false, rejections: [outOfSight] }
  const after = evolveAll(before, decision.events, rules.kinds)
  const rejections = [
    ...strangers(decision.events, before, after, rules, entities),
    ...applications(decision.events, before, after),
    ...loginsOfProfiles(decision.events, before),
  ]
  return rejections.length > 0 ? { accepted: false, rejections } : decision
}

/** It would be accepted if there were nothing but what he sees. */
export const inTheWay = ({ field }: Rejection): Rejection => ({
  field,
  rule: 'taken',
  message:
    'something that you may not see has this name or number already, or needs what would go: take another one, or ask who administers the site',
})

/** A command that stands for others comes to more than he sees, e.g. for an agent of his in queues that are not his. */
export function reachesFurther(events: readonly ConfigurationEvent[], asSeen: readonly ConfigurationEvent[]): boolean {
  const seen = new Set(asSeen.map(({ kind, key }) => `${kind}:${key}`))
  return events.some(({ kind, key }) => !seen.has(`${kind}:${key}`))
}

export const outOfSight: Rejection = {
  field: 'commands',
  rule: 'entity',
  message: 'it would change something that you may not see as well: ask who administers the site',
}

/** What is none of his, before or afterwards. */
function strangers(
  events: readonly ConfigurationEvent[],
  before: Configuration,
  after: Configuration,
  { kinds }: ConfigurationRules,
  entities: readonly string[],
): readonly Rejection[] {
  const own = entities.join(', ')
  const isStrange = (state: Configuration, kind: string, key: string): boolean => {
    const object = state.objects.get(kind)?.get(key)
    const owner = object && entityOf(kind, object.value, othersIn(state, kinds))
    return object !== undefined && !(owner && entities.includes(owner))
  }
  return touchedBy(events).flatMap(({ kind, key }) => {
    const is = { field: 'commands', rule: 'entity' }
    if (isStrange(before, kind, key))
      return [{ ...is, message: `${kind} ${key} is none of ${own}, and you are limited to what is` }]
    if (isStrange(after, kind, key))
      return [{ ...is, message: `${kind} ${key} would belong to none of ${own}: say its entity, or a context of it` }]
    return []
  })
}

/** An application of the dialplan can lead anywhere, also to what is not his (pbx-configuration §3: it takes a right of its own). */
function applications(
  events: readonly ConfigurationEvent[],
  before: Configuration,
  after: Configuration,
): readonly Rejection[] {
  return touchedBy(events).flatMap(({ kind, key }) => {
    const was = new Set(applicationsIn(before.objects.get(kind)?.get(key)?.value))
    const more = applicationsIn(after.objects.get(kind)?.get(key)?.value).filter(one => !was.has(one))
    return more.map(one => ({
      field: 'commands',
      rule: 'application',
      message: `${kind} ${key}: only who administers the whole site may have calls go to an application (${one})`,
    }))
  })
}

function applicationsIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(applicationsIn)
  if (!isObject(value)) return []
  return Object.entries(value).flatMap(([name, one]) =>
    name === 'application' && typeof one === 'string' ? [one] : applicationsIn(one),
  )
}

const touchedBy = (events: readonly ConfigurationEvent[]): readonly { kind: string; key: string }[] => [
  ...new Map(events.map(({ kind, key }) => [`${kind}:${key}`, { kind, key }])).values(),
]
