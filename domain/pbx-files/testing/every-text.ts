import { checkChanges } from '../../configuration/check-value.ts'
import type { ConfigurationCommand } from '../../configuration/commands.ts'
import { evolveAll, type Configuration, type ConfiguredObject } from '../../configuration/configuration.ts'
import { capitalised, type ObjectKind } from '../../configuration/kind.ts'
import { kinds } from '../../configuration/kinds.ts'
import type { Field, Shape, TextFormat } from '../../configuration/shape.ts'
import { decide, testSeal } from '../../configuration/testing/given.ts'

/** What is written into a field of this form, of so many characters at most. */
type TextFor = (format: TextFormat, max: number) => string

interface Filled {
  readonly configuration: Configuration
  /** `queue sales displayName`: where a text was written. */
  readonly fields: readonly string[]
}

/**
 * The configuration with a text in each place of each object where people may write one, also deep inside of it. What identifies an object,
 * and what a rule refuses, stays.
 */
export function withEveryText(before: Configuration, textFor: TextFor, only?: ReadonlySet<string>): Filled {
  const fields: string[] = []
  let configuration = before
  for (const kind of kinds.values())
    for (const { key } of before.objects.get(kind.name)?.values() ?? [])
      for (const [name, field] of Object.entries(kind.fields)) {
        const place = `${kind.name} ${key} ${name}`
        const object = configuration.objects.get(kind.name)?.get(key)
        const command =
          object && !only?.has(place) && only ? undefined : object && changeOf(kind, object, name, field, textFor)
        const decision = command && decide(configuration, [command])
        if (!decision?.accepted || decision.events.length === 0) continue
        configuration = evolveAll(configuration, decision.events, kinds)
        fields.push(place)
      }
  return { configuration, fields }
}

function changeOf(
  kind: ObjectKind,
  object: ConfiguredObject,
  name: string,
  field: Field,
  textFor: TextFor,
): ConfigurationCommand | undefined {
  if (field.fixed) return undefined
  const value = filled(field.shape, object.value[name], textFor)
  if (value === undefined || !checkChanges(kind.fields, { [name]: value }, '', testSeal).ok) return undefined
  const identity = Object.fromEntries(kind.key.map(one => [one, object.value[one]]))
  return { [`change${capitalised(kind.name)}`]: { ...identity, [name]: value } }
}

/** Undefined: there is no text in it. */
function filled(shape: Shape, value: unknown, textFor: TextFor): unknown {
  switch (shape.type) {
    case 'text':
      return textFor(shape.format, shape.max)
    case 'secret':
      return textFor(shape.format, 32)
    case 'list':
      return Array.isArray(value) ? value.map(one => filled(shape.of, one, textFor) ?? (one as unknown)) : undefined
    case 'group':
      return inside(shape.fields, value, textFor)
    case 'variant': {
      const [name, inner] = Object.entries((value ?? {}) as Record<string, unknown>)[0] ?? []
      const fields = name === undefined ? undefined : shape.cases[name]
      return name === undefined || !fields ? undefined : { [name]: inside(fields, inner, textFor) ?? inner }
    }
    default:
      return undefined
  }
}

function inside(fields: Readonly<Record<string, Field>>, value: unknown, textFor: TextFor): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  return Object.fromEntries(
    Object.entries(value as Record<string, unknown>).map(([name, one]) => {
      const field = fields[name]
      const isFree = field?.shape.type !== 'text' || !namesSomething.has(name)
      return [name, (field && isFree ? filled(field.shape, one, textFor) : undefined) ?? one]
    }),
  )
}

/** Texts of entries by which other entries, or numbers, are found. */
const namesSomething: ReadonlySet<string> = new Set(['name', 'next', 'failed', 'number', 'member', 'context'])
