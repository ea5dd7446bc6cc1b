import { correctionEvents, type CorrectionEvent } from '../../domain/calls/corrections.ts'
import { furtherLinksOf, linksOf } from '../../domain/calls/rows/links.ts'
import { celRowOf, isSheetVariable, type AmiRow, type CelRow } from '../../domain/calls/rows/rows.ts'
import type { RecordedEvent } from '../../domain/kernel/event.ts'
import { amiEventRecorded, celRowRecorded, queueLogRowRecorded, type AmiFact } from '../../domain/pbx/facts.ts'
import { isCallId } from '../../domain/pbx/queue-log-events.ts'
import type { CallRow } from '../../domain/queues/stays.ts'
import { callRowOf } from '../queue-visits/intake.ts'
import type { Contact, ContactFacts } from './contacts/contacts.ts'
import { correctionOf, noCorrections, withCorrection, type Correction } from './corrections.ts'

/** Events of the manager interface that calls are read from; all others need not be held. */
const amiOfCalls: ReadonlySet<string> = new Set([
  'Hold',
  'Unhold',
  'DialBegin',
  'DialEnd',
  'BridgeEnter',
  'BridgeLeave',
  'BlindTransfer',
  'AttendedTransfer',
  'AgentCalled',
  'AgentConnect',
  'AgentComplete',
  'AgentRingNoAnswer',
  'MixMonitorStart',
  'MixMonitorStop',
])

export type IntakeRow =
  | { readonly kind: 'cel'; readonly row: CelRow; readonly keys: readonly string[] }
  | { readonly kind: 'queueLog'; readonly row: CallRow; readonly keys: readonly string[] }
  | { readonly kind: 'ami'; readonly row: AmiRow; readonly keys: readonly string[] }
  | { readonly kind: 'correction'; readonly row: Correction; readonly keys: readonly string[] }

/** Whether a channel can have this id. */
const namesAChannel = (id: string): boolean => usualId.test(id) || namesAnotherChannel(id)

/** Nearly every one: `1795233102.41`, perhaps behind a system name. One look at it costs less than the tests of all other forms. */
const usualId = /^(?:[\w-]{1,60}-)?\d{1,12}\.\d{1,12}$/

/** A uniqueid has at most 149 characters (AST_MAX_PUBLIC_UNIQUEID): what is longer, or holds control characters, names no channel. */
const namesAnotherChannel = (id: string): boolean => isCallId(id) && id.length <= 150 && !/\p{C}/u.test(id)

/** The row that the event brings, and the keys that tie it to its contact; nothing where it tells of no call. */
export function intakeOf(event: RecordedEvent): IntakeRow | undefined {
  switch (event.type) {
    case celRowRecorded:
      return celIntake(celRowOf(event))
    case queueLogRowRecorded:
      return queueLogIntake(callRowOf(event))
    case amiEventRecorded:
      return amiIntake(event)
    default:
      return isCorrection(event) ? correctionIntake(event) : undefined
  }
}

function celIntake(row: CelRow): IntakeRow | undefined {
  if (row.eventtype === 'DTMF' || !namesAChannel(row.uniqueid)) return undefined
  return { kind: 'cel', row, keys: celKeys(row) }
}

/** Its own id is a channel's, and most rows name no other. */
function celKeys(row: CelRow): readonly string[] {
  const { uniqueid, linkedid } = row
  const further = furtherLinksOf(row)
  if (further.length > 0) return linksOf(row).filter(namesAChannel)
  return linkedid === uniqueid || !namesAChannel(linkedid) ? [uniqueid] : [uniqueid, linkedid]
}

/** By the channel of the member alone the log would not find it again (foundBy). */
function queueLogIntake(row: CallRow | undefined): IntakeRow | undefined {
  if (!row || !namesAChannel(row.callid)) return undefined
  return { kind: 'queueLog', row, keys: linksOf(row).filter(namesAChannel) }
}

function amiIntake({ data, occurredAt: at, position }: RecordedEvent): IntakeRow | undefined {
  const { event, fields } = data as unknown as AmiFact
  if (!amiOfCalls.has(event) && !isSheetVariable({ event, fields })) return undefined
  const row: AmiRow = { at, position, event, fields }
  const keys = linksOf(row).filter(namesAChannel)
  return keys.length === 0 ? undefined : { kind: 'ami', row, keys }
}

const isCorrection = ({ type }: RecordedEvent): boolean => (correctionEvents as readonly string[]).includes(type)

/** It ties nothing together: what belongs together, the rows of the PBX say. */
function correctionIntake(event: RecordedEvent): IntakeRow | undefined {
  const keys = [(event.data as unknown as CorrectionEvent).callId].filter(namesAChannel)
  return keys.length === 0 ? undefined : { kind: 'correction', row: correctionOf(event), keys }
}

/**
 * Those of its keys under which the log finds the row (ingest/fact-kinds.ts): its own channel's, its call's, all that an event of the manager
 * interface names. Not the others that it ties to them, such as the channel of the member in CONNECT.
 */
export function foundBy({ kind, row, keys }: IntakeRow): readonly string[] {
  if (kind === 'queueLog') return [row.callid]
  return kind === 'cel' ? keys.filter(key => key === row.uniqueid || key === row.linkedid) : keys
}

export function addRow(contact: Pick<Contact, 'facts' | 'corrections'>, { kind, row }: IntakeRow): void {
  const { facts } = contact
  if (kind === 'cel') facts.cel.push(row)
  else if (kind === 'queueLog') facts.queueLog.push(row)
  else if (kind === 'ami') facts.ami.push(row)
  else contact.corrections = withCorrection(contact.corrections, row)
}

export function rowsIn(rows: readonly IntakeRow[]): ContactFacts {
  const facts: ContactFacts = { cel: [], queueLog: [], ami: [] }
  for (const row of rows) addRow({ facts, corrections: noCorrections }, row)
  return facts
}
