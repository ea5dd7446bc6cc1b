import type { Micros } from '../kernel/time.ts'
import type { AmiRow } from '../pbx/ami-fact.ts'

/** Whether the other side of an address answers (qualify), as Asterisk says it. NOT_QUALIFIED: nobody asks it. */
export type Reachability = 'REACHABLE' | 'UNREACHABLE' | 'NOT_QUALIFIED' | 'UNKNOWN'

/** How a registration of ours with another system stands. */
export type RegistrationStatus = 'REGISTERED' | 'UNREGISTERED' | 'REJECTED' | 'STOPPED' | 'UNKNOWN'

/** Answers of Asterisk that are whole lists: what is in none of their rows is not there. */
export type AmiList = 'contacts' | 'registrations'

/** What an event of the manager interface changes in the picture of trunks. */
export type TrunkChange =
  | {
      readonly type: 'CONTACT'
      /** Name of the address of record; that of a trunk is called like the trunk. */
      readonly aor: string
      readonly uri: string
      readonly state: Reachability
      readonly roundTripMicros: number | null
      /** An answer to a question: nobody knows since when it is so. */
      readonly isAnswer: boolean
    }
  | {
      /** There is such a contact; whether it answers is told elsewhere, unless nobody asks it. */
      readonly type: 'CONTACT_LISTED'
      readonly aor: string
      readonly uri: string
      readonly isQualified: boolean
    }
  | {
      /** The only contact of an endpoint, and whether calls can be sent to it: of a contact that is asked, whether it answered. */
      readonly type: 'CONTACT_AVAILABILITY'
      readonly aor: string
      readonly uri: string
      readonly isAvailable: boolean
    }
  | { readonly type: 'CONTACT_REMOVED'; readonly aor: string; readonly uri: string }
  | {
      readonly type: 'REGISTRATION'
      readonly clientUri: string
      readonly serverUri: string
      readonly state: RegistrationStatus
      readonly isAnswer: boolean
    }
  | { readonly type: 'TOLD'; readonly list: AmiList }

const reachabilities: Readonly<Record<string, Reachability>> = {
  reachable: 'REACHABLE',
  avail: 'REACHABLE',
  unreachable: 'UNREACHABLE',
  unavail: 'UNREACHABLE',
  nonqualified: 'NOT_QUALIFIED',
  nonqual: 'NOT_QUALIFIED',
}

/** `Created` and `Updated` say that an address was registered, not that it answers: Asterisk 13 to 15 wrote them in this event. */
const reachabilityOf = (text: string): Reachability => reachabilities[text.toLowerCase()] ?? 'UNKNOWN'

const registrationStates: Readonly<Record<string, RegistrationStatus>> = {
  registered: 'REGISTERED',
  unregistered: 'UNREGISTERED',
  rejected: 'REJECTED',
  failed: 'REJECTED',
  stopped: 'STOPPED',
}

const registrationStateOf = (text: string): RegistrationStatus => registrationStates[text.toLowerCase()] ?? 'UNKNOWN'

const roundTripOf = (text: string | undefined): number | null =>
  text !== undefined && /^[0-9]{1,12}$/.test(text) ? Number(text) : null

type Reading = (fields: AmiRow['fields']) => readonly TrunkChange[]

/** `Removed` stands in the place of a state. */
const contactStatus: Reading = ({ AOR: aor = '', URI: uri = '', ContactStatus: state = '', RoundtripUsec: trip }) => {
  if (aor === '' || uri === '') return []
  if (state.toLowerCase() === 'removed') return [{ type: 'CONTACT_REMOVED', aor, uri }]
  const told = reachabilityOf(state)
  return [
    {
      type: 'CONTACT',
      aor,
      uri,
      state: told,
      isAnswer: false,
      roundTripMicros: told === 'REACHABLE' ? roundTripOf(trip) : null,
    },
  ]
}

