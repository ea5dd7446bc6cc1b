import { describe, expect, test } from 'vitest'
import { given, when } from '../configuration/testing/given.ts'

const two = given(
  { defineEntity: { name: 'acme', displayName: 'Acme' } },
  { defineEntity: { name: 'globex', displayName: 'Globex' } },
  { defineContext: { name: 'acme-internal', displayName: 'Acme', entity: 'acme' } },
  { defineContext: { name: 'globex-internal', displayName: 'Globex', entity: 'globex' } },
  { defineContext: { name: 'shared', displayName: 'Outside', type: 'outcall' } },
  { defineLine: { name: 'ga', context: 'globex-internal', password: 'secret1', endpoint: { sip: {} } } },
)

describe('an entity', () => {
  test('is not removed while something belongs to it', () => {
    expect(when(two, { removeEntity: { name: 'acme' } })).toEqual({
      rejections: ['commands[0].removeEntity inUse'],
    })
    expect(when(two, { removeContext: { name: 'acme-internal' } }, { removeEntity: { name: 'acme' } })).toEqual({
      events: ['ContextRemoved acme-internal', 'EntityRemoved acme'],
    })
  })

  test('must be there before something belongs to it', () => {
    expect(when(two, { changeContext: { name: 'shared', entity: 'initech' } })).toEqual({
      rejections: ['commands[0].changeContext.entity exists'],
    })
  })

  test('has no names of its own: what another one has is taken', () => {
    const defined = { defineQueue: { name: 'sales', displayName: 'Sales', entity: 'acme' } }
    const other = { defineQueue: { name: 'sales', displayName: 'Sales', entity: 'globex' } }
    expect(when(two, defined, other)).toEqual({ rejections: ['commands[1].defineQueue.name taken'] })
  })
})

describe('what says that it belongs to an entity', () => {
  test.each([
    [
      'a queue',
      { defineQueue: { name: 'q', displayName: 'Q', number: '1', context: 'globex-internal', entity: 'acme' } },
      'entity',
    ],
    [
      'a group',
      { defineGroup: { name: 'g', displayName: 'G', number: '1', context: 'globex-internal', entity: 'acme' } },
      'entity',
    ],
    ['a user', { defineUser: { user: 'u', firstName: 'U', lines: ['ga'], entity: 'acme' } }, 'lines[0]'],
  ])('has nothing in the context of another one: %s', (_, command, field) => {
    const [name] = Object.keys(command)
    expect(when(two, command)).toEqual({ rejections: [`commands[0].${name ?? ''}.${field} entity`] })
  })

  test('may be in a context that is of all', () => {
    expect(
      when(two, { defineQueue: { name: 'q', displayName: 'Q', number: '1', context: 'shared', entity: 'acme' } }),
    ).toEqual({
      events: ['QueueDefined q'],
    })
  })

  test('is looked at again when a context is given away', () => {
    const before = given(
      { defineEntity: { name: 'acme', displayName: 'Acme' } },
      { defineEntity: { name: 'globex', displayName: 'Globex' } },
      { defineContext: { name: 'a', displayName: 'A' } },
      { defineQueue: { name: 'q', displayName: 'Q', number: '1', context: 'a', entity: 'acme' } },
    )
    expect(when(before, { changeContext: { name: 'a', entity: 'globex' } })).toEqual({
      rejections: ['commands[0].changeContext entity'],
    })
  })
})
