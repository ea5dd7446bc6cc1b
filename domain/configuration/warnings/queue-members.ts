import type { Rejection } from '../../kernel/decider.ts'
import { queues, type ConfiguredQueue } from '../../queues/configured-queues.ts'
import type { OtherObjects } from '../kind.ts'

/** pbx-configuration §7.6. */
export function userMembers({ members }: ConfiguredQueue): readonly Rejection[] {
  const known = members.flatMap(({ user }) => user ?? [])
  if (known.length === 0) return []
  const message = `${listed(known)} are members as users: figures of agents do not count them, and skills do not know them; make them agents`
  return [{ field: 'members', rule: 'userMember', message }]
}

/** pbx-configuration §7.5: of two queues of one weight Asterisk serves any one first. */
export function sharedWeight(queue: ConfiguredQueue, others: OtherObjects): readonly Rejection[] {
  const agents = new Set(agentsOf(queue))
  if (!queue.enabled || agents.size === 0) return []
  const rivals = others
    .all(queues)
    .filter(({ value }) => value.enabled && value.name !== queue.name && value.weight === queue.weight)
    .filter(({ value }) => agentsOf(value).some(agent => agents.has(agent)))
    .map(({ key }) => key)
  if (rivals.length === 0) return []
  const message = `it shares agents with ${listed(rivals)} at the same weight ${queue.weight}: whose calls they get first is left to chance; give them different weights`
  return [{ field: 'weight', rule: 'sharedWeight', message }]
}

const agentsOf = ({ members }: ConfiguredQueue): readonly string[] =>
  members.flatMap(({ agent, enabled }) => (agent === null || !enabled ? [] : [agent]))

const listed = (names: readonly string[]): string =>
  names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ')
