import type { Values } from './check-value.ts'
import { forgetReadings, readOnce } from './read-once.ts'
import { keyOf, type ObjectKind } from './kind.ts'
import type { Micros } from '../kernel/time.ts'
import type { Fields, Shape, ValuesOf } from './shape.ts'

/** An object as it stands. `revision` counts its changes from 0: what a command can say it was decided on. */
export interface ConfiguredObject<V = Values> {
  /** Never used again: an agent 8001 that is removed and defined anew has another one, so that old figures stay with the old holder. */
  readonly id: string
  readonly key: string
  readonly revision: number
  readonly value: V
}

/** Everything that is configured at a site at one moment. Values of kinds that were not touched keep their identity from one to the next. */
export interface Configuration {
  readonly objects: ReadonlyMap<string, ReadonlyMap<string, ConfiguredObject>>
  /** How many objects had the name `kind:key` so far. */
  readonly generations: ReadonlyMap<string, number>
}

/** What is there before the first command: the built-in objects. */
export function initialConfiguration(kinds: Kinds): Configuration {
  const builtIn = [...kinds.values()].flatMap(kind =>
    kind.builtIn.map((value): ConfigurationEvent => {
      const key = keyOf(kind, value)
      return { type: '', kind: kind.name, key, id: `${kind.name}:${key}`, change: 'defined', value }
    }),
  )
  return evolveAll({ objects: new Map(), generations: new Map() }, builtIn, kinds)
}

interface Subject {
  /** E.g. `QueueDefined`, `QueueMemberAdded`: the name in the log. */
  readonly type: string
  readonly kind: string
  readonly key: string
  readonly id: string
  /** Left out: an administrator decided it. */
  readonly source?: 'phone'
  readonly phone?: PhoneOrigin
}

/** Somebody did it by his phone, and the PBX told it. */
export interface PhoneOrigin {
  readonly node: string
  /** The line that dialled, e.g. `nrzpjngu`. */
  readonly line: string
  /** When, on the clock of the PBX. The event is of when it was taken in. */
  readonly at: Micros
}

export interface FieldChange {
  readonly from: unknown
  readonly to: unknown
}

export type ConfigurationEvent = Subject &
  (
    | { readonly change: 'defined'; readonly value: Values }
    | { readonly change: 'changed'; readonly changes: Readonly<Record<string, FieldChange>> }
    | { readonly change: 'removed' }
    | { readonly change: 'itemAdded'; readonly list: string; readonly item: Values }
    | { readonly change: 'itemChanged'; readonly list: string; readonly item: Values; readonly was: Values }
    | { readonly change: 'itemRemoved'; readonly list: string; readonly item: Values }
  )

/** Applies events in order. One copy of what they touch, however many there are: replaying a long history is linear. */
export function evolveAll(before: Configuration, events: Iterable<ConfigurationEvent>, kinds: Kinds): Configuration {
  const draft = draftOf(before, kinds)
  for (const event of events) draft.apply(event)
  return draft.state
}

/** A configuration in the making. `state` shows every event applied so far; `before` stays as it is. */
export interface ConfigurationDraft {
  readonly state: Configuration
  readonly apply: (event: ConfigurationEvent) => void
}

/** Copies a kind when its first object changes: the others are shared with `before`. */
export function draftOf(before: Configuration, kinds: Kinds): ConfigurationDraft {
  const objects = new Map(before.objects)
  const generations = new Map(before.generations)
  const copied = new Map<string, Map<string, ConfiguredObject>>()
  const mutable = (kind: string): Map<string, ConfiguredObject> => {
    const known = copied.get(kind)
    if (known) return known
    const copy = new Map(objects.get(kind))
    objects.set(kind, copy)
    copied.set(kind, copy)
    return copy
  }
  return {
    state: { objects, generations },
    apply(event) {
      const ofKind = mutable(event.kind)
      if (event.change === 'defined') {
        const named = `${event.kind}:${event.key}`
        generations.set(named, (generations.get(named) ?? 0) + 1)
      }
      forgetReadings(ofKind)
      const next = evolve(ofKind.get(event.key), event, kinds)
      if (next) ofKind.set(event.key, next)
      else ofKind.delete(event.key)
    },
  }
}

export type Kinds = ReadonlyMap<string, ObjectKind>

/** What an event makes of its object; undefined: it is gone. */
export function evolve(
  object: ConfiguredObject | undefined,
  event: ConfigurationEvent,
  kinds: Kinds,
): ConfiguredObject | undefined {
  const { key, id } = event
  if (event.change === 'defined') return { id, key, revision: 0, value: complete(event.value, kinds.get(event.kind)) }
  if (event.change === 'removed' || !object) return undefined
  return { ...object, revision: object.revision + 1, value: changedValue(object.value, event, kinds) }
}

