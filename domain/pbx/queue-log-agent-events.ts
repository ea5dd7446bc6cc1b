import type { QueueLogEventEntry } from './queue-log-event-entry.ts'

const reason = [['reason', 'text']] as const

/** Agents, their membership of queues, and the PBX itself (products-and-metrics 4.2, contact-center 3.2). */
export const queueLogAgentEvents = {
  QUEUESTART: {
    class: 'system',
    origin: 'asterisk',
    versions: 'all',
    fields: [],
    notes: 'The logger started: Asterisk did. Nothing is written at a stop or a crash. Members come back silently.',
  },
  CONFIGRELOAD: {
    class: 'system',
    origin: 'asterisk',
    versions: 'all',
    fields: [],
    notes: 'Any reload of the logger; the first line of a rotated file. Members and callers stay.',
  },
  ADDMEMBER: {
    class: 'member',
    origin: 'asterisk',
    versions: '1.4+',
    fields: [['paused', 'text']],
    notes:
      'PAUSED or empty. callid is a uniqueid, REALTIME, MANAGER or CLI. The agent column has the interface unless ' +
      'log_membername_as_agent is on. Static members, and persistent ones after a restart, write none.',
  },
  REMOVEMEMBER: {
    class: 'member',
    origin: 'asterisk',
    versions: '1.4+',
    fields: [],
    notes: 'May come without an ADDMEMBER since the last start. VICIdial puts the phone in data1.',
  },
  PENALTY: {
    class: 'member',
    origin: 'asterisk',
    versions: '1.6+',
    fields: [['penalty', 'count']],
    notes: 'The agent column has the interface, even with log_membername_as_agent.',
  },
  RINGINUSE: {
    class: 'member',
    origin: 'asterisk',
    versions: '11+',
    fields: [['ringinuse', 'count']],
    notes: '0 or 1. The agent column has the interface.',
  },
  PAUSE: {
    class: 'agent',
    origin: 'asterisk',
    versions: '1.4+',
    fields: reason,
    notes: 'One per queue; Auto-Pause after a RINGNOANSWER. May repeat while paused: the last reason counts.',
  },
  UNPAUSE: {
    class: 'agent',
    origin: 'asterisk',
    versions: '1.4+',
    fields: reason,
    notes: 'Auto-Unpause stands before a PAUSE with another reason (log_unpause_on_reason_change). May come unpaused.',
  },
  PAUSEALL: {
    class: 'agent',
    origin: 'asterisk',
    versions: '1.4+',
    fields: reason,
    notes: 'Queue NONE; the PAUSE of each queue follows. One per interface of the agent. Reason empty in 13 and 14.',
  },
  UNPAUSEALL: {
    class: 'agent',
    origin: 'asterisk',
    versions: '1.4+',
    fields: reason,
    notes: 'Queue NONE; the UNPAUSE of each queue follows. One per interface of the agent.',
  },
  AGENTLOGIN: {
    class: 'agent',
    origin: 'asterisk',
    versions: 'chan_agent to 11, app_agent_pool 12+',
    fields: [['channel', 'channel']],
    notes: "The agent's own channel is the callid; queue NONE. The agent column has the agent id.",
  },
  AGENTLOGOFF: {
    class: 'agent',
    origin: 'asterisk',
    versions: 'chan_agent to 11, app_agent_pool 12+',
    fields: [
      ['channel', 'channel'],
      ['logintime', 's'],
    ],
    notes: 'As AGENTLOGIN.',
  },
  AGENTCALLBACKLOGIN: {
    class: 'agent',
    origin: 'asterisk',
    versions: 'chan_agent to 1.4; written by Wazo, XiVO and VICIdial since',
    fields: [['line', 'text']],
    notes: 'extension@context.',
  },
  AGENTCALLBACKLOGOFF: {
    class: 'agent',
    origin: 'asterisk',
    versions: 'chan_agent to 1.6.0; written by Wazo, XiVO and VICIdial since',
    fields: [
      ['line', 'text'],
      ['logintime', 's'],
      ['reason', 'text'],
    ],
    notes: 'Reasons: Autologoff, Chanunavail, CommandLogoff, or none. Wazo writes callid and queue NONE.',
  },
  WRAPUPSTART: {
    class: 'agent',
    origin: 'wazo',
    versions: 'all; XiVO too',
    fields: [['wrapup', 's']],
    notes: 'Wrap-up runs for that long unless it is ended earlier. Asterisk itself writes none.',
  },
  PRESENCE: {
    class: 'agent',
    origin: 'xivo',
    versions: 'all',
    fields: [['presence', 'text']],
    notes: 'Stored as it is: its data is not described (contact-center 3.2).',
  },
} as const satisfies Record<string, QueueLogEventEntry>
