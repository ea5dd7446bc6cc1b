import { ringEvents, type RingAttempt } from '../../../domain/calls/path/ring-attempts.ts'
import type { RecordedEvent } from '../../../domain/kernel/event.ts'
import { amiRowOf, type AmiRow } from '../../../domain/pbx/ami-fact.ts'
import type { AmiFact } from '../../../domain/pbx/facts.ts'
import { nameKept, recurringNameKept } from '../../queue-visits/names.ts'
import type { HeardRing } from './stored-rings.ts'

/** An event that tells of a ring, with the caller for whom it rings. */
interface RingRow extends AmiRow {
  /** His uniqueid as written. */
  readonly call: string
  /** As tables keep it. */
  readonly callId: string
}

/** undefined: the event is about something else, or names no caller. */
export function ringRowOf(event: Pick<RecordedEvent, 'data' | 'occurredAt' | 'position'>): RingRow | undefined {
  const fact = event.data as unknown as AmiFact
  if (!ringEvents.has(fact.event)) return undefined
  const call = fact.fields['Uniqueid'] ?? ''
  return call === '' ? undefined : { ...amiRowOf(event), call, callId: nameKept(call) }
}

/** The attempt as tables can hold it. */
export function keptRing(
  { callid, queue, agent, uniqueId, from, began, to, outcome, toldAt, completedAt }: RingAttempt,
  place: Pick<HeardRing, 'site' | 'node'>,
): HeardRing {
  return {
    ...place,
    callid: nameKept(callid),
    queue: recurringNameKept(queue),
    agent: recurringNameKept(agent),
    uniqueId: nameKept(uniqueId),
    from,
    began,
    to,
    outcome,
    toldAt,
    completedAt,
  }
}
