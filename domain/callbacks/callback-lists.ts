import { slug } from '../configuration/formats.ts'
import { objectKind } from '../configuration/kind.ts'
import { optional, reference, text } from '../configuration/shape.ts'

/** pbx-configuration §7.11. */
export const callbackLists = objectKind({
  name: 'callbackList',
  description: 'People who are to be called back by the agents of a queue.',
  key: ['name'],
  fields: {
    name: text('Short name.', { max: 128, format: slug }),
    displayName: text('Name for people.', { max: 128 }),
    queue: reference('The queue whose agents call back.', 'queue'),
    description: optional(text('For people.', { max: 1000 })),
  },
})