/**
 * A field that was declared after the event was written is as it is initially, whether it is one of the object or of a part of it. What
 * lacks none is left as it is.
 */
const complete = (value: Values, kind: ObjectKind | undefined): Values =>
  kind && lacks(kind.fields, value) ? completed(kind.fields, value) : value

const completed = (fields: Fields, value: Values): Values =>
  Object.fromEntries(
    Object.entries(fields).map(([name, { shape, initial }]) => [
      name,
      value[name] === undefined ? (initial ?? null) : completedPart(shape, value[name]),
    ]),
  )

function completedPart(shape: Shape, value: unknown): unknown {
  if (!partLacks(shape, value)) return value
  if (shape.type === 'group') return completed(shape.fields, value as Values)
  if (shape.type === 'list') return (value as readonly unknown[]).map(entry => completedPart(shape.of, entry))
  if (shape.type !== 'variant') return value
  const cases = Object.entries(value as Values)
  return Object.fromEntries(cases.map(([name, part]) => [name, completed(shape.cases[name] ?? {}, part as Values)]))
}

function lacks(fields: Fields, value: Values): boolean {
  for (const name in fields) {
    const is = value[name]
    if (is === undefined) return true
    const shape = typeof is === 'object' ? fields[name]?.shape : undefined
    if (shape && partLacks(shape, is)) return true
  }
  return false
}

function partLacks(shape: Shape, value: unknown): boolean {
  if (value === null) return false
  if (shape.type === 'group') return lacks(shape.fields, value as Values)
  if (shape.type === 'list') return (value as readonly unknown[]).some(entry => partLacks(shape.of, entry))
  if (shape.type !== 'variant') return false
  return Object.entries(value as Values).some(([name, part]) => lacks(shape.cases[name] ?? {}, part as Values))
}

type Alteration = Exclude<ConfigurationEvent, { change: 'defined' | 'removed' }>

function changedValue(value: Values, event: Alteration, kinds: Kinds): Values {
  if (event.change === 'changed') {
    const fields = kinds.get(event.kind)?.fields ?? {}
    const to = Object.entries(event.changes).map(([name, change]) => {
      const shape = fields[name]?.shape
      return [name, shape ? completedPart(shape, change.to) : change.to] as const
    })
    return { ...value, ...(Object.fromEntries(to) as Values) }
  }
  const items = (value[event.list] ?? []) as readonly Values[]
  const kind = kinds.get(event.kind)
  const shape = kind?.fields[event.list]?.shape
  const item = (shape?.type === 'list' ? completedPart(shape.of, event.item) : event.item) as Values
  if (event.change === 'itemAdded') return { ...value, [event.list]: [...items, item] }
  const keyOfItem = itemKeyOf(kind, event.list)
  const subject = keyOfItem(item)
  return {
    ...value,
    [event.list]:
      event.change === 'itemRemoved'
        ? items.filter(one => keyOfItem(one) !== subject)
        : items.map(one => (keyOfItem(one) === subject ? item : one)),
  }
}

/** What identifies an entry within its list. */
export function itemKeyOf(kind: ObjectKind | undefined, list: string): (item: Values) => string {
  const key = kind?.items[list]?.key ?? []
  return item => JSON.stringify(key.map(name => item[name] ?? null))
}

/** The objects of a kind in the order of their keys: what renders, lists and documents go by. */
export function objectsOf<F extends Fields>(
  configuration: Configuration,
  kind: ObjectKind<F>,
): readonly ConfiguredObject<ValuesOf<F>>[] {
  const ofKind = configuration.objects.get(kind.name)
  if (!ofKind) return []
  const list = readOnce(ofKind, 'in the order of their keys', () =>
    [...ofKind.values()].sort((a, b) => byKey(a.key, b.key)),
  )
  return list as readonly ConfiguredObject<unknown>[] as readonly ConfiguredObject<ValuesOf<F>>[]
}

/** By code units, the same on every machine: numbers of equal length come in their order. */
const byKey = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

export function objectOf<F extends Fields>(
  configuration: Configuration,
  kind: ObjectKind<F>,
  key: string,
): ConfiguredObject<ValuesOf<F>> | undefined {
  return configuration.objects.get(kind.name)?.get(key) as ConfiguredObject<ValuesOf<F>> | undefined
}

/** The identity of the object that is about to be defined: the first holder of a key is `kind:key`, the next ones `kind:key~2`, ... */
export function nextId(configuration: Configuration, kind: ObjectKind, value: Values): string {
  const named = `${kind.name}:${keyOf(kind, value)}`
  const holders = configuration.generations.get(named) ?? 0
  return holders === 0 ? named : `${named}~${holders + 1}`
}
