import { expect, test } from 'vitest'
import type { AmiRow } from '../../../domain/calls/rows/rows.ts'
import { contactCache, isCertainlyNew, pbxNode, rowCount } from './contacts.ts'

const row = (position: number): AmiRow => ({ at: position, position, event: 'Hold', fields: {} })
const ignored = () => undefined

test('a row that has keys of two contacts makes them one, with the rows and keys of both', () => {
  const cache = contactCache({ ofContactsGoingOn: 100, ofContactsOver: 0 })
  const gone: unknown[] = []
  cache.onGone = contact => gone.push(contact)
  const pbx = pbxNode('paris', 'pbx1')
  const first = cache.tie(pbx, ['100.1', '100.2'])
  first.facts.ami.push(row(1), row(2))
  const second = cache.tie(pbx, ['200.1'])
  second.facts.ami.push(row(3))
  second.written = { call_key: [['200.1', 'paris', 'pbx1', '200.1']] }
  const both = cache.tie(pbx, ['100.2', '200.1', '300.1'])
  expect(both).toBe(first)
  expect(gone).toEqual([second])
  expect([...both.keys]).toEqual(['100.1', '100.2', '200.1', '300.1'])
  expect(both.facts.ami.map(({ position }) => position)).toEqual([1, 2, 3])
  expect(both.written.call_key).toHaveLength(1)
  expect(pbx.contacts.get('200.1')).toBe(both)
  expect([...cache.contacts()]).toEqual([both])
})

test('however long the log is, no more rows stay in memory than are allowed, and those of the newest calls do', () => {
  const cache = contactCache({ ofContactsGoingOn: 50, ofContactsOver: 0 })
  const pbx = pbxNode('paris', 'pbx1')
  for (let call = 100; call < 1_000; call++) {
    const contact = cache.tie(pbx, [`${1_795_000_000 + call}.1`])
    for (let i = 0; i < 7; i++) contact.facts.ami.push(row(call * 10 + i))
    cache.touched(contact)
    cache.trim(ignored)
    const held = [...cache.contacts()].reduce((sum, one) => sum + rowCount(one), 0)
    expect(held).toBeLessThanOrEqual(50)
  }
  expect(pbx.contacts.size).toBe(7)
  expect(pbx.contacts.has('1795000999.1')).toBe(true)
})

test('contacts whose call is over make room for those that go on, however many there are of them', () => {
  const cache = contactCache({ ofContactsGoingOn: 50, ofContactsOver: 3 })
  const pbx = pbxNode('paris', 'pbx1')
  const touched = (second: number, isOpen: boolean) => {
    const key = `${second}.1`
    const contact = cache.tie(pbx, [key])
    contact.facts.ami.push(row(second))
    contact.written = { contact: [['paris', 'pbx1', key, second, second, second, 1, isOpen, null]] }
    cache.wasRead(contact)
    cache.trim(ignored)
  }
  touched(1_795_000_000, true)
  for (let second = 1_795_000_001; second < 1_795_000_100; second++) touched(second, false)
  expect([...pbx.contacts.keys()]).toEqual(['1795000000.1', '1795000097.1', '1795000098.1', '1795000099.1'])
  touched(1_795_000_000, false)
  expect([...pbx.contacts.keys()]).toEqual(['1795000000.1', '1795000099.1'])
})

test('only a key beyond all that have left memory is certainly new', () => {
  const cache = contactCache({ ofContactsGoingOn: 0, ofContactsOver: 0 })
  const pbx = pbxNode('paris', 'pbx1')
  const contact = cache.tie(pbx, ['1795000100.1', 'pbx1-1795000107.9'])
  contact.facts.ami.push(row(1))
  cache.touched(contact)
  cache.trim(ignored)
  expect(isCertainlyNew(pbx, '1795000108.1')).toBe(true)
  expect(isCertainlyNew(pbx, '1795000107.10')).toBe(false)
  expect(isCertainlyNew(pbx, 'something-else')).toBe(false)
})
