import { describe, expect, test } from 'vitest'
import { objectOf } from '../../configuration/configuration.ts'
import { given } from '../../configuration/testing/given.ts'
import { incalls } from '../../routing/incalls.ts'
import { users } from '../configured-users.ts'
import { lines } from '../lines.ts'
import { voicemails } from '../voicemails.ts'
import { file, imported } from './testing/import.ts'

const base = given(
  {
    defineContext: {
      name: 'default',
      displayName: 'Internal',
      numberRanges: [{ type: 'user', start: '1000', end: '1999' }],
    },
  },
  { defineContext: { name: 'from-extern', displayName: 'Outside', type: 'incall' } },
  { defineMediaServer: { name: 'pbx2', address: '192.0.2.2' } },
  { defineLabel: { name: 'vip', displayName: 'Important people' } },
  { defineLabel: { name: 'paris', displayName: 'Paris' } },
  { defineCallPermission: { name: 'no-mobile', displayName: 'No mobile phones', extensions: ['06X.'] } },
  { defineCallPermission: { name: 'abroad', extensions: ['00X.'] } },
)

const everything = {
  entity_id: '1',
  firstname: 'Alice',
  lastname: 'Martin',
  email: 'alice@example.org',
  language: 'fr_FR',
  mobile_phone_number: '+33612345678',
  outgoing_caller_id: '"Reception" <0123456789>',
  enabled: '1',
  supervision_enabled: '0',
  call_transfer_enabled: '0',
  dtmf_hangup_enabled: '1',
  simultaneous_calls: '3',
  ring_seconds: '20',
  call_permission_password: '4711',
  labels: 'Important people;Paris',
  cti_profile_enabled: '1',
  username: 'amartin',
  password: 'correct1horse',
  cti_profile_name: 'Agent',
  exten: '1000',
  context: 'default',
  line_protocol: 'sip',
  line_site: 'pbx2',
  sip_username: 'nrzpjngu',
  sip_secret: 'h4ckme0ut',
  incall_exten: '0123456789',
  incall_context: 'from-extern',
  incall_ring_seconds: '30',
  voicemail_name: 'Alice Martin',
  voicemail_number: '1000',
  voicemail_context: 'default',
  voicemail_password: '12#4',
  voicemail_email: 'alice@example.org',
  voicemail_attach_audio: '1',
  voicemail_delete_messages: '1',
  voicemail_ask_password: '0',
  call_permissions: 'no-mobile;abroad',
}

