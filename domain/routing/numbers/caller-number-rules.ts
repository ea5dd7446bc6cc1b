import { slug } from '../../configuration/formats.ts'
import { objectKind, type ObjectOf } from '../../configuration/kind.ts'
import { group, initially, integer, list, optional, text, type TextFormat } from '../../configuration/shape.ts'
import type { Rejection } from '../../kernel/decider.ts'
import { matchesWhole, numberRegexp, transformationProblem } from './number-transformation.ts'

const prefix: TextFormat = { rule: 'prefix', pattern: /^\+?[0-9]+$/, means: 'digits, with or without a leading +' }

/** pbx-configuration §9.5. Done before reverse lookup; a change breaks the matching of callers with earlier calls of theirs. */
export const callerNumberRules = objectKind({
  name: 'callerNumberRules',
  plural: 'callerNumberRules',
  description: 'How the numbers of callers from outside are written, whatever network they come from.',
  key: [],
  fields: {
    rules: initially(
      list(
        group('The first rule that matches a number rewrites it: first it strips, then it adds.', 'CallerNumberRule', {
          name: text('Short name.', { max: 64, format: slug }),
          regexp: text('What the whole number is matched against; a + at the start is the plus sign.', {
            max: 64,
            format: numberRegexp,
          }),
          strip: initially(integer('How many characters are taken away from the start.', [0, 40]), 0),
          add: optional(text('What is then put before it.', { max: 16, format: prefix })),
          comment: optional(text('For people.', { max: 1000 })),
        }),
      ),
      [
        { name: 'national', regexp: '[1-9][0-9]{8}', strip: 0, add: '0', comment: '9 digits without the 0' },
        { name: 'france', regexp: '+33[0-9]{9}', strip: 3, add: '0', comment: '+33 and 9 digits' },
        { name: 'international', regexp: '+[0-9]{4,}', strip: 1, add: '00', comment: '+ and a country' },
        { name: 'country', regexp: '[1-9][0-9]{10,}', strip: 0, add: '00', comment: '11 digits or more without 00' },
      ],
    ),
  },
  items: { rules: { noun: 'Rule', key: ['name'] } },
  check: ({ rules }): Rejection[] =>
    rules.flatMap(({ regexp }, i) => {
      const message = transformationProblem(regexp, '')
      return message === undefined ? [] : [{ field: `rules[${i}].regexp`, rule: 'regexp', message }]
    }),
})

export type CallerNumberRules = ObjectOf<typeof callerNumberRules>

/** The number as figures and lookups know it; as it came when no rule matches. */
export function normalizedCaller({ rules }: CallerNumberRules, number: string): string {
  const rule = rules.find(({ regexp }) => matchesWhole(regexp, number))
  return rule ? `${rule.add ?? ''}${number.slice(rule.strip)}` : number
}
