import { number, queueName } from '../configuration/formats.ts'
import { objectKind, type ObjectOf } from '../configuration/kind.ts'
import { choice, flag, group, initially, integer, list, optional, reference, text } from '../configuration/shape.ts'
import type { Rejection } from '../kernel/decider.ts'
import { strategies } from '../queues/configured-queues.ts'
import { belongsTo } from '../sites/entities.ts'
import { entityElsewhere } from '../sites/entity-of.ts'
import { callerIdRewrite } from './numbers/caller-id.ts'
import { destination, preprocessSubroutine } from './dialplan/destination.ts'
import { numberWithoutContext, outsideRange } from './numbers/number-range.ts'
import { uniqueAccountMember } from './sip/unique-account-members.ts'

const option = (letter: string, meaning: string) => flag(`${meaning} (option ${letter} of Queue()).`, false)

/** pbx-configuration §8.1. A group is a section of queues.conf; its calls are no queue calls in the figures. */
export const groups = objectKind({
  name: 'group',
  description: 'Users who are rung together.',
  key: ['name'],
  sectionIn: 'queues.conf',
  fields: {
    name: text('Name in queues.conf: no queue may have it.', { max: 50, format: queueName }),
    displayName: text('Name for people.', { max: 128 }),
    number: optional(
      text('Number that it is dialled under; a group that only carries permissions needs none.', {
        max: 40,
        format: number,
      }),
    ),
    context: optional(reference('Context of that number.', 'context')),
    entity: belongsTo,
    mediaServer: optional(reference('Server on which it is; unset: the main one.', 'mediaServer')),
    strategy: initially(choice('In which order members are rung.', 'RingStrategy', strategies), 'ringall'),
    members: list(
      group('A user of a group, on his main line.', 'GroupMember', { user: reference('The user.', 'user') }),
    ),
    memberTimeoutSeconds: initially(integer('How long a member is rung, in seconds; 0: without limit.', [0, 3600]), 15),
    retrySeconds: initially(integer('Time before the next attempt, in seconds.', [0, 3600]), 5),
    ringInUse: flag('Members who are on a call are rung too.', false),
    ringingSeconds: initially(integer('How long a call rings in all, in seconds; 0: without limit.', [0, 86_400]), 0),
    musicOnHold: initially(reference('What callers hear while they wait and on hold.', 'musicOnHold'), 'default'),
    ringInsteadOfMusic: option('r', 'The caller hears ringing instead of music'),
    calleeTransfer: option('t', 'The called may transfer'),
    callerTransfer: option('T', 'The caller may transfer'),
    calleeRecord: option('x', 'The called may record'),
    callerRecord: option('X', 'The caller may record'),
    ignoreForwards: option('i', 'Forwards of members are ignored'),
    callerId: optional(callerIdRewrite),
    preprocessSubroutine,
    noAnswer: optional(destination('Where a call goes that has rung ringingSeconds.')),
    congestion: optional(destination('Where a call goes when the group takes no more.')),
    fail: optional(destination('Where a call goes when nobody can be rung.')),
    schedule: optional(reference('When it is open.', 'schedule')),
    callPermissions: list(
      reference('Permissions of its members, asked after their own (pbx-configuration §9.6).', 'callPermission'),
      { unique: true },
    ),
    enabled: flag('Whether it is rendered.', true),
    description: optional(text('For people.', { max: 1000 })),
  },
  items: { members: { noun: 'Member', key: ['user'] } },
  numberOf: ({ number: dialled, context }) =>
    dialled === null || context === null ? undefined : { number: dialled, context, range: 'group' },
  check(value, others): Rejection[] {
    return [
      ...(value.name === 'general'
        ? [{ field: 'name', rule: 'reserved', message: 'general is a section of queues.conf; take another name' }]
        : []),
      ...numberWithoutContext(value.number, value.context),
      ...outsideRange(value.number, value.context, 'group', others),
      ...entityElsewhere(value.entity, value.context, 'entity', others),
      ...value.members.flatMap(({ user }, i) => uniqueAccountMember(user, `members[${i}].user`, others)),
    ]
  },
})

export type Group = ObjectOf<typeof groups>
