import type { ObjectRef } from '@pothos/core'
import { isObject, type Values } from '../../domain/configuration/check-value.ts'
import { capitalised } from '../../domain/configuration/kind.ts'
import type { Fields, Shape } from '../../domain/configuration/shape.ts'
import { builder } from '../schema/builder.ts'
import { choiceEnum } from './enums.ts'

type OutputType =
  | ObjectRef<typeof builder.$inferSchemaTypes, Values>
  | 'String'
  | 'Int'
  | 'Float'
  | 'Boolean'
  | ReturnType<typeof choiceEnum>

const groups = new Map<string, ObjectRef<typeof builder.$inferSchemaTypes, Values>>()

/** The object type of a group of fields: the same names as in the commands. */
function groupType(name: string, description: string, fields: Fields) {
  const known = groups.get(name)
  if (known) return known
  const ref = builder.objectRef<Values>(name)
  groups.set(name, ref)
  builder.objectType(ref, { description })
  addFields(ref, fields, value => value)
  return ref
}

/** Adds a field to a type for each declared one. */
export function addFields<T extends object>(
  ref: ObjectRef<typeof builder.$inferSchemaTypes, T>,
  fields: Fields,
  valuesOf: (parent: T) => Values,
): void {
  builder.objectFields(
    ref,
    t =>
      Object.fromEntries(
        Object.entries(fields).map(([name, { shape, description, nullable }]) => {
          const isList = shape.type === 'list'
          const of = isList ? shape.of : shape
          const type = typeOf(of)
          const said =
            of.type === 'secret'
              ? `${description} Whether it is set; the secret itself is shown to nobody.`
              : description
          const resolve = (parent: T) => shown(of, valuesOf(parent)[name])
          return [
            name,
            isList
              ? t.field({
                  type: [type],
                  description: said,
                  resolve: parent => (valuesOf(parent)[name] as unknown[]).map(one => shown(of, one)) as never,
                })
              : t.field({
                  type,
                  description: said,
                  nullable: nullable && of.type !== 'secret',
                  resolve: resolve as never,
                }),
          ]
        }),
      ) as never,
  )
}

function typeOf(shape: Shape): OutputType {
  switch (shape.type) {
    case 'text':
    case 'reference':
      return 'String'
    case 'integer':
      return 'Int'
    case 'decimal':
      return 'Float'
    case 'flag':
    case 'secret':
      return 'Boolean'
    case 'choice':
      return choiceEnum(shape.name, shape.of)
    case 'group':
      return groupType(shape.name, `Part of the configuration: ${shape.name}.`, shape.fields)
    case 'variant':
      return variantType(shape)
    case 'list':
      throw new Error('a list of lists has no type in the API')
  }
}

/** One field a case; the others are null. */
function variantType({ name, cases }: Extract<Shape, { type: 'variant' }>) {
  const known = groups.get(name)
  if (known) return known
  const ref = builder.objectRef<Values>(name)
  groups.set(name, ref)
  builder.objectType(ref, {
    description: `One of ${Object.keys(cases).join(', ')}; the others are null.`,
    fields: t =>
      Object.fromEntries(
        Object.entries(cases).map(([one, fields]) => [
          one,
          t.field({
            type: groupType(`${name}${capitalised(one)}`, `${name}: ${one}.`, fields),
            description: `The case ${one}.`,
            nullable: true,
            resolve: value => (isObject(value[one]) ? value[one] : null),
          }),
        ]),
      ),
  })
  return ref
}

const shown = (shape: Shape, value: unknown): unknown => (shape.type === 'secret' ? value !== null : value)
