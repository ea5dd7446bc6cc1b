import { extensionPattern, slug } from '../configuration/formats.ts'
import { objectKind, type ObjectOf } from '../configuration/kind.ts'
import { flag, group, initially, integer, list, optional, reference, text } from '../configuration/shape.ts'
import type { Rejection } from '../kernel/decider.ts'
import { callerIdText } from './numbers/caller-id.ts'
import { preprocessSubroutine } from './dialplan/destination.ts'
import { numberRegexp, numberTarget, transformationProblem } from './numbers/number-transformation.ts'
import { recordingMode } from './recording-mode.ts'

/** pbx-configuration §9.2; the order of the steps of such a call is §13.5. */
export const outcalls = objectKind({
  name: 'outcall',
  description: 'A route for calls to the outside: which numbers, from where, rewritten how, over which trunks.',
  key: ['name'],
  fields: {
    name: text('Short name.', { max: 64, format: slug }),
    displayName: optional(text('Name for people.', { max: 128 })),
    priority: initially(integer('Of several routes that match, the one with the lower number is taken.', [0, 1000]), 0),
    patterns: list(
      group('Numbers that take this route, and what is dialled for them.', 'OutcallPattern', {
        pattern: text('What is dialled, without the leading _.', { max: 40, format: extensionPattern }),
        regexp: initially(
          text('What the whole dialled number is matched against; a + at the start is the plus sign.', {
            max: 64,
            format: numberRegexp,
          }),
          '(.*)',
        ),
        target: initially(
          text('What is dialled outside; \\1 is the first part in parentheses.', { max: 64, format: numberTarget }),
          '\\1',
        ),
        callerId: optional(
          text('Caller that is shown outside: "Name" <number>, or a number (§9.4).', {
            max: 120,
            format: callerIdText,
          }),
        ),
      }),
    ),
    internal: flag("The caller's own internal number is shown outside (§9.4).", false),
    mediaServers: list(reference('Servers whose users may take it; none: all.', 'mediaServer'), { unique: true }),
    contexts: list(reference('Contexts in which its numbers can be dialled.', 'context'), { unique: true }),
    trunks: list(
      reference(
        'Trunks in the order in which they are tried: the next one on congestion or when unavailable.',
        'trunk',
      ),
      { unique: true },
    ),
    ringSeconds: optional(integer('How long the outside rings, in seconds; unset: without limit.', [1, 3600])),
    preprocessSubroutine,
    callPermissions: list(
      reference('Permissions that are asked after those of the user and his groups (§9.6).', 'callPermission'),
      { unique: true },
    ),
    schedule: optional(reference('When it may be used; closed, calls go where the schedule says.', 'schedule')),
    recording: recordingMode,
    enabled: flag('Whether it is rendered.', true),
    description: optional(text('For people.', { max: 1000 })),
  },
  items: { patterns: { noun: 'Pattern', key: ['pattern'] } },
  check: ({ patterns }): Rejection[] =>
    patterns.flatMap(({ regexp, target }, i) => {
      const message = transformationProblem(regexp, target)
      return message === undefined ? [] : [{ field: `patterns[${i}].regexp`, rule: 'transformation', message }]
    }),
})

export type Outcall = ObjectOf<typeof outcalls>
