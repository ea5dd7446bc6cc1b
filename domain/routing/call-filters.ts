import { digits, slug } from '../configuration/formats.ts'
import { objectKind, type ObjectOf, type OtherObjects } from '../configuration/kind.ts'
import { choice, flag, group, initially, integer, list, optional, reference, text } from '../configuration/shape.ts'
import type { Rejection } from '../kernel/decider.ts'
import { belongsTo } from '../sites/entities.ts'
import { users } from '../users/configured-users.ts'
import { callerIdRewrite } from './numbers/caller-id.ts'
import { destination } from './dialplan/destination.ts'

const seconds = (description: string) => optional(integer(description, [1, 3600]))

/** pbx-configuration §8.4. A secretary who calls her boss is not filtered. */
export const callFilters = objectKind({
  name: 'callFilter',
  description: 'Calls to a boss ring at the secretaries, before him, with him or instead of him.',
  key: ['name'],
  fields: {
    name: text('Short name.', { max: 64, format: slug }),
    displayName: optional(text('Name for people.', { max: 128 })),
    entity: belongsTo,
    callFrom: initially(choice('Whose calls are filtered.', 'FilteredCalls', ['all', 'internal', 'external']), 'all'),
    mode: initially(
      choice(
        'Who rings when. Serial: one after the other, the last of the list first; simult: all at once.',
        'CallFilterMode',
        ['bossfirst-serial', 'bossfirst-simult', 'secretary-serial', 'secretary-simult', 'all'],
      ),
      'secretary-simult',
    ),
    callerId: optional(callerIdRewrite),
    boss: reference('The boss: a user with that role.', 'user'),
    bossRingSeconds: seconds('How long the boss is rung; unset: as long as he says himself.'),
    totalRingSeconds: seconds('How long a call rings in all; unset: without limit.'),
    secretaries: list(
      group('A user with the role of secretary.', 'Secretary', {
        user: reference('The user.', 'user'),
        ringSeconds: seconds('How long she is rung; unset: as long as she says herself.'),
        active: flag('Whether calls of the boss ring at her now.', true),
        member: optional(
          text('What either of them dials behind the code of the filter to switch that; unset: nothing.', {
            max: 8,
            format: digits,
          }),
        ),
      }),
    ),
    noAnswer: optional(destination('Where a call goes that nobody answers.')),
    enabled: flag('Whether it is rendered.', true),
    description: optional(text('For people.', { max: 1000 })),
  },
  items: { secretaries: { noun: 'Secretary', key: ['user'] } },
  check: (filter, others): Rejection[] => [
    ...inRole(filter.boss, 'boss', 'boss', others),
    ...filter.secretaries.flatMap(({ user }, i) => inRole(user, 'secretary', `secretaries[${i}].user`, others)),
    ...secondFilter(filter, others),
    ...sameMember(filter, others),
  ],
})

export type CallFilter = ObjectOf<typeof callFilters>

/** A role comes before a filter (pbx-configuration §5.1); users with a unique account have none. */
function inRole(key: string, role: 'boss' | 'secretary', field: string, others: OtherObjects): Rejection[] {
  if (others.get(users, key)?.bsFilter === role) return []
  return [{ field, rule: 'role', message: `user ${key} must have the role ${role} first: change his bsFilter` }]
}

function secondFilter({ name, boss }: CallFilter, others: OtherObjects): Rejection[] {
  const other = others.all(callFilters).find(({ value }) => value.boss === boss && value.name !== name)
  if (!other) return []
  return [{ field: 'boss', rule: 'taken', message: `${boss} is the boss of call filter ${other.key} already` }]
}

/** Two pairs under one number could not be switched apart. */
function sameMember(filter: CallFilter, others: OtherObjects): Rejection[] {
  const pairs = others.all(callFilters).flatMap(({ value }) => value.secretaries.map(({ member }) => member))
  return filter.secretaries.flatMap(({ member }, i) =>
    member === null || pairs.filter(one => one === member).length === 1
      ? []
      : [
          {
            field: `secretaries[${i}].member`,
            rule: 'taken',
            message: `${member} is the number of another boss and secretary`,
          },
        ],
  )
}
