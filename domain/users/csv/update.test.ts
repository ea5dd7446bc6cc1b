import { describe, expect, test } from 'vitest'
import { objectOf, type Configuration } from '../../configuration/configuration.ts'
import type { ConfigurationCommand } from '../../configuration/commands.ts'
import { after, given } from '../../configuration/testing/given.ts'
import { incalls } from '../../routing/incalls.ts'
import { users } from '../configured-users.ts'
import { lines } from '../lines.ts'
import { voicemails } from '../voicemails.ts'
import { exported, file, imported } from './testing/import.ts'

const base = given(
  { defineContext: { name: 'default', displayName: 'Internal' } },
  { defineContext: { name: 'from-extern', displayName: 'Outside', type: 'incall' } },
  { defineLabel: { name: 'vip', displayName: 'Important people' } },
  { defineCallPermission: { name: 'abroad', extensions: ['00X.'] } },
  { defineVoicemail: { number: '1000', context: 'default', name: 'Alice', password: '1234', attachAudio: true } },
  { defineVoicemail: { number: '1500', context: 'default', name: 'Reception' } },
  { defineLine: { name: 'l1', number: '1000', context: 'default', password: 'secret12', endpoint: { sip: {} } } },
  { defineLine: { name: 'l2', number: '1002', context: 'default', password: 'secret12', endpoint: { webrtc: {} } } },
  {
    defineUser: {
      user: 'alice',
      firstName: 'Alice',
      lastName: 'Martin',
      email: 'alice@example.org',
      language: 'fr_FR',
      ringSeconds: 17,
      lines: ['l1'],
      voicemail: '1000@default',
      labels: ['vip'],
      callPermissions: ['abroad'],
      callPermissionPassword: '4711',
      ctiEnabled: true,
      ctiLogin: 'alice',
      ctiPassword: 'correct1horse',
      ctiProfile: 'Agent',
      outgoingCallerId: { anonymous: { assertedNumber: '0123' } },
    },
  },
  { defineUser: { user: 'bob', firstName: 'Bob', language: 'fr_FR' } },
  {
    defineIncall: {
      number: '0123456789',
      context: 'from-extern',
      destination: { user: { user: 'alice' } },
      ringSeconds: 30,
      description: 'her own number',
    },
  },
)

const update = (cells: Readonly<Record<string, string>>, before: Configuration = base) =>
  imported(before, 'update', file({ uuid: 'alice', ...cells }))
const ofBob = (cells: Readonly<Record<string, string>>, ...more: readonly ConfigurationCommand[]) =>
  imported(more.length === 0 ? base : after(base, ...more), 'update', file({ uuid: 'bob', ...cells }))
const alice = (state: Configuration) => objectOf(state, users, 'alice')?.value
const bob = (state: Configuration) => objectOf(state, users, 'bob')?.value

describe('a row that updates', () => {
  test('leaves untouched what the file has no column for', () => {
    const { after: state, events } = update({ lastname: 'Durand' })
    expect(events).toEqual(['UserChanged alice'])
    expect(alice(state)).toEqual({ ...alice(base), lastName: 'Durand' })
  })

  test('unsets what is empty', () => {
    const { after: state, problems } = update({
      lastname: '',
      email: '',
      ring_seconds: '',
      labels: '',
      call_permissions: '',
      call_permission_password: '',
      outgoing_caller_id: '',
      cti_profile_enabled: '',
      username: '',
      password: '',
      cti_profile_name: '',
      voicemail_password: '',
      voicemail_attach_audio: '',
      incall_ring_seconds: '',
    })
    expect(problems).toEqual([])
    expect(alice(state)).toMatchObject({
      lastName: null,
      email: null,
      ringSeconds: 30,
      labels: [],
      callPermissions: [],
      callPermissionPassword: null,
      outgoingCallerId: null,
      ctiEnabled: false,
      ctiLogin: null,
      ctiPassword: null,
      ctiProfile: null,
    })
    expect(objectOf(state, voicemails, '1000@default')?.value).toMatchObject({ password: null, attachAudio: null })
    expect(objectOf(state, incalls, '0123456789@from-extern')?.value.ringSeconds).toBeNull()
  })

  test.each([
    ['firstname', '', 'required'],
    ['ring_seconds', '18', 'multipleOf5'],
    ['context', '', 'required'],
    ['sip_secret', '', 'oneOf'],
    ['line_protocol', '', 'fixed'],
    ['line_protocol', 'webrtc', 'fixed'],
    ['line_protocol', 'sccp', 'fixed'],
    ['sip_username', 'other', 'fixed'],
    ['exten', '1002', 'taken'],
    ['voicemail_name', '', 'required'],
    ['incall_ring_seconds', 'x', 'range'],
  ])('with %s %j is refused: %s', (column, cell, rule) => {
    const { events, problems } = update({ [column]: cell })
    expect(problems).toEqual([`2 ${column} ${rule}`])
    expect(events).toEqual([])
  })

  test('says which user is meant, and he exists', () => {
    expect(update({ uuid: '' }).problems).toEqual(['2 uuid required'])
    expect(update({ uuid: 'nobody' }).problems).toEqual(['2 uuid exists'])
    expect(imported(base, 'update', file({ uuid: 'bob' }, { uuid: 'bob' })).problems).toEqual(['3 uuid unique'])
  })

  test('that was exported and not edited changes nothing, though secrets are not in it', () => {
    const row = exported(base, 'alice')
    expect(row).toMatchObject({ sip_secret: '(secret)', password: '(secret)', voicemail_password: '(secret)' })
    expect(JSON.stringify(row)).not.toContain('sealed')
    expect(update(row ?? {})).toMatchObject({ events: [], problems: [], warnings: [] })
  })
})

