import type { CallExportForm } from '../../../domain/calls/export.ts'
import { secondsOf } from '../../../domain/kernel/time.ts'
import { wallOf, type ZoneName } from '../../../domain/kernel/zone.ts'
import type { CallRow } from '../../../projections/calls/types.ts'
import { definitionOf } from '../../../domain/metrics/catalogue.ts'
import { columnsNamed, type Column } from '../../exports/table.ts'
import { secondsOrNull } from '../seconds.ts'

/** A call, without what its reader may not know of it, and with who is known under the number where it tells no name. */
export type ShownCall = Omit<CallRow, 'hasRecording'> & {
  readonly hasRecording: boolean | null
  readonly callerDisplayName: string | null
  readonly userField: string | null
  /** That of its site. */
  readonly zone: ZoneName
}

/** Lists within a cell: none of the names has a blank. */
const listed = (names: readonly string[]): string => names.join(' ')

/** platform-services 2, 6 and 8: instants in UTC, lengths in seconds. */
const full = columnsNamed<ShownCall>({
  id: { kind: 'number', of: ({ id }) => id },
  site: { kind: 'text', of: ({ site }) => site },
  node: { kind: 'text', of: ({ node }) => node },
  unique_id: { kind: 'text', of: ({ callId }) => callId },
  linked_ids: { kind: 'text', of: ({ linkedIds }) => listed(linkedIds) },
  direction: { kind: 'text', of: ({ direction }) => direction.toLowerCase() },
  outcome: { kind: 'text', of: ({ outcome }) => outcome.toLowerCase() },
  answered: { kind: 'flag', of: ({ answeredAt }) => answeredAt !== null },
  start: { kind: 'instant', of: ({ startedAt }) => startedAt },
  answer: { kind: 'instant', of: ({ answeredAt }) => answeredAt },
  end: { kind: 'instant', of: ({ endedAt }) => endedAt },
  source_number: { kind: 'text', of: ({ callerNumber }) => callerNumber },
  source_name: { kind: 'text', of: ({ callerName }) => callerName },
  dialled_number: { kind: 'text', of: ({ calledNumber }) => calledNumber },
  ring_seconds: { kind: 'seconds', of: ({ ring }) => secondsOrNull(ring), metric: definitionOf('call', 'ringSeconds') },
  wait_seconds: { kind: 'seconds', of: ({ wait }) => secondsOrNull(wait), metric: definitionOf('call', 'waitSeconds') },
  talk_seconds: { kind: 'seconds', of: ({ talk }) => secondsOrNull(talk), metric: definitionOf('call', 'talkSeconds') },
  hold_seconds: { kind: 'seconds', of: ({ hold }) => secondsOrNull(hold), metric: definitionOf('call', 'holdSeconds') },
  queues: { kind: 'text', of: ({ queues }) => listed(queues) },
  agents: { kind: 'text', of: ({ agents }) => listed(agents) },
  transferred: { kind: 'flag', of: ({ transferred }) => transferred },
  recorded: { kind: 'flag', of: ({ hasRecording }) => hasRecording },
  voicemail: { kind: 'flag', of: ({ hasVoicemail }) => hasVoicemail },
  hung_up_by: { kind: 'text', of: ({ hungUpBy }) => hungUpBy?.toLowerCase() ?? null },
  flags: { kind: 'text', of: ({ flags }) => listed(flags) },
  tags: { kind: 'text', of: ({ tags }) => tags.join(', ') },
  excluded: { kind: 'text', of: ({ exclusionReason }) => exclusionReason?.toLowerCase() ?? null },
  caller_display_name: { kind: 'text', of: ({ callerDisplayName }) => callerDisplayName },
})

/**
 * The call log of the PBX, `2015-01-02T00:00:00,Alice (1001),1002,2,userfield` (contact-center 3.4): the site's own time, whole seconds.
 */
const xivo = columnsNamed<ShownCall>({
  'Call Date': { kind: 'siteTime', of: ({ startedAt, zone }) => wallOf(zone, startedAt), between: 'T' },
  Caller: {
    kind: 'text',
    of: ({ callerName, callerNumber }) => (callerName ? `${callerName} (${callerNumber ?? ''})` : callerNumber),
  },
  Called: { kind: 'text', of: ({ calledNumber }) => calledNumber },
  Period: {
    kind: 'seconds',
    of: ({ talk }) => (talk === null ? null : Math.round(secondsOf(talk))),
    metric: definitionOf('call', 'talkSeconds'),
  },
  'user Field': { kind: 'text', of: ({ userField }) => userField },
})

export const columnsOf: Readonly<Record<CallExportForm, readonly Column<ShownCall>[]>> = { full, xivo }
