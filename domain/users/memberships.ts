import { profileEnds } from '../access/profile-commands.ts'
import type { ConfigurationCommand } from '../configuration/commands.ts'
import type { OtherObjects } from '../configuration/kind.ts'
import { queues } from '../queues/configured-queues.ts'
import { callFilters } from '../routing/call-filters.ts'
import { groups } from '../routing/groups.ts'
import { pagings } from '../routing/pagings.ts'
import { pickupGroups } from '../routing/pickup-groups.ts'
import type { User } from './configured-users.ts'

/**
 * Takes a user who is removed out of what he is a member of (pbx-configuration §5.1), and his rights profile away. His lines stay, and are
 * nobody's. Whose calls others answer, or who is called by a key, a schedule or another destination, is not removed before that is
 * changed; nor is the boss of a filter.
 */
export const membershipsEnd = ({ user }: User, others: OtherObjects): readonly ConfigurationCommand[] => [
  ...profileEnds(user, others),
  ...others
    .all(queues)
    .filter(({ value }) => value.members.some(member => member.user === user))
    .map(({ key: queue }) => ({ removeQueueMember: { queue, user } })),
  ...others
    .all(groups)
    .filter(({ value }) => value.members.some(member => member.user === user))
    .map(({ key: group }) => ({ removeGroupMember: { group, user } })),
  ...others
    .all(pickupGroups)
    .flatMap(({ key: pickupGroup, value: { interceptors, intercepted } }) => [
      ...(interceptors.some(one => one.user === user) ? [{ removePickupGroupInterceptor: { pickupGroup, user } }] : []),
      ...(intercepted.some(one => one.user === user) ? [{ removePickupGroupIntercepted: { pickupGroup, user } }] : []),
    ]),
  ...others
    .all(callFilters)
    .filter(({ value }) => value.secretaries.some(secretary => secretary.user === user))
    .map(({ key: callFilter }) => ({ removeCallFilterSecretary: { callFilter, user } })),
  ...others.all(pagings).flatMap(({ value: { number, callers, called } }) => {
    const lists = Object.entries({ callers, called }).filter(([, members]) => members.includes(user))
    // The last one stands in the way: what an empty list means is for somebody to decide.
    if (lists.length === 0 || lists.some(([, members]) => members.length === 1)) return []
    const left = lists.map(([field, members]) => [field, members.filter(member => member !== user)] as const)
    return [{ changePaging: { number, ...Object.fromEntries(left) } }]
  }),
]
