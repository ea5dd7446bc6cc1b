import { callbackLists } from '../callbacks/callback-lists.ts'
import { evolveAll, objectOf, type Configuration, type ConfigurationEvent } from '../configuration/configuration.ts'
import { decideChangeSet, type ChangeSet } from '../configuration/decide.ts'
import { inTheWay, outOfSight, reachesFurther } from '../configuration/decide-within.ts'
import { partOf } from '../configuration/part-of.ts'
import type { ConfigurationRules } from '../configuration/draft.ts'
import { agentGroups } from '../agents/configured-agents.ts'
import { queues } from '../queues/configured-queues.ts'
import { incalls } from '../routing/incalls.ts'
import type { Decision, Rejection } from '../kernel/decider.ts'
import type { Grant, GrantedScope } from './identity.ts'
import type { Action } from './rights.ts'
import { rightsProfiles, type RightsProfile } from './rights-profiles.ts'
import { isGranted } from './visible.ts'

/** Commands that supervisors send too, with the right that they take. */
export const supervisedCommands: ReadonlyMap<string, Action> = new Map([
  ...['grantProfile', 'updateProfileScope', 'revokeProfile'].map(name => [name, 'grantProfiles'] as const),
  ...['define', 'change', 'remove'].map(verb => [`${verb}CallbackList`, 'manageCallbackLists'] as const),
])

export const supervisedKinds: ReadonlySet<string> = new Set([callbackLists.name, rightsProfiles.name])

/** What a supervisor may change of the configuration of a site. */
export interface Supervisor {
  readonly site: string
  readonly scope: GrantedScope
}

/**
 * Decides a change set of a supervisor (contact-center §17): callback lists of own queues, and the profile teacher on a subset of what is
 * his own. What is there already he changes and takes away under the same condition. Of what is not his he learns no more than that a name is taken.
 */
export function decideSupervised(
  changeSet: ChangeSet,
  before: Configuration,
  rules: ConfigurationRules,
  supervisor: Supervisor,
): Decision<ConfigurationEvent> {
  const asSeen = decideChangeSet(changeSet, ownView(before, supervisor), rules)
  if (!asSeen.accepted || asSeen.events.length === 0) return asSeen
  const decision = decideChangeSet(changeSet, before, rules)
  if (!decision.accepted) return { accepted: false, rejections: decision.rejections.map(inTheWay) }
  if (reachesFurther(decision.events, asSeen.events)) return { accepted: false, rejections: [outOfSight] }
  const after = evolveAll(before, decision.events, rules.kinds)
  const touched = new Map(decision.events.map(event => [`${event.kind}:${event.key}`, event]))
  const rejections = [...touched.values()].flatMap(({ kind, key }) => {
    const reason = whyNotIn(before, kind, key, supervisor) ?? whyNotIn(after, kind, key, supervisor)
    return reason === undefined ? [] : [{ field: 'commands', rule: 'supervisor', message: reason } satisfies Rejection]
  })
  return rejections.length > 0 ? { accepted: false, rejections } : decision
}

/** The configuration as he knows it: what he may name in a callback list or a profile, without what is not his. */
function ownView(whole: Configuration, supervisor: Supervisor): Configuration {
  const { site, scope } = supervisor
  const seen: Readonly<Record<string, (key: string) => boolean>> = {
    [queues.name]: key => isOwnQueue(supervisor, key),
    [agentGroups.name]: key => isGranted(groupsOf(scope), { site, name: key }),
    [incalls.name]: key => isGranted(scope.incalls ?? [], { site, name: key }),
    [callbackLists.name]: key => whyNotIn(whole, callbackLists.name, key, supervisor) === undefined,
    [rightsProfiles.name]: key => whyNotIn(whole, rightsProfiles.name, key, supervisor) === undefined,
  }
  return partOf(whole, (kind, key) => seen[kind]?.(key) ?? true)
}

/** @returns why the object as it stands there is none of his; undefined: it is his, or is not there */
function whyNotIn(state: Configuration, kind: string, key: string, supervisor: Supervisor): string | undefined {
  if (kind === callbackLists.name) {
    const queue = objectOf(state, callbackLists, key)?.value.queue
    return queue === undefined || isOwnQueue(supervisor, queue)
      ? undefined
      : `callback list ${key} is of a queue that is not yours: ask an administrator`
  }
  if (kind !== rightsProfiles.name) return `a supervisor changes no ${kind}: ask an administrator`
  const profile = objectOf(state, rightsProfiles, key)?.value
  if (!profile || isOwnTeacher(profile, supervisor)) return undefined
  if (supervisor.scope.recordings === false)
    return 'teachers see what was recorded: that takes a profile with recordingAccess, ask an administrator'
  return profile.type === 'teacher'
    ? 'a supervisor grants and takes away what is his own: name queues, agentGroups and incalls that you see yourself'
    : 'a supervisor grants and takes away the profile teacher only: ask an administrator'
}

/** Whether the profile is one that he may give and take: that of a teacher, who sees what was recorded, and no more than he does. */
export const isOwnTeacher = (profile: RightsProfile, { site, scope }: Supervisor): boolean =>
  profile.type === 'teacher' &&
  scope.recordings !== false &&
  profile.queues.every(queue => isOwnQueue({ site, scope }, queue)) &&
  profile.agentGroups.every(group => isGranted(groupsOf(scope), { site, name: group })) &&
  profile.incalls.every(incall => isGranted(scope.incalls ?? [], { site, name: incall }))

const isOwnQueue = ({ site, scope }: Supervisor, name: string): boolean => isGranted(scope.queues ?? [], { site, name })

/** Whole groups: who sees every agent of the site sees each of its groups, now and later. */
const groupsOf = ({ agents, agentGroups }: GrantedScope): Grant =>
  agents === 'all' ? 'all' : [...(agentGroups ?? []), ...(agents ?? []).filter(entry => entry.endsWith('/*'))]
