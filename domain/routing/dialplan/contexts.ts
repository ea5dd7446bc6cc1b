import { contextName, digits } from '../../configuration/formats.ts'
import { objectKind, type ObjectOf, type OtherObjects } from '../../configuration/kind.ts'
import { choice, flag, group, initially, integer, list, optional, reference, text } from '../../configuration/shape.ts'
import { holderBeside } from '../../configuration/unique.ts'
import type { Rejection } from '../../kernel/decider.ts'
import { isOfTheDialplan } from './generated-contexts.ts'
import { wrongOrder } from '../numbers/range-order.ts'

/** Where numbers live: who dials in a context reaches its numbers and those of the contexts that it includes (pbx-configuration §4.2). */
export const contexts = objectKind({
  name: 'context',
  description: 'A context of the dialplan: a space of numbers, with the contexts that can be reached from it.',
  key: ['name'],
  sectionIn: 'extensions.conf',
  fields: {
    name: text('Name in the dialplan.', { max: 39, format: contextName }),
    displayName: text('Name for people.', { max: 128 }),
    type: initially(
      choice('What it is for.', 'ContextType', ['internal', 'incall', 'outcall', 'services', 'others']),
      'internal',
    ),
    entity: optional(reference('The entity that it belongs to, with whatever is in it; unset: all of them.', 'entity')),
    includes: list(
      reference('Contexts whose numbers can be dialled from it, in the order in which they are tried.', 'context'),
      { unique: true },
    ),
    numberRanges: list(
      group(
        'Numbers that objects of a type may have in this context. Without a range of a type any number may be taken.',
        'NumberRange',
        {
          type: choice('Whose numbers.', 'NumberRangeType', ['user', 'group', 'queue', 'conference', 'incall']),
          start: text('First number.', { max: 16, format: digits }),
          end: text('Last number, as long as the first.', { max: 16, format: digits }),
          didLength: optional(integer('Digits that the network delivers, for incalls.', [0, 16])),
        },
      ),
    ),
    enabled: flag('Whether it is rendered.', true),
    description: optional(text('For people.', { max: 1000 })),
  },
  items: { numberRanges: { noun: 'NumberRange', key: ['type', 'start'] } },
  check(context, others): Rejection[] {
    return [
      ...(isOfTheDialplan(context.name)
        ? [
            {
              field: 'name',
              rule: 'reserved',
              message: `${context.name} is a context of the generated dialplan; take another name`,
            },
          ]
        : []),
      ...otherwiseWritten(context, others),
      ...context.numberRanges.flatMap((range, i) => wrongOrder(`numberRanges[${i}]`, range)),
      ...inclusionCycle(context.name, context.includes, name => others.get(contexts, name)?.includes ?? []),
    ]
  },
})

export type Context = ObjectOf<typeof contexts>

/** Mailboxes of [Sales] and of [sales] are in one context for Asterisk, though extensions are not. */
function otherwiseWritten({ name }: Context, others: OtherObjects): Rejection[] {
  const other = holderBeside({ kind: contexts, key: name, index: inLowerCase, value: name.toLowerCase() }, others)
  if (other === undefined) return []
  const message = `${name} differs from the context ${other} by capitals only, which Asterisk does not tell apart; take another name`
  return [{ field: 'name', rule: 'taken', message }]
}

const inLowerCase = ({ name }: Context): readonly string[] => [name.toLowerCase()]

/** A cycle of inclusions makes Asterisk search for ever (pbx-configuration §4.2). */
function inclusionCycle(
  start: string,
  includes: readonly string[],
  includesOf: (context: string) => readonly string[],
): Rejection[] {
  const seen = new Set<string>()
  const pathBack = (names: readonly string[]): string | undefined => {
    for (const name of names) {
      if (name === start) return name
      if (seen.has(name)) continue
      seen.add(name)
      const through = pathBack(includesOf(name))
      if (through !== undefined) return `${name} > ${through}`
    }
    return undefined
  }
  const cycle = pathBack(includes)
  if (cycle === undefined) return []
  return [{ field: 'includes', rule: 'cycle', message: `${start} > ${cycle} is a cycle of inclusions` }]
}
