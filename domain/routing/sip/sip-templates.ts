import { slug } from '../../configuration/formats.ts'
import { objectKind, type ObjectOf } from '../../configuration/kind.ts'
import { optional, reference, text } from '../../configuration/shape.ts'
import { sipOptions } from './sip-options.ts'

/** pbx-configuration §5.3 and §9.3: what phones of a make, or trunks to a provider, have in common. */
export const sipTemplates = objectKind({
  name: 'sipTemplate',
  description:
    'Options of SIP that several lines or trunks have in common, e.g. those of a provider. What one of them says itself goes before.',
  key: ['name'],
  fields: {
    name: text('Short name.', { max: 64, format: slug }),
    displayName: text('Name for people.', { max: 128 }),
    description: optional(text('For people.', { max: 1000 })),
    ...sipOptions,
  },
})

export type SipTemplate = ObjectOf<typeof sipTemplates>

export const sipTemplate = optional(
  reference('Template whose options it has where it says none itself; custom ones have none.', 'sipTemplate'),
)
