import type { Rejection } from '../kernel/decider.ts'
import { join, type Seal, type Values } from './check-value.ts'
import {
  draftOf,
  type Configuration,
  type ConfigurationDraft,
  type ConfigurationEvent,
  type ConfiguredObject,
  type Kinds,
} from './configuration.ts'
import { keyOf, type ObjectKind, type Outside } from './kind.ts'
import type { Touched } from './whole-state.ts'

export interface ConfigurationRules {
  readonly kinds: Kinds
  /** Must give the same seal for the same secret at the same place, or a repeated command would not be seen as one. */
  readonly seal: Seal
  /**
   * A password that nobody can guess, another one at each call; `generated` of a kind says what for. Left out where nothing may be made up:
   * a PBX that is taken over has its passwords.
   */
  readonly newSecret?: () => string
  /** Left out: nothing is known but the configuration. */
  readonly outside?: Outside
}

/** A change set while it is decided: what was accepted so far, what was refused so far. */
export interface Draft extends ConfigurationDraft {
  readonly rules: ConfigurationRules
  /** @see ChangeSet.restores */
  readonly restores: boolean
  readonly events: ConfigurationEvent[]
  readonly touched: Map<string, Touched>
  readonly rejections: Rejection[]
}

export function newDraft(before: Configuration, rules: ConfigurationRules, restores = false): Draft {
  const { state, apply } = draftOf(before, rules.kinds)
  return { state, apply, rules, restores, events: [], touched: new Map(), rejections: [] }
}

/** A command within the change set, e.g. at `commands[2].defineQueue`. */
export interface CommandPlace {
  readonly kind: ObjectKind
  readonly at: string
  readonly draft: Draft
}

export function refuse({ at, draft }: CommandPlace, field: string, rule: string, message: string): void {
  draft.rejections.push({ field: join(at, field), rule, message })
}

export function record({ at, draft, kind }: CommandPlace, event: ConfigurationEvent): void {
  draft.events.push(event)
  draft.apply(event)
  draft.touched.set(`${kind.name}:${event.key}`, { kind: kind.name, key: event.key, at })
}

export const find = ({ kind, draft }: CommandPlace, key: string): ConfiguredObject | undefined =>
  draft.state.objects.get(kind.name)?.get(key)

/** The object that a command is about; undefined: there is none, or not as expected, and that has been refused. */
export function subject(
  place: CommandPlace,
  key: string | undefined,
  expectedRevision: unknown,
): ConfiguredObject | undefined {
  if (key === undefined) return undefined
  const { kind } = place
  const object = find(place, key)
  if (!object) {
    refuse(place, kind.key[0] ?? kind.name, 'exists', `there is no ${kind.name} ${key}`)
    return undefined
  }
  return isAsExpected(place, object, expectedRevision) ? object : undefined
}

function isAsExpected(place: CommandPlace, { key, revision }: ConfiguredObject, expected: unknown): boolean {
  if (expected === undefined || expected === null || expected === revision) return true
  const message = `${key} is at revision ${revision}, expected was ${JSON.stringify(expected)}: read what changed, then send the command again`
  refuse(place, 'expectedRevision', 'unchanged', message)
  return false
}

/** The key that the input's key fields make; undefined: one is missing, and that has been refused. */
export function keyIn(place: CommandPlace, input: Values): string | undefined {
  const missing = place.kind.key.find(name => typeof input[name] !== 'string')
  if (missing === undefined) return keyOf(place.kind, input)
  refuse(place, missing, 'required', `${missing} says which ${place.kind.name} is meant; it must be given`)
  return undefined
}

export function namesOnly(place: CommandPlace, names: readonly string[], input: Values): boolean {
  const strange = Object.keys(input).filter(name => input[name] !== undefined && !names.includes(name))
  for (const name of strange)
    refuse(place, name, 'unknownField', `${name} is not a field here; there are ${names.join(', ')}`)
  return strange.length === 0
}

/** Seals are made for the object and the field, so that the same password of two users does not show as the same. */
export function sealFor({ kind, at, draft }: CommandPlace, key: string): Seal {
  return (plain, place) => draft.rules.seal(plain, `${kind.name}:${key}:${place.slice(at.length + 1)}`)
}

export const sameValue = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)
