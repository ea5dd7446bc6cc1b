import type { AmiEventEntry } from './ami-event-entry.ts'

/** Phones and what they are doing, what a dialplan says for itself, Asterisk itself, and answers that show how things stand. */
export const amiStateEvents = {
  DeviceStateChange: {
    class: 'state',
    versions: '12+',
    read: 'call',
    channels: [],
    fields: ['Device', 'State'],
    notes:
      'NOT_INUSE, INUSE, BUSY, INVALID, UNAVAILABLE, RINGING, RINGINUSE, ONHOLD, UNKNOWN. Also of queues and custom devices.',
  },
  ExtensionStatus: {
    class: 'state',
    versions: '1.2+',
    read: 'call',
    channels: [],
    fields: ['Exten', 'Context', 'Hint', 'Status', 'StatusText'],
    notes: 'Of a hint: -1 gone, 0 idle, 1 in use, 2 busy, 4 unavailable, 8 ringing, 16 on hold; bits are added.',
  },
  PresenceStateChange: {
    class: 'state',
    versions: '12+',
    read: 'call',
    channels: [],
    fields: ['Presentity', 'Status', 'Subtype', 'Message'],
  },
  PresenceStatus: {
    class: 'state',
    versions: '11+',
    read: 'call',
    channels: [],
    fields: ['Exten', 'Context', 'Hint', 'Status', 'Message'],
  },
  PeerStatus: {
    class: 'state',
    versions: '1.2+',
    read: 'system',
    channels: [],
    fields: ['ChannelType', 'Peer', 'PeerStatus', 'Cause', 'Address'],
    notes: 'For PJSIP only Reachable and Unreachable of an endpoint.',
  },
  ContactStatus: {
    class: 'state',
    versions: '13+',
    read: 'system',
    channels: [],
    fields: ['URI', 'ContactStatus', 'AOR', 'EndpointName', 'RoundtripUsec'],
  },
  Registry: {
    class: 'state',
    versions: '1.2+',
    read: 'system',
    channels: [],
    fields: ['ChannelType', 'Domain', 'Username', 'Status', 'Cause'],
    notes: 'Of PJSIP, Username is the whole client_uri and Domain the server_uri: the registration is not named.',
  },

  UserEvent: {
    class: 'user',
    versions: '1.2+',
    read: 'user',
    channels: [''],
    fields: ['UserEvent'],
    notes: 'The fields beside UserEvent are the dialplan’s own.',
  },

  FullyBooted: {
    class: 'system',
    versions: '1.8+',
    read: 'system',
    channels: [],
    fields: ['Uptime', 'LastReload', 'Status'],
    notes:
      'At every login, and when Asterisk has started. Without Timestamp. Uptime tells a restart from a lost connection.',
  },
  Shutdown: {
    class: 'system',
    versions: '1.2+',
    read: 'system',
    channels: [],
    fields: ['Shutdown', 'Restart'],
    notes: 'Nothing comes when Asterisk crashes.',
  },
  Reload: { class: 'system', versions: '1.2+', read: 'system', channels: [], fields: ['Module', 'Status'] },
  Load: { class: 'system', versions: '12+', read: 'system', channels: [], fields: ['Module', 'Status'] },
  Unload: { class: 'system', versions: '12+', read: 'system', channels: [], fields: ['Module', 'Status'] },

  CoreShowChannel: {
    class: 'snapshot',
    versions: '1.6+',
    channels: [''],
    fields: ['Application', 'ApplicationData', 'Duration', 'BridgeId'],
  },
  ContactList: {
    class: 'snapshot',
    versions: '13+',
    channels: [],
    fields: ['ObjectName', 'Uri', 'Status', 'RoundtripUsec'],
    notes:
      'Contacts that were registered; what stands in the file is not among them in 22. ObjectName is AOR;@hash, of what the file has AOR@@hash.',
  },
  ContactListComplete: { class: 'snapshot', versions: '13+', channels: [], fields: ['ListItems'] },
  AorList: {
    class: 'snapshot',
    versions: '16+',
    channels: [],
    fields: ['ObjectName', 'Contacts', 'QualifyFrequency'],
    notes: 'Addresses of record. Contacts is AOR/URI,AOR/URI: what was registered, and what stands in the file.',
  },
  AorListComplete: { class: 'snapshot', versions: '16+', channels: [], fields: ['ListItems'] },
  EndpointList: {
    class: 'snapshot',
    versions: '12+',
    channels: [],
    fields: ['ObjectName', 'Aor', 'Contacts', 'DeviceState'],
    notes: 'DeviceState is Unavailable when no contact answers; a contact that is not asked counts as one that does.',
  },
  EndpointListComplete: { class: 'snapshot', versions: '12+', channels: [], fields: ['ListItems'] },
  OutboundRegistrationDetail: {
    class: 'snapshot',
    versions: '12+',
    channels: [],
    fields: ['ObjectName', 'ClientUri', 'ServerUri', 'Status'],
    notes: 'With each comes an AuthDetail: the login, password and all. That one is noise.',
  },
  OutboundRegistrationDetailComplete: { class: 'snapshot', versions: '12+', channels: [], fields: ['Registered'] },
  CoreShowChannelsComplete: { class: 'snapshot', versions: '1.6+', channels: [], fields: ['ListItems'] },
  DeviceStateListComplete: { class: 'snapshot', versions: '13+', channels: [], fields: ['ListItems'] },
  ExtensionStateListComplete: { class: 'snapshot', versions: '13+', channels: [], fields: ['ListItems'] },
} as const satisfies Record<string, AmiEventEntry>
