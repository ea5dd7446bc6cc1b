import type { Rejection } from '../kernel/decider.ts'
import type { ObjectKind, OtherObjects } from './kind.ts'
import type { Fields, ValuesOf } from './shape.ts'

interface UniqueValue<F extends Fields> {
  readonly kind: ObjectKind<F>
  /** The object that asks, by its key. */
  readonly key: string
  readonly field: string & keyof F
  readonly value: string | null
}

/** A value that only one object of the kind may have, e.g. a login. */
export function alreadyTaken<F extends Fields>(
  { kind, key, field, value }: UniqueValue<F>,
  others: OtherObjects,
): Rejection[] {
  if (value === null) return []
  const holder = holderBeside({ kind, key, index: fieldIndex(field), value }, others)
  if (holder === undefined) return []
  return [{ field, rule: 'taken', message: `${value} is the ${field} of ${kind.name} ${holder}; take another one` }]
}

/** What of an object is looked up. One of them a rule, made once: it is what the looked-up values are kept under. */
type ValueIndex<F extends Fields> = (value: ValuesOf<F>) => readonly string[]

interface Lookup<F extends Fields> {
  readonly kind: ObjectKind<F>
  readonly key: string
  readonly index: ValueIndex<F>
  readonly value: string
}

/** Another object of the kind that has the value, by its key. */
export function holderBeside<F extends Fields>(
  { kind, key, index, value }: Lookup<F>,
  others: OtherObjects,
): string | undefined {
  return holdersOf(others.all(kind), index)
    .get(value)
    ?.find(one => one !== key)
}

type Holders = ReadonlyMap<string, readonly string[]>

/** Read once for each state of a kind: thousands of users that are imported at once do not each read all the others. */
function holdersOf<F extends Fields>(
  objects: readonly { readonly key: string; readonly value: ValuesOf<F> }[],
  index: ValueIndex<F>,
): Holders {
  const ofObjects = indexes.get(objects) ?? new Map<unknown, Holders>()
  indexes.set(objects, ofObjects)
  const known = ofObjects.get(index)
  if (known) return known
  const holders = new Map<string, string[]>()
  for (const { key, value } of objects)
    for (const one of index(value)) {
      const ofOne = holders.get(one)
      if (ofOne) ofOne.push(key)
      else holders.set(one, [key])
    }
  ofObjects.set(index, holders)
  return holders
}

const indexes = new WeakMap<object, Map<unknown, Holders>>()

type FieldValue = (value: Readonly<Record<string, unknown>>) => readonly string[]

function fieldIndex(field: string): FieldValue {
  const known = fieldIndexes.get(field)
  if (known) return known
  const index: FieldValue = value => (typeof value[field] === 'string' ? [value[field]] : [])
  fieldIndexes.set(field, index)
  return index
}

const fieldIndexes = new Map<string, FieldValue>()
