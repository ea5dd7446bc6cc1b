import type { QueueLogEventEntry } from './queue-log-event-entry.ts'

const exit = [
  ['position', 'position'],
  ['origposition', 'position'],
  ['waittime', 's'],
] as const

const completion = [
  ['holdtime', 's'],
  ['calltime', 's'],
  ['origposition', 'position'],
] as const

const transfer = [['extension', 'text'], ['context', 'text'], ...completion] as const

/** A caller's stay in a queue: entry, ringing, answer, end, refusal (products-and-metrics 4.2, contact-center 3.2). */
export const queueLogCallEvents = {
  ENTERQUEUE: {
    class: 'call',
    origin: 'asterisk',
    versions: 'all',
    fields: [
      ['url', 'text'],
      ['callerid', 'number'],
      ['origposition', 'position'],
      ['calleridname', 'text'],
    ],
    notes:
      'Up to 1.4 without origposition. The name comes with log-caller-id-name (20.14, 21.9, 22.4). ' +
      'The number is blank when restricted and log-restricted-caller-id is off.',
  },
  CONNECT: {
    class: 'call',
    origin: 'asterisk',
    versions: 'all',
    fields: [
      ['holdtime', 's'],
      ['channel', 'uniqueid'],
      ['ringtime', 's'],
    ],
    notes:
      'Up to 1.4 two fields, in 1.0 and VICIdial one. Of a Local member the channel is the short-lived ;1 half. Written ' +
      'after announcement, memberdelay, gosub and AGI. ringtime is 0 where the queue has no timeout.',
  },
  COMPLETEAGENT: {
    class: 'call',
    origin: 'asterisk',
    versions: 'all',
    fields: completion,
    notes: 'The agent hung up. The callid may be another than at CONNECT (optimised Local channel, masquerade).',
  },
  COMPLETECALLER: {
    class: 'call',
    origin: 'asterisk',
    versions: 'all',
    fields: completion,
    notes: 'The caller hung up. May stand beside a transfer for one CONNECT after an attended transfer to a queue.',
  },
  TRANSFER: {
    class: 'call',
    origin: 'asterisk',
    versions: '1.0 to 11',
    fields: transfer,
    notes: '1.0 and 1.2 have extension and context only; 1.4 has no origposition.',
  },
  BLINDTRANSFER: {
    class: 'call',
    origin: 'asterisk',
    versions: '12+',
    fields: transfer,
    notes: 'Replaces COMPLETE*. Parking by transfer is one to the parking extension.',
  },
  ATTENDEDTRANSFER: {
    class: 'call',
    origin: 'asterisk',
    versions: '12+',
    fields: [['method', 'text'], ['target', 'text'], ...completion],
    notes:
      'BRIDGE has a bridge id, APP an application, LINK two channels and so six fields: a table glues the last two in ' +
      'data5 (6|3). Replaces COMPLETE*; three-way completions write nothing. A bridge id does not fit varchar(30).',
  },
  ABANDON: {
    class: 'call',
    origin: 'asterisk',
    versions: 'all',
    fields: exit,
    notes: 'The agent column names the member when the caller hung up during the announcement to the agent.',
  },
  EXITEMPTY: {
    class: 'call',
    origin: 'asterisk',
    versions: 'all',
    fields: exit,
    notes: 'Often written twice before 13.16 and 14.5.',
  },
  EXITWITHTIMEOUT: {
    class: 'call',
    origin: 'asterisk',
    versions: 'all',
    fields: exit,
    notes: 'Up to 1.4, and on two paths of 13.0 to 13.3, only position. VICIdial writes only position.',
  },
  EXITWITHKEY: {
    class: 'call',
    origin: 'asterisk',
    versions: 'all',
    fields: [['key', 'text'], ...exit],
    notes: 'Two fields (key, position) before 2013-10.',
  },
  WITHDRAW: {
    class: 'call',
    origin: 'asterisk',
    versions: '16.25, 18.11, 20+',
    fields: [...exit, ['info', 'text']],
    notes: 'Taken out by the manager action QueueWithdrawCaller; info has at most 40 characters.',
  },
  RINGNOANSWER: {
    class: 'call',
    origin: 'asterisk',
    versions: '1.4+',
    fields: [['ringtime', 'ms']],
    notes:
      'Milliseconds, but a multiple of 1000: the timeout that was set, or 0 for a busy phone, again every retry second ' +
      'for every waiting caller.',
  },
  RINGCANCELED: {
    class: 'call',
    origin: 'asterisk',
    versions: '15+',
    fields: [['ringtime', 'ms']],
    notes: 'Exact milliseconds. The caller left while the member rang; stands before ABANDON or EXITWITHKEY.',
  },
  AGENTDUMP: {
    class: 'call',
    origin: 'asterisk',
    versions: 'all',
    fields: [],
    notes: 'The agent hung up during the announcement; the caller stays in the queue.',
  },
  SYSCOMPAT: {
    class: 'call',
    origin: 'asterisk',
    versions: 'all',
    fields: [],
    notes: 'The channels could not be made compatible: the call is lost. Terminal.',
  },
  OUTCALL: {
    class: 'call',
    origin: 'asterisk',
    versions: '15+',
    fields: [
      ['status', 'text'],
      ['talktime', 's'],
      ['totaltime', 's'],
      ['number', 'number'],
    ],
    notes: 'Written by QueueUpdate(): an outgoing call counted for a queue. totaltime and number are its free params.',
  },
  LEAVEEMPTY: {
    class: 'call',
    origin: 'xivo',
    versions: 'all',
    fields: exit,
    notes: 'Another spelling of EXITEMPTY (contact-center 3.2); usually without data.',
  },
  FULL: { class: 'call', origin: 'xivo', versions: 'all', fields: [], notes: 'Refused: maxlen. No ENTERQUEUE.' },
  CLOSED: { class: 'call', origin: 'xivo', versions: 'all', fields: [], notes: 'Refused: schedule. No ENTERQUEUE.' },
  JOINEMPTY: { class: 'call', origin: 'xivo', versions: 'all', fields: [], notes: 'Refused: nobody. No ENTERQUEUE.' },
  DIVERT_CA_RATIO: {
    class: 'call',
    origin: 'xivo',
    versions: 'all',
    fields: [],
    notes: 'Diverted: too many waiting calls for the agents there are. No ENTERQUEUE.',
  },
  DIVERT_HOLDTIME: {
    class: 'call',
    origin: 'xivo',
    versions: 'all',
    fields: [],
    notes: 'Diverted: the estimated wait is too long. No ENTERQUEUE.',
  },
  DID: {
    class: 'call',
    origin: 'freepbx',
    versions: 'all',
    fields: [['number', 'number']],
    notes: 'The called number, written by the dialplan before ENTERQUEUE of the same callid.',
  },
} as const satisfies Record<string, QueueLogEventEntry>
