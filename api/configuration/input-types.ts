import type { InputRef } from '@pothos/core'
import type { Field, Fields, Shape } from '../../domain/configuration/shape.ts'
import { capitalised } from '../../domain/configuration/kind.ts'
import { builder } from '../schema/builder.ts'
import { choiceEnum } from './enums.ts'

/** What a command's input holds is checked by the declaration of its kind; here it only gets a type. */
export type InputObject = Readonly<Record<string, unknown>>

type InputType = InputRef<InputObject> | 'String' | 'Int' | 'Float' | 'Boolean' | ReturnType<typeof choiceEnum>

interface Wanted {
  readonly description: string
  readonly required: boolean
}

/** Whether a command that leaves a field out is refused. */
type Requirement = (name: string, field: Field) => boolean

export const neededToDefine: Requirement = (_, field) => field.initial === undefined && !field.nullable

const objects = new Map<string, InputRef<InputObject>>()

/** An input type with these fields, and what a command needs besides. One a name. */
export function inputObject(
  name: string,
  description: string,
  fields: Fields,
  needed: Requirement = neededToDefine,
  besides: Readonly<Record<string, Wanted & { readonly type: 'String' | 'Int' | 'Boolean' }>> = {},
): InputRef<InputObject> {
  const known = objects.get(name)
  if (known) return known
  const ref = builder.inputRef<InputObject>(name)
  objects.set(name, ref)
  ref.implement({
    description,
    fields: t => ({
      ...Object.fromEntries(
        Object.entries(besides).map(([field, { type, ...options }]) => [field, t.field({ type, ...options })]),
      ),
      ...Object.fromEntries(
        Object.entries(fields).map(([field, declared]) => {
          const { type, isList } = inputType(declared.shape)
          const options = { description: declared.description, required: needed(field, declared) }
          return [field, isList ? t.field({ type: [type], ...options }) : t.field({ type, ...options })]
        }),
      ),
    }),
  })
  return ref
}

function inputType(shape: Shape): { readonly type: InputType; readonly isList: boolean } {
  if (shape.type === 'list') return { type: inputType(shape.of).type, isList: true }
  return { type: single(shape), isList: false }
}

function single(shape: Exclude<Shape, { type: 'list' }>): InputType {
  switch (shape.type) {
    case 'text':
    case 'reference':
    case 'secret':
      return 'String'
    case 'integer':
      return 'Int'
    case 'decimal':
      return 'Float'
    case 'flag':
      return 'Boolean'
    case 'choice':
      return choiceEnum(shape.name, shape.of)
    case 'group':
      return inputObject(`${shape.name}Input`, `Part of a command: ${shape.name}.`, shape.fields)
    case 'variant':
      return variantInput(shape)
  }
}

function variantInput({ name, cases }: Extract<Shape, { type: 'variant' }>): InputRef<InputObject> {
  const typeName = `${name}Input`
  const known = objects.get(typeName)
  if (known) return known
  const ref = builder.inputRef<InputObject>(typeName)
  objects.set(typeName, ref)
  ref.implement({
    description: `Exactly one of ${Object.keys(cases).join(', ')}.`,
    isOneOf: true,
    fields: t =>
      Object.fromEntries(
        Object.entries(cases).map(([one, fields]) => [
          one,
          t.field({
            type: inputObject(`${name}${capitalised(one)}Input`, `${name}: ${one}.`, fields),
            description: `The case ${one}.`,
          }),
        ]),
      ),
  })
  return ref
}