/** A contact is called `AOR;@hash` when somebody registered it, and `AOR@@hash` when it stands in the file, where that is listed at all. */
const aorOf = (contact: string): string => /^(.+)(?:;@|@@)[^@]*$/.exec(contact)?.[1] ?? ''

const contactListed: Reading = ({
  ObjectName: contact = '',
  Uri: uri = '',
  Status: state = '',
  RoundtripUsec: trip,
}) => {
  const aor = aorOf(contact)
  if (aor === '' || uri === '') return []
  const told = reachabilityOf(state)
  return [
    {
      type: 'CONTACT',
      aor,
      uri,
      state: told,
      isAnswer: true,
      roundTripMicros: told === 'REACHABLE' ? roundTripOf(trip) : null,
    },
  ]
}

/** `AOR/URI,AOR/URI`, for each address of record: those that were registered and, unlike in ContactList, those that stand in the file. */
const contactsOf = (text: string): readonly { readonly aor: string; readonly uri: string }[] =>
  text.split(',').flatMap(contact => {
    const [, aor, uri] = /^([^/]+)\/(.+)$/.exec(contact) ?? []
    return aor === undefined || uri === undefined ? [] : [{ aor, uri }]
  })

const aorListed: Reading = ({ Contacts: contacts = '', QualifyFrequency: seconds = '' }) =>
  contactsOf(contacts).map(contact => ({ type: 'CONTACT_LISTED', ...contact, isQualified: Number(seconds) > 0 }))

/** Asterisk takes an endpoint for unavailable when none of its contacts answers; of several nobody can tell which one does. */
const endpointListed: Reading = ({ Contacts: contacts = '', DeviceState: state = '' }) => {
  const [contact, ...others] = contactsOf(contacts)
  if (!contact || others.length > 0 || /^(?:|unknown|invalid)$/i.test(state)) return []
  return [{ type: 'CONTACT_AVAILABILITY', ...contact, isAvailable: state.toLowerCase() !== 'unavailable' }]
}

/** For PJSIP `Username` is the whole client_uri, and `Domain` the server_uri (res_pjsip_outbound_registration.c). */
const registry: Reading = ({
  ChannelType: type,
  Username: clientUri = '',
  Domain: serverUri = '',
  Status: state = '',
}) =>
  type === 'PJSIP' && clientUri !== ''
    ? [{ type: 'REGISTRATION', clientUri, serverUri, state: registrationStateOf(state), isAnswer: false }]
    : []

const registrationListed: Reading = ({ ClientUri: clientUri = '', ServerUri: serverUri = '', Status: state = '' }) =>
  clientUri === ''
    ? []
    : [{ type: 'REGISTRATION', clientUri, serverUri, state: registrationStateOf(state), isAnswer: true }]

const readings: ReadonlyMap<string, Reading> = new Map<string, Reading>([
  ['ContactStatus', contactStatus],
  ['ContactList', contactListed],
  ['ContactListComplete', () => [{ type: 'TOLD', list: 'contacts' }]],
  ['AorList', aorListed],
  ['AorListComplete', () => [{ type: 'TOLD', list: 'contacts' }]],
  ['EndpointList', endpointListed],
  ['Registry', registry],
  ['OutboundRegistrationDetail', registrationListed],
  ['OutboundRegistrationDetailComplete', () => [{ type: 'TOLD', list: 'registrations' }]],
])

/** Most events of the manager tell nothing about trunks. */
export const trunkChanges = ({ event, fields }: Pick<AmiRow, 'event' | 'fields'>): readonly TrunkChange[] =>
  readings.get(event)?.(fields) ?? []

/** An address of record's contact, as the picture has it. */
export interface AmiContact {
  readonly aor: string
  readonly state: Reachability
  readonly roundTripMicros: number | null
  /** null: it was so already when it was first heard of. */
  readonly since: Micros | null
}

/** A registration, as the picture has it. */
export interface AmiRegistration {
  readonly clientUri: string
  readonly serverUri: string
  readonly state: RegistrationStatus
  readonly since: Micros | null
}
