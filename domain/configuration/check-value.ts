import type { Rejection } from '../kernel/decider.ts'
import { enumValueName } from './enum-value-name.ts'
import { nearestName } from './nearest-name.ts'
import type { Field, Fields, Sealed, Shape } from './shape.ts'

type Checked =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly rejections: readonly Rejection[] }

export type Values = Readonly<Record<string, unknown>>

/** Seals a secret: the same text at the same place gives the same seal. `place` is the object and the field. */
export type Seal = (plain: string, place: string) => string

interface Checking {
  readonly seal: Seal
  readonly rejections: Rejection[]
}

/**
 * A whole object from a command's input: every field, in the order of the declaration, so that equal objects are equal texts.
 * @param at  path of the input in the command, '' at its top
 */
export function checkDefinition(fields: Fields, input: unknown, at: string, seal: Seal): Checked {
  const checking: Checking = { seal, rejections: [] }
  const value = groupOf(fields, input, at, checking)
  return outcome(value, checking)
}

/** Only the fields that the input names. What it leaves out stays as it is; null unsets. */
export function checkChanges(fields: Fields, input: Values, at: string, seal: Seal): Checked {
  const checking: Checking = { seal, rejections: [] }
  const changes: Record<string, unknown> = {}
  for (const [name, given] of Object.entries(input)) {
    if (given === undefined) continue
    const field = fields[name]
    const path = join(at, name)
    if (!field) unknownField(path, fields, checking)
    else changes[name] = valueOf(field, given, path, checking)
  }
  return outcome(changes, checking)
}

const outcome = (value: unknown, { rejections }: Checking): Checked =>
  rejections.length === 0 ? { ok: true, value } : { ok: false, rejections }

export const join = (at: string, name: string): string => (at === '' ? name : `${at}.${name}`)

function groupOf(fields: Fields, input: unknown, at: string, checking: Checking): Values {
  if (!isObject(input)) return refuse(checking, at, 'object', 'must be an object with named fields', {})
  for (const name of Object.keys(input))
    if (!Object.hasOwn(fields, name)) unknownField(join(at, name), fields, checking)
  const value: Record<string, unknown> = {}
  for (const [name, field] of Object.entries(fields))
    value[name] = valueOf(field, input[name], join(at, name), checking)
  return value
}

function valueOf(field: Field, input: unknown, at: string, checking: Checking): unknown {
  if (input === undefined) {
    if (field.initial !== undefined) return field.initial
    if (field.nullable) return null
    return refuse(checking, at, 'required', 'must be given', null)
  }
  if (input === null)
    return field.nullable
      ? null
      : refuse(checking, at, 'required', 'cannot be unset: leave it out or give a value', null)
  return shaped(field.shape, input, at, checking)
}

function shaped(shape: Shape, input: unknown, at: string, checking: Checking): unknown {
  switch (shape.type) {
    case 'text':
      if (typeof input !== 'string') return refuse(checking, at, 'text', `must be a text${inQuotes(input)}`, '')
      if (Array.from(input).length > shape.max)
        return refuse(checking, at, 'length', `must have at most ${shape.max} characters`, '')
      if (!shape.format.pattern.test(input))
        return refuse(checking, at, shape.format.rule, `must be ${shape.format.means}`, '')
      return input.normalize('NFC')
    case 'integer':
      return Number.isSafeInteger(input) && within(input as number, shape)
        ? input
        : refuse(checking, at, 'range', `must be a whole number from ${shape.min} to ${shape.max}`, 0)
    case 'decimal':
      return typeof input === 'number' && within(input, shape)
        ? input
        : refuse(checking, at, 'range', `must be a number from ${shape.min} to ${shape.max}`, 0)
    case 'flag':
      return typeof input === 'boolean' ? input : refuse(checking, at, 'flag', 'must be true or false', false)
    case 'choice':
      return (
        shape.of.find(value => value === input || enumValueName(value) === input) ??
        refuse(checking, at, 'choice', `must be one of ${shape.of.join(', ')}`, '')
      )
    case 'reference':
      return typeof input === 'string' && input !== ''
        ? input
        : refuse(checking, at, 'reference', `must be the key of a ${shape.to}`, '')
    case 'secret':
      return secretOf(input, shape.format, at, checking)
    case 'list':
      return listOf(shape, input, at, checking)
    case 'group':
      return groupOf(shape.fields, input, at, checking)
    case 'variant':
      return variantOf(shape, input, at, checking)
  }
}