describe('a row that creates', () => {
  test('makes the user, the line, the mailbox and the incall that its columns define', () => {
    const { after, events, problems, warnings } = imported(base, 'create', file(everything))
    expect({ problems, warnings }).toEqual({ problems: [], warnings: [] })
    expect(events).toEqual([
      'LineDefined nrzpjngu',
      'VoicemailDefined 1000@default',
      'IncallDefined 0123456789@from-extern',
      'UserDefined alice.martin',
    ])
    expect(objectOf(after, users, 'alice.martin')?.value).toMatchObject({
      firstName: 'Alice',
      lastName: 'Martin',
      email: 'alice@example.org',
      language: 'fr_FR',
      mobilePhoneNumber: '+33612345678',
      outgoingCallerId: { custom: { name: 'Reception', number: '0123456789' } },
      enabled: true,
      supervisionEnabled: false,
      callTransferEnabled: false,
      dtmfHangupEnabled: true,
      simultaneousCalls: 3,
      ringSeconds: 20,
      callPermissionPassword: { sealed: expect.stringContaining('1174') as string },
      labels: ['vip', 'paris'],
      ctiEnabled: true,
      ctiLogin: 'amartin',
      ctiProfile: 'Agent',
      lines: ['nrzpjngu'],
      voicemail: '1000@default',
      callPermissions: ['no-mobile', 'abroad'],
    })
    expect(objectOf(after, lines, 'nrzpjngu')?.value).toMatchObject({
      number: '1000',
      context: 'default',
      mediaServer: 'pbx2',
      username: null,
      password: { sealed: expect.stringContaining('tu0emkc4h') as string },
    })
    expect(Object.keys(objectOf(after, lines, 'nrzpjngu')?.value.endpoint ?? {})).toEqual(['sip'])
    expect(objectOf(after, voicemails, '1000@default')?.value).toMatchObject({
      name: 'Alice Martin',
      email: 'alice@example.org',
      attachAudio: true,
      deleteAfterNotify: true,
      askPassword: false,
    })
    expect(objectOf(after, incalls, '0123456789@from-extern')?.value).toMatchObject({
      destination: { user: { user: 'alice.martin' } },
      ringSeconds: 30,
    })
  })

  test('needs a first name alone; what is empty is as it is initially', () => {
    const { after, events } = imported(
      base,
      'create',
      file({ firstname: 'Bob', lastname: '', enabled: '', labels: '' }),
    )
    expect(events).toEqual(['UserDefined bob'])
    expect(objectOf(after, users, 'bob')?.value).toMatchObject({ lastName: null, enabled: true, lines: [], labels: [] })
  })

  test('is shorter than the header when the last cells are empty, and never longer', () => {
    const header = ['firstname', 'lastname']
    expect(imported(base, 'create', [header, ['Bob']]).events).toEqual(['UserDefined bob'])
    expect(imported(base, 'create', [header, ['Bob', 'Dylan', 'x']]).problems).toEqual(['2 - cells'])
  })

  test('gives the user the key that stands as his uuid, else one made of his names that nobody has', () => {
    const uuid = '8e58d2a7-cfed-4c2e-ac72-14e0b5c26dc2'
    const rows = file(
      { firstname: 'Élodie', lastname: 'Le Goff' },
      { firstname: 'Élodie', lastname: 'Le Goff' },
      { firstname: '小明' },
      { firstname: 'Carl', uuid },
    )
    expect(imported(base, 'create', rows).events).toEqual([
      'UserDefined elodie.le.goff',
      'UserDefined elodie.le.goff-2',
      'UserDefined user',
      `UserDefined ${uuid}`,
    ])
  })

  test('gives a line without user name and secret those that nobody has', () => {
    const row = { firstname: 'Bob', context: 'default', line_protocol: 'webrtc' }
    const { after } = imported(base, 'create', file({ ...row, exten: '1001' }, { ...row, exten: '1002' }))
    expect(objectOf(after, lines, 'bob')?.value.password).toEqual({ sealed: 'line:bob:password:1detareneg' })
    expect(objectOf(after, lines, 'bob-2')?.value.password).toEqual({ sealed: 'line:bob-2:password:2detareneg' })
  })

  test.each([
    ['sip', 'sip'],
    ['webrtc', 'webrtc'],
    ['ua', 'uniqueAccount'],
  ])('of protocol %s makes a line that is %s', (line_protocol, endpoint) => {
    const { after } = imported(
      base,
      'create',
      file({ firstname: 'Bob', exten: '1001', context: 'default', line_protocol }),
    )
    expect(Object.keys(objectOf(after, lines, 'bob')?.value.endpoint ?? {})).toEqual([endpoint])
  })

  test.each([
    ['default', null],
    ['', null],
    ['anonymous', { anonymous: { assertedNumber: null } }],
    ['0123456789', { custom: { name: null, number: '0123456789' } }],
  ])('with outgoing_caller_id %j shows the user so', (outgoing_caller_id, expected) => {
    const { after } = imported(base, 'create', file({ firstname: 'Bob', outgoing_caller_id }))
    expect(objectOf(after, users, 'bob')?.value.outgoingCallerId).toEqual(expected)
  })

  test('makes no part of which a required column is empty, and says so', () => {
    const rows = file(
      { firstname: 'Bob', exten: '1001', context: 'default' },
      { firstname: 'Carl', incall_exten: '0123456789' },
      { firstname: 'Dora', voicemail_number: '1003', voicemail_context: 'default' },
    )
    const { events, warnings, problems } = imported(base, 'create', rows)
    expect(events).toEqual(['UserDefined bob', 'UserDefined carl', 'UserDefined dora'])
    expect(problems).toEqual([])
    expect(warnings).toEqual(['2 exten together', '3 incall_exten together', '4 voicemail_number together'])
  })

  test('with a weak password, a mailbox without one, or another entity is accepted with a warning', () => {
    const { events, warnings } = imported(
      base,
      'create',
      file(
        { firstname: 'Bob', password: 'abcd', entity_id: '1' },
        {
          firstname: 'Carl',
          language: 'en_US',
          voicemail_name: 'Carl',
          voicemail_number: '1003',
          voicemail_context: 'default',
          entity_id: '2',
        },
      ),
    )
    expect(events).toHaveLength(3)
    expect(warnings).toEqual(['2 password weak', '3 entity_id entity', '3 voicemail_password open'])
  })
})

