import { agents, languages } from '../agents/configured-agents.ts'
import { email, number, slug, timeZone } from '../configuration/formats.ts'
import { objectKind, type ObjectOf, type OtherObjects } from '../configuration/kind.ts'
import {
  choice,
  flag,
  group,
  initially,
  integer,
  list,
  optional,
  reference,
  secret,
  text,
  variant,
} from '../configuration/shape.ts'
import { alreadyTaken } from '../configuration/unique.ts'
import type { Rejection } from '../kernel/decider.ts'
import { destination, preprocessSubroutine } from '../routing/dialplan/destination.ts'
import { entityElsewhere } from '../sites/entity-of.ts'
import { applicationLogin, loginProblems } from './application-login.ts'
import { shownCallerId } from './caller-id.ts'
import { allForwards, forwardProblems, forwards } from './forwards.ts'
import { functionKeys, functionKeyTemplates, keysOf, repeatedKeys } from './function-keys.ts'
import { lines } from './lines.ts'
import { unknownZone } from './voicemails.ts'

const ringTone = (of: string) => optional(text(`Ring tone of ${of} calls, in the words of the phone.`, { max: 64 }))

/** pbx-configuration §5.1, with forwards and services (§5.6). */
export const users = objectKind({
  name: 'user',
  description: 'A person with a telephone: his lines, what happens to his calls, what he may do.',
  key: ['user'],
  seenThrough: true,
  fields: {
    // The dialplan finds what is a user's own by a context of his name, of which Asterisk keeps 79 signs.
    user: text('Short name, e.g. alice.martin: one in the whole site, never changed.', { max: 64, format: slug }),
    firstName: text('First name.', { max: 128 }),
    lastName: optional(text('Last name.', { max: 128 })),
    email: optional(text('E-mail address.', { max: 254, format: email })),
    description: optional(text('For people.', { max: 1000 })),
    entity: optional(
      reference(
        'The entity that he belongs to; unset: that of the context of his main line, or all of them.',
        'entity',
      ),
    ),
    language: optional(choice('Language of his prompts; needed with a voicemail.', 'PromptLanguage', languages)),
    timezone: optional(text('His zone; unset: that of the site.', { max: 64, format: timeZone })),
    mobilePhoneNumber: optional(text('Mobile number; the dialplan has it in a variable.', { max: 40, format: number })),
    userField: optional(text('Free text, copied to the call log.', { max: 128 })),

    lines: list(reference('His lines; the first is the main one. A line may serve several users.', 'line'), {
      unique: true,
      max: 100,
    }),
    callerId: optional(
      shownCallerId(
        'How he is shown. Made of the names when he is defined, and not changed by a rename; unset: his present names.',
      ),
    ),
    outgoingCallerId: optional(
      variant(
        'How outgoing calls show him (pbx-configuration §9.4); unset: the default, his caller ID.',
        'OutgoingCallerId',
        {
          anonymous: {
            assertedNumber: optional(
              text('What the network alone is told; unset: the caller ID of the route, or else his own.', {
                max: 40,
                format: number,
              }),
            ),
          },
          custom: {
            name: optional(text('Name.', { max: 80 })),
            number: text('Number.', { max: 40, format: number }),
          },
        },
      ),
    ),

    ringSeconds: initially(integer('How long he is rung, in seconds.', [1, 3600]), 30),
    simultaneousCalls: initially(
      integer('Calls that he may have at once; the next one hears busy. Browsers have 2 at most.', [1, 100]),
      5,
    ),
    musicOnHold: initially(reference('What he makes others hear on hold.', 'musicOnHold'), 'default'),
    preprocessSubroutine,
    schedule: optional(reference('When he can be called.', 'schedule')),
    enabled: flag('Whether he can be called.', true),
    supervisionEnabled: flag('Whether others may watch his state (a hint).', true),
    callTransferEnabled: flag('He may transfer with keys (t and T of Dial()).', true),
    dtmfHangupEnabled: flag('He may end a call with a key (h and H of Dial()).', false),
    onlineRecordingEnabled: flag('He may record a call with *3.', false),
    callRecordEnabled: flag('All his calls are recorded.', false),
    incallFilterEnabled: flag('The filter of incoming calls is on.', false),
    dndEnabled: flag('He does not want to be disturbed.', false),
    forwards,
    bsFilter: initially(
      choice('His part in boss and secretary filters (pbx-configuration §8.4).', 'BossSecretaryRole', [
        'no',
        'boss',
        'secretary',
      ]),
      'no',
    ),
    agent: optional(reference('The agent that he is.', 'agent')),
    voicemail: optional(reference('His mailbox, number@context.', 'voicemail')),
    voicemailEnabled: flag('Calls that nobody answers may go to his mailbox.', true),

    callPermissions: list(reference('What he may dial, and what not (pbx-configuration §9.6).', 'callPermission'), {
      unique: true,
    }),
    callPermissionPassword: optional(
      secret('Digits that open every permission to him in place of their own password, 16 at most.', {
        rule: 'digits',
        pattern: /^[0-9]{1,16}$/,
        means: '1 to 16 digits',
      }),
    ),
    ...applicationLogin,
    labels: list(reference('Words by which he is grouped.', 'label'), { unique: true }),
    ringTones: initially(
      group('How his phone rings, by where the call comes from.', 'RingTones', {
        internal: ringTone('internal'),
        external: ringTone('external'),
        group: ringTone('group'),
        forward: ringTone('forwarded'),
      }),
      { internal: null, external: null, group: null, forward: null },
    ),

    functionKeyTemplate: optional(reference('Keys of his telephone that others have too.', 'functionKeyTemplate')),
    functionKeys,

    noAnswer: optional(destination('Where a call goes that he does not answer.')),
    busy: optional(destination('Where a call goes while he is busy.')),
    congestion: optional(destination('Where a call goes on congestion.')),
    fail: optional(destination('Where a call goes while his line is not registered.')),
    preferredDevice: initially(
      choice('What rings with a unique account while its browser is there (§5.2).', 'PreferredDevice', [
        'phone',
        'webRTC',
      ]),
      'phone',
    ),
  },
  items: {
    forwards: { noun: 'Forward', key: ['kind'] },
    functionKeys: { noun: 'FunctionKey', key: ['position'] },
  },
  completed: user => ({
    ...user,
    callerId: user.callerId ?? { name: shownName(user), number: null },
    forwards: allForwards(user.forwards),
  }),
  check: (user, others: OtherObjects): readonly Rejection[] => [
    ...unknownZone(user.timezone),
    ...forwardProblems(user.forwards),
    ...loginProblems(user),
    ...alreadyTaken({ kind: users, key: user.user, field: 'ctiLogin', value: user.ctiLogin }, others),
    ...languageOfPrompts(user),
    ...agentOnLines(user, others),
    ...keyProblems(user, others),
    ...uniqueAccountLimits(user, others),
    ...linesElsewhere(user, others),
  ],
})

