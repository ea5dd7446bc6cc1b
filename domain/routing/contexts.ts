import { contextName, digits } from '../configuration/formats.ts'
import { objectKind, type ObjectOf } from '../configuration/kind.ts'
import { choice, flag, group, initially, integer, list, optional, reference, text } from '../configuration/shape.ts'
import type { Rejection } from '../kernel/decider.ts'

/** Contexts that the generated dialplan itself is made of (pbx-configuration §3). */
export const generatedContexts: ReadonlySet<string> = new Set([
  'parkedcalls',
  'xivo-features',
  'xivo-extrafeatures',
  'xivo-initconfig',
  'agentcallback',
  'user',
  'group',
  'queue',
  'did',
  'outcall',
  'forward',
  'xivo-pickup',
  'parkedcallstimeout',
  'general',
  'globals',
])

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
      // In any case: Asterisk takes [General] for [general].
      ...(generatedContexts.has(context.name.toLowerCase())
        ? [
            {
              field: 'name',
              rule: 'reserved',
              message: `${context.name} is a context of the generated dialplan; take another name`,
            },
          ]
        : []),
      ...context.numberRanges.flatMap(({ start, end }, i) =>
        start.length === end.length && start <= end
          ? []
          : [
              {
                field: `numberRanges[${i}]`,
                rule: 'order',
                message: `${start} to ${end} is no range: both must have as many digits, the first not above the last`,
              },
            ],
      ),
      ...inclusionCycle(context.name, context.includes, name => others.get(contexts, name)?.includes ?? []),
    ]
  },
})

export type Context = ObjectOf<typeof contexts>

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
