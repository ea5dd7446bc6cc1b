import { expect, test } from 'vitest'
import { after, given } from '../configuration/testing/given.ts'
import { kinds } from '../configuration/kinds.ts'
import { ownedBy } from './owned.ts'

const configured = given(
  { defineEntity: { name: 'acme', displayName: 'Acme' } },
  { defineEntity: { name: 'globex', displayName: 'Globex' } },
  { defineContext: { name: 'acme-in', displayName: 'Acme', entity: 'acme' } },
  { defineContext: { name: 'shared', displayName: 'Everybody' } },
  { defineAgent: { number: '9001', firstName: 'Anna', context: 'acme-in' } },
  { defineAgent: { number: '8001', firstName: 'Gina', context: 'shared' } },
  { defineUser: { user: 'alan', firstName: 'Alan', entity: 'acme' } },
  { defineQueue: { name: 'asales', displayName: 'Sales', entity: 'acme' } },
  { defineQueue: { name: 'gsales', displayName: 'Sales', entity: 'globex' } },
  { defineQueue: { name: 'both', displayName: 'Everybody' } },
  { defineGroup: { name: 'adesk', displayName: 'Desk', entity: 'acme' } },
)

test('queues, groups, agents and users of an entity are those that say so, or whose context does', () => {
  expect(ownedBy(['acme'], configured, kinds)).toEqual({
    queues: ['asales', 'adesk'],
    agents: ['Agent/9001', 'alan'],
  })
  expect(ownedBy(['globex'], configured, kinds)).toEqual({ queues: ['gsales'], agents: [] })
  expect(ownedBy(['initech'], configured, kinds)).toEqual({ queues: [], agents: [] })
})

test('what moves to another entity is that one’s from then on', () => {
  const moved = after(configured, { changeQueue: { name: 'asales', entity: 'globex' } })
  expect(ownedBy(['acme'], moved, kinds).queues).toEqual(['adesk'])
  expect(ownedBy(['globex'], moved, kinds).queues).toEqual(['asales', 'gsales'])
})
