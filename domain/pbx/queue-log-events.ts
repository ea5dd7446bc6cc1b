import { queueLogAgentEvents } from './queue-log-agent-events.ts'
import { queueLogCallEvents } from './queue-log-call-events.ts'
import { queueLogCustomEvents } from './queue-log-custom-events.ts'
import type { QueueLogEventEntry } from './queue-log-event-entry.ts'

/**
 * The vocabulary of queue_log: every event of Asterisk 1.0 to 22, and what XiVO, Wazo, FreePBX, QueueMetrics and
 * VICIdial write beside it (products-and-metrics 4.2, contact-center 3.2). What a row's data means is in
 * queue-log-meaning.ts.
 */
export const queueLogEvents = {
  ...queueLogCallEvents,
  ...queueLogAgentEvents,
  ...queueLogCustomEvents,
} as const satisfies Record<string, QueueLogEventEntry>

export type QueueLogEventName = keyof typeof queueLogEvents

const names: ReadonlySet<string> = new Set(Object.keys(queueLogEvents))

/** Names are upper case, as Asterisk writes them: another spelling is an unknown event. */
export const isKnownEvent = (name: string): name is QueueLogEventName => names.has(name)

/** Words that stand in the callid column where a row belongs to no call. */
const callless: ReadonlySet<string> = new Set(['', 'NONE', 'MANAGER', 'CLI', 'REALTIME'])

export const isCallId = (callid: string): boolean => !callless.has(callid)

/** @returns undefined where the column says that there is none. */
export const namedOrNone = (column: string): string | undefined =>
  column === '' || column === 'NONE' ? undefined : column
