import { expect, test } from 'vitest'
import { createChangedRings } from './changed-rings.ts'
import { ringAt } from './testing/ring.ts'

test('what is told anew of a ring replaces its row, a new ring adds one, the same again changes nothing', () => {
  const changed = createChangedRings()
  const over = ringAt(1, { to: 5, outcome: 'ANSWERED' })
  changed.compare([ringAt(1), ringAt(2)], [over, ringAt(2), ringAt(3)])
  expect([over, ringAt(2), ringAt(3)].map(ring => changed.has(ring))).toEqual([true, false, true])
  const { insert, replace } = changed.write()
  expect([insert.length, replace.length]).toEqual([1, 1])
})

test('an agent has the rings of the table and those of the page, each once', () => {
  const changed = createChangedRings()
  const over = ringAt(1, { to: 5, outcome: 'ANSWERED' })
  changed.compare([ringAt(1)], [over, ringAt(3, { agent: 'Agent/8002' }), ringAt(4, { site: 'lyon' })])
  expect(changed.within([ringAt(1), ringAt(2)], 'paris', 'Agent/8001')).toEqual([ringAt(2), over])
})

test('behind a page nothing is changed', () => {
  const changed = createChangedRings()
  changed.compare([], [ringAt(1)])
  changed.write()
  expect(changed.has(ringAt(1))).toBe(false)
  expect([...changed.all()]).toEqual([])
})
