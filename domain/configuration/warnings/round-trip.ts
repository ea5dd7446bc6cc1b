import type { Rejection } from '../../kernel/decider.ts'
import { queues } from '../../queues/configured-queues.ts'
import type { destinationCases } from '../../routing/dialplan/destination.ts'
import { groups } from '../../routing/groups.ts'
import { users, type User } from '../../users/configured-users.ts'
import { lines } from '../../users/lines.ts'
import type { OtherObjects } from '../kind.ts'
import type { VariantOf } from '../shape.ts'

/** What calls go on from by themselves. */
interface Stop {
  readonly kind: 'queue' | 'group' | 'user'
  readonly key: string
}

/** pbx-configuration §3: a call that nobody takes comes back to where it was. The dialplan ends it after thirty stops. */
export function roundTrip(start: Stop, others: OtherObjects): readonly Rejection[] {
  const way = wayBack(start, others)
  if (!way) return []
  const named = [start, ...way].map(({ kind, key }) => `${kind} ${key}`).join(' > ')
  const message = `a call that nobody takes goes round in circles: ${named}; send it somewhere else at one of them`
  return [{ field: '', rule: 'roundTrip', message }]
}

function wayBack(start: Stop, others: OtherObjects): readonly Stop[] | undefined {
  const seen = new Set<string>()
  const from = (stop: Stop): readonly Stop[] | undefined => {
    for (const next of exitsOf(stop, others)) {
      if (nameOf(next) === nameOf(start)) return [next]
      if (seen.has(nameOf(next))) continue
      seen.add(nameOf(next))
      const rest = from(next)
      if (rest) return [next, ...rest]
    }
    return undefined
  }
  return from(start)
}

const nameOf = ({ kind, key }: Stop): string => `${kind}:${key}`

function exitsOf({ kind, key }: Stop, others: OtherObjects): readonly Stop[] {
  if (kind === 'user') {
    const user = others.get(users, key)
    if (!user) return []
    return [...forwardsOf(user, others), ...stopsAt([user.noAnswer, user.busy, user.congestion, user.fail])]
  }
  const object = kind === 'queue' ? others.get(queues, key) : others.get(groups, key)
  return object ? stopsAt([object.noAnswer, object.congestion, object.fail]) : []
}

type Destination = VariantOf<typeof destinationCases>

const stopsAt = (destinations: readonly (Destination | null)[]): readonly Stop[] =>
  destinations.flatMap((to): readonly Stop[] => {
    if (to === null) return []
    if ('queue' in to) return [{ kind: 'queue', key: to.queue.queue }]
    if ('group' in to) return [{ kind: 'group', key: to.group.group }]
    return 'user' in to ? [{ kind: 'user', key: to.user.user }] : []
  })

/** A forward is dialled as the user would: it leads to who has the number in the context of his main line. */
function forwardsOf({ forwards, lines: [main] }: User, others: OtherObjects): readonly Stop[] {
  const context = main === undefined ? undefined : others.get(lines, main)?.context
  if (context === undefined) return []
  return forwards.flatMap(({ enabled, destination }): readonly Stop[] => {
    const owner = enabled && destination !== null ? others.ownerOf(destination, context) : undefined
    if (!owner) return []
    if (owner.kind === 'queue' || owner.kind === 'group') return [{ kind: owner.kind, key: owner.key }]
    if (owner.kind !== 'line') return []
    return others
      .all(users)
      .filter(({ value }) => value.lines[0] === owner.key)
      .map(({ key }) => ({ kind: 'user', key }))
  })
}
