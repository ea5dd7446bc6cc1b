import { expect, test } from 'vitest'
import { switchboardsIn } from './hold-queues.ts'

const named = (...names: readonly string[]) => names.map(name => ({ site: 'paris', name }))

test('hold queues belong to the incoming queue that their name begins with, those of single operators too', () => {
  expect(switchboardsIn(named('reception', 'reception_hold', 'reception_hold_8001', 'sales'))).toEqual([
    { site: 'paris', name: 'reception', holdQueues: ['reception_hold', 'reception_hold_8001'] },
    { site: 'paris', name: 'sales', holdQueues: [] },
  ])
})

test('a queue that is only called so, without an incoming queue on its site, is a queue like others', () => {
  expect(switchboardsIn([...named('lost_hold'), { site: 'lyon', name: 'lost' }])).toEqual([
    { site: 'paris', name: 'lost_hold', holdQueues: [] },
    { site: 'lyon', name: 'lost', holdQueues: [] },
  ])
})
