import type { Json } from '../../domain/kernel/json.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import type { AmiGap, AmiGapReason } from '../../domain/pbx/facts.ts'

/** A gap that has begun and not ended. */
export interface OpenGap {
  readonly from: Micros
  readonly reason: AmiGapReason
  readonly detail: string
}

/** What is committed with the events: how far the PBX was heard, and why not further where that is known. */
interface ListenerCursor {
  readonly source: string
  readonly heardAt: Micros
  readonly silence: { readonly reason: AmiGapReason; readonly detail: string } | null
}

export const cursorOf = (source: string, heardAt: Micros, silence?: OpenGap): Json => ({
  source,
  heardAt,
  silence: silence ? { reason: silence.reason, detail: silence.detail } : null,
})

/**
 * Since when nobody has listened, as the last cursor tells: a collector that ended without a word leaves a cursor that
 * knows of no silence. It is the node's, whatever the source was called then.
 * @returns undefined when nobody ever listened: before the first connection there is nothing to miss
 */
export function silenceSince(stored: Json | undefined): OpenGap | undefined {
  if (typeof stored !== 'object' || stored === null || !('heardAt' in stored)) return undefined
  const { heardAt: from, silence } = stored as unknown as ListenerCursor
  return silence
    ? { from, ...silence }
    : { from, reason: 'COLLECTOR_FAILED', detail: 'the collector ended without a word' }
}

/** @param to when the PBX was heard again; its clock may have been set back meanwhile */
export const gapOf = ({ from, reason, detail }: OpenGap, to: Micros): AmiGap => ({
  from,
  to: Math.max(from, to),
  reason,
  detail,
})
