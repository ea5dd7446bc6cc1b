import { slug } from '../configuration/formats.ts'
import { objectKind } from '../configuration/kind.ts'
import { optional, reference, text } from '../configuration/shape.ts'

/** pbx-configuration §4.1. Names stay those of the whole site: no two entities have a queue, an agent, a login or a context of one name. */
export const entities = objectKind({
  name: 'entity',
  plural: 'entities',
  description:
    'An organisation of several that share the PBX: contexts belong to it, and with them whatever has a number in them.',
  key: ['name'],
  fields: {
    name: text('Short name.', { max: 64, format: slug }),
    displayName: text('Name for people.', { max: 128 }),
    description: optional(text('For people.', { max: 1000 })),
  },
})

/** Of objects that need not have a context. */
export const belongsTo = optional(
  reference('The entity that it belongs to; unset: that of its context, or else all of them.', 'entity'),
)
