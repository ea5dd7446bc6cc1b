import type { Values } from './check-value.ts'
import type { Kinds } from './configuration.ts'
import { capitalised, type CompoundCommand, type ItemList, type ObjectKind } from './kind.ts'

/** A command as documents, GraphQL and tests write it: `{ defineQueue: { name: 'sales', ... } }`, one key each. */
export type ConfigurationCommand = Readonly<Record<string, Values>>

/** What a command's name stands for. */
export type CommandMeaning =
  | { readonly verb: 'define' | 'change' | 'remove'; readonly kind: ObjectKind }
  | {
      readonly verb: 'addItem' | 'changeItem' | 'removeItem'
      readonly kind: ObjectKind
      readonly list: string
      readonly items: ItemList
    }
  | { readonly verb: 'compound'; readonly kind: ObjectKind; readonly compound: CompoundCommand }

/** All commands by name: define, change and remove each kind; add, change and remove each entry of its lists; those of its own. */
export function commandsOf(kinds: Kinds): ReadonlyMap<string, CommandMeaning> {
  const commands = new Map<string, CommandMeaning>()
  for (const kind of kinds.values()) {
    const noun = capitalised(kind.name)
    if (kind.key.length > 0) commands.set(`define${noun}`, { verb: 'define', kind })
    commands.set(`change${noun}`, { verb: 'change', kind })
    if (kind.key.length > 0) commands.set(`remove${noun}`, { verb: 'remove', kind })
    for (const [list, items] of Object.entries(kind.items)) {
      commands.set(`add${noun}${items.noun}`, { verb: 'addItem', kind, list, items })
      if (hasMoreThanKey(kind, list, items))
        commands.set(`change${noun}${items.noun}`, { verb: 'changeItem', kind, list, items })
      commands.set(`remove${noun}${items.noun}`, { verb: 'removeItem', kind, list, items })
    }
    for (const [name, compound] of Object.entries(kind.commands ?? {}))
      commands.set(name, { verb: 'compound', kind, compound })
  }
  return commands
}

const hasMoreThanKey = (kind: ObjectKind, list: string, items: ItemList) =>
  Object.keys(itemFields(kind, list)).some(name => !items.key.includes(name))

/** The fields of an entry of one of the kind's item lists. */
export function itemFields(kind: ObjectKind, list: string) {
  const shape = kind.fields[list]?.shape
  if (shape?.type !== 'list' || shape.of.type !== 'group')
    throw new Error(`${kind.name}.${list} has item commands, but is not a list of groups`)
  return shape.of.fields
}

/** The types of events that the kinds can write: what a projection of the configuration handles. */
export function eventTypesOf(kinds: Iterable<ObjectKind>): readonly string[] {
  return [...kinds].flatMap(kind => {
    const noun = capitalised(kind.name)
    return [
      ...['Defined', 'Changed', 'Removed'].map(past => noun + past),
      ...Object.values(kind.items).flatMap(({ noun: item }) =>
        ['Added', 'Changed', 'Removed'].map(past => noun + item + past),
      ),
    ]
  })
}
