import { isObject, join, type Seal, type Values } from './check-value.ts'
import { commandsOf, itemFields, type CommandMeaning, type ConfigurationCommand } from './commands.ts'
import type { ConfigurationRules } from './draft.ts'
import { keyOf, singleKey } from './kind.ts'
import type { Fields, Shape } from './shape.ts'

/**
 * The commands with their secrets sealed as a decision seals them. So they can be stored, and are decided to the same later. What is no
 * command stays as it is: it is decided, and refused, like the others.
 */
export function sealedCommands(
  commands: readonly ConfigurationCommand[],
  { kinds, seal }: ConfigurationRules,
): readonly ConfigurationCommand[] {
  const meanings = commandsOf(kinds)
  return commands.map(command =>
    Object.fromEntries(
      Object.entries(command).map(([name, input]) => {
        const meaning = meanings.get(name)
        return [name, meaning && isObject(input) ? sealedInput(meaning, input, seal) : input] as const
      }),
    ),
  )
}

function sealedInput(meaning: CommandMeaning, input: Values, seal: Seal): Values {
  const { kind } = meaning
  const isOfItem = 'list' in meaning
  const key = isOfItem && kind.key.length > 0 ? String(input[kind.name]) : keyOf(kind, input)
  const fields = isOfItem
    ? itemFields(kind, meaning.list)
    : meaning.verb === 'compound'
      ? meaning.compound.fields
      : kind.fields
  return sealedFields(fields, input, '', (plain, path) =>
    seal(plain, `${kind.name}:${kind.key.length === 0 ? singleKey : key}:${path}`),
  )
}

function sealedFields(fields: Fields, values: Values, at: string, seal: Seal): Values {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const field = fields[name]
      return [name, field ? sealedValue(field.shape, value, join(at, name), seal) : value] as const
    }),
  )
}

function sealedValue(shape: Shape, value: unknown, at: string, seal: Seal): unknown {
  switch (shape.type) {
    case 'secret':
      return typeof value === 'string' ? { sealed: seal(value, at) } : value
    case 'list':
      return Array.isArray(value) ? value.map((one, i) => sealedValue(shape.of, one, `${at}[${i}]`, seal)) : value
    case 'group':
      return isObject(value) ? sealedFields(shape.fields, value, at, seal) : value
    case 'variant':
      if (!isObject(value)) return value
      return Object.fromEntries(
        Object.entries(value).map(([name, one]) => {
          const fields = shape.cases[name]
          return [name, fields && isObject(one) ? sealedFields(fields, one, join(at, name), seal) : one] as const
        }),
      )
    default:
      return value
  }
}
