import { describe, expect, test } from 'vitest'
import { initialConfiguration, objectOf } from '../configuration/configuration.ts'
import { kinds } from '../configuration/kinds.ts'
import { after, when } from '../configuration/testing/given.ts'
import { functionKeyTemplates, keysOf } from './function-keys.ts'
import { users } from './configured-users.ts'

const empty = initialConfiguration(kinds)
const dial = (position: number, number: string) => ({ position, destination: { custom: { number } } })
const template = (...keys: object[]) => ({ defineFunctionKeyTemplate: { name: 'desk', displayName: 'Desk', keys } })
const user = (more: object) => ({ defineUser: { user: 'alice', firstName: 'Alice', ...more } })

describe('a template of keys', () => {
  test('says what each place does, and repeated changes nothing', () => {
    const desk = template(dial(1, '1000'), { position: 2, destination: { service: { service: 'enablednd' } } })
    expect(when(empty, desk)).toEqual({ events: ['FunctionKeyTemplateDefined desk'] })
    expect(when(after(empty, desk), desk)).toEqual({ events: [] })
  })

  test('has no two keys for the same, and no two at a place', () => {
    expect(when(empty, template(dial(1, '1000'), dial(2, '1000')))).toEqual({
      rejections: ['commands[0].defineFunctionKeyTemplate.keys unique'],
    })
    expect(when(empty, template(dial(1, '1000'), dial(1, '1001')))).toEqual({
      rejections: ['commands[0].defineFunctionKeyTemplate.keys[1] unique'],
    })
  })

  test('leads to what exists, one thing a key', () => {
    expect(when(empty, template({ position: 1, destination: { queue: { queue: 'sales' } } }))).toEqual({
      rejections: ['commands[0].defineFunctionKeyTemplate.keys[0].destination.queue.queue exists'],
    })
    const both = { custom: { number: '1' }, transfer: { transfer: 'blind' } }
    expect(when(empty, template({ position: 1, destination: both }))).toEqual({
      rejections: ['commands[0].defineFunctionKeyTemplate.keys[0].destination variant'],
    })
  })
})

describe('the keys of a user', () => {
  const before = after(empty, template(dial(1, '1000'), dial(2, '1001')))

  test('are his own before those of the template', () => {
    const known = after(before, user({ functionKeyTemplate: 'desk', functionKeys: [dial(2, '1002')] }))
    const own = objectOf(known, users, 'alice')?.value.functionKeys ?? []
    const shared = objectOf(known, functionKeyTemplates, 'desk')?.value.keys ?? []
    expect(keysOf(own, shared).map(key => key.destination)).toEqual([
      { custom: { number: '1000' } },
      { custom: { number: '1002' } },
    ])
  })

  test('are no two for the same, the template counted in, whichever is changed', () => {
    expect(when(before, user({ functionKeyTemplate: 'desk', functionKeys: [dial(3, '1000')] }))).toEqual({
      rejections: ['commands[0].defineUser.functionKeys unique'],
    })
    const known = after(before, user({ functionKeyTemplate: 'desk', functionKeys: [dial(3, '1003')] }))
    expect(when(known, { addFunctionKeyTemplateKey: { functionKeyTemplate: 'desk', ...dial(4, '1003') } })).toEqual({
      rejections: ['commands[0].addFunctionKeyTemplateKey unique'],
    })
    expect(when(known, { addUserFunctionKey: { user: 'alice', ...dial(5, '1005') } })).toEqual({
      events: ['UserFunctionKeyAdded alice'],
    })
  })
})
