import { extensionPattern } from '../../configuration/formats.ts'
import { objectKind } from '../../configuration/kind.ts'
import { flag, optional, reference, text } from '../../configuration/shape.ts'
import { destination } from './destination.ts'

/** pbx-configuration §5.5. Numbers of users, queues, groups and rooms are theirs; this is for any other number. */
export const extensions = objectKind({
  name: 'extension',
  description: 'A number of a context, or a pattern of numbers, that leads somewhere.',
  key: ['number', 'context'],
  fields: {
    number: text('The number, or a pattern without the leading _.', { max: 40, format: extensionPattern }),
    context: reference('Context in which it is dialled.', 'context'),
    destination: destination('Where it leads.'),
    enabled: flag('Whether it is rendered.', true),
    description: optional(text('For people.', { max: 1000 })),
  },
  numberOf: ({ number, context }) => ({ number, context }),
})
