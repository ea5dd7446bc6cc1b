import { expect, test } from 'vitest'
import { trunkChanges } from './trunk-changes.ts'

const changes = (event: string, fields: Record<string, string>) => trunkChanges({ event, fields })

const status = { URI: 'sip:trunk-acme@198.51.100.7', AOR: 'trunk-acme', EndpointName: 'trunk-acme' }
const contact = { type: 'CONTACT', aor: 'trunk-acme', uri: status.URI }

test('a contact is told by its address of record, and a round trip only where it answers', () => {
  expect(changes('ContactStatus', { ...status, ContactStatus: 'Reachable', RoundtripUsec: '12345' })).toEqual([
    { ...contact, state: 'REACHABLE', roundTripMicros: 12_345, isAnswer: false },
  ])
  expect(changes('ContactStatus', { ...status, ContactStatus: 'Unreachable', RoundtripUsec: '0' })).toEqual([
    { ...contact, state: 'UNREACHABLE', roundTripMicros: null, isAnswer: false },
  ])
  expect(changes('ContactStatus', { ...status, ContactStatus: 'NonQualified' })).toMatchObject([
    { state: 'NOT_QUALIFIED' },
  ])
  expect(changes('ContactStatus', { ...status, ContactStatus: 'Updated' })).toMatchObject([{ state: 'UNKNOWN' }])
})

test('a contact that was removed is no contact that does not answer', () => {
  expect(changes('ContactStatus', { ...status, ContactStatus: 'Removed' })).toEqual([
    { type: 'CONTACT_REMOVED', aor: 'trunk-acme', uri: status.URI },
  ])
})

test('a list names a contact by its address of record and a hash, in the file or registered', () => {
  const listed = { Uri: status.URI, Status: 'Reachable', RoundtripUsec: '900' }
  const told = { ...contact, state: 'REACHABLE', roundTripMicros: 900, isAnswer: true }
  expect(changes('ContactList', { ObjectName: 'trunk-acme@@5a0c', ...listed })).toEqual([told])
  expect(changes('ContactList', { ObjectName: 'trunk-acme;@5a0c', ...listed })).toEqual([told])
  expect(changes('ContactList', { ObjectName: 'a@b;@5a0c', ...listed })).toMatchObject([{ aor: 'a@b' }])
  expect(changes('ContactList', { ObjectName: 'nonsense', ...listed })).toEqual([])
  expect(changes('ContactListComplete', {})).toEqual([{ type: 'TOLD', list: 'contacts' }])
})

test('a registration is told by its two addresses, whichever event tells', () => {
  const uris = { clientUri: 'sip:me@provider', serverUri: 'sip:provider' }
  const registry = { ChannelType: 'PJSIP', Username: uris.clientUri, Domain: uris.serverUri }
  expect(changes('Registry', { ...registry, Status: 'Registered' })).toEqual([
    { type: 'REGISTRATION', ...uris, state: 'REGISTERED', isAnswer: false },
  ])
  expect(changes('Registry', { ...registry, Status: 'Rejected' })).toMatchObject([{ state: 'REJECTED' }])
  expect(changes('Registry', { ...registry, ChannelType: 'IAX2', Status: 'Registered' })).toEqual([])
  const detail = { ObjectName: 'trunk', ClientUri: uris.clientUri, ServerUri: uris.serverUri, Status: 'Unregistered' }
  expect(changes('OutboundRegistrationDetail', detail)).toEqual([
    { type: 'REGISTRATION', ...uris, state: 'UNREGISTERED', isAnswer: true },
  ])
})

test('addresses of record tell the contacts that stand in the file, and whether they are asked', () => {
  const listed = { ObjectName: 'trunk-acme', Contacts: 'trunk-acme/sip:a@b/c,trunk-acme/sip:d', QualifyFrequency: '60' }
  const told = { type: 'CONTACT_LISTED', aor: 'trunk-acme', isQualified: true }
  expect(changes('AorList', listed)).toEqual([
    { ...told, uri: 'sip:a@b/c' },
    { ...told, uri: 'sip:d' },
  ])
  expect(changes('AorList', { ...listed, QualifyFrequency: '0' })).toMatchObject([{ isQualified: false }, {}])
  expect(changes('AorList', { ...listed, Contacts: '' })).toEqual([])
  expect(changes('AorListComplete', {})).toEqual([{ type: 'TOLD', list: 'contacts' }])
})

test('an endpoint tells whether its only contact answers', () => {
  const listed = (state: string, contacts = 'trunk-acme/sip:a,') =>
    changes('EndpointList', { ObjectName: 'trunk-acme', Contacts: contacts, DeviceState: state })
  const told = { type: 'CONTACT_AVAILABILITY', aor: 'trunk-acme', uri: 'sip:a' }
  expect(listed('Unavailable')).toEqual([{ ...told, isAvailable: false }])
  expect(listed('Not in use')).toEqual([{ ...told, isAvailable: true }])
  expect(listed('In use')).toEqual([{ ...told, isAvailable: true }])
  expect(listed('Unknown')).toEqual([])
  expect(listed('Not in use', 'trunk-acme/sip:a,trunk-acme/sip:b,')).toEqual([])
  expect(listed('Unavailable', '')).toEqual([])
})
