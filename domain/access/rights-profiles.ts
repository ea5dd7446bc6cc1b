import { isCalendarDate } from '../callbacks/due-date.ts'
import { calendarDate } from '../configuration/formats.ts'
import { objectKind, type ObjectOf, type OtherObjects } from '../configuration/kind.ts'
import { choice, flag, group, list, optional, reference, text } from '../configuration/shape.ts'
import type { Rejection } from '../kernel/decider.ts'
import { users } from '../users/configured-users.ts'

export const profileTypes = ['administrator', 'supervisor', 'teacher'] as const
type ProfileType = (typeof profileTypes)[number]

const day = (which: string) => text(which, { max: 10, format: calendarDate })

/** What a profile lets see and do; the same fields in the object and in the commands about it (profile-commands.ts). */
export const profileScope = {
  queues: list(reference('Supervisors and teachers: the queues that are theirs.', 'queue'), { unique: true }),
  agentGroups: list(
    reference(
      'Supervisors and teachers: the groups whose agents are theirs, whoever is in them at the moment. Queues alone show no agents.',
      'agentGroup',
    ),
    { unique: true },
  ),
  incalls: list(
    reference(
      'Supervisors and teachers: numbers, as number@context, at which calls from outside are theirs.',
      'incall',
    ),
    { unique: true },
  ),
  recordingAccess: flag('Supervisors: whether they see what was recorded in their queues and at their numbers.', true),
  dissuasionAccess: flag('Supervisors: whether they may close their queues exceptionally.', false),
  period: optional(
    group(
      'Teachers, who need it: they see calls that began on these days, by the clock of the site.',
      'ProfilePeriod',
      {
        from: day('The first day.'),
        to: day('The last day.'),
      },
    ),
  ),
} as const

/** contact-center §17, pbx-configuration §4.4. Who has none sees nothing beyond the agent that he is (C-13, L-30). */
export const rightsProfiles = objectKind({
  name: 'rightsProfile',
  description: 'What a person may see and do who signs in with the login of his applications.',
  key: ['user'],
  fields: {
    user: reference('Whose rights they are.', 'user'),
    type: choice(
      'administrator: everything. supervisor: own queues and agents. teacher: recorded calls of own queues in a period.',
      'RightsProfileType',
      profileTypes,
    ),
    ...profileScope,
  },
  check: (profile, others: OtherObjects): readonly Rejection[] => [
    ...loginNeeded(profile, others),
    ...scopeProblems(profile),
  ],
})

export type RightsProfile = ObjectOf<typeof rightsProfiles>

/** His login may be disabled for a while; without one the profile would be nobody's. */
function loginNeeded({ user }: RightsProfile, others: OtherObjects): readonly Rejection[] {
  if (others.get(users, user)?.ctiLogin !== null) return []
  const message = `user ${user} has no login (ctiLogin): give him one, or revoke the profile`
  return [{ field: 'user', rule: 'login', message }]
}

function scopeProblems(profile: RightsProfile): readonly Rejection[] {
  const { type, period, dissuasionAccess } = profile
  const named = (['queues', 'agentGroups', 'incalls'] as const).filter(field => profile[field].length > 0)
  const problems: Rejection[] = []
  if (type === 'administrator')
    for (const field of named)
      problems.push({ field, rule: 'type', message: `an administrator sees everything: leave ${field} out` })
  else if (named.length === 0)
    problems.push({
      field: 'queues',
      rule: 'required',
      message: `a ${type} without queues, agentGroups and incalls sees nothing: name some`,
    })
  if (dissuasionAccess && type !== 'supervisor')
    problems.push({
      field: 'dissuasionAccess',
      rule: 'type',
      message: `dissuasionAccess is a right of supervisors: leave it out for a ${type}`,
    })
  return [...problems, ...periodProblems(type, period)]
}

function periodProblems(type: ProfileType, period: RightsProfile['period']): readonly Rejection[] {
  if (type !== 'teacher')
    return period ? [{ field: 'period', rule: 'type', message: `a ${type} has no period: leave it out` }] : []
  if (!period)
    return [{ field: 'period', rule: 'required', message: 'a teacher sees the calls of a period: say from and to' }]
  for (const end of ['from', 'to'] as const)
    if (!isCalendarDate(period[end]))
      return [{ field: `period.${end}`, rule: 'date', message: `${period[end]} is no day of the calendar` }]
  return period.from <= period.to
    ? []
    : [{ field: 'period.to', rule: 'order', message: 'the last day is before the first' }]
}
