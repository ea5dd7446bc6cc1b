import type { Values } from './check-value.ts'
import type { ConfigurationCommand } from './commands.ts'
import { objectsOf, type Configuration, type Kinds } from './configuration.ts'
import { capitalised, type ObjectKind } from './kind.ts'

/** One object that is not the same in two configurations. `from` undefined: new; `to` undefined: gone. */
export interface ObjectDifference {
  readonly kind: string
  readonly key: string
  readonly from?: Values
  readonly to?: Values
}

/** Everything that differs, by kind in the order of the registry, then by key. */
export function differences(from: Configuration, to: Configuration, kinds: Kinds): readonly ObjectDifference[] {
  return [...kinds.values()].flatMap(kind => {
    const was = from.objects.get(kind.name)
    const is = to.objects.get(kind.name)
    if (was === is) return []
    const keys = [...new Set([...objectsOf(from, kind), ...objectsOf(to, kind)].map(({ key }) => key))].sort()
    return keys.flatMap((key): ObjectDifference[] => {
      const before = was?.get(key)
      const after = is?.get(key)
      if (before?.id === after?.id && JSON.stringify(before?.value) === JSON.stringify(after?.value)) return []
      return [
        { kind: kind.name, key, ...(before ? { from: before.value } : {}), ...(after ? { to: after.value } : {}) },
      ]
    })
  })
}

/**
 * The change set that leads from one configuration to another: removals, definitions, then changes. What is the same is in neither.
 * A removal that destroys something is confirmed only where that is asked for. From the initial configuration it is the document that makes the whole configuration (`config export`).
 */
export function commandsBetween(
  from: Configuration,
  to: Configuration,
  kinds: Kinds,
  { confirm = false }: { readonly confirm?: boolean } = {},
): readonly ConfigurationCommand[] {
  const all = differences(from, to, kinds)
  const kindOf = (name: string) => {
    const kind = kinds.get(name)
    if (!kind) throw new Error(`no kind ${name} is registered`)
    return kind
  }
  const of = (select: (difference: ObjectDifference) => ConfigurationCommand | undefined) =>
    all.flatMap<ConfigurationCommand>(difference => select(difference) ?? [])
  return [
    ...of(({ kind, from: was, to: is }) => (was && !is ? removing(kindOf(kind), was, confirm) : undefined)),
    ...of(({ kind, from: was, to: is }) => (is && !was ? defining(kindOf(kind), is) : undefined)),
    ...of(({ kind, from: was, to: is }) => changing(kindOf(kind), was, is)),
    ...of(({ kind, from: was, to: is }) => (is && !was ? unsetting(kindOf(kind), is) : undefined)),
  ]
}

const removing = (kind: ObjectKind, value: Values, confirm: boolean): ConfigurationCommand => ({
  [`remove${capitalised(kind.name)}`]: {
    ...keyFields(kind, value),
    ...(confirm && kind.destroys !== undefined ? { confirm } : {}),
  },
})

/** Only what is not as it is initially: a document that people read says what is special. */
const defining = (kind: ObjectKind, value: Values): ConfigurationCommand => ({
  [`define${capitalised(kind.name)}`]: withoutInitial(kind, value),
})

function changing(kind: ObjectKind, was: Values | undefined, is: Values | undefined): ConfigurationCommand | undefined {
  if (!was || !is) return undefined
  const changed = Object.keys(kind.fields).filter(name => JSON.stringify(was[name]) !== JSON.stringify(is[name]))
  if (changed.length === 0) return undefined
  const to = Object.fromEntries(changed.map(name => [name, is[name]]))
  return { [`change${capitalised(kind.name)}`]: { ...keyFields(kind, is), ...to } }
}

/** What a definition makes up for what is unset, e.g. a caller ID of the names or a password: where it is to be unset, that is said afterwards. */
function unsetting(kind: ObjectKind, is: Values): ConfigurationCommand | undefined {
  const madeUp = (kind.generated?.(is) ?? []).filter(name => is[name] === null).map(name => [name, undefined] as const)
  return changing(kind, { ...is, ...kind.completed?.(is), ...Object.fromEntries(madeUp) }, is)
}

const keyFields = (kind: ObjectKind, value: Values) => Object.fromEntries(kind.key.map(name => [name, value[name]]))

function withoutInitial(kind: ObjectKind, value: Values): Values {
  const special = Object.entries(kind.fields).filter(([name, field]) => {
    const initial = field.initial ?? (field.nullable ? null : undefined)
    return initial === undefined || JSON.stringify(value[name]) !== JSON.stringify(initial)
  })
  return Object.fromEntries(special.map(([name]) => [name, value[name]]))
}
