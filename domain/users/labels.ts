import { slug } from '../configuration/formats.ts'
import { objectKind, type OtherObjects } from '../configuration/kind.ts'
import { optional, text } from '../configuration/shape.ts'
import { alreadyTaken } from '../configuration/unique.ts'
import type { Rejection } from '../kernel/decider.ts'

/** pbx-configuration §4.6. */
export const labels = objectKind({
  name: 'label',
  description: 'A word by which users are grouped, in lists and figures.',
  key: ['name'],
  fields: {
    name: text('Short name.', { max: 128, format: slug }),
    displayName: text('Name for people: one in the whole site. CSV files refer to labels by it.', {
      max: 128,
      format: {
        rule: 'labelName',
        pattern: /^[^;\p{Cc}\u2028\u2029]+$/u,
        means: 'text of one line without ; which separates labels in CSV files',
      },
    }),
    description: optional(text('For people.', { max: 1000 })),
  },
  check: ({ name, displayName }, others: OtherObjects): readonly Rejection[] =>
    alreadyTaken({ kind: labels, key: name, field: 'displayName', value: displayName }, others),
})
