import { slug } from '../configuration/formats.ts'
import { objectKind, type ObjectOf } from '../configuration/kind.ts'
import { group, integer, list, optional, text, type TextFormat } from '../configuration/shape.ts'
import type { Rejection } from '../kernel/decider.ts'

/** As queuerules.conf writes it: a limit, or by how much the present one changes. */
const penaltyChange: TextFormat = {
  rule: 'penaltyChange',
  pattern: /^[+-]?[0-9]{1,4}$/,
  means: 'a penalty such as 8, or a change such as +2 or -1',
}

const limit = (which: string) =>
  optional(
    text(`The ${which} penalty from then on: a number, or a change with + or -; unset: as before.`, {
      max: 5,
      format: penaltyChange,
    }),
  )

/** pbx-configuration §7.7. */
export const penaltyRules = objectKind({
  name: 'penaltyRule',
  description: 'How far the penalties of the members that a call is offered to reach while it waits.',
  key: ['name'],
  fields: {
    name: text('Name: a section of queuerules.conf.', { max: 80, format: slug }),
    steps: list(
      group('A change of the limits; steps go by their seconds, in whatever order they stand.', 'PenaltyStep', {
        seconds: integer('How long the call has waited then.', [0, 86_400]),
        maximum: limit('highest'),
        minimum: limit('lowest'),
      }),
      { max: 1000 },
    ),
    description: optional(text('For people.', { max: 1000 })),
  },
  items: { steps: { noun: 'Step', key: ['seconds'] } },
  check: ({ name, steps }): readonly Rejection[] => [
    ...(name === 'general'
      ? [{ field: 'name', rule: 'reserved', message: 'general is a section of queuerules.conf; take another name' }]
      : []),
    ...steps.flatMap(({ maximum, minimum }, i) =>
      maximum === null && minimum === null
        ? [{ field: `steps[${i}]`, rule: 'oneOf', message: 'a step changes the maximum, the minimum or both' }]
        : [],
    ),
  ],
})

export type PenaltyRule = ObjectOf<typeof penaltyRules>
