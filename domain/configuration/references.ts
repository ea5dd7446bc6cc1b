import { isObject, join, type Values } from './check-value.ts'
import type { ObjectKind, ObjectReference } from './kind.ts'
import type { Fields, Shape } from './shape.ts'

/** Every reference in an object's value. Values never change, so they are read once. */
export function referencesIn(kind: Pick<ObjectKind, 'fields' | 'namedIn'>, value: Values): readonly ObjectReference[] {
  const known = read.get(value)
  if (known) return known
  const found: ObjectReference[] = []
  collectGroup(kind.fields, value, '', found)
  if (kind.namedIn) found.push(...kind.namedIn(value))
  read.set(value, found)
  return found
}

const read = new WeakMap<Values, readonly ObjectReference[]>()

function collectGroup(fields: Fields, value: Values, at: string, found: ObjectReference[]) {
  for (const name in fields) {
    const field = fields[name]
    if (field) collect(field.shape, value[name], join(at, name), found)
  }
}

function collect(shape: Shape, value: unknown, at: string, found: ObjectReference[]) {
  if (value === null || value === undefined) return
  switch (shape.type) {
    case 'reference':
      if (typeof value === 'string') found.push({ to: shape.to, key: value, field: at })
      return
    case 'list':
      if (mayRefer(shape.of))
        (value as readonly unknown[]).forEach((entry, i) => collect(shape.of, entry, `${at}[${i}]`, found))
      return
    case 'group':
      collectGroup(shape.fields, value as Values, at, found)
      return
    case 'variant':
      for (const [name, fields] of Object.entries(shape.cases)) {
        const given = (value as Values)[name]
        if (isObject(given)) collectGroup(fields, given, join(at, name), found)
      }
      return
    case 'text': {
      const named = shape.format.mayName?.(value as string)
      if (named) found.push({ ...named, field: at, optional: true })
      return
    }
    case 'integer':
    case 'decimal':
    case 'flag':
    case 'choice':
    case 'secret':
  }
}

const mayRefer = (shape: Shape): boolean =>
  shape.type === 'reference' ||
  shape.type === 'list' ||
  shape.type === 'group' ||
  shape.type === 'variant' ||
  (shape.type === 'text' && shape.format.mayName !== undefined)
