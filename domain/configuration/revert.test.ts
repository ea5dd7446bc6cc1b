import { describe, expect, test } from 'vitest'
import { initialConfiguration } from './configuration.ts'
import { commandsBetween, differences } from './difference.ts'
import { kinds } from './kinds.ts'
import { revertTo } from './revert.ts'
import { after, given, when } from './testing/given.ts'

const base = given(
  { defineContext: { name: 'default', displayName: 'Default' } },
  { defineAgent: { number: '8001', firstName: 'Ann', context: 'default', password: '1234' } },
  { defineQueue: { name: 'sales', displayName: 'Sales', members: [{ agent: '8001', penalty: 1 }] } },
)

describe('a document', () => {
  test('made of a configuration makes it from nothing, and says only what is special', () => {
    const document = commandsBetween(initialConfiguration(kinds), base, kinds)
    expect(document).toEqual([
      { defineContext: { name: 'default', displayName: 'Default' } },
      {
        defineAgent: {
          number: '8001',
          firstName: 'Ann',
          context: 'default',
          password: { sealed: 'agent:8001:password:4321' },
        },
      },
      {
        defineQueue: {
          name: 'sales',
          displayName: 'Sales',
          members: [{ agent: '8001', user: null, penalty: 1, enabled: true, basePenalty: null }],
        },
      },
    ])
    expect(differences(base, after(initialConfiguration(kinds), ...document), kinds)).toEqual([])
  })
})

describe('a revert', () => {
  test('brings changed fields back, removes what is new, defines what is gone', () => {
    const later = after(
      base,
      { changeQueue: { name: 'sales', weight: 5 } },
      { removeQueueMember: { queue: 'sales', agent: '8001' } },
      { removeAgent: { number: '8001' } },
      { defineQueue: { name: 'support', displayName: 'Support' } },
      { changeMusicOnHold: { name: 'default', random: true } },
    )
    const { commands, cannotBeRestored } = revertTo(base, later, kinds)
    expect(commands.map(command => Object.keys(command)[0])).toEqual([
      'removeQueue',
      'defineAgent',
      'changeMusicOnHold',
      'changeQueue',
    ])
    expect(cannotBeRestored).toEqual([
      'agent 8001 comes back with another identity than agent:8001: its history before stays apart',
    ])
    const reverted = after(later, ...commands)
    expect(differences(base, reverted, kinds).map(({ kind, key }) => `${kind} ${key}`)).toEqual(['agent 8001'])
    expect(reverted.objects.get('agent')?.get('8001')?.value).toEqual(base.objects.get('agent')?.get('8001')?.value)
  })

  test('that removes a mailbox takes its messages with it, which has to be confirmed', () => {
    const later = after(base, { defineVoicemail: { number: '1000', context: 'default', name: 'Ann' } })
    expect(when(later, ...revertTo(base, later, kinds).commands)).toEqual({
      rejections: ['commands[0].removeVoicemail.confirm confirm'],
    })
    expect(when(later, ...revertTo(base, later, kinds, { confirm: true }).commands)).toEqual({
      events: ['VoicemailRemoved 1000@default'],
    })
  })

  test('to what is so already is nothing', () => {
    expect(revertTo(base, base, kinds)).toEqual({ commands: [], cannotBeRestored: [] })
  })
})
