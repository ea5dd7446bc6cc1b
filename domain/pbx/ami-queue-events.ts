import type { AmiEventEntry } from './ami-event-entry.ts'

const member = [
  'Queue',
  'MemberName',
  'Interface',
  'StateInterface',
  'Membership',
  'Penalty',
  'CallsTaken',
  'LastCall',
  'LastPause',
  'LoginTime',
  'InCall',
  'Status',
  'Paused',
  'PausedReason',
  'Ringinuse',
  'Wrapuptime',
] as const

const agent = ['Queue', 'Interface', 'MemberName'] as const
const callerAndMember = ['', 'Dest'] as const

/** Queues: their callers, their members, the calls that agents get from them. */
export const amiQueueEvents = {
  QueueCallerJoin: {
    class: 'queue',
    versions: '12+; before: Join',
    read: 'agent',
    channels: [''],
    fields: ['Queue', 'Position', 'Count'],
  },
  QueueCallerLeave: {
    class: 'queue',
    versions: '12+; before: Leave',
    read: 'agent',
    channels: [''],
    fields: ['Queue', 'Position', 'Count'],
    notes: 'Whatever ended the wait, an answer too. It does not say what.',
  },
  QueueCallerAbandon: {
    class: 'queue',
    versions: '1.4+',
    read: 'agent',
    channels: [''],
    fields: ['Queue', 'Position', 'OriginalPosition', 'HoldTime'],
    notes:
      'Timeouts and callers put out of an empty queue too, unlike ABANDON of queue_log. HoldTime in whole seconds.',
  },
  AgentCalled: {
    class: 'queue',
    versions: '1.2+',
    read: 'agent',
    channels: callerAndMember,
    fields: agent,
    notes: 'A ring attempt begins. Before 12 only with eventwhencalled in queues.conf.',
  },
  AgentConnect: {
    class: 'queue',
    versions: '1.2+',
    read: 'agent',
    channels: callerAndMember,
    fields: [...agent, 'HoldTime', 'RingTime'],
    notes:
      'Differences of whole-second clocks. For a Local member Dest is the half that lives some hundred milliseconds.',
  },
  AgentComplete: {
    class: 'queue',
    versions: '1.2+',
    read: 'agent',
    channels: callerAndMember,
    fields: [...agent, 'HoldTime', 'TalkTime', 'Reason'],
    notes:
      'Reason caller, agent or transfer. After an attended transfer to a queue it may come twice; after a Redirect it ' +
      'may lack every channel.',
  },
  AgentRingNoAnswer: {
    class: 'queue',
    versions: '1.4+',
    read: 'agent',
    channels: callerAndMember,
    fields: [...agent, 'RingTime'],
    notes: 'RingTime in milliseconds, a multiple of 1000; 0 where the phone was busy or refused.',
  },
  AgentDump: {
    class: 'queue',
    versions: '1.4+',
    read: 'agent',
    channels: callerAndMember,
    fields: agent,
    notes: 'The agent hung up on the caller while the announcement to the agent was played.',
  },
  Join: {
    class: 'queue',
    versions: '1.2 to 11',
    read: 'call',
    channels: [],
    fields: ['Channel', 'CallerIDNum', 'Queue', 'Position', 'Count', 'Uniqueid'],
  },
  Leave: {
    class: 'queue',
    versions: '1.2 to 11',
    read: 'call',
    channels: [],
    fields: ['Channel', 'Queue', 'Count', 'Position', 'Uniqueid'],
  },

  QueueMemberAdded: { class: 'member', versions: '1.2+', read: 'agent', channels: [], fields: member },
  QueueMemberRemoved: { class: 'member', versions: '1.2+', read: 'agent', channels: [], fields: member },
  QueueMemberPause: {
    class: 'member',
    versions: '12+; before: QueueMemberPaused',
    read: 'agent',
    channels: [],
    fields: member,
    notes: 'One a queue. PausedReason is empty where none was given.',
  },
  QueueMemberPaused: {
    class: 'member',
    versions: '1.2 to 11',
    read: 'agent',
    channels: [],
    fields: ['Queue', 'Paused'],
  },
  QueueMemberPenalty: { class: 'member', versions: '1.6+', read: 'agent', channels: [], fields: member },
  QueueMemberRinginuse: { class: 'member', versions: '11+', read: 'agent', channels: [], fields: member },
  QueueMemberStatus: {
    class: 'member',
    versions: '1.2+',
    read: 'agent',
    channels: [],
    fields: member,
    notes:
      'Status is the device state: 0 unknown, 1 not in use, 2 in use, 3 busy, 4 invalid, 5 unavailable, 6 ringing, 7 ' +
      'ringing and in use, 8 on hold. Since 2021 only on a change.',
  },
  AgentLogin: { class: 'member', versions: '1.2+', read: 'agent', channels: [''], fields: ['Agent'] },
  AgentLogoff: { class: 'member', versions: '1.2+', read: 'agent', channels: [''], fields: ['Agent', 'Logintime'] },

  QueueParams: {
    class: 'snapshot',
    versions: '1.2+',
    channels: [],
    fields: ['Queue', 'Max', 'Strategy', 'Calls', 'Completed', 'Abandoned', 'ServiceLevel', 'Weight'],
    notes: 'Counters restart with Asterisk. Holdtime and TalkTime are weighted means.',
  },
  QueueMember: {
    class: 'snapshot',
    versions: '1.2+',
    channels: [],
    fields: ['Queue', 'Name', 'Location', ...member.slice(3)],
    notes: 'Name and Location are what the other events call MemberName and Interface.',
  },
  QueueEntry: {
    class: 'snapshot',
    versions: '1.2+',
    channels: [],
    fields: ['Queue', 'Position', 'Channel', 'Uniqueid', 'CallerIDNum', 'Wait', 'Priority'],
  },
  QueueStatusComplete: { class: 'snapshot', versions: '1.2+', channels: [], fields: ['ListItems'] },
  QueueSummary: {
    class: 'snapshot',
    versions: '1.4+',
    channels: [],
    fields: ['Queue', 'LoggedIn', 'Available', 'Callers'],
  },
  QueueSummaryComplete: { class: 'snapshot', versions: '1.4+', channels: [], fields: ['ListItems'] },
} as const satisfies Record<string, AmiEventEntry>