const wrong: readonly (readonly [column: string, cell: string, rule: string, more?: Record<string, string>])[] = [
  ['entity_id', '0', 'range'],
  ['entity_id', 'Acme', 'range'],
  ['firstname', '', 'required', { lastname: 'Martin' }],
  ['firstname', 'x'.repeat(129), 'length'],
  ['email', 'no address', 'email'],
  ['language', 'fr', 'choice'],
  ['mobile_phone_number', 'six', 'number'],
  ['outgoing_caller_id', 'nobody', 'callerId'],
  ['enabled', 'yes', 'flag'],
  ['supervision_enabled', '2', 'flag'],
  ['call_transfer_enabled', 'true', 'flag'],
  ['dtmf_hangup_enabled', '-1', 'flag'],
  ['simultaneous_calls', '0', 'range'],
  ['simultaneous_calls', '-5', 'range'],
  ['ring_seconds', '7', 'multipleOf5'],
  ['ring_seconds', '2.5', 'range'],
  ['call_permission_password', 'abc', 'digits'],
  ['labels', 'Nobody', 'exists'],
  ['cti_profile_enabled', 'x', 'flag'],
  ['username', '', 'together', { cti_profile_enabled: '1', password: 'correct1horse', cti_profile_name: 'Agent' }],
  ['password', '', 'together', { cti_profile_enabled: '1', username: 'bob', cti_profile_name: 'Agent' }],
  ['cti_profile_name', '', 'together', { cti_profile_enabled: '1', username: 'bob', password: 'correct1horse' }],
  ['password', 'abc', 'password'],
  ['exten', '2000', 'range', { context: 'default', line_protocol: 'sip' }],
  ['exten', 'a', 'number', { context: 'default', line_protocol: 'sip' }],
  ['context', 'nowhere', 'exists', { exten: '1001', line_protocol: 'sip' }],
  ['line_protocol', 'sccp', 'protocol', { exten: '1001', context: 'default' }],
  ['line_site', 'mars', 'exists', { exten: '1001', context: 'default', line_protocol: 'sip' }],
  ['sip_username', 'a b', 'lineName', { exten: '1001', context: 'default', line_protocol: 'sip' }],
  ['sip_secret', 'a b', 'sipSecret', { exten: '1001', context: 'default', line_protocol: 'sip' }],
  ['sip_secret', '(secret)', 'secret', { exten: '1001', context: 'default', line_protocol: 'sip' }],
  ['provisioning_code', '12', 'provisioningCode', { exten: '1001', context: 'default', line_protocol: 'sip' }],
  ['incall_exten', 'abc', 'extensionPattern', { incall_context: 'from-extern' }],
  ['incall_context', 'default', 'contextType', { incall_exten: '0123456789' }],
  ['incall_ring_seconds', '0', 'range', { incall_exten: '0123456789', incall_context: 'from-extern' }],
  ['call_permissions', 'no-mobile;Nobody', 'exists'],
  ['uuid', 'Not A Key', 'slug'],
]
const mailbox = { language: 'fr_FR', voicemail_name: 'Bob', voicemail_number: '1001', voicemail_context: 'default' }
const wrongMailbox: typeof wrong = [
  ['language', '', 'required', { ...mailbox, language: '' }],
  ['voicemail_name', 'x'.repeat(81), 'length', mailbox],
  ['voicemail_number', '10a', 'digits', mailbox],
  ['voicemail_context', 'nowhere', 'exists', mailbox],
  ['voicemail_password', 'abc', 'pin', mailbox],
  ['voicemail_email', 'nobody', 'email', mailbox],
  ['voicemail_attach_audio', 'x', 'flag', mailbox],
  ['voicemail_delete_messages', 'x', 'flag', mailbox],
  ['voicemail_ask_password', 'x', 'flag', mailbox],
]

const cases = [...wrong, ...wrongMailbox].map(([column, cell, rule, more = {}]) => ({ column, cell, rule, more }))

