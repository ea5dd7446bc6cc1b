import { enumValueName } from '../../domain/configuration/enum-value-name.ts'
import { builder } from '../schema/builder.ts'

const known = new Map<string, { readonly ref: EnumRef; readonly of: readonly string[] }>()

const made = (name: string, of: readonly string[]) =>
  builder.enumType(name, {
    description: `One of: ${of.join(', ')}.`,
    values: Object.fromEntries(
      of.map(value => [enumValueName(value), { value, description: `\`${value}\` in documents and files.` }]),
    ),
  })

type EnumRef = ReturnType<typeof made>

/** One enumeration a name, however many fields have it. */
export function choiceEnum(name: string, of: readonly string[]): EnumRef {
  const before = known.get(name)
  if (before) {
    if (before.of.join() !== of.join()) throw new Error(`two choices are called ${name}, with different values`)
    return before.ref
  }
  const ref = made(name, of)
  known.set(name, { ref, of })
  return ref
}
