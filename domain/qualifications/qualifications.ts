import { slug } from '../configuration/formats.ts'
import { objectKind, type ObjectOf } from '../configuration/kind.ts'
import { flag, group, list, optional, text } from '../configuration/shape.ts'

/**
 * pbx-configuration §7.11. One that is not to be chosen any more is made inactive: earlier answers stay readable. A removed one stays
 * in the history under its identity, and an answer to it too.
 */
export const qualifications = objectKind({
  name: 'qualification',
  description: 'What a call was about, as agents say it afterwards: a subject with finer ones below it.',
  key: ['name'],
  fields: {
    name: text('Short name, in answers and exports.', { max: 128, format: slug }),
    displayName: text('Name for people.', { max: 128 }),
    subQualifications: list(
      group('A finer subject; answers name one of these.', 'SubQualification', {
        name: text('Short name, in answers and exports.', { max: 128, format: slug }),
        displayName: text('Name for people.', { max: 128 }),
        active: flag('Whether agents can choose it.', true),
      }),
      { max: 1000 },
    ),
    active: flag('Whether agents can choose it.', true),
    description: optional(text('For people.', { max: 1000 })),
  },
  items: { subQualifications: { noun: 'SubQualification', key: ['name'] } },
})

export type Qualification = ObjectOf<typeof qualifications>
