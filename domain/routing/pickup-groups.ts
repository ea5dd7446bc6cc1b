import { slug } from '../configuration/formats.ts'
import { objectKind, type ObjectOf, type OtherObjects } from '../configuration/kind.ts'
import { flag, group, list, optional, reference, text } from '../configuration/shape.ts'
import type { Rejection } from '../kernel/decider.ts'
import { belongsTo } from '../sites/entities.ts'
import { uniqueAccountMember } from './sip/unique-account-members.ts'

const party = (description: string, name: string) =>
  list(
    group(description, name, {
      user: optional(reference('A user.', 'user')),
      group: optional(reference('All members of a group.', 'group')),
      queue: optional(reference('All members of a queue.', 'queue')),
    }),
  )

/** pbx-configuration §8.2. Rendered as named groups: there may be any number of them. */
export const pickupGroups = objectKind({
  name: 'pickupGroup',
  description: 'Who may take whose calls while they ring.',
  key: ['name'],
  fields: {
    name: text('Short name: that of the named call group.', { max: 64, format: slug }),
    displayName: optional(text('Name for people.', { max: 128 })),
    entity: belongsTo,
    interceptors: party('Who may take the calls: a user, a group or a queue.', 'PickupInterceptor'),
    intercepted: party('Whose calls may be taken: a user, a group or a queue.', 'PickupIntercepted'),
    enabled: flag('Whether it is rendered.', true),
    description: optional(text('For people.', { max: 1000 })),
  },
  items: {
    interceptors: { noun: 'Interceptor', key: ['user', 'group', 'queue'] },
    intercepted: { noun: 'Intercepted', key: ['user', 'group', 'queue'] },
  },
  check: ({ interceptors, intercepted }, others): Rejection[] => [
    ...interceptors.flatMap((one, i) => partyProblems(one, `interceptors[${i}]`, others)),
    ...intercepted.flatMap((one, i) => partyProblems(one, `intercepted[${i}]`, others)),
  ],
})

export type PickupGroup = ObjectOf<typeof pickupGroups>

function partyProblems(one: PickupGroup['intercepted'][number], field: string, others: OtherObjects): Rejection[] {
  const given = [one.user, one.group, one.queue].filter(key => key !== null)
  if (given.length !== 1) return [{ field, rule: 'oneOf', message: 'one of user, group and queue must be given' }]
  return uniqueAccountMember(one.user, `${field}.user`, others)
}
