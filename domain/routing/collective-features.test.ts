import { describe, expect, test } from 'vitest'
import { after, given, when } from '../configuration/testing/given.ts'

const context = {
  defineContext: {
    name: 'default',
    displayName: 'Default',
    numberRanges: [{ type: 'conference', start: '4000', end: '4099' }],
  },
}
const user = (name: string, more = {}) => ({ defineUser: { user: name, firstName: name, ...more } })
const uniqueAccount = [
  { defineLine: { name: 'both', context: 'default', password: 'kTh38sLq', endpoint: { uniqueAccount: {} } } },
  user('ursula', { lines: ['both'] }),
] as const

describe('a conference room', () => {
  const room = (more = {}) => ({
    defineConferenceRoom: { name: 'board', displayName: 'Board', number: '4000', context: 'default', ...more },
  })

  test('has a number of the range of conferences; repeated it changes nothing', () => {
    expect(when(given(context), room())).toEqual({ events: ['ConferenceRoomDefined board'] })
    expect(when(given(context, room()), room())).toEqual({ events: [] })
    expect(when(given(context), room({ number: '5000' }))).toEqual({
      rejections: ['commands[0].defineConferenceRoom.number range'],
    })
  })

  test('has an organizer PIN only beside a general one', () => {
    expect(when(given(context), room({ organizerPin: '99' }))).toEqual({
      rejections: ['commands[0].defineConferenceRoom.pin together'],
    })
    expect(when(given(context), room({ pin: '1a' }))).toEqual({
      rejections: ['commands[0].defineConferenceRoom.pin digits'],
    })
  })

  test('lets people wait only for an organizer who can come', () => {
    expect(when(given(context), room({ waitingRoom: true }))).toEqual({
      rejections: ['commands[0].defineConferenceRoom.organizerPin together'],
    })
    expect(when(given(context), room({ waitingRoom: true, pin: '1', organizerPin: '2' }))).toEqual({
      events: ['ConferenceRoomDefined board'],
    })
  })
})

describe('a parking lot', () => {
  const lot = (more = {}) => ({
    defineParkingLot: { name: 'garage', number: '800', firstPosition: 801, lastPosition: 820, ...more },
  })

  test('is there from the start: 700 with 701 to 750; others stand beside it', () => {
    expect(when(given(), { changeParkingLot: { name: 'default', waitSeconds: 60 } })).toEqual({
      events: ['ParkingLotChanged default: waitSeconds 45 > 60'],
    })
    expect(when(given(), lot())).toEqual({ events: ['ParkingLotDefined garage'] })
    expect(when(given(lot()), lot())).toEqual({ events: [] })
  })

  test('has its number and its positions alone in its context', () => {
    expect(when(given(), lot({ number: '700' }))).toEqual({
      rejections: ['commands[0].defineParkingLot.number taken'],
    })
    expect(when(given(), lot({ firstPosition: 740 }))).toEqual({
      rejections: ['commands[0].defineParkingLot.number taken', 'commands[0].defineParkingLot.firstPosition taken'],
    })
    expect(when(given(), lot({ firstPosition: 701, lastPosition: 750, context: 'garage' }))).toEqual({
      events: ['ParkingLotDefined garage'],
    })
    expect(when(given(), lot({ number: '810' }))).toEqual({
      rejections: ['commands[0].defineParkingLot.number taken'],
    })
    expect(when(given(), lot({ firstPosition: 830 }))).toEqual({
      rejections: ['commands[0].defineParkingLot.lastPosition order'],
    })
  })
})

describe('a paging', () => {
  const paging = (more = {}) => ({ definePaging: { number: '1', callers: ['ann'], called: ['bob'], ...more } })
  const before = given(user('ann'), user('bob'))

  test('has callers and called; repeated it changes nothing', () => {
    expect(when(before, paging())).toEqual({ events: ['PagingDefined 1'] })
    expect(when(after(before, paging()), paging())).toEqual({ events: [] })
    expect(when(before, paging({ called: ['eve'] }))).toEqual({
      rejections: ['commands[0].definePaging.called[0] exists'],
    })
  })

  test('plays a sound that it has, and reaches no unique account', () => {
    expect(when(before, paging({ announcePlay: true }))).toEqual({
      rejections: ['commands[0].definePaging.announcementFile together'],
    })
    expect(when(after(before, context, ...uniqueAccount), paging({ called: ['ursula'] }))).toEqual({
      rejections: ['commands[0].definePaging.called[0] uniqueAccount'],
    })
  })
})

