import { slug } from '../configuration/formats.ts'
import { objectKind } from '../configuration/kind.ts'
import { choice, flag, initially, optional, text } from '../configuration/shape.ts'

/** pbx-configuration §10. */
export const musicOnHold = objectKind({
  name: 'musicOnHold',
  plural: 'musicOnHoldClasses',
  description: 'Music that callers hear while they wait.',
  key: ['name'],
  fields: {
    name: text('Name of the class.', { max: 80, format: slug }),
    displayName: optional(text('Name for people.', { max: 128 })),
    mode: initially(
      choice('files: from the beginning; mp3: a stream; custom: what a program writes.', 'MusicOnHoldMode', [
        'files',
        'mp3',
        'custom',
      ]),
      'files',
    ),
    directory: optional(
      text('Directory of its files; unset: moh/NAME beside the sounds of the PBX.', {
        max: 255,
        format: {
          rule: 'path',
          pattern: /^\/[A-Za-z0-9_./-]*$/,
          means: 'an absolute path with letters, digits, _ . / and -',
        },
      }),
    ),
    application: optional(
      text('For custom: the program and its arguments; 8 kHz signed linear on its standard output.', {
        max: 255,
        format: {
          rule: 'program',
          pattern: /^\/[A-Za-z0-9_./-]+(?: [A-Za-z0-9_./:=?&%-]+)*$/,
          means: 'an absolute path and plain arguments',
        },
      }),
    ),
    random: flag('Files in any order.', false),
    enabled: flag('Whether it is rendered.', true),
  },
  builtIn: [{ name: 'default', displayName: 'Default' }],
  check: ({ name, mode, application }) => [
    ...(name === 'general'
      ? [{ field: 'name', rule: 'reserved', message: 'general is a section of musiconhold.conf; take another name' }]
      : []),
    ...((mode === 'custom') === (application !== null)
      ? []
      : [
          { field: 'application', rule: 'together', message: 'mode custom needs an application, the others have none' },
        ]),
  ],
})
