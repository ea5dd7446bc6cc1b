import type { CallExportForm } from '../../../domain/calls/export.ts'
import { isoOf, secondsOf, type Micros } from '../../../domain/kernel/time.ts'
import { wallOf } from '../../../domain/kernel/zone.ts'
import type { CallRow } from '../../../projections/calls/types.ts'
import { secondsOrNull } from '../seconds.ts'
import type { Cell } from './csv.ts'

/** A call, without what its reader may not know of it, and with who is known under the number where it tells no name. */
type ShownCall = Omit<CallRow, 'hasRecording'> & {
  readonly hasRecording: boolean | null
  readonly callerDisplayName: string | null
  readonly userField: string | null
}

type Columns = Readonly<Record<string, (call: ShownCall, zoneOfSite: (site: string) => string) => Cell>>

const instant = (at: Micros | null): string | null => (at === null ? null : isoOf(at))

/** Lists within a cell: none of the names has a blank. */
const listed = (names: readonly string[]): string => names.join(' ')

/** platform-services 2, 6 and 8: instants in UTC, lengths in seconds. */
const full: Columns = {
  id: ({ id }) => id,
  site: ({ site }) => site,
  node: ({ node }) => node,
  unique_id: ({ callId }) => callId,
  linked_ids: ({ linkedIds }) => listed(linkedIds),
  direction: ({ direction }) => direction.toLowerCase(),
  outcome: ({ outcome }) => outcome.toLowerCase(),
  answered: ({ answeredAt }) => answeredAt !== null,
  start: ({ startedAt }) => instant(startedAt),
  answer: ({ answeredAt }) => instant(answeredAt),
  end: ({ endedAt }) => instant(endedAt),
  source_number: ({ callerNumber }) => callerNumber,
  source_name: ({ callerName }) => callerName,
  dialled_number: ({ calledNumber }) => calledNumber,
  ring_seconds: ({ ring }) => secondsOrNull(ring),
  wait_seconds: ({ wait }) => secondsOrNull(wait),
  talk_seconds: ({ talk }) => secondsOrNull(talk),
  hold_seconds: ({ hold }) => secondsOrNull(hold),
  queues: ({ queues }) => listed(queues),
  agents: ({ agents }) => listed(agents),
  transferred: ({ transferred }) => transferred,
  recorded: ({ hasRecording }) => hasRecording,
  voicemail: ({ hasVoicemail }) => hasVoicemail,
  hung_up_by: ({ hungUpBy }) => hungUpBy?.toLowerCase() ?? null,
  flags: ({ flags }) => listed(flags),
  tags: ({ tags }) => tags.join(', '),
  excluded: ({ exclusionReason }) => exclusionReason?.toLowerCase() ?? null,
  caller_display_name: ({ callerDisplayName }) => callerDisplayName,
}

/**
 * The call log of the PBX, `2015-01-02T00:00:00,Alice (1001),1002,2,userfield` (contact-center 3.4): the site's own time, whole seconds.
 */
const xivo: Columns = {
  'Call Date': ({ startedAt, site }, zoneOfSite) => isoOf(wallOf(zoneOfSite(site), startedAt)).slice(0, 19),
  Caller: ({ callerName, callerNumber }) => (callerName ? `${callerName} (${callerNumber ?? ''})` : callerNumber),
  Called: ({ calledNumber }) => calledNumber,
  Period: ({ talk }) => (talk === null ? null : Math.round(secondsOf(talk))),
  'user Field': ({ userField }) => userField,
}

export const columnsOf: Readonly<Record<CallExportForm, Columns>> = { full, xivo }
