import { describe, expect, test } from 'vitest'
import { objectOf } from '../configuration/configuration.ts'
import { after, given, when } from '../configuration/testing/given.ts'
import { rightsProfiles } from './rights-profiles.ts'

const login = { ctiEnabled: true, ctiPassword: 'secret12', ctiProfile: 'Supervisor' }
const base = given(
  { defineContext: { name: 'default', displayName: 'Default' } },
  { defineContext: { name: 'from-extern', displayName: 'Incalls', type: 'incall' } },
  { defineQueue: { name: 'sales', displayName: 'Sales' } },
  { defineQueue: { name: 'support', displayName: 'Support' } },
  { defineAgentGroup: { name: 'days', displayName: 'Days' } },
  { defineIncall: { number: '0123456789', context: 'from-extern', destination: { queue: { queue: 'sales' } } } },
  { defineUser: { user: 'sarah', firstName: 'Sarah', ctiLogin: 's.doe', ...login } },
  { defineUser: { user: 'tom', firstName: 'Tom' } },
)
const scope = { queues: ['sales'], agentGroups: ['days'], incalls: ['0123456789@from-extern'] }
const grant = (more: object = {}) => ({ grantProfile: { login: 's.doe', type: 'supervisor', ...scope, ...more } })
const granted = after(base, grant())
const update = (more: object) => ({ updateProfileScope: { login: 's.doe', ...more } })
const revoke = { revokeProfile: { login: 's.doe' } }

