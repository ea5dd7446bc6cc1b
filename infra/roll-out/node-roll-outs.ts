import type { EventStore } from '../../domain/kernel/event-store.ts'
import { rollOutStream, type RollOutEvent } from '../../domain/roll-out/events.ts'
import { rollOuts, type NodeRollOuts } from '../../domain/roll-out/roll-outs.ts'

/** What the log knows of a node's roll-outs. */
export async function nodeRollOuts(
  store: Pick<EventStore, 'readStream'>,
  site: string,
  node: string,
): Promise<NodeRollOuts> {
  let state = rollOuts.initial
  for await (const { events } of store.readStream(rollOutStream(site, node)))
    for (const { data } of events) state = rollOuts.evolve(state, data as unknown as RollOutEvent)
  return state
}
