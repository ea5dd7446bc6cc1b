import type { Decision, Rejection } from '../kernel/decider.ts'
import { checkChanges, checkDefinition, isObject, join, type Seal, type Values } from './check-value.ts'
import { commandsOf, itemFields, type CommandMeaning, type ConfigurationCommand } from './commands.ts'
import {
  draftOf,
  itemKeyOf,
  nextId,
  type Configuration,
  type ConfigurationDraft,
  type ConfigurationEvent,
  type ConfiguredObject,
  type Kinds,
} from './configuration.ts'
import { capitalised, keyOf, singleKey, type ObjectKind } from './kind.ts'
import { checkWhole, type Touched } from './whole-state.ts'

/** Several commands that are accepted together or not at all. */
export interface ChangeSet {
  readonly commands: readonly ConfigurationCommand[]
}

export interface ConfigurationRules {
  readonly kinds: Kinds
  /** Must give the same seal for the same secret at the same place, or a repeated command would not be seen as one. */
  readonly seal: Seal
}

/**
 * Decides a change set. Each command is looked at in the state that the ones before it made; rules over several objects (references,
 * numbers, the kinds' own) are asked at the end, so that the order of commands that need each other does not matter.
 * Repeated commands are accepted and change nothing.
 * @returns the events, or every rejection; `field` is `commands[2].addQueueMember.agent`
 */
export function decideChangeSet(
  { commands }: ChangeSet,
  before: Configuration,
  rules: ConfigurationRules,
): Decision<ConfigurationEvent> {
  const meanings = commandsFor(rules.kinds)
  const draft = newDraft(before, rules)
  commands.forEach((command, i) => {
    const at = `commands[${i}]`
    const [name, input] = Object.entries(command)[0] ?? []
    const meaning = name === undefined ? undefined : meanings.get(name)
    if (Object.keys(command).length !== 1 || name === undefined)
      draft.rejections.push({
        field: at,
        rule: 'oneCommand',
        message: `${at} must have exactly one key: the command's name`,
      })
    else if (!meaning)
      draft.rejections.push({ field: `${at}.${name}`, rule: 'unknownCommand', message: `there is no command ${name}` })
    else if (!isObject(input))
      draft.rejections.push({
        field: `${at}.${name}`,
        rule: 'object',
        message: `${at}.${name} must be an object with named fields`,
      })
    else decideOne(meaning, input, `${at}.${name}`, draft)
  })
  const rejections =
    draft.rejections.length > 0 ? draft.rejections : checkWhole(draft.state, draft.touched, rules.kinds)
  return rejections.length > 0 ? { accepted: false, rejections } : { accepted: true, events: draft.events }
}

const commandNames = new WeakMap<Kinds, ReadonlyMap<string, CommandMeaning>>()

function commandsFor(kinds: Kinds) {
  const known = commandNames.get(kinds)
  if (known) return known
  const commands = commandsOf(kinds)
  commandNames.set(kinds, commands)
  return commands
}

const newDraft = (before: Configuration, rules: ConfigurationRules): Draft => {
  const { state, apply } = draftOf(before, rules.kinds)
  return { state, apply, events: [], touched: new Map(), rejections: [], rules }
}

interface Draft extends ConfigurationDraft {
  readonly events: ConfigurationEvent[]
  readonly touched: Map<string, Touched>
  readonly rejections: Rejection[]
  readonly rules: ConfigurationRules
}

function decideOne(meaning: CommandMeaning, input: Values, at: string, draft: Draft) {
  switch (meaning.verb) {
    case 'define':
      return define(meaning.kind, input, at, draft)
    case 'change':
      return change(meaning.kind, input, at, draft)
    case 'remove':
      return remove(meaning.kind, input, at, draft)
    default:
      return itemCommand(meaning, input, at, draft)
  }
}

function define(kind: ObjectKind, input: Values, at: string, draft: Draft) {
  const checked = checkDefinition(kind.fields, input, at, sealFor(kind, input, draft.rules.seal, at))
  if (!checked.ok) return void draft.rejections.push(...checked.rejections)
  const value = checked.value as Values
  const repeated = duplicateItems(kind, value, at)
  if (repeated.length > 0) return void draft.rejections.push(...repeated)
  const key = keyOf(kind, value)
  const existing = find(draft, kind, key)
  if (!existing) return store(draft, kind, key, at, { change: 'defined', value, id: nextId(draft.state, kind, value) })
  if (JSON.stringify(existing.value) === JSON.stringify(value)) return
  refuse(
    draft,
    join(at, kind.key[0] ?? ''),
    'taken',
    `there is a ${kind.name} ${key} already; use change${capitalised(kind.name)}, or another name`,
  )
}

