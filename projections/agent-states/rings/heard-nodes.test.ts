import { expect, test } from 'vitest'
import { createHeardNodes } from './heard-nodes.ts'
import { ringAt } from './testing/ring.ts'

const place = { site: 'paris', node: 'pbx1' }

test('an event is late when newer ones of its node were folded before the page', () => {
  const nodes = createHeardNodes([{ ...place, newest: 100 }], 800)
  expect(nodes.see('paris', 'pbx1', 100)).toBe(false)
  expect(nodes.see('paris', 'pbx1', 99)).toBe(true)
  expect(nodes.see('paris', 'pbx1', 200)).toBe(false)
  expect(nodes.see('paris', 'pbx1', 150)).toBe(false)
  nodes.write()
  expect(nodes.see('paris', 'pbx1', 150)).toBe(true)
})

test('nothing of a node that was never heard is late', () => {
  const nodes = createHeardNodes([], 800)
  expect(nodes.see('paris', 'pbx1', 100)).toBe(false)
  expect(nodes.see('paris', 'pbx1', 50)).toBe(false)
  expect([nodes.knows('paris'), nodes.knows('lyon')]).toEqual([true, false])
})

test('rings that began within the span before the newest event are held, older calls are forgotten', () => {
  const nodes = createHeardNodes([], 800)
  nodes.see('paris', 'pbx1', 1000)
  nodes.hold(place, 'old', [ringAt(100)])
  nodes.hold(place, 'long', [ringAt(100), ringAt(500)])
  nodes.write()
  expect(nodes.ofCall('paris', 'pbx1', 'old')).toEqual([])
  expect(nodes.ofCall('paris', 'pbx1', 'long')).toHaveLength(2)
  expect([199, 200].map(instant => nodes.holdsSince('paris', 'pbx1', instant))).toEqual([false, true])
  expect(nodes.holdsSince('paris', 'pbx2', 200)).toBeUndefined()
})

test('a node is written when something newer of it was heard', () => {
  const nodes = createHeardNodes([{ ...place, newest: 100 }], 800)
  nodes.see('paris', 'pbx1', 50)
  nodes.see('lyon', 'pbx1', 70)
  expect(nodes.write()).toMatchObject({ table: 'heard_node', replace: [['lyon', 'pbx1', 70]] })
  expect(nodes.foldedUntil('lyon', 'pbx1')).toBe(70)
})
