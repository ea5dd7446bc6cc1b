import type { Rejection } from '../kernel/decider.ts'
import { join } from './check-value.ts'
import type { Configuration, ConfiguredObject, Kinds } from './configuration.ts'
import { readOnce } from './read-once.ts'
import type { ObjectKind, OtherObjects } from './kind.ts'
import { ownersOf } from './numbers.ts'
import { referencesIn } from './references.ts'

/** An object that a change set changed, and the command (`commands[2].defineQueue`) that did it last. */
export interface Touched {
  readonly kind: string
  readonly key: string
  readonly at: string
}

type TouchedObjects = ReadonlyMap<string, Touched>

/** The rules over several objects, asked of what was touched and of what refers to it. */
export function checkWhole(state: Configuration, touched: TouchedObjects, kinds: Kinds): readonly Rejection[] {
  const rejections: Rejection[] = []
  const referrers = referrersOf(state, touched, kinds)
  for (const one of touched.values()) {
    const kind = kinds.get(one.kind)
    const object = state.objects.get(one.kind)?.get(one.key)
    if (!kind) continue
    if (object)
      rejections.push(
        ...missingReferences(kind, object, one.at, state),
        ...numberProblems(kind, object, one.at, state, kinds),
        ...sectionProblems(kind, object, one.at, state, kinds),
      )
    else rejections.push(...danglingReferences(one, referrers))
  }
  if (rejections.length > 0) return rejections

  const others = othersIn(state, kinds)
  const own = [...touched.values()].flatMap(({ kind: name, key, at }) => {
    const kind = kinds.get(name)
    const object = state.objects.get(name)?.get(key)
    const problems = (kind && object && kind.check?.(object.value, others)) ?? []
    return problems.map(problem => ({ ...problem, field: join(at, problem.field) }))
  })
  if (own.length > 0) return own
  const seen = touchedThrough(touched, referrers)
  return [
    ...problemsOfReferrers(touched, referrers, others),
    ...(seen.size === 0 ? [] : problemsOfReferrers(seen, referrersOf(state, seen, kinds), others)),
  ]
}

/** Objects through which rules see what was changed: as good as touched, to those that refer to them. */
function touchedThrough(touched: TouchedObjects, referrers: ReadonlyMap<string, readonly Referrer[]>): TouchedObjects {
  const seen = new Map<string, Touched>()
  for (const [name, users] of referrers)
    for (const { kind, object } of users) {
      const id = `${kind.name}:${object.key}`
      if (kind.seenThrough && !touched.has(id))
        seen.set(id, { kind: kind.name, key: object.key, at: touched.get(name)?.at ?? '' })
    }
  return seen
}

/** What refers to a changed object may be wrong now, e.g. a number outside the range that a context has been given. */
function problemsOfReferrers(
  touched: TouchedObjects,
  referrers: ReadonlyMap<string, readonly Referrer[]>,
  others: OtherObjects,
): Rejection[] {
  const asked = new Set(touched.keys())
  return [...referrers].flatMap(([name, users]) =>
    users.flatMap(({ kind, object }) => {
      const id = `${kind.name}:${object.key}`
      if (!kind.check || asked.has(id)) return []
      asked.add(id)
      return kind.check(object.value, others).map(({ field, rule, message }) => ({
        field: touched.get(name)?.at ?? '',
        rule,
        message: `${kind.name} ${object.key} would be wrong, ${field}: ${message}`,
      }))
    }),
  )
}

interface Referrer {
  readonly kind: ObjectKind
  readonly object: ConfiguredObject
  readonly field: string
}

/** Who refers to each touched object. One look at everything, however many were touched. */
function referrersOf(
  state: Configuration,
  touched: TouchedObjects,
  kinds: Kinds,
): ReadonlyMap<string, readonly Referrer[]> {
  const referrers = new Map<string, Referrer[]>()
  for (const kind of kinds.values())
    for (const object of state.objects.get(kind.name)?.values() ?? [])
      for (const { to, key, field } of referencesIn(kind, object.value)) {
        const name = `${to}:${key}`
        if (!touched.has(name)) continue
        const list = referrers.get(name)
        if (list) list.push({ kind, object, field })
        else referrers.set(name, [{ kind, object, field }])
      }
  return referrers
}

