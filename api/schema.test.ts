import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { isEnumType, isInputObjectType, isInterfaceType, isObjectType, isSpecifiedScalarType } from 'graphql/index.js'
import { expect, test } from 'vitest'
import { commandsOf } from '../domain/configuration/commands.ts'
import { kinds } from '../domain/configuration/kinds.ts'
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

test('docs/reference/graphql.md names every root field, and no other; commands about kinds of objects go by a rule there', () => {
  const page = readFileSync(path.join(import.meta.dirname, '../docs/reference/graphql.md'), 'utf8')
  const lists = page.slice(page.indexOf('## Root fields'))
  const named = (from: string, to: string) => {
    const part = lists.slice(lists.indexOf(from), to === '' ? undefined : lists.indexOf(to))
    return [...part.matchAll(/`(\w+)`/g)].flatMap(([, name = '']) => name).sort()
  }
  const byRule = new Set([...commandsOf(kinds)].flatMap(([name, { verb }]) => (verb === 'compound' ? [] : name)))
  const fieldsOf = (type: ReturnType<typeof schema.getQueryType>) =>
    Object.keys(type?.getFields() ?? {})
      .filter(name => !byRule.has(name))
      .sort()
  expect(named('| read ', '| change ')).toEqual(fieldsOf(schema.getQueryType()))
  const examples = ['defineX', 'changeX', 'removeX', 'addXItem', 'changeXItem', 'removeXItem', 'addQueueMember']
  const besides = ['site', 'comment', 'input', 'site']
  const changes = [...fieldsOf(schema.getMutationType()), ...examples, ...besides].sort()
  expect(named('| change ', '| subscribe ')).toEqual(changes)
  expect(named('| subscribe ', 'Rows of a PBX')).toEqual([...fieldsOf(schema.getSubscriptionType()), 'after'].sort())
})
