import type { Rejection } from '../kernel/decider.ts'
import type { ObjectKind, Others } from './kind.ts'
import type { Fields } from './shape.ts'

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
  others: Others,
): Rejection[] {
  if (value === null) return []
  const holder = holdersOf(others.all(kind), field)
    .get(value)
    ?.find(one => one !== key)
  if (holder === undefined) return []
  return [{ field, rule: 'taken', message: `${value} is the ${field} of ${kind.name} ${holder}; take another one` }]
}

type Objects = readonly { readonly key: string; readonly value: Readonly<Record<string, unknown>> }[]

/** Read once for each state of a kind: thousands of users that are imported at once do not each read all the others. */
function holdersOf(objects: Objects, field: string): ReadonlyMap<unknown, readonly string[]> {
  const ofObjects = indexes.get(objects) ?? new Map<string, ReadonlyMap<unknown, readonly string[]>>()
  indexes.set(objects, ofObjects)
  const known = ofObjects.get(field)
  if (known) return known
  const index = new Map<unknown, string[]>()
  for (const { key, value } of objects) {
    const holders = index.get(value[field])
    if (holders) holders.push(key)
    else index.set(value[field], [key])
  }
  ofObjects.set(field, index)
  return index
}

const indexes = new WeakMap<Objects, Map<string, ReadonlyMap<unknown, readonly string[]>>>()
