import type { InputRef } from '@pothos/core'
import { commandsOf, itemFields, type CommandMeaning } from '../../domain/configuration/commands.ts'
import { capitalised, type ObjectKind } from '../../domain/configuration/kind.ts'
import { kinds } from '../../domain/configuration/kinds.ts'
import { isReferredTo } from '../../domain/configuration/replace-references.ts'
import type { Fields } from '../../domain/configuration/shape.ts'
import { inputObject, neededToDefine, type InputObject } from './input-types.ts'

const expectedRevision = {
  expectedRevision: {
    type: 'Int',
    description: 'Revision of the object that the command was decided on; refused when it has another one now.',
    required: false,
  },
} as const

const confirm = (destroyed: string) => ({
  confirm: {
    type: 'Boolean',
    description: `It takes ${destroyed} with it for good: must be true.`,
    required: false,
  } as const,
})

const replaceWith = (kind: ObjectKind) => ({
  replaceWith: {
    type: 'String',
    description: `Key of another ${kind.name}, which everything that refers to this one refers to instead. Where that one is in a list already, its own entry stays. Left out: it is refused while something refers to it.`,
    required: false,
  } as const,
})

/** The input type of each command by the command's name: `defineQueue` takes DefineQueueInput. */
export const commandInputs: ReadonlyMap<string, InputRef<InputObject>> = new Map(
  [...commandsOf(kinds)].map(([name, meaning]) => [name, inputOf(name, meaning)]),
)

export function describeCommand(meaning: CommandMeaning): string {
  const { kind } = meaning
  switch (meaning.verb) {
    case 'define':
      return `Defines a ${kind.name}. ${kind.description}`
    case 'change':
      return `Changes the fields of a ${kind.name} that the input names; null unsets.`
    case 'remove':
      return `Removes a ${kind.name}. Refused while something refers to it, unless replaceWith says what takes its place. Its history stays.`
    case 'addItem':
      return `Adds an entry to ${meaning.list} of a ${kind.name}.`
    case 'changeItem':
      return `Changes the fields of an entry of ${meaning.list} of a ${kind.name} that the input names.`
    case 'removeItem':
      return `Removes an entry from ${meaning.list} of a ${kind.name}.`
    case 'compound':
      return meaning.compound.description
  }
}

function inputOf(name: string, meaning: CommandMeaning): InputRef<InputObject> {
  const typeName = `${capitalised(name)}Input`
  const description = describeCommand(meaning)
  const { kind } = meaning
  switch (meaning.verb) {
    case 'define':
      return inputObject(typeName, description, kind.fields, neededToDefine)
    case 'change':
      return inputObject(typeName, description, kind.fields, field => kind.key.includes(field), expectedRevision)
    case 'remove':
      return inputObject(typeName, description, only(kind.fields, kind.key), () => true, {
        ...expectedRevision,
        ...(isReferredTo(kind, kinds.values()) ? replaceWith(kind) : {}),
        ...(kind.destroys === undefined ? {} : confirm(kind.destroys)),
      })
    case 'addItem':
      return inputObject(typeName, description, itemFields(kind, meaning.list), neededToDefine, ownerAnd(kind))
    case 'changeItem':
      return inputObject(typeName, description, itemFields(kind, meaning.list), () => false, ownerAnd(kind))
    case 'removeItem': {
      const identity = only(itemFields(kind, meaning.list), meaning.items.key)
      return inputObject(typeName, description, identity, () => false, ownerAnd(kind))
    }
    case 'compound':
      return inputObject(typeName, description, meaning.compound.fields)
  }
}

function only(fields: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => names.includes(name)))
}

function ownerAnd(kind: ObjectKind) {
  const owner = { type: 'String', description: `Key of the ${kind.name}.`, required: true } as const
  return { ...(kind.key.length === 0 ? {} : { [kind.name]: owner }), ...expectedRevision }
}
