import { amiCallEvents } from './ami-call-events.ts'
import type { AmiEventEntry } from './ami-event-entry.ts'
import { amiFilter, amiNoise } from './ami-noise.ts'
import { amiQueueEvents } from './ami-queue-events.ts'
import { amiStateEvents } from './ami-state-events.ts'

/** The vocabulary of the manager interface: the events that tell of calls, queues, agents and phones, Asterisk 1.2 to 23. */
export const amiEvents = {
  ...amiQueueEvents,
  ...amiCallEvents,
  ...amiStateEvents,
} as const satisfies Record<string, AmiEventEntry>

const names: ReadonlySet<string> = new Set(Object.keys(amiEvents))

const isNoise = amiFilter(amiNoise)

/** Noise is known too: an event that a configuration keeps although it is on the list is no unknown one. */
export const isKnownAmiEvent = (name: string): boolean => names.has(name) || isNoise(name)
