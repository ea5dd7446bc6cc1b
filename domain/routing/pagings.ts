import { digits, soundName } from '../configuration/formats.ts'
import { objectKind, type ObjectOf } from '../configuration/kind.ts'
import { flag, initially, integer, list, optional, reference, text } from '../configuration/shape.ts'
import type { Rejection } from '../kernel/decider.ts'
import { uniqueAccountMember } from './sip/unique-account-members.ts'

const user = (description: string) => list(reference(description, 'user'), { unique: true })

/** pbx-configuration §8.5. */
export const pagings = objectKind({
  name: 'paging',
  description: 'Phones that speak out loud what is said to them (Page).',
  key: ['number'],
  fields: {
    number: text('What is dialled behind the code of paging.', { max: 16, format: digits }),
    displayName: optional(text('Name for people.', { max: 128 })),
    callers: user('Who may speak.'),
    called: user('Whose phones are spoken to.'),
    duplex: flag('The called are heard too (option d).', false),
    ignoreForward: flag('Forwards of the called are ignored (option i).', false),
    record: flag('It is recorded (option r).', false),
    quiet: flag('No beep before (option q).', false),
    timeoutSeconds: initially(integer('How long a phone is tried.', [1, 600]), 30),
    announcePlay: flag('A sound is played first (option A).', false),
    announcementFile: optional(text('That sound, without its extension.', { max: 255, format: soundName })),
    announceCaller: flag('The caller hears it too; off: not (option n).', true),
    enabled: flag('Whether it is rendered.', true),
    description: optional(text('For people.', { max: 1000 })),
  },
  check: ({ callers, called, announcePlay, announcementFile }, others): Rejection[] => [
    ...callers.flatMap((user, i) => uniqueAccountMember(user, `callers[${i}]`, others)),
    ...called.flatMap((user, i) => uniqueAccountMember(user, `called[${i}]`, others)),
    ...(announcePlay && announcementFile === null
      ? [{ field: 'announcementFile', rule: 'together', message: 'announcePlay needs a sound that is played' }]
      : []),
  ],
})

export type Paging = ObjectOf<typeof pagings>
