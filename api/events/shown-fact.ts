import type { RecordedEvent } from '../../domain/kernel/event.ts'
import type { Json } from '../../domain/kernel/json.ts'
import { isoOf } from '../../domain/kernel/time.ts'
import type { RetentionPort } from '../ports/retention.ts'

/**
 * What is shown instead of a fact whose call has lost what identifies people (docs/adr/0016-purge.md), or of a step of a request to be
 * called back of that time, which names who is to be called: the log has it still.
 * @returns undefined: the event itself
 */
export async function shownOf(
  retention: Pick<RetentionPort, 'inForce'>,
  { stream, site, occurredAt }: Pick<RecordedEvent, 'stream' | 'site' | 'occurredAt'>,
): Promise<Json | undefined> {
  if (site === undefined || !/^(?:facts|callbacks)\//.test(stream)) return undefined
  const { callDetails } = await retention.inForce(site)
  return callDetails !== undefined && occurredAt < callDetails ? { purgedBefore: isoOf(callDetails) } : undefined
}
