import type { Values } from './check-value.ts'
import { itemKeyOf, type ConfiguredObject, type FieldChange } from './configuration.ts'
import { find, record, refuse, sameValue, type CommandPlace } from './draft.ts'
import { capitalised, type ObjectKind } from './kind.ts'
import { referencesIn } from './references.ts'
import type { Fields, Shape } from './shape.ts'
import { othersIn } from './whole-state.ts'

/** One object in the place of another one of its kind. */
interface Replacement {
  readonly kind: string
  readonly from: string
  readonly to: string
}

/**
 * What refers to an object that is removed refers to another one from then on (pbx-configuration §3, `cascade: replaceWith`). Where that
 * one is in a list already, its own entry stays and the other one goes. What names the object in a text, as rules name skills, still
 * stands in its way: nobody rewrites a text.
 */
export function replaceReferences(place: CommandPlace, existing: ConfiguredObject, to: unknown): void {
  const { kind, draft } = place
  if (typeof to !== 'string' || !isReplacement(place, existing, to)) return
  const replacement = { kind: kind.name, from: existing.key, to }
  for (const other of draft.rules.kinds.values()) {
    for (const object of draft.state.objects.get(other.name)?.values() ?? []) {
      if (other === kind && object.key === existing.key) continue
      const concerned = referencesIn(other, object.value).some(one => one.to === kind.name && one.key === existing.key)
      if (concerned) replaceWithin(place, other, object, replacement)
    }
  }
}

function isReplacement(place: CommandPlace, { key }: ConfiguredObject, to: string): boolean {
  const { kind } = place
  const other = to === key ? undefined : find(place, to)
  if (!other) {
    const message =
      to === key ? `${to} is what is removed; name another ${kind.name}` : `there is no ${kind.name} ${to}`
    refuse(place, 'replaceWith', to === key ? 'another' : 'exists', message)
    return false
  }
  if (other.value['enabled'] !== false) return true
  refuse(place, 'replaceWith', 'enabled', `${kind.name} ${to} is switched off: switch it on first, or name another one`)
  return false
}

function replaceWithin(
  place: CommandPlace,
  kind: ObjectKind,
  object: ConfiguredObject,
  replacement: Replacement,
): void {
  const { draft } = place
  const value = replacedFields(kind, object.value, replacement)
  const changes: Record<string, FieldChange> = {}
  for (const [name, to] of Object.entries(value)) {
    const from = object.value[name] ?? null
    if (sameValue(from, to)) continue
    if (kind.fields[name]?.fixed)
      refuse(place, 'replaceWith', 'fixed', `${name} of ${kind.name} ${object.key} is fixed`)
    else changes[name] = { from, to }
  }
  if (Object.keys(changes).length === 0) return
  const problems = kind.checkChange?.(object.value, value, othersIn(draft.state, draft.rules.kinds)) ?? []
  for (const { field, rule, message } of problems)
    refuse(place, 'replaceWith', rule, `${kind.name} ${object.key} would be wrong, ${field}: ${message}`)
  const { key, id } = object
  record(
    { ...place, kind },
    { type: `${capitalised(kind.name)}Changed`, kind: kind.name, key, id, change: 'changed', changes },
  )
}

/** The fields with the other object in place of the one; an entry that is there twice then is one. */
function replacedFields(kind: ObjectKind, value: Values, replacement: Replacement): Values {
  const replaced = inFields(kind.fields, value, replacement)
  const single = Object.keys(kind.items).map(list => {
    const [before, now] = [value[list], replaced[list]] as readonly (readonly Values[])[]
    return [list, withoutTwins(before ?? [], now ?? [], itemKeyOf(kind, list))] as const
  })
  return { ...replaced, ...Object.fromEntries(single) }
}

/** Entries that were there as they are go before those that have become the same. */
function withoutTwins<T>(before: readonly T[], now: readonly T[], keyOf: (entry: T) => string): readonly T[] {
  const own = new Set(now.filter((entry, i) => entry === before[i]).map(keyOf))
  const seen = new Set<string>()
  return now.filter((entry, i) => {
    const key = keyOf(entry)
    if (seen.has(key) || (own.has(key) && entry !== before[i])) return false
    seen.add(key)
    return true
  })
}

const inFields = (fields: Fields, value: Values, replacement: Replacement): Values =>
  mapped(value, (one, name) => (fields[name] ? inShape(fields[name].shape, one, replacement) : one))

/** The same object as before where nothing is replaced. */
function mapped(value: Values, to: (one: unknown, name: string) => unknown): Values {
  const entries = Object.entries(value).map(([name, one]) => [name, to(one, name)] as const)
  return entries.every(([name, one]) => one === value[name]) ? value : Object.fromEntries(entries)
}

function inShape(shape: Shape, value: unknown, replacement: Replacement): unknown {
  if (value === null || value === undefined) return value
  switch (shape.type) {
    case 'reference':
      return shape.to === replacement.kind && value === replacement.from ? replacement.to : value
    case 'list': {
      const entries = value as readonly unknown[]
      const now = entries.map(entry => inShape(shape.of, entry, replacement))
      if (now.every((entry, i) => entry === entries[i])) return value
      return shape.unique ? withoutTwins(entries, now, entry => JSON.stringify(entry)) : now
    }
    case 'group':
      return inFields(shape.fields, value as Values, replacement)
    case 'variant':
      return mapped(value as Values, (one, name) => {
        const fields = shape.cases[name]
        return fields ? inFields(fields, one as Values, replacement) : one
      })
    default:
      return value
  }
}

/** Whether anything can refer to objects of the kind, so that its removal may say what they are replaced with. */
export function isReferredTo({ name }: ObjectKind, kinds: Iterable<ObjectKind>): boolean {
  return [...kinds].some(kind => Object.values(kind.fields).some(({ shape }) => refersTo(shape, name)))
}

function refersTo(shape: Shape, kind: string): boolean {
  switch (shape.type) {
    case 'reference':
      return shape.to === kind
    case 'list':
      return refersTo(shape.of, kind)
    case 'group':
      return Object.values(shape.fields).some(field => refersTo(field.shape, kind))
    case 'variant':
      return Object.values(shape.cases).some(fields => Object.values(fields).some(field => refersTo(field.shape, kind)))
    default:
      return false
  }
}