function change(kind: ObjectKind, input: Values, at: string, draft: Draft) {
  const { expectedRevision, ...given } = input
  const key = keyIn(kind, given, at, draft)
  if (key === undefined) return
  const existing = find(draft, kind, key)
  if (!existing) return notThere(draft, kind, key, at)
  if (!asExpected(existing, expectedRevision, at, draft)) return
  const others = Object.fromEntries(Object.entries(given).filter(([name]) => !kind.key.includes(name)))
  const checked = checkChanges(kind.fields, others, at, sealFor(kind, given, draft.rules.seal, at))
  if (!checked.ok) return void draft.rejections.push(...checked.rejections)
  const changes: Record<string, { from: unknown; to: unknown }> = {}
  for (const [name, to] of Object.entries(checked.value as Values)) {
    const from = existing.value[name] ?? null
    if (JSON.stringify(from) === JSON.stringify(to)) continue
    if (kind.fields[name]?.fixed) {
      refuse(draft, join(at, name), 'fixed', `${name} of a ${kind.name} cannot be changed; define another one`)
      return
    }
    changes[name] = { from, to }
  }
  if (Object.keys(changes).length === 0) return
  const repeated = duplicateItems(kind, checked.value as Values, at)
  if (repeated.length > 0) return void draft.rejections.push(...repeated)
  store(draft, kind, key, at, { change: 'changed', changes, id: existing.id })
}

function remove(kind: ObjectKind, input: Values, at: string, draft: Draft) {
  const { expectedRevision, ...given } = input
  const key = keyIn(kind, given, at, draft)
  if (key === undefined || !onlyKnown(kind.key, given, at, draft)) return
  const existing = find(draft, kind, key)
  if (!existing) {
    const wasThere = draft.state.generations.has(`${kind.name}:${key}`)
    if (!wasThere) notThere(draft, kind, key, at)
    return
  }
  if (!asExpected(existing, expectedRevision, at, draft)) return
  if (kind.builtIn.some(value => keyOf(kind, value) === key))
    return refuse(
      draft,
      join(at, kind.key[0] ?? ''),
      'builtIn',
      `${kind.name} ${key} is always there; change it instead`,
    )
  store(draft, kind, key, at, { change: 'removed', id: existing.id })
}

function itemCommand(
  { kind, list, items, verb }: Extract<CommandMeaning, { list: string }>,
  input: Values,
  at: string,
  draft: Draft,
) {
  const { expectedRevision, [kind.name]: owner, ...given } = input
  const key = kind.key.length === 0 ? singleKey : owner
  if (typeof key !== 'string')
    return void refuse(draft, join(at, kind.name), 'required', `${kind.name} must be the key of a ${kind.name}`)
  const existing = find(draft, kind, key)
  if (!existing) return notThere(draft, kind, key, at)
  if (!asExpected(existing, expectedRevision, at, draft)) return
  const fields = itemFields(kind, list)
  const seal = sealFor(kind, { ...existing.value }, draft.rules.seal, at)
  const itemKey = itemKeyOf(kind, list)
  const held = existing.value[list] as readonly Values[]
  const subject = { kind, key, id: existing.id, at, draft }

  if (verb === 'addItem') {
    const checked = checkDefinition(fields, given, at, seal)
    if (!checked.ok) return void draft.rejections.push(...checked.rejections)
    const item = checked.value as Values
    const known = held.find(one => itemKey(one) === itemKey(item))
    if (!known) return storeItem(subject, items.noun, { change: 'itemAdded', list, item })
    if (JSON.stringify(known) !== JSON.stringify(item))
      refuse(
        draft,
        join(at, items.key[0] ?? ''),
        'taken',
        `${kind.name} ${key} has this ${items.noun.toLowerCase()} already; change it instead`,
      )
    return
  }

  const identity = Object.fromEntries(items.key.map(name => [name, given[name] ?? null])) as Values
  const known = held.find(one => itemKey(one) === itemKey(identity))
  if (verb === 'removeItem') {
    if (onlyKnown(items.key, given, at, draft) && known)
      storeItem(subject, items.noun, { change: 'itemRemoved', list, item: known })
    return
  }
  if (!known)
    return void refuse(
      draft,
      join(at, items.key[0] ?? ''),
      'exists',
      `${kind.name} ${key} has no such ${items.noun.toLowerCase()}`,
    )
  const checked = checkChanges(fields, given, at, seal)
  if (!checked.ok) return void draft.rejections.push(...checked.rejections)
  const item = { ...known, ...(checked.value as Values) }
  if (JSON.stringify(item) !== JSON.stringify(known))
    storeItem(subject, items.noun, { change: 'itemChanged', list, item, was: known })
}

