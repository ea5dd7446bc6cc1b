import { clockSeconds, dialplanApplication } from './destination-formats.ts'
import { digits, contextName, email, number, soundName } from '../../configuration/formats.ts'
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
} from '../../configuration/shape.ts'

const ringSeconds = optional(
  integer('How long it rings, in seconds; unset: as the destination itself says.', [1, 3600]),
)

/**
 * Where a call goes next (pbx-configuration §3): of incalls, of what is tried when nobody answers, of closed schedules, diversions,
 * filters and exits of IVRs. Outgoing calls are reached by `extension` with the outgoing context.
 */
export const destinationCases = {
  hangup: { delaySeconds: initially(integer('Seconds of silence before the end.', [0, 3600]), 0) },
  busy: { delaySeconds: initially(integer('Seconds of busy tone.', clockSeconds), 10) },
  congestion: { delaySeconds: initially(integer('Seconds of congestion tone.', clockSeconds), 10) },
  user: { user: reference('Who is rung.', 'user'), ringSeconds },
  group: { group: reference('The group that is rung.', 'group'), ringSeconds },
  queue: {
    queue: reference('The queue that the call enters.', 'queue'),
    ringSeconds: optional(integer('The longest stay in seconds; unset: as the queue says.', [1, 86_400])),
    skillRuleSet: optional(reference('The skills that the call asks for (pbx-configuration §7.8).', 'skillRuleSet')),
    skillVariables: list(
      group('A variable that the rule set uses.', 'SkillVariable', {
        name: text('Name without the dollar sign.', {
          max: 32,
          format: { rule: 'variable', pattern: /^[a-z][a-z0-9_]*$/, means: 'lower-case letters, digits and _' },
        }),
        value: text('A skill, or a number.', {
          max: 32,
          format: { rule: 'variable', pattern: /^[a-z0-9_]+$/, means: 'lower-case letters, digits and _' },
        }),
      }),
    ),
  },
  conferenceRoom: { conferenceRoom: reference('The conference room.', 'conferenceRoom') },
  voicemail: {
    voicemail: reference('The mailbox.', 'voicemail'),
    greeting: initially(
      choice('What the caller hears first.', 'VoicemailGreeting', ['unavailable', 'busy', 'none']),
      'unavailable',
    ),
  },
  extension: {
    number: text('The number that is dialled.', { max: 40, format: number }),
    context: reference('The context in which it is dialled.', 'context'),
  },
  sound: {
    sound: text('The sound file, without its extension.', { max: 255, format: soundName }),
    skipIfBusy: flag('Not played when the channel is not up yet (option skip).', false),
    answers: flag('The call is answered before it is played.', true),
  },
  ivr: { ivr: reference('The voice menu.', 'ivr') },
  voicemailMain: { context: reference('The context whose mailboxes can be consulted.', 'context') },
  directory: { context: reference('The context whose users can be dialled by name.', 'context') },
  disa: {
    pin: optional(secret('What the caller must key in.', digits)),
    context: reference('The context in which he then dials.', 'context'),
  },
  callbackDisa: {
    pin: optional(secret('What he must key in when he has been called back.', digits)),
    context: reference(
      'The context in which his own number is called back, and in which he then dials; his call is not answered.',
      'context',
    ),
  },
  password: {
    pin: secret('What the caller must key in, within three attempts.', digits),
    number: text('The number at which his call goes on then.', { max: 40, format: number }),
    context: reference('The context in which it is dialled.', 'context'),
  },
  faxToMail: { email: text('Where the fax is sent.', { max: 254, format: email }) },
  application: {
    application: text('An application of the dialplan with its arguments, e.g. `Goto(my-context,s,1)`.', {
      max: 400,
      format: dialplanApplication,
    }),
  },
} as const

export const destination = (description: string) => variant(description, 'Destination', destinationCases)

/** A context of the custom dialplan with `s,1` that ends in Return() (pbx-configuration §3, §14.2). */
export const preprocessSubroutine = optional(
  text('Subroutine of the custom dialplan that runs before: a context whose s,1 ends in Return().', {
    max: 39,
    format: contextName,
  }),
)
