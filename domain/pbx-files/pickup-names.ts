import { objectOf, objectsOf, type Configuration } from '../configuration/configuration.ts'
import { queues } from '../queues/configured-queues.ts'
import { groups } from '../routing/groups.ts'
import { pickupGroups, type PickupGroup } from '../routing/pickup-groups.ts'
import { users } from '../users/configured-users.ts'

/** By user: the pickup groups in which he is one of either side, comma between them (pbx-configuration §8.2). */
interface PickupNames {
  readonly intercepted: ReadonlyMap<string, string>
  readonly interceptors: ReadonlyMap<string, string>
}

/** Groups and queues stand for the users who are members of them; groups that are switched off count for nothing. */
export function pickupNames(configuration: Configuration): PickupNames {
  const active = objectsOf(configuration, pickupGroups).filter(({ value }) => value.enabled)
  if (active.length === 0) return { intercepted: new Map(), interceptors: new Map() }
  const usersOf = partiesIn(configuration)
  const named = (side: 'intercepted' | 'interceptors'): ReadonlyMap<string, string> => {
    const names = new Map<string, string>()
    for (const { key, value } of active)
      for (const user of new Set(value[side].flatMap(usersOf))) {
        const before = names.get(user)
        names.set(user, before === undefined ? key : `${before},${key}`)
      }
    return names
  }
  return { intercepted: named('intercepted'), interceptors: named('interceptors') }
}

/** Two that are equal have the same text. */
export const textOf = ({ intercepted, interceptors }: PickupNames): string =>
  JSON.stringify([[...intercepted], [...interceptors]])

type Party = PickupGroup['intercepted'][number]

/** The users that an entry means: himself, the members of a group, the user members of a queue and the users who are its agents. */
function partiesIn(configuration: Configuration): (party: Party) => readonly string[] {
  const userOfAgent = new Map(objectsOf(configuration, users).flatMap(({ key, value }) => agentEntry(key, value.agent)))
  return ({ user, group, queue }) => {
    if (user !== null) return [user]
    if (group !== null) return objectOf(configuration, groups, group)?.value.members.map(member => member.user) ?? []
    const members = queue === null ? [] : (objectOf(configuration, queues, queue)?.value.members ?? [])
    return members.flatMap(
      member => member.user ?? (member.agent === null ? [] : (userOfAgent.get(member.agent) ?? [])),
    )
  }
}

const agentEntry = (user: string, agent: string | null): readonly (readonly [string, string])[] =>
  agent === null ? [] : [[agent, user]]