export type User = ObjectOf<typeof users>

interface Named {
  readonly firstName: string
  readonly lastName: string | null
}

/** As a caller ID has room for it. */
export const shownName = (user: Named): string => Array.from(fullName(user)).slice(0, 80).join('')

export const fullName = ({ firstName, lastName }: Named): string =>
  lastName === null ? firstName : `${firstName} ${lastName}`

/** Two devices under one number: such users can be called, and nothing else (pbx-configuration §5.2). */
export const hasUniqueAccount = (user: { readonly lines: readonly string[] }, others: OtherObjects): boolean =>
  user.lines.some(name => {
    const line = others.get(lines, name)
    return line !== undefined && 'uniqueAccount' in line.endpoint
  })

const languageOfPrompts = ({ voicemail, language }: User): readonly Rejection[] =>
  voicemail === null || language !== null
    ? []
    : [{ field: 'language', rule: 'required', message: 'a user with a voicemail needs the language of its prompts' }]

const keyProblems = (
  { functionKeys: own, functionKeyTemplate: name }: User,
  others: OtherObjects,
): readonly Rejection[] =>
  repeatedKeys(
    keysOf(own, (name === null ? undefined : others.get(functionKeyTemplates, name))?.keys ?? []),
    'functionKeys',
  )

/** pbx-configuration §7.1: an agent logs in on the lines of his context. */
function agentOnLines(user: User, others: OtherObjects): readonly Rejection[] {
  const agent = user.agent === null ? undefined : others.get(agents, user.agent)
  if (!agent) return []
  const [main] = user.lines
  const line = main === undefined ? undefined : others.get(lines, main)
  if (!line)
    return [{ field: 'agent', rule: 'line', message: `agent ${agent.number} needs a user with a line to log in on` }]
  if (line.context === agent.context) return []
  const message = `agent ${agent.number} is of context ${agent.context}, the main line ${line.name} of ${line.context}; both must be the same`
  return [{ field: 'agent', rule: 'context', message }]
}

function linesElsewhere(user: User, others: OtherObjects): readonly Rejection[] {
  return user.lines.flatMap((name, i) =>
    entityElsewhere(user.entity, others.get(lines, name)?.context ?? null, `lines[${i}]`, others),
  )
}

function uniqueAccountLimits(user: User, others: OtherObjects): readonly Rejection[] {
  if (!hasUniqueAccount(user, others)) return []
  const refused = (field: string, what: string): Rejection => ({
    field,
    rule: 'uniqueAccount',
    message: `a user with a unique account ${what}: give him another line, or leave it out`,
  })
  return [
    ...(user.agent === null ? [] : [refused('agent', 'cannot be an agent')]),
    ...(user.bsFilter === 'no' ? [] : [refused('bsFilter', 'is neither boss nor secretary')]),
  ]
}
