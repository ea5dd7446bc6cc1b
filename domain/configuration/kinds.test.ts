import { describe, expect, test } from 'vitest'
import { checkDefinition } from './check-value.ts'
import { itemFields } from './commands.ts'
import { capitalised } from './kind.ts'
import { kinds } from './kinds.ts'
import type { Field, Fields, Shape } from './shape.ts'

/** Every field, those inside of groups, lists and variants too, with its path from the kind. */
function fieldsIn(fields: Fields, at: string): { readonly at: string; readonly field: Field }[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const path = `${at}.${name}`
    return [{ at: path, field }, ...inner(field.shape, path)]
  })
}

function inner(shape: Shape, at: string): { readonly at: string; readonly field: Field }[] {
  switch (shape.type) {
    case 'list':
      return inner(shape.of, at)
    case 'group':
      return fieldsIn(shape.fields, at)
    case 'variant':
      return Object.entries(shape.cases).flatMap(([name, fields]) => fieldsIn(fields, `${at}.${name}`))
    default:
      return []
  }
}

/** The shape of a field, or of the entries of its list. */
const shapeOf = (shape: Shape): Shape => (shape.type === 'list' ? shapeOf(shape.of) : shape)

const all = [...kinds.values()].flatMap(kind => fieldsIn(kind.fields, kind.name))

describe('what can be configured', () => {
  test('is described, each kind and each field', () => {
    const silent = [
      ...[...kinds.values()].filter(({ description }) => description.trim() === '').map(({ name }) => name),
      ...all.filter(({ field }) => field.description.trim() === '').map(({ at }) => at),
    ]
    expect(silent).toEqual([])
  })

  test('refers only to what can be configured', () => {
    const unknown = all.filter(({ field }) => {
      const shape = shapeOf(field.shape)
      return shape.type === 'reference' && !kinds.has(shape.to)
    })
    expect(unknown.map(({ at }) => at)).toEqual([])
  })

  test('has names of its own: of kinds, of lists of them, of groups, variants and enumerations', () => {
    const names = [...kinds.values()].flatMap(({ name, plural }) => (name === plural ? [name] : [name, plural]))
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([])

    const meanings = new Map([...kinds.keys()].map(name => [capitalised(name), `the kind ${name}`]))
    const twice = all.flatMap(({ at, field }) => {
      const shape = shapeOf(field.shape)
      if (shape.type !== 'group' && shape.type !== 'variant' && shape.type !== 'choice') return []
      const meaning = JSON.stringify(shape)
      const other = meanings.get(shape.name) ?? meaning
      meanings.set(shape.name, other)
      return other === meaning ? [] : [`${shape.name} at ${at}`]
    })
    expect(twice).toEqual([])
  })

  test('is initially what a command could say', () => {
    const wrong = all.flatMap(({ at, field }) => {
      if (field.initial === undefined || field.initial === null) return []
      const said: Field = { shape: field.shape, description: '', nullable: field.nullable, fixed: false }
      const checked = checkDefinition({ it: said }, { it: field.initial }, '', plain => plain)
      return checked.ok && JSON.stringify(checked.value) === JSON.stringify({ it: field.initial }) ? [] : [at]
    })
    expect(wrong).toEqual([])
  })

  test('is known by keys that are always there and never change', () => {
    const weak = [...kinds.values()].flatMap(({ name, key, fields }) =>
      key
        .filter(field => !fields[field]?.fixed || fields[field].nullable || fields[field].initial !== undefined)
        .map(field => `${name}.${field}`),
    )
    expect(weak).toEqual([])
  })
})

describe('entries of its lists', () => {
  const lists = [...kinds.values()].flatMap(kind =>
    Object.entries(kind.items).map(([list, items]) => ({ kind, list, items, fields: itemFields(kind, list) })),
  )

  test('are known by fields that they have', () => {
    const unknown = lists.flatMap(({ kind, list, items, fields }) =>
      items.key.filter(name => !(name in fields)).map(name => `${kind.name}.${list}.${name}`),
    )
    expect(unknown).toEqual([])
  })

  test('have no field that is called like the object that they belong to, or commands could not say which it is', () => {
    const ambiguous = lists.filter(({ kind, fields }) => kind.name in fields || 'expectedRevision' in fields)
    expect(ambiguous.map(({ kind, list }) => `${kind.name}.${list}`)).toEqual([])
  })
})
