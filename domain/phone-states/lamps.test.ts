import { describe, expect, test } from 'vitest'
import { after, given } from '../configuration/testing/given.ts'
import { wrongLamps } from './lamps.ts'

const people = given(
  { defineContext: { name: 'default', displayName: 'Default' } },
  { defineLine: { name: 'a', number: '1001', context: 'default', password: 'secret1', endpoint: { sip: {} } } },
  { defineLine: { name: 'b', number: '1002', context: 'default', password: 'secret1', endpoint: { sip: {} } } },
  { defineVoicemail: { number: '1001', context: 'default', name: 'Ann', password: '1' } },
  { defineUser: { user: 'ann', firstName: 'Ann', lines: ['a'], bsFilter: 'boss', language: 'fr_FR' } },
  { defineUser: { user: 'bob', firstName: 'Bob', lines: ['b', 'a'], bsFilter: 'secretary' } },
  { defineCallFilter: { name: 'office', boss: 'ann', secretaries: [{ user: 'bob', member: '1', active: true }] } },
)
const filterOn = ['*371', 'INUSE'] as const
const changes = (
  held: Readonly<Record<string, string>>,
  applied = people,
  kept: Readonly<Record<string, string>> = {},
) =>
  wrongLamps(new Map([filterOn, ...Object.entries(held)]), applied, new Map(Object.entries(kept))).map(
    ({ lamp, on }) => `${lamp} ${on ? 'on' : 'off'}`,
  )

describe('the lamps of programmed keys', () => {
  test('are as they are when nothing is switched on, and those that were never lit stay unknown', () => {
    expect(changes({})).toEqual([])
    expect(changes({ '*7351001*25': 'NOT_INUSE' })).toEqual([])
  })

  test('are lit by what an administrator has switched on, in the files or since', () => {
    const dnd = after(people, { changeUser: { user: 'ann', dndEnabled: true } })
    expect(changes({}, dnd)).toEqual(['*7351001*25 on'])
    expect(changes({}, people, { 'user/ann/dnd': '1' })).toEqual(['*7351001*25 on'])
    expect(changes({ '*7351001*25': 'INUSE' }, dnd)).toEqual([])
  })

  test('go out when he switches it off', () => {
    const dnd = after(people, { changeUser: { user: 'ann', dndEnabled: true } })
    expect(changes({ '*7351001*25': 'INUSE' }, dnd, { 'user/ann/dnd': '0' })).toEqual(['*7351001*25 off'])
  })

  test('of a forward are that of any number and that of its own; those of other numbers go out', () => {
    const forwarded = { 'user/ann/unconditional': '3001' }
    expect(changes({ '*7351001*21*3002': 'INUSE' }, people, forwarded)).toEqual([
      '*7351001*21 on',
      '*7351001*21*3001 on',
      '*7351001*21*3002 off',
    ])
    expect(changes({ '*7351001*21': 'INUSE', '*7351001*21**98': 'INUSE' })).toEqual([
      '*7351001*21 off',
      '*7351001*21**98 off',
    ])
  })

  test('are those of the filter of boss and secretary too', () => {
    expect(changes({}, people, { 'filter/office/bob': '0' })).toEqual(['*371 off'])
  })

  test('of the mailbox are lit for who has a key for it, or has switched it once', () => {
    const box = { user: 'ann', voicemail: '1001@default' }
    const key = [{ position: 1, destination: { service: { service: 'enablevm' } } }]
    expect(changes({}, after(people, { changeUser: box }))).toEqual([])
    expect(changes({}, after(people, { changeUser: { ...box, functionKeys: key } }))).toEqual(['*7351001*90 on'])
    expect(changes({ '*7351001*90': 'NOT_INUSE' }, after(people, { changeUser: box }))).toEqual(['*7351001*90 on'])
  })

  test('are named by the codes and the number that the phone shows', () => {
    const other = after(
      people,
      { changeFeatureCodes: { doNotDisturb: '*78', functionKey: '*9735' } },
      { changeUser: { user: 'ann', dndEnabled: true, callerId: { name: 'Ann', number: '2001' } } },
    )
    expect(changes({}, other)).toEqual(['*97352001*78 on'])
    expect(changes({}, after(other, { changeFeatureCodes: { doNotDisturb: null } }))).toEqual([])
  })

  test('of others are left alone: agents, and phones that are nobody’s', () => {
    expect(changes({ '***341001': 'INUSE', '***301001*8001': 'INUSE', '*7359999*25': 'INUSE' })).toEqual([])
  })
})
