import { commandsOf, type CommandMeaning } from '../configuration/commands.ts'
import type { ObjectKind } from '../configuration/kind.ts'
import { kinds } from '../configuration/kinds.ts'
import { accessNames } from './access-names.ts'
import type { Action } from './rights.ts'
import { supervisedCommands } from './supervised.ts'

/** A name that access lists may open, with what it is needed for. */
interface AccessName {
  readonly name: string
  /** The right that it takes besides. */
  readonly action: Action
  readonly operations: readonly string[]
}

const nameOfKind = (kind: ObjectKind, verb: string): string => `configuration.${kind.plural}.${verb}`

/** What reading the objects of a kind is called: `configuration.queues.read`. */
export const readingOf = (kind: ObjectKind): string => nameOfKind(kind, 'read')

const verbs = {
  define: 'create',
  change: 'update',
  remove: 'delete',
  addItem: 'update',
  changeItem: 'update',
  removeItem: 'update',
} as const

/** What a command about the configuration is called: by the verb and the kind, and one that stands for several by its own name. */
const commandName = (command: string, meaning: CommandMeaning): string =>
  meaning.verb === 'compound' ? `configuration.${command}.create` : nameOfKind(meaning.kind, verbs[meaning.verb])

const fixed: readonly AccessName[] = Object.entries(accessNames).flatMap(([action, names]) =>
  Object.entries(names).map(([name, operations]: [string, readonly string[]]) => ({
    name,
    action: action as Action,
    operations,
  })),
)

const readings: readonly AccessName[] = [...kinds.values()].map(kind => ({
  name: readingOf(kind),
  action: 'readConfiguration',
  operations: [`configuration.${kind.plural}`],
}))

const commands = commandsOf(kinds)

const changes: readonly AccessName[] = [
  ...new Set([...commands].map(([command, meaning]) => commandName(command, meaning))),
].map(name => {
  const operations = [...commands].filter(one => commandName(...one) === name).map(([command]) => command)
  const [first = ''] = operations
  return { name, action: supervisedCommands.get(first) ?? 'changeConfiguration', operations }
})

/** Everything that there is to open, by name. */
export const allAccessNames: readonly AccessName[] = [...fixed, ...readings, ...changes].sort((a, b) =>
  a.name < b.name ? -1 : 1,
)

/** Operations of which any of several names opens the door: what is inside asks for its own. */
const doors: ReadonlyMap<string, readonly string[]> = new Map([
  ['configuration', readings.map(({ name }) => name)],
  ['applyChangeSet', changes.map(({ name }) => name)],
  ['applyConfigurationDocument', changes.map(({ name }) => name)],
])

const byOperation = new Map([
  ...allAccessNames.flatMap(({ name, operations }) => operations.map(one => [one, [name]] as const)),
  ...doors,
])

/** The names of which one is needed for an operation: a field of Query, Mutation or Subscription, a file, a command. @returns undefined for what has none */
export const namesFor = (operation: string): readonly string[] | undefined => byOperation.get(operation)