describe('a pickup group', () => {
  const before = given(user('ann'), { definePickupGroup: { name: 'office' } })

  test('gets who takes calls, and whose', () => {
    const add = { addPickupGroupInterceptor: { pickupGroup: 'office', user: 'ann' } }
    expect(when(before, add)).toEqual({ events: ['PickupGroupInterceptorAdded office'] })
    expect(when(after(before, add), add)).toEqual({ events: [] })
    expect(when(after(before, add), { removePickupGroupInterceptor: { pickupGroup: 'office', user: 'ann' } })).toEqual({
      events: ['PickupGroupInterceptorRemoved office'],
    })
  })

  test('names one of user, group and queue at a time', () => {
    expect(when(before, { addPickupGroupIntercepted: { pickupGroup: 'office' } })).toEqual({
      rejections: ['commands[0].addPickupGroupIntercepted.intercepted[0] oneOf'],
    })
  })

  test('has no user with a unique account', () => {
    const unique = after(before, context, ...uniqueAccount)
    expect(when(unique, { addPickupGroupIntercepted: { pickupGroup: 'office', user: 'ursula' } })).toEqual({
      rejections: ['commands[0].addPickupGroupIntercepted.intercepted[0].user uniqueAccount'],
    })
  })
})

test('a group rings no user with a unique account', () => {
  const before = given(context, ...uniqueAccount, { defineGroup: { name: 'office', displayName: 'Office' } })
  expect(when(before, { addGroupMember: { group: 'office', user: 'ursula' } })).toEqual({
    rejections: ['commands[0].addGroupMember.members[0].user uniqueAccount'],
  })
})

describe('a filter of boss and secretary', () => {
  const filter = (name: string, more = {}) => ({
    defineCallFilter: { name, boss: 'bea', secretaries: [{ user: 'sam', member: '1' }], ...more },
  })
  const before = given(
    user('bea', { bsFilter: 'boss' }),
    user('ben', { bsFilter: 'boss' }),
    user('sam', { bsFilter: 'secretary' }),
    user('ann'),
  )

  test('has a boss and secretaries in these roles; repeated it changes nothing', () => {
    expect(when(before, filter('b'))).toEqual({ events: ['CallFilterDefined b'] })
    expect(when(after(before, filter('b')), filter('b'))).toEqual({ events: [] })
    expect(when(before, filter('b', { boss: 'ann' }))).toEqual({
      rejections: ['commands[0].defineCallFilter.boss role'],
    })
    expect(when(before, filter('b', { secretaries: [{ user: 'ann' }] }))).toEqual({
      rejections: ['commands[0].defineCallFilter.secretaries[0].user role'],
    })
  })

  test('keeps their roles from being taken away', () => {
    expect(when(after(before, filter('b')), { changeUser: { user: 'bea', bsFilter: 'no' } })).toEqual({
      rejections: ['commands[0].changeUser role'],
    })
  })

  test('is the only one of its boss, and the only one with its numbers', () => {
    const known = after(before, filter('b'))
    expect(when(known, filter('c', { secretaries: [] }))).toEqual({
      rejections: ['commands[0].defineCallFilter.boss taken'],
    })
    expect(when(known, filter('c', { boss: 'ben' }))).toEqual({
      rejections: ['commands[0].defineCallFilter.secretaries[0].member taken'],
    })
  })

  test('is switched for each secretary alone', () => {
    const off = { changeCallFilterSecretary: { callFilter: 'b', user: 'sam', active: false } }
    expect(when(after(before, filter('b')), off)).toEqual({ events: ['CallFilterSecretaryChanged b'] })
  })
})

describe('call completion and the settings of the dialplan', () => {
  test('are there once, with the values of the spec', () => {
    expect(when(given(), { changeCallCompletion: { enabled: true, recallSeconds: 20 } })).toEqual({
      events: ['CallCompletionChanged general: enabled false > true, recallSeconds 30 > 20'],
    })
    expect(when(given(), { changeDialplanSettings: { beforeIncall: 'my-did', forwardToIvr: null } })).toEqual({
      events: [
        'DialplanSettingsChanged general: beforeIncall xivo-subrgbl-did > my-did, forwardToIvr xivo-subrfwd-voicemenu > null',
      ],
    })
    expect(when(given(), { changeCallCompletion: { offerSeconds: 30 } })).toEqual({ events: [] })
  })

  test('refuse what is no time and no context', () => {
    expect(when(given(), { changeCallCompletion: { offerSeconds: 0 } })).toEqual({
      rejections: ['commands[0].changeCallCompletion.offerSeconds range'],
    })
    expect(when(given(), { changeDialplanSettings: { beforeUser: 'a,s,1' } })).toEqual({
      rejections: ['commands[0].changeDialplanSettings.beforeUser contextName'],
    })
  })
})
