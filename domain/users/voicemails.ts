import { languages } from '../agents/configured-agents.ts'
import { digits, email, pin, timeZone } from '../configuration/formats.ts'
import { objectKind, type ObjectOf } from '../configuration/kind.ts'
import { choice, flag, integer, optional, paragraph, reference, secret, text } from '../configuration/shape.ts'
import type { Rejection } from '../kernel/decider.ts'
import { isZone } from '../kernel/zone.ts'

const unsetAsGeneral = 'Unset: as the voicemail settings of the site say.'

/** pbx-configuration §6. */
export const voicemails = objectKind({
  name: 'voicemail',
  description: 'A mailbox. It may serve several users; its removal destroys its messages.',
  key: ['number', 'context'],
  destroys: 'the messages in it',
  fields: {
    number: text('Number of the mailbox, usually that of its user.', { max: 40, format: digits }),
    context: reference('Context of the mailbox: the section of voicemail.conf.', 'context'),
    name: text('Full name of its owner, for mails and the directory.', { max: 80 }),
    password: optional(secret('Digits or # that open it; unset: whoever may consult it is let in.', pin)),
    email: optional(text('Where new messages are announced.', { max: 254, format: email })),
    pager: optional(text('Address that gets a short announcement.', { max: 254, format: email })),
    timezone: optional(text(`Zone of the times that it tells. ${unsetAsGeneral}`, { max: 64, format: timeZone })),
    language: optional(choice('Language of its prompts.', 'PromptLanguage', languages)),
    maxMessages: optional(integer(`How many messages it holds (maxmsg). ${unsetAsGeneral}`, [1, 9999])),
    maxSeconds: optional(integer(`The longest message, in seconds; 0: any (maxsecs). ${unsetAsGeneral}`, [0, 86_400])),
    askPassword: flag(
      'Whether the password is asked for in internal contexts; consulted from outside it always is (§6).',
      true,
    ),
    attachAudio: optional(flag(`Whether mails carry the message (attach). ${unsetAsGeneral}`, true)),
    deleteAfterNotify: flag(
      'A message is deleted once its mail is sent (delete). It needs a mail that carries it.',
      false,
    ),
    emailSubject: optional(text(`Subject of the mails (emailsubject). ${unsetAsGeneral}`, { max: 255 })),
    emailBody: optional(text(`Text of the mails (emailbody). ${unsetAsGeneral}`, { max: 4000, format: paragraph })),
    sayCid: optional(flag(`The caller's number is told before a message (saycid). ${unsetAsGeneral}`, false)),
    envelope: optional(flag(`Date and time are told before a message (envelope). ${unsetAsGeneral}`, true)),
    review: optional(flag(`Callers may hear their message again (review). ${unsetAsGeneral}`, true)),
    operator: optional(flag(`Callers may leave with 0 (operator). ${unsetAsGeneral}`, true)),
    enabled: flag('Whether it is rendered.', true),
    description: optional(text('For people.', { max: 1000 })),
  },
  check: ({ context, timezone, deleteAfterNotify, email: address, attachAudio }): readonly Rejection[] => [
    ...unknownZone(timezone),
    ...(context.toLowerCase() === 'zonemessages'
      ? [
          {
            field: 'context',
            rule: 'reserved',
            message: `${context} is a section of voicemail.conf with another meaning; take a context of another name`,
          },
        ]
      : []),
    ...(deleteAfterNotify && (address === null || attachAudio === false)
      ? [
          {
            field: 'deleteAfterNotify',
            rule: 'together',
            message: 'Asterisk deletes the message although no mail carries it: give an email, and attach the audio',
          },
        ]
      : []),
  ],
})

export type Voicemail = ObjectOf<typeof voicemails>

/** A zone that is written well and does not exist would make every time that is told wrong. */
export const unknownZone = (timezone: string | null): readonly Rejection[] =>
  timezone === null || isZone(timezone)
    ? []
    : [
        {
          field: 'timezone',
          rule: 'zone',
          message: `${timezone} is not an IANA time zone; write e.g. Europe/Paris`,
        },
      ]
