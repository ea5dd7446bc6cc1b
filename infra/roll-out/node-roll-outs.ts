import type { EventStore } from '../../domain/kernel/event-store.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import { rollOutStream, type RollOutEvent } from '../../domain/roll-out/events.ts'
import { rollOuts, type NodeRollOuts } from '../../domain/roll-out/roll-outs.ts'

interface KnownRollOuts extends NodeRollOuts {
  /** When `applied` was; undefined: nothing was. */
  readonly appliedAt: Micros | undefined
}

/** What the log knows of a node's roll-outs. */
export async function nodeRollOuts(
  store: Pick<EventStore, 'readStream'>,
  site: string,
  node: string,
): Promise<KnownRollOuts> {
  let state = rollOuts.initial
  let appliedAt: Micros | undefined
  for await (const { events } of store.readStream(rollOutStream(site, node)))
    for (const { data, occurredAt } of events) {
      const event = data as unknown as RollOutEvent
      state = rollOuts.evolve(state, event)
      if (event.type === 'ConfigurationApplied') appliedAt = occurredAt
    }
  return { ...state, appliedAt }
}
