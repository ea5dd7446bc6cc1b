import type { ObjectKind } from '../../configuration/kind.ts'
import { incalls } from '../../routing/incalls.ts'
import { users } from '../configured-users.ts'
import { lines } from '../lines.ts'
import { voicemails } from '../voicemails.ts'
import {
  flagCell,
  labelsCell,
  numberCell,
  outgoingCallerIdCell,
  permissionsCell,
  protocolCell,
  ringSecondsCell,
  secretCell,
  textCell,
  type CellFormat,
} from './cells.ts'

export type RowPart = 'user' | 'line' | 'incall' | 'voicemail'

export interface Column {
  readonly name: string
  readonly part: RowPart
  /** The field of the part's kind that it holds. */
  readonly field: string
  readonly format: CellFormat
}

const of =
  (part: RowPart) =>
  (name: string, field: string, format: CellFormat = textCell): Column => ({ name, part, field, format })
const [user, line, incall, voicemail] = [of('user'), of('line'), of('incall'), of('voicemail')]

/** Columns that are no field: the user's key, which stands for the uuid of the original, and the entity. A site is one entity. */
export const keyColumn = 'uuid'
export const entityColumn = 'entity_id'
/** What an export says there, so that the original can read it. */
export const onlyEntity = '1'

/** pbx-configuration §5.8, in the order of exports. */
export const columns: readonly Column[] = [
  user('firstname', 'firstName'),
  user('lastname', 'lastName'),
  user('email', 'email'),
  user('language', 'language'),
  user('mobile_phone_number', 'mobilePhoneNumber'),
  user('outgoing_caller_id', 'outgoingCallerId', outgoingCallerIdCell),
  user('enabled', 'enabled', flagCell),
  user('supervision_enabled', 'supervisionEnabled', flagCell),
  user('call_transfer_enabled', 'callTransferEnabled', flagCell),
  user('dtmf_hangup_enabled', 'dtmfHangupEnabled', flagCell),
  user('simultaneous_calls', 'simultaneousCalls', numberCell),
  user('ring_seconds', 'ringSeconds', ringSecondsCell),
  user('call_permission_password', 'callPermissionPassword', secretCell),
  user('labels', 'labels', labelsCell),
  user('cti_profile_enabled', 'ctiEnabled', flagCell),
  user('username', 'ctiLogin'),
  user('password', 'ctiPassword', secretCell),
  user('cti_profile_name', 'ctiProfile'),
  line('exten', 'number'),
  line('context', 'context'),
  line('line_protocol', 'endpoint', protocolCell),
  line('line_site', 'mediaServer'),
  line('sip_username', 'name'),
  line('sip_secret', 'password', secretCell),
  line('provisioning_code', 'provisioningCode'),
  incall('incall_exten', 'number'),
  incall('incall_context', 'context'),
  incall('incall_ring_seconds', 'ringSeconds', numberCell),
  voicemail('voicemail_name', 'name'),
  voicemail('voicemail_number', 'number'),
  voicemail('voicemail_context', 'context'),
  voicemail('voicemail_password', 'password', secretCell),
  voicemail('voicemail_email', 'email'),
  voicemail('voicemail_attach_audio', 'attachAudio', flagCell),
  voicemail('voicemail_delete_messages', 'deleteAfterNotify', flagCell),
  voicemail('voicemail_ask_password', 'askPassword', flagCell),
  user('call_permissions', 'callPermissions', permissionsCell),
]

export const columnNames: readonly string[] = [keyColumn, entityColumn, ...columns.map(({ name }) => name)]

/** The same in other spellings: the original's documentation prints this one cut short (pbx-configuration §19.12). */
const spellings: Readonly<Record<string, string>> = { call_permission: 'call_permissions' }

/** Blanks within a name come from the layout of the original's documentation. */
export function columnNamed(text: string): string {
  const name = text.replaceAll(/\s/g, '')
  return Object.hasOwn(spellings, name) ? (spellings[name] ?? name) : name
}

export const kindOfPart: Readonly<Record<RowPart, ObjectKind>> = {
  user: users,
  line: lines,
  incall: incalls,
  voicemail: voicemails,
}

/** Columns without which the part is not made (marked in §5.8). */
export const requiredColumns: Readonly<Record<Exclude<RowPart, 'user'>, readonly string[]>> = {
  line: ['exten', 'context', 'line_protocol'],
  incall: ['incall_exten', 'incall_context'],
  voicemail: ['voicemail_name', 'voicemail_number', 'voicemail_context'],
}

/** Fields that have no column of their own, and the column whose cell decided them. */
const decidedBy: Readonly<Record<string, string>> = {
  'user.user': keyColumn,
  'user.lines': 'exten',
  'user.voicemail': 'voicemail_number',
  'line.username': 'sip_username',
  'incall.destination': 'incall_exten',
}

/** The column that a field came from; undefined: from none. */
export const columnOfField = (kind: string, field: string): string | undefined =>
  columns.find(({ part, field: of }) => part === kind && of === field)?.name ?? decidedBy[`${kind}.${field}`]
