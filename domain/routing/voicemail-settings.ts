import { email, timeZone } from '../configuration/formats.ts'
import { objectKind, type ObjectOf } from '../configuration/kind.ts'
import {
  choice,
  flag,
  group,
  initially,
  integer,
  list,
  optional,
  paragraph,
  text,
  type TextFormat,
} from '../configuration/shape.ts'
import type { Rejection } from '../kernel/decider.ts'
import { isZone } from '../kernel/zone.ts'

/** How VoiceMail says a date: names of sounds in quotes, and letters of strftime. */
const spokenDate: TextFormat = {
  rule: 'spokenDate',
  pattern: /^[A-Za-z '/_-]+$/,
  means: "letters, blanks, / and sounds in '...', such as 'vm-received' q 'digits/at' kM",
}

const zoneName: TextFormat = {
  rule: 'slug',
  pattern: /^[a-z0-9][a-z0-9_-]*$/,
  means: 'lower-case letters, digits, _ and -',
}

/** pbx-configuration §4.7, with its values. */
export const voicemailSettings = objectKind({
  name: 'voicemailSettings',
  plural: 'voicemailSettings',
  description: 'What holds for every mailbox that does not say otherwise ([general] of voicemail.conf).',
  key: [],
  fields: {
    maxMessages: initially(integer('Messages of a folder (maxmsg).', [1, 9999]), 100),
    maxSilenceSeconds: initially(integer('Silence that ends a message (maxsilence).', [0, 60]), 15),
    minSeconds: initially(integer('Shorter messages are dropped (minsecs).', [0, 60]), 0),
    maxSeconds: initially(integer('Longer messages are cut (maxsecs); 0: never.', [0, 3600]), 0),
    formats: initially(
      list(choice('Formats in which messages are stored (format).', 'VoicemailFormat', ['wav', 'wav49', 'gsm']), {
        unique: true,
      }),
      ['wav'],
    ),
    maxLogins: initially(integer('Wrong passwords before it hangs up (maxlogins).', [1, 10]), 3),
    envelope: flag('Date and time are said before a message (envelope).', true),
    sayCallerId: flag('The number of the caller is said (saycid).', false),
    sayDuration: flag('The length is said (sayduration).', true),
    sayDurationMinutes: initially(integer('From how many minutes on (saydurationm).', [0, 60]), 2),
    review: flag('Callers may listen to their message and record it anew (review).', true),
    operator: flag('Callers may leave by 0 (operator).', true),
    attach: flag('Mails have the message as an attachment (attach).', true),
    skipMs: initially(integer('How far a jump goes while listening, in milliseconds (skipms).', [100, 60_000]), 3000),
    searchContexts: flag('A mailbox without a context is looked for in all of them (searchcontexts).', false),
    charset: initially(choice('Characters of the mails (charset).', 'MailCharset', ['UTF-8', 'ISO-8859-1']), 'UTF-8'),
    serverEmail: optional(text('From whom the mails come (serveremail).', { max: 254, format: email })),
    fromText: optional(text('The name of that sender (fromstring).', { max: 100 })),
    emailSubject: optional(text('Subject of the mails, with variables such as ${VM_CALLERID}.', { max: 200 })),
    emailBody: optional(text('Body of the mails, with such variables.', { max: 4000, format: paragraph })),
    zones: initially(
      list(
        group('How date and time are said to a mailbox of this zone.', 'VoicemailZone', {
          name: text('Name by which mailboxes refer to it.', { max: 32, format: zoneName }),
          timeZone: text('The time zone.', { max: 64, format: timeZone }),
          spoken: text('What is said.', { max: 128, format: spokenDate }),
        }),
      ),
      [{ name: 'eu-fr', timeZone: 'Europe/Paris', spoken: "'vm-received' q 'digits/at' kM" }],
    ),
  },
  items: { zones: { noun: 'Zone', key: ['name'] } },
  check: ({ zones, formats, minSeconds, maxSeconds }): Rejection[] => [
    ...zones.flatMap(({ timeZone: zone }, i) =>
      isZone(zone)
        ? []
        : [
            {
              field: `zones[${i}].timeZone`,
              rule: 'zone',
              message: `${zone} is no time zone; write e.g. Europe/Paris`,
            },
          ],
    ),
    ...(formats.length > 0
      ? []
      : [{ field: 'formats', rule: 'required', message: 'messages need a format to be stored in' }]),
    ...(maxSeconds === 0 || minSeconds < maxSeconds
      ? []
      : [{ field: 'maxSeconds', rule: 'order', message: 'maxSeconds must be above minSeconds' }]),
  ],
})

export type VoicemailSettings = ObjectOf<typeof voicemailSettings>
