import type { Position } from '../kernel/event.ts'
import type { Micros } from '../kernel/time.ts'

/** What people call an agent. What is not known is not there. */
export interface AgentNames {
  readonly number?: string
  readonly name?: string
  /** Short name. */
  readonly group?: string
  readonly groupDisplayName?: string
}

/** What queues and agents were called when something happened: a name given later changes no document (contact-center 8.5, L-02). */
export interface PanelNames {
  queueDisplayName(site: string, queue: string, at: Micros): string
  agent(site: string, agent: string, at: Micros): AgentNames
}

/**
 * Names as the log had told them up to a position: a document has those that were known when the last event that had a say in it was written
 * down, and a clock of a PBX that is ahead finds no name in its future.
 */
export interface NamesInLog {
  upTo(position: Position): PanelNames
}

/** Where nobody has given names: the technical name of the queue, and of an agent what the PBX writes of him. */
export const namesOfThePbx: PanelNames = {
  queueDisplayName: (_, queue) => queue,

  agent(_, agent) {
    const number = /^Agent\/(.+)$/.exec(agent)?.[1]
    if (number !== undefined) return { number }
    // A member name that is no interface, as membername= of queues.conf gives it.
    return agent.includes('/') ? {} : { name: agent }
  },
}