describe('a profile', () => {
  test('is granted by login, with recordings and without dissuasion unless it says otherwise', () => {
    expect(when(base, grant())).toEqual({ events: ['RightsProfileDefined sarah'] })
    expect(objectOf(granted, rightsProfiles, 'sarah')?.value).toEqual({
      user: 'sarah',
      type: 'supervisor',
      ...scope,
      recordingAccess: true,
      dissuasionAccess: false,
      period: null,
    })
  })

  test('is granted to people whom the same change set makes, one after the other', () => {
    const makes = (user: string, ctiLogin: string) => ({ defineUser: { user, firstName: user, ctiLogin, ...login } })
    const grants = (ctiLogin: string) => ({ grantProfile: { login: ctiLogin, type: 'supervisor', queues: ['sales'] } })
    expect(when(base, makes('ann', 'a.ray'), grants('a.ray'), makes('bob', 'b.ray'), grants('b.ray'))).toEqual({
      events: ['UserDefined ann', 'RightsProfileDefined ann', 'UserDefined bob', 'RightsProfileDefined bob'],
    })
  })

  test('is one a person: the same again changes nothing, another one is refused', () => {
    expect(when(granted, grant())).toEqual({ events: [] })
    expect(when(granted, grant({ type: 'administrator', queues: [], agentGroups: [], incalls: [] }))).toEqual({
      rejections: ['commands[0].grantProfile.login taken'],
    })
  })

  test('changes in what is named, and stays in the rest', () => {
    expect(when(granted, update({ queues: ['sales', 'support'], dissuasionAccess: true }))).toEqual({
      events: ['RightsProfileChanged sarah: queues ["sales"] > ["sales","support"], dissuasionAccess false > true'],
    })
    expect(when(granted, update({ recordingAccess: true, incalls: scope.incalls }))).toEqual({ events: [] })
    expect(when(granted, update({ recordingAccess: false, agentGroups: [] }))).toEqual({
      events: ['RightsProfileChanged sarah: agentGroups ["days"] > [], recordingAccess true > false'],
    })
    expect(when(base, update({ queues: ['sales'] }))).toEqual({
      rejections: ['commands[0].updateProfileScope.login exists'],
    })
  })

  test('is revoked, and revoked again nothing changes', () => {
    expect(when(granted, revoke)).toEqual({ events: ['RightsProfileRemoved sarah'] })
    expect(when(after(granted, revoke), revoke)).toEqual({ events: [] })
    expect(when(after(granted, revoke), grant())).toEqual({ events: ['RightsProfileDefined sarah'] })
  })

  test('is for who has a login that is enabled', () => {
    const nobody = { grantProfile: { login: 'tom', type: 'administrator' } }
    expect(when(base, nobody)).toEqual({ rejections: ['commands[0].grantProfile.login exists'] })
    expect(when(base, { changeUser: { user: 'sarah', ctiEnabled: false } }, grant())).toEqual({
      rejections: ['commands[1].grantProfile.login enabled'],
    })
    expect(when(base, { defineRightsProfile: { user: 'tom', type: 'administrator' } })).toEqual({
      rejections: ['commands[0].defineRightsProfile.user login'],
    })
  })

  test('stays with its person when he gets another login, and when his login is disabled', () => {
    const renamed = after(granted, { changeUser: { user: 'sarah', ctiLogin: 'sarah.doe', ctiEnabled: false } })
    expect(when(renamed, { revokeProfile: { login: 'sarah.doe' } })).toEqual({ events: ['RightsProfileRemoved sarah'] })
    expect(when(renamed, revoke)).toEqual({ rejections: ['commands[0].revokeProfile.login exists'] })
    expect(when(granted, { changeUser: { user: 'sarah', ctiEnabled: false, ctiLogin: null } })).toEqual({
      rejections: ['commands[0].changeUser login'],
    })
  })

  test('goes with its person', () => {
    expect(when(granted, { removeUser: { user: 'sarah' } })).toEqual({
      events: ['RightsProfileRemoved sarah', 'UserRemoved sarah'],
    })
  })

  test('refers to what exists, and what it refers to is not removed', () => {
    expect(when(base, grant({ queues: ['sale'], agentGroups: ['nights'], incalls: ['1@from-extern'] }))).toEqual({
      rejections: ['queues[0]', 'agentGroups[0]', 'incalls[0]'].map(
        field => `commands[0].grantProfile.${field} exists`,
      ),
    })
    for (const removal of [
      { removeQueue: { name: 'sales' } },
      { removeAgentGroup: { name: 'days' } },
      { removeIncall: { number: '0123456789', context: 'from-extern' } },
    ])
      expect(when(granted, removal)).toEqual({ rejections: [`commands[0].${Object.keys(removal)[0]} inUse`] })
    expect(when(granted, { removeQueue: { name: 'sales', replaceWith: 'support' } })).toMatchObject({
      events: expect.arrayContaining(['RightsProfileChanged sarah: queues ["sales"] > ["support"]']) as string[],
    })
  })
})

describe('refused is', () => {
  const days = (from: string, to: string) => ({ type: 'teacher', period: { from, to } })
  test.each([
    ['an administrator of single queues', { type: 'administrator', agentGroups: [], incalls: [] }, 'queues type'],
    ['a supervisor of nothing', { queues: [], agentGroups: [], incalls: [] }, 'queues required'],
    ['a supervisor of a period', { period: { from: '2026-11-01', to: '2026-11-30' } }, 'period type'],
    ['a teacher of all times', { type: 'teacher' }, 'period required'],
    [
      'a teacher who closes queues',
      { ...days('2026-11-01', '2026-11-30'), dissuasionAccess: true },
      'dissuasionAccess type',
    ],
    ['a day that is none', days('2026-02-30', '2026-03-01'), 'period.from date'],
    ['a period that ends before it begins', days('2026-11-02', '2026-11-01'), 'period.to order'],
    ['a queue twice', { queues: ['sales', 'sales'] }, 'queues[1] unique'],
    ['another type', { type: 'manager' }, 'type choice'],
  ])('%s', (_, more, rejection) => {
    expect(when(base, grant(more))).toEqual({ rejections: [`commands[0].grantProfile.${rejection}`] })
  })

  test('a period of one day is a period', () => {
    expect(when(base, grant(days('2026-11-01', '2026-11-01')))).toEqual({ events: ['RightsProfileDefined sarah'] })
  })
})