interface ItemSubject {
  readonly kind: ObjectKind
  readonly key: string
  readonly id: string
  readonly at: string
  readonly draft: Draft
}

type ItemChange =
  | { change: 'itemAdded' | 'itemRemoved'; list: string; item: Values }
  | { change: 'itemChanged'; list: string; item: Values; was: Values }

const pastOf = {
  defined: 'Defined',
  changed: 'Changed',
  removed: 'Removed',
  itemAdded: 'Added',
  itemChanged: 'Changed',
  itemRemoved: 'Removed',
} as const

function storeItem({ kind, key, id, at, draft }: ItemSubject, noun: string, change: ItemChange) {
  const type = capitalised(kind.name) + noun + pastOf[change.change]
  record(draft, kind, at, { type, kind: kind.name, key, id, ...change })
}

type ObjectChange =
  | { change: 'defined'; value: Values; id: string }
  | { change: 'changed'; changes: Record<string, { from: unknown; to: unknown }>; id: string }
  | { change: 'removed'; id: string }

function store(draft: Draft, kind: ObjectKind, key: string, at: string, change: ObjectChange) {
  const type = capitalised(kind.name) + pastOf[change.change]
  record(draft, kind, at, { type, kind: kind.name, key, ...change })
}

function record(draft: Draft, kind: ObjectKind, at: string, event: ConfigurationEvent) {
  draft.events.push(event)
  draft.apply(event)
  draft.touched.set(`${kind.name}:${event.key}`, { kind: kind.name, key: event.key, at })
}

const find = (draft: Draft, kind: ObjectKind, key: string) => draft.state.objects.get(kind.name)?.get(key)

function keyIn(kind: ObjectKind, input: Values, at: string, draft: Draft): string | undefined {
  for (const name of kind.key)
    if (typeof input[name] !== 'string') {
      refuse(draft, join(at, name), 'required', `${name} says which ${kind.name} is meant; it must be given`)
      return undefined
    }
  return keyOf(kind, input)
}

function onlyKnown(names: readonly string[], input: Values, at: string, draft: Draft): boolean {
  const strange = Object.keys(input).filter(name => input[name] !== undefined && !names.includes(name))
  for (const name of strange)
    refuse(draft, join(at, name), 'unknownField', `${name} is not a field here; there are ${names.join(', ')}`)
  return strange.length === 0
}

function asExpected(object: ConfiguredObject, expected: unknown, at: string, draft: Draft): boolean {
  if (expected === undefined || expected === null || expected === object.revision) return true
  refuse(
    draft,
    join(at, 'expectedRevision'),
    'unchanged',
    `${object.key} is at revision ${object.revision}, expected was ${String(expected)}: read what changed, then send the command again`,
  )
  return false
}

const notThere = (draft: Draft, kind: ObjectKind, key: string, at: string) =>
  refuse(draft, join(at, kind.key[0] ?? kind.name), 'exists', `there is no ${kind.name} ${key}`)

function refuse(draft: Draft, field: string, rule: string, message: string) {
  draft.rejections.push({ field, rule, message })
}

/** Entries of an item list are known by their key: two with the same one could not be told apart. */
function duplicateItems(kind: ObjectKind, value: Values, at: string): readonly Rejection[] {
  return Object.keys(kind.items).flatMap(list => {
    const itemKey = itemKeyOf(kind, list)
    const seen = new Set<string>()
    return ((value[list] ?? []) as readonly Values[]).flatMap((item, i) => {
      const key = itemKey(item)
      const again = seen.has(key)
      seen.add(key)
      const field = join(at, `${list}[${i}]`)
      return again ? [{ field, rule: 'unique', message: `${field} is in the list already` }] : []
    })
  })
}

/** Seals are made for the object and the field, so that the same password of two users does not show as the same. */
function sealFor(kind: ObjectKind, input: Values, seal: Seal, at: string): Seal {
  const object = `${kind.name}:${keyOf(kind, input)}`
  return (plain, place) => seal(plain, `${object}:${place.slice(at.length + 1)}`)
}
