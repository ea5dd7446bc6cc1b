import type { CallStep } from '../../../domain/calls/call.ts'
import { callsOf } from '../../../domain/calls/calls.ts'
import { stepsOf } from '../../../domain/calls/path/steps.ts'
import type { RecordedEvent } from '../../../domain/kernel/event.ts'
import type { EventStore } from '../../../domain/kernel/event-store.ts'
import { callTag } from '../../../domain/pbx/facts.ts'
import type { CallOrigin } from './call-by-id.ts'
import { intakeOf, rowsIn } from '../intake.ts'
import type { CallKey } from '../types.ts'

/**
 * Every event of the log that belongs to each of the calls, in position order: rows that no figure is read from too. Read once for all of
 * them, since calls of the same minute lie side by side.
 */
export async function eventsOfCalls(
  log: Pick<EventStore, 'readTagged'>,
  calls: readonly (CallKey & CallOrigin)[],
): Promise<readonly (readonly RecordedEvent[])[]> {
  const found = calls.map((): RecordedEvent[] => [])
  const ofTag = new Map<string, RecordedEvent[]>()
  for (const [index, { site, node, keys }] of calls.entries())
    for (const key of keys) ofTag.set(callTag(site, node, key), found[index] ?? [])
  for await (const { events } of log.readTagged([...ofTag.keys()]))
    for (const event of events) for (const ofCall of new Set(event.tags.map(tag => ofTag.get(tag)))) ofCall?.push(event)
  return found
}

/** What happened in the call, for a timeline, read from its events. */
export function pathOfCall(events: readonly RecordedEvent[], { restarts }: CallOrigin): readonly CallStep[] {
  const facts = rowsIn(events.flatMap(event => intakeOf(event) ?? []))
  const [call] = callsOf(facts, { restarts })
  return call ? stepsOf(facts, { restarts }, call) : []
}