function missingReferences(
  kind: ObjectKind,
  { value }: ConfiguredObject,
  at: string,
  state: Configuration,
): Rejection[] {
  return referencesIn(kind, value).flatMap(({ to, key, field, optional }) =>
    optional || state.objects.get(to)?.has(key)
      ? []
      : [{ field: join(at, field), rule: 'exists', message: `there is no ${to} ${key}` }],
  )
}

const mostNamed = 20

function danglingReferences(
  { kind, key, at }: Touched,
  referrers: ReadonlyMap<string, readonly Referrer[]>,
): Rejection[] {
  const users = referrers.get(`${kind}:${key}`) ?? []
  if (users.length === 0) return []
  const named = users.slice(0, mostNamed).map(({ kind: by, object, field }) => `${by.name} ${object.key} (${field})`)
  const rest = users.length > mostNamed ? ` and ${users.length - mostNamed} more` : ''
  return [
    { field: at, rule: 'inUse', message: `${kind} ${key} is used by ${named.join(', ')}${rest}; change these first` },
  ]
}

function numberProblems(
  kind: ObjectKind,
  object: ConfiguredObject,
  at: string,
  state: Configuration,
  kinds: Kinds,
): Rejection[] {
  const owned = kind.numberOf?.(object.value)
  if (!owned) return []
  const others = ownersOf(state, kinds, owned.number, owned.context).filter(
    one => one.kind !== kind.name || one.key !== object.key,
  )
  return others.slice(0, 1).map(other => ({
    field: join(at, 'number'),
    rule: 'taken',
    message: `${owned.number} in context ${owned.context} is the number of ${other.kind} ${other.key}`,
  }))
}

/** A second section of the same name would be read as more of the first. */
function sectionProblems(
  kind: ObjectKind,
  { key }: ConfiguredObject,
  at: string,
  state: Configuration,
  kinds: Kinds,
): Rejection[] {
  if (kind.sectionIn === undefined) return []
  const field = join(at, kind.key[0] ?? '')
  const text = textThatDefines(key, kind.sectionIn, state, kinds)
  if (text !== undefined)
    return [
      {
        field,
        rule: 'taken',
        message: `the ${kind.name} ${key} is defined by the ${text} too: write [${key}](+) there to add to it, or take another name`,
      },
    ]
  const owner = [...kinds.values()].find(
    other => other !== kind && other.sectionIn === kind.sectionIn && state.objects.get(other.name)?.has(key),
  )
  if (!owner) return []
  return [
    {
      field,
      rule: 'taken',
      message: `${key} is the name of a ${owner.name}, and both are sections of ${kind.sectionIn}; take another name`,
    },
  ]
}

/** `dialplanFile extra.conf`: an object whose text has the section. */
function textThatDefines(section: string, file: string, state: Configuration, kinds: Kinds): string | undefined {
  for (const { name, defines } of kinds.values()) {
    if (defines?.file !== file) continue
    for (const { key, value } of state.objects.get(name)?.values() ?? [])
      if (defines.sections(value).includes(section)) return `${name} ${key}`
  }
  return undefined
}

export function othersIn(state: Configuration, kinds: Kinds): OtherObjects {
  return {
    get: (kind, key) => state.objects.get(kind.name)?.get(key)?.value as never,
    all: kind => listed(state.objects.get(kind.name)) as never,
    ownerOf: (number, context) => ownersOf(state, kinds, number, context)[0],
  }
}

/** The objects of a kind as a list: one list as long as none of them changes, so that what is read from it can be kept. */
const listed = (ofKind: ReadonlyMap<string, ConfiguredObject> | undefined): readonly ConfiguredObject[] =>
  ofKind ? readOnce(ofKind, 'list', () => [...ofKind.values()]) : []
