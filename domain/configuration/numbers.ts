import type { Configuration, ConfiguredObject, Kinds } from './configuration.ts'
import { readOnce } from './read-once.ts'
import type { ObjectKind, OwnedNumber } from './kind.ts'

interface NumberOwner {
  readonly kind: string
  readonly key: string
  readonly owned: OwnedNumber
}

type ByNumber = ReadonlyMap<string, readonly NumberOwner[]>

export const numberAt = (number: string, context: string): string => `${number}@${context}`

/** Who can be dialled under a number of a context. One owner each; more only while a change set is being decided. */
export function ownersOf(
  configuration: Configuration,
  kinds: Kinds,
  number: string,
  context: string,
): readonly NumberOwner[] {
  const place = numberAt(number, context)
  const owners: NumberOwner[] = []
  for (const kind of kinds.values()) {
    const ofKind = kind.numberOf && configuration.objects.get(kind.name)
    if (ofKind) owners.push(...(numbersOf(kind, ofKind).get(place) ?? []))
  }
  return owners
}

const numbersOf = (kind: ObjectKind, ofKind: ReadonlyMap<string, ConfiguredObject>): ByNumber =>
  readOnce(ofKind, 'by number', () => {
    const index = new Map<string, NumberOwner[]>()
    for (const { key, value } of ofKind.values()) {
      const owned = kind.numberOf?.(value)
      if (!owned) continue
      const place = numberAt(owned.number, owned.context)
      const owners = index.get(place)
      if (owners) owners.push({ kind: kind.name, key, owned })
      else index.set(place, [{ kind: kind.name, key, owned }])
    }
    return index
  })
