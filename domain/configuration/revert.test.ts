import { describe, expect, test } from 'vitest'
import { initialConfiguration, type Configuration } from './configuration.ts'
import { commandsBetween, differences } from './difference.ts'
import { kinds } from './kinds.ts'
import { revertTo } from './revert.ts'
import { after, given, restored, when } from './testing/given.ts'

const base = given(
  { defineContext: { name: 'default', displayName: 'Default' } },
  { defineAgent: { number: '8001', firstName: 'Ann', context: 'default', password: '1234' } },
  { defineQueue: { name: 'sales', displayName: 'Sales', members: [{ agent: '8001', penalty: 1 }] } },
)

const documentOf = (configuration: Configuration) => commandsBetween(initialConfiguration(kinds), configuration, kinds)

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

test('a document says last what is unset and would be made up by a definition', () => {
  const unset = after(
    base,
    { defineUser: { user: 'bob', firstName: 'Bob' } },
    { changeUser: { user: 'bob', callerId: null } },
  )
  const document = documentOf(unset)
  expect(document.slice(-1)).toEqual([{ changeUser: { user: 'bob', callerId: null } }])
  expect(documentOf(after(initialConfiguration(kinds), ...document))).toEqual(document)
  expect(when(unset, ...document)).toEqual({ events: [] })
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

  test('is not held up by rules about the way there: the only range of a context goes with numbers in it, a custom line is a SIP one again', () => {
    const before = after(
      base,
      { defineGroup: { name: 'desk', displayName: 'Desk', number: '2000', context: 'default' } },
      { defineLine: { name: 'desk1', context: 'default', password: 'secret99', endpoint: { sip: {} } } },
    )
    const later = after(
      before,
      { addContextNumberRange: { context: 'default', type: 'group', start: '2000', end: '2099' } },
      { removeLine: { name: 'desk1' } },
      { defineLine: { name: 'desk1', context: 'default', endpoint: { custom: { interface: 'Local/1@default' } } } },
    )
    const { commands } = revertTo(before, later, kinds)
    expect(when(later, ...commands)).toEqual({
      rejections: ['commands[0].changeContext.numberRanges inUse', 'commands[1].changeLine.endpoint fixed'],
    })
    const back = restored(later, ...commands)
    expect(documentOf(back)).toEqual(documentOf(before))
  })

  test('to what is so already is nothing', () => {
    expect(revertTo(base, base, kinds)).toEqual({ commands: [], cannotBeRestored: [] })
  })
})
