import { expect, test } from 'vitest'
import { nearestName } from './nearest-name.ts'

const names = ['defineQueue', 'defineUser', 'removeQueue', 'name', 'displayName']

test.each([
  ['defineQeue', 'defineQueue'],
  ['definequeue', 'defineQueue'],
  ['displayname', 'displayName'],
  ['nmae', 'name'],
  ['removeQueues', 'removeQueue'],
  ['constructor', undefined],
  ['x', undefined],
  ['', undefined],
  ['😀😀', undefined],
])('by %s was probably meant %s', (name, meant) => {
  expect(nearestName(name, names)).toBe(meant)
})
