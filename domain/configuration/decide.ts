import type { Decision, Rejection } from '../kernel/decider.ts'
import { checkDefinition, isObject, type Values } from './check-value.ts'
import { commandsOf, type CommandMeaning, type ConfigurationCommand } from './commands.ts'
import { keyOf, type CompoundCommand } from './kind.ts'
import type { Configuration, ConfigurationEvent, Kinds } from './configuration.ts'
import { nearestName } from './nearest-name.ts'
import { newDraft, refuse, sealFor, type ConfigurationRules, type Draft, type CommandPlace } from './draft.ts'
import { itemCommand } from './item-commands.ts'
import { change, define, remove } from './object-commands.ts'
import { checkWhole, othersIn } from './whole-state.ts'

/** Several commands that are accepted together or not at all. */
export interface ChangeSet {
  readonly commands: readonly ConfigurationCommand[]
  /**
   * They bring back a configuration that was: each value was accepted once beside all the others, so rules about the way from one value to
   * another (checkChange) are not asked. What somebody put in must not stand in the way of taking it out again.
   */
  readonly restores?: boolean
}

/**
 * Decides a change set. Each command is looked at in the state that the ones before it made; rules over several objects (references,
 * numbers, the kinds' own) are asked at the end, so that the order of commands that need each other does not matter.
 * Repeated commands are accepted and change nothing.
 * @returns the events, or every rejection; `field` is e.g. `commands[2].addQueueMember.agent`
 */
export function decideChangeSet(
  { commands, restores = false }: ChangeSet,
  before: Configuration,
  rules: ConfigurationRules,
): Decision<ConfigurationEvent> {
  const draft = newDraft(before, rules, restores)
  commands.forEach((command, i) => decideOne(command, `commands[${i}]`, draft))
  const rejections =
    draft.rejections.length > 0 ? draft.rejections : checkWhole(draft.state, draft.touched, rules.kinds)
  if (rejections.length === 0) return { accepted: true, events: draft.events }
  return { accepted: false, rejections: rejections.map(one => saidOfInput(one, commands, rules.kinds)) }
}

function decideOne(command: ConfigurationCommand, at: string, draft: Draft): void {
  const [name, ...more] = Object.keys(command)
  if (name === undefined || more.length > 0) {
    draft.rejections.push({
      field: at,
      rule: 'oneCommand',
      message: `${at} must have exactly one key: the command's name`,
    })
    return
  }
  const known = commandsFor(draft.rules.kinds)
  const meaning = known.get(name)
  const input = command[name]
  const field = `${at}.${name}`
  if (!meaning) draft.rejections.push({ field, rule: 'unknownCommand', message: unknownCommand(name, known.keys()) })
  else if (!isObject(input))
    draft.rejections.push({ field, rule: 'object', message: `${field} must be an object with named fields` })
  else decideMeant(meaning, input, field, draft)
}

function unknownCommand(name: string, names: Iterable<string>): string {
  const meant = nearestName(name, names)
  return `there is no command ${name}${meant === undefined ? '' : `; did you mean ${meant}?`}`
}

function decideMeant(meaning: CommandMeaning, input: Values, at: string, draft: Draft): void {
  const place = { kind: meaning.kind, at, draft }
  switch (meaning.verb) {
    case 'define':
      return define(place, input)
    case 'change':
      return change(place, input)
    case 'remove':
      // Whoever takes its place takes its memberships too.
      if (typeof input['replaceWith'] !== 'string') leave(place, input)
      return remove(place, input)
    case 'compound':
      return decideCompound(place, meaning.compound, input)
    default:
      return itemCommand(place, meaning, input)
  }
}

/**
 * A command that stands for others is refused with a field of its own, or as a whole: fields of the others are not in what was sent.
 * The message says of which object it is.
 */
function saidOfInput(rejection: Rejection, commands: readonly ConfigurationCommand[], kinds: Kinds): Rejection {
  const [, i = '', name = '', field] = /^commands\[(\d+)\]\.([^.]+)\.([^.[]+)/.exec(rejection.field) ?? []
  const meaning = commands[Number(i)]?.[name] === undefined ? undefined : commandsFor(kinds).get(name)
  if (field === undefined || meaning?.verb !== 'compound' || Object.hasOwn(meaning.compound.fields, field))
    return rejection
  const at = `commands[${i}].${name}`
  return { ...rejection, field: at }
}

/** The commands that it comes to, as if they stood in its place. */
function decideCompound(place: CommandPlace, compound: CompoundCommand, input: Values): void {
  const { at, draft } = place
  const { rules, state } = draft
  const checked = checkDefinition(compound.fields, input, at, sealFor(place, ''))
  if (!checked.ok) {
    draft.rejections.push(...checked.rejections)
    return
  }
  const outcome = compound.comesTo(checked.value as Values, othersIn(state, rules.kinds), rules)
  if ('rejections' in outcome) {
    for (const { field, rule, message } of outcome.rejections) refuse(place, field, rule, message)
    return
  }
  decideInstead(place, outcome.commands)
}

/** What goes before a removal. */
function leave(place: CommandPlace, input: Values): void {
  const { kind, draft } = place
  const object = kind.leaving && draft.state.objects.get(kind.name)?.get(keyOf(kind, input))
  if (object) decideInstead(place, kind.leaving?.(object.value, othersIn(draft.state, draft.rules.kinds)) ?? [])
}

/** Commands in place of another one, or before it: what is wrong with them is said of that one. */
function decideInstead({ at, draft }: CommandPlace, commands: readonly ConfigurationCommand[]): void {
  for (const [name, values] of commands.flatMap(command => Object.entries(command))) {
    const meaning = commandsFor(draft.rules.kinds).get(name)
    if (!meaning) throw new Error(`${at} comes to ${name}, and there is no such command`)
    decideMeant(meaning, values, at, draft)
  }
}

const commandNames = new WeakMap<Kinds, ReadonlyMap<string, CommandMeaning>>()

function commandsFor(kinds: Kinds): ReadonlyMap<string, CommandMeaning> {
  const known = commandNames.get(kinds)
  if (known) return known
  const commands = commandsOf(kinds)
  commandNames.set(kinds, commands)
  return commands
}