/** YAML takes 8001 for a number and 0100 for a hundred: which digits were written is lost then. */
const inQuotes = (input: unknown): string =>
  typeof input === 'number' || typeof input === 'boolean' ? ': put it in quotes' : ''

function secretOf(
  input: unknown,
  format: { readonly pattern: RegExp; readonly rule: string; readonly means: string },
  at: string,
  checking: Checking,
): Sealed | null {
  if (isObject(input) && typeof input['sealed'] === 'string') return { sealed: input['sealed'] }
  if (typeof input !== 'string' || input === '')
    return refuse(checking, at, 'secret', `must be a text that is not empty${inQuotes(input)}`, null)
  if (!format.pattern.test(input)) return refuse(checking, at, format.rule, `must be ${format.means}`, null)
  return { sealed: checking.seal(input, at) }
}

function listOf(
  shape: Extract<Shape, { type: 'list' }>,
  input: unknown,
  at: string,
  checking: Checking,
): readonly unknown[] {
  if (!Array.isArray(input)) return refuse(checking, at, 'list', 'must be a list', [])
  if (input.length > shape.max) return refuse(checking, at, 'length', `must have at most ${shape.max} entries`, [])
  const values = input.map((entry, i) => shaped(shape.of, entry, `${at}[${i}]`, checking))
  if (shape.unique) {
    const seen = new Set<string>()
    values.forEach((value, i) => {
      const text = JSON.stringify(value)
      if (seen.has(text)) refuse(checking, `${at}[${i}]`, 'unique', 'is in the list already', null)
      seen.add(text)
    })
  }
  return values
}

function variantOf(shape: Extract<Shape, { type: 'variant' }>, input: unknown, at: string, checking: Checking): Values {
  const cases = Object.keys(shape.cases).join(', ')
  if (!isObject(input)) return refuse(checking, at, 'variant', `must be an object with one of ${cases}`, {})
  const given = Object.entries(input).filter(([, value]) => value !== null && value !== undefined)
  const [name, value] = given[0] ?? []
  const fields = name === undefined ? undefined : shape.cases[name]
  if (given.length !== 1 || name === undefined || !fields)
    return refuse(checking, at, 'variant', `must have exactly one of ${cases}`, {})
  return { [name]: groupOf(fields, value, join(at, name), checking) }
}

function unknownField(at: string, fields: Fields, checking: Checking) {
  const names = Object.keys(fields)
  const meant = nearestName(lastOf(at), names)
  const hint = meant === undefined ? '' : `did you mean ${meant}? `
  refuse(checking, at, 'unknownField', `is not a field here; ${hint}there are ${names.join(', ')}`, null)
}

function refuse<T>(checking: Checking, field: string, rule: string, message: string, instead: T): T {
  checking.rejections.push({ field, rule, message: `${lastOf(field) || 'the input'} ${message}` })
  return instead
}

const lastOf = (path: string): string => path.slice(path.lastIndexOf('.') + 1)

/** The message where the field is told beside it: `must be digits` of `number must be digits`. Undefined: it does not begin so. */
export function withoutName({ field, message }: Rejection): string | undefined {
  const name = `${lastOf(field)} `
  return message.startsWith(name) ? message.slice(name.length) : undefined
}

const within = (value: number, { min, max }: { readonly min: number; readonly max: number }) =>
  value >= min && value <= max

export const isObject = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