describe('the line of an updated user', () => {
  test('gets another number, secret, code; its name is what it logs in with', () => {
    const cells = { exten: '1001', sip_secret: 'newsecret', provisioning_code: '123456', sip_username: 'l1' }
    const { after: state, events } = update(cells)
    expect(events).toEqual(['LineChanged l1'])
    expect(objectOf(state, lines, 'l1')?.value).toMatchObject({ number: '1001', provisioningCode: '123456' })
  })

  test('loses its number when exten is empty, and its other user name when sip_username is', () => {
    const before = after(base, { changeLine: { name: 'l1', username: 'phone1' } })
    expect(exported(before, 'alice')?.['sip_username']).toBe('phone1')
    const { after: state } = update({ exten: '', sip_username: '' }, before)
    expect(objectOf(state, lines, 'l1')?.value).toMatchObject({ number: null, username: null })
  })

  test('is the one that has the number already, if he has none', () => {
    const { after: state, events } = ofBob({ exten: '1002', context: 'default', line_protocol: 'webrtc' })
    expect(events).toEqual(['UserChanged bob'])
    expect(bob(state)?.lines).toEqual(['l2'])
    expect(ofBob({ exten: '1002', context: 'default', line_protocol: 'sip' }).problems).toEqual([
      '2 line_protocol fixed',
    ])
  })

  test('is made when he has none and nobody has the number; with too few columns he stays without, and it is said', () => {
    const { after: state, events } = ofBob({ exten: '1005', context: 'default', line_protocol: 'sip' })
    expect(events).toEqual(['LineDefined bob', 'UserChanged bob'])
    expect(bob(state)?.lines).toEqual(['bob'])
    expect(ofBob({ exten: '1005', context: 'default' })).toMatchObject({ events: [], warnings: ['2 exten together'] })
  })
})

describe('the mailbox of an updated user', () => {
  test('is changed', () => {
    const { after: state, events } = update({ voicemail_name: 'Alice M.', voicemail_email: 'a@example.org' })
    expect(events).toEqual(['VoicemailChanged 1000@default'])
    expect(objectOf(state, voicemails, '1000@default')?.value).toMatchObject({
      name: 'Alice M.',
      email: 'a@example.org',
    })
  })

  test('is another one that exists when the number says so, and the old one stays', () => {
    const { after: state, events } = update({ voicemail_number: '1500', voicemail_context: 'default' })
    expect(events).toEqual(['UserChanged alice'])
    expect(alice(state)?.voicemail).toBe('1500@default')
    expect(objectOf(state, voicemails, '1000@default')).toBeDefined()
  })

  test('is made when nobody has the number', () => {
    const cells = { voicemail_name: 'Bob', voicemail_number: '1005', voicemail_context: 'default' }
    const { after: state, events, warnings } = ofBob(cells)
    expect(events).toEqual(['VoicemailDefined 1005@default', 'UserChanged bob'])
    expect(bob(state)?.voicemail).toBe('1005@default')
    expect(warnings).toEqual(['2 voicemail_password open'])
    expect(ofBob({ voicemail_number: '1005', voicemail_context: 'default' }).warnings).toEqual([
      '2 voicemail_number together',
    ])
    expect(ofBob({ voicemail_email: 'bob@example.org' }).warnings).toEqual(['2 voicemail_email together'])
  })

  test('is his no more when number and context are empty', () => {
    const { after: state, events } = update({ voicemail_number: '', voicemail_context: '' })
    expect(events).toEqual(['UserChanged alice'])
    expect(alice(state)?.voicemail).toBeNull()
  })
})

describe('the incall of an updated user', () => {
  test('moves to another number with its settings', () => {
    const { after: state, events } = update({ incall_exten: '0123456780' })
    expect(events).toEqual(['IncallRemoved 0123456789@from-extern', 'IncallDefined 0123456780@from-extern'])
    expect(objectOf(state, incalls, '0123456780@from-extern')?.value).toMatchObject({
      destination: { user: { user: 'alice' } },
      ringSeconds: 30,
      description: 'her own number',
    })
  })

  test('leads to him from elsewhere, or is made, if he has none', () => {
    const cells = { incall_exten: '0199999999', incall_context: 'from-extern' }
    expect(ofBob(cells).events).toEqual(['IncallDefined 0199999999@from-extern'])
    const known = { number: '0199999999', context: 'from-extern', destination: { hangup: {} } }
    const { after: state, events } = ofBob(cells, { defineIncall: known })
    expect(events).toEqual(['IncallChanged 0199999999@from-extern'])
    expect(objectOf(state, incalls, '0199999999@from-extern')?.value.destination).toEqual({
      user: { user: 'bob', ringSeconds: null },
    })
    expect(ofBob({ incall_exten: '0199999999' }).warnings).toEqual(['2 incall_exten together'])
  })

  test('leads nowhere when its cells are empty: the number stays known', () => {
    const { after: state, events } = update({ incall_exten: '', incall_context: '' })
    expect(events).toEqual(['IncallChanged 0123456789@from-extern'])
    expect(objectOf(state, incalls, '0123456789@from-extern')?.value.destination).toEqual({
      hangup: { delaySeconds: 0 },
    })
  })

  test('is not changed when he has several, and the row is accepted as long as it does not ask for that', () => {
    const second = { number: '0200000000', context: 'from-extern', destination: { user: { user: 'alice' } } }
    const before = after(base, { defineIncall: second })
    expect(update({ incall_exten: '0123456789', lastname: 'Durand' }, before).events).toEqual(['UserChanged alice'])
    for (const cells of [
      { incall_exten: '0123456780' },
      { incall_ring_seconds: '10' },
      { incall_exten: '', incall_context: '' },
    ])
      expect(update(cells, before).problems).toEqual(['2 incall_exten several'])
  })
})
