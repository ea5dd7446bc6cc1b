import type { ExclusionReason } from '../../domain/calls/corrections.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import type { CallNoteRow, CallRow } from '../../projections/calls/types.ts'
import { builder } from '../schema/builder.ts'
import { described } from '../schema/enums.ts'

export const ExclusionReasonType = described('ExclusionReason', 'Why a call is excluded from the figures.', {
  TEST: 'It was a test, no customer.',
  DUPLICATE: 'Another call is the same: it was recorded twice.',
  CLOCK_ERROR: 'A clock was wrong: its times and lengths are not true.',
  OTHER: 'What the text says.',
})

interface Exclusion {
  readonly reason: ExclusionReason
  readonly text: string | null
  readonly at: Micros
  readonly actor: string | null
}

export const ExclusionType = builder.objectRef<Exclusion>('Exclusion').implement({
  description: 'That a call is excluded from the figures.',
  fields: t => ({
    reason: t.expose('reason', { type: ExclusionReasonType, description: 'Why.' }),
    text: t.exposeString('text', { nullable: true, description: 'The same in words, where somebody wrote them.' }),
    at: t.expose('at', { type: 'DateTime', description: 'When it was excluded.' }),
    actor: t.exposeString('actor', { nullable: true, description: 'Who excluded it: label of a token.' }),
  }),
})

export function exclusionOf({ exclusionReason: reason, exclusionText, excludedAt, excludedBy }: CallRow) {
  return reason === null ? null : { reason, text: exclusionText, at: excludedAt ?? 0, actor: excludedBy }
}

export const CallNoteType = builder.objectRef<CallNoteRow>('CallNote').implement({
  description: 'What somebody wrote about a call.',
  fields: t => ({
    text: t.exposeString('text', { description: 'The note.' }),
    at: t.expose('at', { type: 'DateTime', description: 'When it was written.' }),
    actor: t.exposeString('actor', { nullable: true, description: 'Who wrote it: label of a token.' }),
  }),
})
