import { expect, test } from 'vitest'
import type { ConfigurationCommand } from './commands.ts'
import { decide, given } from './testing/given.ts'

const before = given(
  { defineContext: { name: 'default', displayName: 'Default' } },
  { defineContext: { name: 'from-extern', displayName: 'Incalls', type: 'incall' } },
)

const context = (name: string) => ({ defineContext: { name, displayName: name } })
const line = (name: string) => ({
  defineLine: { name, context: 'default', password: 'secret12', endpoint: { sip: {} } },
})
const trunk = (name: string) => ({
  defineTrunk: { name, endpoint: { sip: { context: 'from-extern', host: '192.0.2.9' } } },
})
const queue = (name: string) => ({ defineQueue: { name, displayName: name } })
const group = (name: string) => ({ defineGroup: { name, displayName: name } })
const music = (name: string) => ({ defineMusicOnHold: { name } })
const lot = (name: string, more = {}) => ({
  defineParkingLot: { name, number: '790', firstPosition: 791, lastPosition: 799, ...more },
})
const file = (content: string) => ({ defineDialplanFile: { name: 'x.conf', content } })

const refusal = (command: ConfigurationCommand) => {
  const decision = decide(before, [command])
  return decision.accepted ? [] : decision.rejections.map(({ field, rule }) => `${field} ${rule}`)
}

test.each<[string, ConfigurationCommand, string]>([
  ['settings of queues.conf', queue('general'), 'commands[0].defineQueue.name'],
  ['settings of queues.conf', group('general'), 'commands[0].defineGroup.name'],
  ['settings of musiconhold.conf', music('general'), 'commands[0].defineMusicOnHold.name'],
  ['settings of res_parking.conf', lot('general'), 'commands[0].defineParkingLot.name'],
  [
    'a context of the dialplan, for parked calls',
    lot('lot', { context: 'user' }),
    'commands[0].defineParkingLot.context',
  ],
  ['settings of queuerules.conf', { definePenaltyRule: { name: 'general' } }, 'commands[0].definePenaltyRule.name'],
  ['settings of the dialplan', context('General'), 'commands[0].defineContext.name'],
  ['steps of users', context('xivo-user'), 'commands[0].defineContext.name'],
  ['a subroutine that is shipped', context('xivo-entry'), 'commands[0].defineContext.name'],
  ['calls between servers', context('from-server'), 'commands[0].defineContext.name'],
  ['steps of users, in a file', file('[xivo-user]\nexten => s,1,Return()\n'), 'commands[0].defineDialplanFile.content'],
  ['settings of pjsip.conf', line('system'), 'commands[0].defineLine.name'],
  ['settings of pjsip.conf', trunk('global'), 'commands[0].defineTrunk.name'],
  ['whoever no other endpoint knows', line('anonymous'), 'commands[0].defineLine.name'],
  ['whoever no other endpoint knows', trunk('Anonymous'), 'commands[0].defineTrunk.name'],
  ['the browser of a line', trunk('desk_w'), 'commands[0].defineTrunk.name'],
])('a name that stands for %s is nobody’s: %j', (_, command, field) => {
  expect(refusal(command)).toEqual([`${field} reserved`])
})

test.each([
  queue('globals'),
  music('jazz'),
  lot('lot', { context: 'parked-sales' }),
  lot('lot', { context: 'parkedcalls' }),
  context('xivo-subrgbl-user'),
  file('[xivo-entry]\nexten => s,1,Return()\n'),
  line('anonymous1'),
  trunk('trunk-w'),
])('one that stands for nothing may be taken: %j', command => {
  expect(refusal(command)).toEqual([])
})

test('contexts that differ by capitals only are one for the mailboxes of Asterisk', () => {
  expect(refusal(context('Default'))).toEqual(['commands[0].defineContext.name taken'])
})