test.each(cases)('$column "$cell" is refused at its column: $rule', ({ column, cell, rule, more }) => {
  const { events, problems } = imported(base, 'create', file({ firstname: 'Bob', ...more, [column]: cell }))
  expect(problems).toContain(`2 ${column} ${rule}`)
  expect(events).toEqual([])
})

test('a message speaks of the column, not of the command that it became', () => {
  const { messages } = imported(
    base,
    'create',
    file({
      firstname: 'Bob',
      exten: '1001',
      context: 'default',
      line_protocol: 'sip',
      sip_secret: 'a b',
      ring_seconds: '7',
    }),
  )
  expect(messages).toEqual(['ring_seconds must be a multiple of 5 seconds, 7 is none'])
  expect(imported(base, 'create', file({ firstname: 'Bob', language: 'fr' })).messages).toEqual([
    'language must be one of de_DE, en_US, es_ES, fr_FR, fr_CA',
  ])
})

describe('a header', () => {
  test.each([
    [['firstname', 'firstnam'], 'create', '1 firstnam unknownColumn'],
    [['firstname', 'lastname', 'lastname'], 'create', '1 lastname unique'],
    [['lastname'], 'create', '1 firstname required'],
    [['firstname'], 'update', '1 uuid required'],
  ] as const)('%j to %s is refused, and no row is read', (header, mode, problem) => {
    expect(imported(base, mode, [header, ['a', 'b', 'c', 'd']]).problems).toEqual([problem])
  })

  test('may be spelled as the documentation of the original prints it', () => {
    const header = ['firstname', 'call_permission', 'voicemail_ attach_audio']
    const { after, problems } = imported(base, 'create', [header, ['Bob', 'No mobile phones', '']])
    expect(problems).toEqual([])
    expect(objectOf(after, users, 'bob')?.value.callPermissions).toEqual(['no-mobile'])
  })
})

describe('all or nothing', () => {
  test('a file with one bad row of 200 applies nothing, and reports one error (pbx-configuration §20)', () => {
    const rows = Array.from({ length: 200 }, (_, i) => ({
      firstname: `User ${i}`,
      exten: i === 99 ? '9999' : String(1000 + i),
      context: 'default',
      line_protocol: 'sip',
    }))
    const { events, problems } = imported(base, 'create', file(...rows))
    expect(events).toEqual([])
    expect(problems).toEqual(['101 exten range'])
  })

  test('reports what is wrong with every row at once, whatever rule found it', () => {
    const line = { context: 'default', line_protocol: 'sip' }
    const rows = file(
      { firstname: 'A', enabled: 'x' },
      { firstname: 'B', language: 'xx' },
      { firstname: 'C', ...line, context: 'nowhere', exten: '1001' },
      { firstname: 'D', ...line, exten: '2500' },
      { firstname: 'E', ...line, exten: '1002' },
      { firstname: 'F', ...line, exten: '1002' },
      { firstname: 'G' },
    )
    expect(imported(base, 'create', rows).problems).toEqual([
      '2 enabled flag',
      '3 language choice',
      '4 context exists',
      '5 exten range',
      '6 exten taken',
      '7 exten taken',
    ])
  })

  test('refuses a user who is in the file twice', () => {
    expect(
      imported(base, 'create', file({ firstname: 'A', uuid: 'a' }, { firstname: 'B', uuid: 'a' })).problems,
    ).toEqual(['3 uuid unique'])
  })
})

describe('row by row', () => {
  test('applies the rows that are right, and reports the others', () => {
    const rows = file(
      { firstname: 'A' },
      { firstname: 'B', enabled: 'x' },
      { firstname: 'C', language: 'xx' },
      { firstname: 'D' },
    )
    const { events, problems } = imported(base, 'create', rows, 'rowByRow')
    expect(events).toEqual(['UserDefined a', 'UserDefined d'])
    expect(problems).toEqual(['3 enabled flag', '4 language choice'])
  })

  test('gives a number that two rows want to the first of them', () => {
    const line = { exten: '1002', context: 'default', line_protocol: 'sip' }
    const { events, problems } = imported(
      base,
      'create',
      file({ firstname: 'A', ...line }, { firstname: 'B', ...line }),
      'rowByRow',
    )
    expect(events).toEqual(['LineDefined a', 'UserDefined a'])
    expect(problems).toEqual(['3 exten taken'])
  })
})
