import fc from 'fast-check'
import { expect, test } from 'vitest'
import { initialConfiguration } from '../../configuration/configuration.ts'
import { kinds } from '../../configuration/kinds.ts'
import { arbitraryWishes, fulfilled } from '../../configuration/testing/any-command.ts'
import { after, given } from '../../configuration/testing/given.ts'
import { callCenter } from '../../pbx-files/dialplan/testing/call-center.ts'
import { userRecords } from './export-users.ts'
import { neutral, plain } from '../../configuration/csv/formula.ts'
import { exported, file, imported } from './testing/import.ts'

const base = given(
  { defineContext: { name: 'default', displayName: 'Internal' } },
  { defineContext: { name: 'from-extern', displayName: 'Outside', type: 'incall' } },
  { defineLabel: { name: 'vip', displayName: 'Important people' } },
)

test('an export has the columns of an import, and uuid and provisioning_code, in one order', () => {
  const [header] = [...userRecords(initialConfiguration(kinds))]
  expect(header?.join(',')).toBe(
    'uuid,entity_id,firstname,lastname,email,language,mobile_phone_number,outgoing_caller_id,enabled,supervision_enabled,call_transfer_enabled,dtmf_hangup_enabled,simultaneous_calls,ring_seconds,call_permission_password,labels,cti_profile_enabled,username,password,cti_profile_name,exten,context,line_protocol,line_site,sip_username,sip_secret,provisioning_code,incall_exten,incall_context,incall_ring_seconds,voicemail_name,voicemail_number,voicemail_context,voicemail_password,voicemail_email,voicemail_attach_audio,voicemail_delete_messages,voicemail_ask_password,call_permissions',
  )
})

test('a user is exported with his main line, his mailbox and his incall', () => {
  const state = after(
    base,
    {
      defineLine: {
        name: 'l1',
        number: '1000',
        context: 'default',
        password: 'secret12',
        endpoint: { uniqueAccount: {} },
      },
    },
    { defineVoicemail: { number: '1000', context: 'default', name: 'Alice' } },
    {
      defineUser: {
        user: 'alice',
        firstName: 'Alice',
        language: 'fr_FR',
        lines: ['l1'],
        voicemail: '1000@default',
        labels: ['vip'],
      },
    },
    { defineIncall: { number: '0123', context: 'from-extern', destination: { user: { user: 'alice' } } } },
  )
  expect(exported(state, 'alice')).toEqual({
    uuid: 'alice',
    entity_id: '1',
    firstname: 'Alice',
    language: 'fr_FR',
    outgoing_caller_id: 'default',
    enabled: '1',
    supervision_enabled: '1',
    call_transfer_enabled: '1',
    dtmf_hangup_enabled: '0',
    simultaneous_calls: '5',
    ring_seconds: '30',
    labels: 'Important people',
    cti_profile_enabled: '0',
    exten: '1000',
    context: 'default',
    line_protocol: 'ua',
    sip_username: 'l1',
    sip_secret: '(secret)',
    incall_exten: '0123',
    incall_context: 'from-extern',
    voicemail_name: 'Alice',
    voicemail_number: '1000',
    voicemail_context: 'default',
    voicemail_delete_messages: '0',
    voicemail_ask_password: '1',
  })
})

test('a custom line is exported, and read back untouched', () => {
  const state = after(
    base,
    { defineLine: { name: 'gate', context: 'default', endpoint: { custom: { interface: 'DAHDI/g1/5551234' } } } },
    { defineUser: { user: 'gate', firstName: 'Gate', lines: ['gate'] } },
  )
  expect(exported(state, 'gate')).toMatchObject({ line_protocol: 'custom', sip_username: 'gate' })
  expect(imported(state, 'update', [...userRecords(state)])).toMatchObject({ events: [], problems: [] })
})

test.each(['=1+1', '@SUM(A1)', '+cmd|calc', '-2+3*cmd', "'=kept", '\t=1'])(
  'a name that a spreadsheet would calculate is none for it, and is read back as it was: %j',
  name => {
    expect(neutral(name)).toBe(`'${name}`)
    expect(plain(neutral(name))).toBe(name)
  },
)

test('what came back from a spreadsheet changes nothing; numbers of telephones stay numbers', () => {
  const state = after(base, {
    defineUser: {
      user: 'eve',
      firstName: '=HYPERLINK("http://x")',
      lastName: "'=1",
      mobilePhoneNumber: '+33612345678',
    },
  })
  expect(exported(state, 'eve')).toMatchObject({
    firstname: `'=HYPERLINK("http://x")`,
    lastname: "''=1",
    mobile_phone_number: '+33612345678',
  })
  expect(imported(state, 'update', [...userRecords(state)])).toMatchObject({ events: [], problems: [] })
  expect(imported(base, 'create', file({ firstname: "'=1+1", uuid: 'x' })).events).toEqual(['UserDefined x'])
})

const ofUsers = ['user', 'line', 'voicemail', 'incall', 'label', 'callPermission', 'context', 'mediaServer']

test('an export that is imported again changes nothing, whatever is configured', () => {
  const everything = callCenter()
  fc.assert(
    fc.property(arbitraryWishes(60), wishes => {
      const history = fulfilled(everything, wishes, ofUsers)
      const later = history.at(-1)?.after ?? everything
      const { events, problems } = imported(later, 'update', [...userRecords(later)])
      expect({ events, problems }, JSON.stringify(history.map(({ command }) => command))).toEqual({
        events: [],
        problems: [],
      })
    }),
    { numRuns: 60 },
  )
})

test('a caller ID whose name has quotes is created as it was exported', () => {
  const said = { custom: { name: 'Firm, "A"', number: '0140000000' } }
  const state = after(base, { defineUser: { user: 'ann', firstName: 'Ann', outgoingCallerId: said } })
  const cell = exported(state, 'ann')?.['outgoing_caller_id'] ?? ''
  expect(cell).toBe('"Firm, "A"" <0140000000>')
  const made = imported(base, 'create', file({ firstname: 'Ann', outgoing_caller_id: cell }))
  expect(made.problems).toEqual([])
  expect(exported(made.after, 'ann')?.['outgoing_caller_id']).toBe(cell)
})
