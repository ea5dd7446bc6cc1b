import type { QueueLogEventEntry } from './queue-log-event-entry.ts'

/** Rows that QueueMetrics asks for and that it, VICIdial or a dialplan writes (products-and-metrics 4.2). */
export const queueLogCustomEvents = {
  INFO: {
    class: 'custom',
    origin: 'queuemetrics',
    versions: 'all',
    fields: [
      ['topic', 'text'],
      ['value', 'text'],
      ['value2', 'text'],
    ],
    notes: 'Topics: DID, IVR, IVRSTART (number, channel), IVRAPPEND (digits, context), IVRGOAL, and any other word.',
  },
  DNIS: {
    class: 'custom',
    origin: 'queuemetrics',
    versions: 'all',
    fields: [['number', 'number']],
    notes: 'The called number, as DID.',
  },
  CALLSTATUS: {
    class: 'custom',
    origin: 'queuemetrics',
    versions: 'all',
    fields: [['status', 'text']],
    notes: "The agent's disposition code; up to half an hour after the end of the call.",
  },
  CALLOUTBOUND: {
    class: 'custom',
    origin: 'queuemetrics',
    versions: 'all',
    fields: [
      ['url', 'text'],
      ['number', 'number'],
    ],
    notes: 'Begins an outgoing call, as ENTERQUEUE begins an incoming one: it is no visit of a queue.',
  },
  CALLERONHOLD: {
    class: 'custom',
    origin: 'queuemetrics',
    versions: 'all',
    fields: [['how', 'text']],
    notes: 'The agent holds the caller; VICIdial says PARK or IVRPARK. Asterisk itself writes nothing about hold.',
  },
  CALLEROFFHOLD: {
    class: 'custom',
    origin: 'queuemetrics',
    versions: 'all',
    fields: [['how', 'text']],
    notes: 'Ends CALLERONHOLD.',
  },
  PAUSEREASON: {
    class: 'custom',
    origin: 'queuemetrics',
    versions: 'all',
    fields: [
      ['reason', 'text'],
      ['unused', 'text'],
      ['line', 'text'],
    ],
    notes: 'Gives the pause that runs its reason; VICIdial writes LOGIN and LAGGED too, with the phone third.',
  },
  HOTDESK: {
    class: 'custom',
    origin: 'queuemetrics',
    versions: 'all',
    fields: [['line', 'text']],
    notes: 'The line where the agent sits from now on.',
  },
  ADDMEMBER2: {
    class: 'custom',
    origin: 'vicidial',
    versions: 'all',
    fields: [['line', 'text']],
    notes: 'ADDMEMBER with the phone of the agent.',
  },
} as const satisfies Record<string, QueueLogEventEntry>
