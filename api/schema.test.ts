import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { isEnumType, isInputObjectType, isInterfaceType, isObjectType, isSpecifiedScalarType } from 'graphql/index.js'
import { expect, test } from 'vitest'
import { printedSchema, schema } from './schema.ts'

const file = path.join(import.meta.dirname, 'schema.graphql')

test('the committed schema is the one that the server has; UPDATE_SCHEMA=1 npx vitest run api/schema.test.ts writes it', () => {
  if (process.env['UPDATE_SCHEMA']) writeFileSync(file, printedSchema())
  expect(
    readFileSync(file, 'utf8') === printedSchema(),
    'api/schema.graphql is not what the code says: run UPDATE_SCHEMA=1 npx vitest run api/schema.test.ts and commit it',
  ).toBe(true)
})

test('every type, field, argument and value says what it is', () => {
  const silent: string[] = []
  const ask = (name: string, { description }: { description?: string | null | undefined }) => {
    if (!description?.trim()) silent.push(name)
  }
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__') || isSpecifiedScalarType(type)) continue
    ask(type.name, type)
    if (isEnumType(type)) for (const value of type.getValues()) ask(`${type.name}.${value.name}`, value)
    if (isInputObjectType(type))
      for (const field of Object.values(type.getFields())) ask(`${type.name}.${field.name}`, field)
    if (!isObjectType(type) && !isInterfaceType(type)) continue
    for (const field of Object.values(type.getFields())) {
      ask(`${type.name}.${field.name}`, field)
      for (const arg of field.args) ask(`${type.name}.${field.name}(${arg.name})`, arg)
    }
  }
  expect(silent).toEqual([])
})
