import type { CallStep } from '../../../domain/calls/call.ts'
import { callsOf } from '../../../domain/calls/calls.ts'
import { stepsOf } from '../../../domain/calls/path/steps.ts'
import type { RecordedEvent } from '../../../domain/kernel/event.ts'
import type { EventStore } from '../../../domain/kernel/event-store.ts'
import { callTag } from '../../../domain/pbx/facts.ts'
import type { CallOrigin } from './call-by-id.ts'
import { intakeOf, rowsIn } from '../intake.ts'
import type { CallKey } from '../types.ts'

/** Every event of the log that belongs to the call, in position order: rows that no figure is read from too. */
export async function eventsOfCall(
  log: Pick<EventStore, 'readTagged'>,
  { site, node }: CallKey,
  { keys }: CallOrigin,
): Promise<readonly RecordedEvent[]> {
  const events = new Map<number, RecordedEvent>()
  for (const key of keys)
    for await (const page of log.readTagged(callTag(site, node, key)))
      for (const event of page.events) events.set(event.position, event)
  return [...events.values()].sort((a, b) => a.position - b.position)
}

/** What happened in the call, for a timeline, read from its events. */
export function pathOfCall(events: readonly RecordedEvent[], { restarts }: CallOrigin): readonly CallStep[] {
  const facts = rowsIn(events.flatMap(event => intakeOf(event) ?? []))
  const [call] = callsOf(facts, { restarts })
  return call ? stepsOf(facts, { restarts }, call) : []
}
