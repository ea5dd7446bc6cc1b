import type { ConfigurationCommand } from '../../../configuration/commands.ts'
import type { Configuration } from '../../../configuration/configuration.ts'
import { after, given } from '../../../configuration/testing/given.ts'

const always = { from: '00:00', to: '23:59' }
const line = (name: string, number: string, more = {}): ConfigurationCommand => ({
  defineLine: { name, context: 'default', number, password: 'secret01', endpoint: { sip: {} }, ...more },
})

/** One server, and of everything that the dialplan is made of something. */
export const callCenterCommands: readonly ConfigurationCommand[] = [
  { defineMediaServer: { name: 'main', main: true, address: '192.0.2.10' } },
  { defineContext: { name: 'to-extern', displayName: 'Outcalls', type: 'outcall' } },
  { defineContext: { name: 'default', displayName: 'Default', includes: ['to-extern'] } },
  { defineContext: { name: 'from-extern', displayName: 'Incalls', type: 'incall' } },
  {
    defineSchedule: {
      name: 'office',
      displayName: 'Office hours',
      timeZone: 'Europe/Paris',
      opened: [{ from: '08:00', to: '18:00', weekdays: [1, 2, 3, 4, 5] }],
      closed: [{ from: '12:00', to: '14:00', destination: { sound: { sound: 'lunch' } } }],
      dates: [{ from: '2026-12-25', name: 'Christmas', destination: { voicemail: { voicemail: '1000@default' } } }],
      closedDestination: { hangup: {} },
    },
  },
  {
    defineSchedule: {
      name: 'never',
      displayName: 'Never',
      opened: [always],
      closed: [always],
      closedDestination: { sound: { sound: 'closed' } },
    },
  },
  { defineVoicemail: { number: '1000', context: 'default', name: 'Alice', password: '4242' } },
  { defineAgent: { number: '8001', firstName: 'Ada', context: 'default', password: '1234' } },
  { defineCallPermission: { name: 'national', extensions: ['0X.'], action: 'deny' } },
  { defineCallPermission: { name: 'green-numbers', extensions: ['0800X.'], action: 'allow' } },
  { defineCallPermission: { name: 'mobile', extensions: ['06X.', '07X.'], action: 'deny', password: '9876' } },
  line('abc12345', '1000'),
  line('def12345', '1001'),
  line('both1002', '1002', { endpoint: { uniqueAccount: {} } }),
  {
    defineLine: {
      name: 'mobile',
      context: 'default',
      number: '1003',
      endpoint: { custom: { interface: 'Local/0612457896@default/n' } },
    },
  },
  {
    defineUser: {
      user: 'alice',
      firstName: 'Alice',
      lastName: 'Martin',
      language: 'en_US',
      lines: ['abc12345'],
      voicemail: '1000@default',
      callPermissions: ['green-numbers'],
      bsFilter: 'boss',
      noAnswer: { user: { user: 'bob' } },
      outgoingCallerId: { custom: { name: 'Firm, "A"', number: '0140000000' } },
    },
  },
  {
    defineUser: {
      user: 'bob',
      firstName: 'Bob',
      lines: ['def12345'],
      agent: '8001',
      bsFilter: 'secretary',
      ringSeconds: 20,
      simultaneousCalls: 2,
      forwards: [{ kind: 'busy', enabled: true, destination: '0612345678' }],
      outgoingCallerId: { anonymous: {} },
      ringTones: { internal: 'ring;1', external: 'ring2', group: null, forward: null },
      functionKeys: [
        { position: 1, destination: { forward: { forward: 'unconditional', destination: '1000' } } },
        { position: 2, destination: { service: { service: 'enablednd' } } },
        { position: 3, destination: { callFilter: { callFilter: 'direction', secretary: 'bob' } } },
      ],
    },
  },
  {
    defineUser: {
      user: 'carol',
      firstName: 'Carol',
      lines: ['both1002'],
      preferredDevice: 'webRTC',
      schedule: 'office',
      callPermissionPassword: '4711',
    },
  },
  { defineUser: { user: 'dan', firstName: 'Dan', lines: ['mobile'], dndEnabled: true } },
  {
    defineCallFilter: {
      name: 'direction',
      boss: 'alice',
      mode: 'bossfirst-serial',
      bossRingSeconds: 5,
      secretaries: [{ user: 'bob', ringSeconds: 10, member: '1' }],
      noAnswer: { voicemail: { voicemail: '1000@default' } },
    },
  },
  {
    defineQueue: {
      name: 'support',
      displayName: 'Support',
      number: '3001',
      context: 'default',
      ringInsteadOfMusic: true,
      joinEmpty: [],
      leaveWhenEmpty: [],
      ringingSeconds: 3,
      members: [{ agent: '8001' }],
      noAnswer: { voicemail: { voicemail: '1000@default', greeting: 'busy' } },
    },
  },
  {
    defineQueue: {
      name: 'sales',
      displayName: 'Sales',
      number: '3000',
      context: 'default',
      callerId: { mode: 'prepend', text: 'Sales, ${CALLERID(num)}; ' },
      preprocessSubroutine: 'before-sales',
      schedule: 'office',
      ringingSeconds: 60,
      maxWaiting: 2,
      divertWaitSeconds: 120,
      divertWaitTo: { queue: { queue: 'support', ringSeconds: 30 } },
      divertRatio: 0.25,
      divertRatioTo: { sound: { sound: 'busy-now' } },
      calleeTransfer: true,
      recording: 'recorded',
      announcements: { holdTimeBeforeEntry: true },
      congestion: { congestion: {} },
      fail: { sound: { sound: 'playback/sales_closed' } },
      members: [{ agent: '8001' }, { user: 'alice' }],
    },
  },
  {
    defineGroup: {
      name: 'desk',
      displayName: 'Desk',
      number: '2000',
      context: 'default',
      members: [{ user: 'alice' }, { user: 'bob' }],
      callPermissions: ['national'],
      noAnswer: { extension: { number: '1000', context: 'default' } },
    },
  },
  {
    defineConferenceRoom: {
      name: 'board',
      displayName: 'Board',
      number: '4000',
      context: 'default',
      pin: '1111',
      organizerPin: '2222',
    },
  },
  { definePaging: { number: '12', callers: ['alice'], called: ['alice', 'bob'], duplex: true } },
  { definePickupGroup: { name: 'floor', interceptors: [{ user: 'alice' }], intercepted: [{ queue: 'sales' }] } },
  {
    defineIvr: {
      name: 'welcome',
      displayName: 'Welcome',
      nodes: [
        { name: 'begin', does: { start: { next: 'hello' } } },
        { name: 'hello', does: { playback: { sound: 'hello', next: 'choose' } } },
        {
          name: 'choose',
          does: {
            menu: {
              prompt: 'choices',
              invalidPrompt: 'wrong',
              choices: [
                { key: '1', next: 'to-sales' },
                { key: '#', next: 'ask' },
              ],
              failed: 'bye',
            },
          },
        },
        { name: 'to-sales', does: { queue: { queue: 'sales' } } },
        {
          name: 'ask',
          does: {
            read: { variable: 'account', prompt: 'account', minDigits: 2, maxDigits: 6, next: 'count', failed: 'bye' },
          },
        },
        { name: 'count', does: { assign: { variable: 'next', value: '=$account + 1', next: 'check' } } },
        {
          name: 'check',
          does: {
            condition: {
              expression: "=$next > 100 && $account != 'a,b'",
              whenTrue: 'say',
              whenFalse: 'tell',
            },
          },
        },
        { name: 'say', does: { sayNumber: { number: '=$next', next: 'pause' } } },
        { name: 'tell', does: { cel: { event: 'ACCOUNT', message: "='account ' . $account", next: 'pause' } } },
        { name: 'pause', does: { wait: { seconds: 1, next: 'leave' } } },
        { name: 'leave', does: { leave: { to: { user: { user: 'alice' } } } } },
        { name: 'bye', does: { hangup: {} } },
      ],
    },
  },
  {
    defineTrunk: {
      name: 'trunk-provider',
      endpoint: { sip: { context: 'from-extern', host: 'sip.example.net', username: 'u1', password: 'trunksecret' } },
    },
  },
  { defineTrunk: { name: 'trunk-isdn', endpoint: { custom: { interface: 'DAHDI/g0' } } } },
  {
    defineOutcall: {
      name: 'france',
      priority: 10,
      contexts: ['to-extern'],
      trunks: ['trunk-provider', 'trunk-isdn'],
      patterns: [
        { pattern: '0ZXXXXXXXX', callerId: '"Firm" <0140000000>' },
        { pattern: '00Z.', regexp: '0(.*)', target: '+33\\1' },
      ],
    },
  },
  {
    defineOutcall: {
      name: 'emergency',
      priority: 0,
      internal: true,
      contexts: ['to-extern'],
      trunks: ['trunk-isdn'],
      patterns: [{ pattern: '1[578]' }, { pattern: '112' }],
    },
  },
  {
    defineIncall: {
      number: '0140000001',
      context: 'from-extern',
      destination: { queue: { queue: 'sales' } },
      greeting: 'welcome',
      callPermissions: ['mobile'],
    },
  },
  {
    defineIncall: {
      number: '01400000[2-4]X',
      context: 'from-extern',
      schedule: 'office',
      destination: { ivr: { ivr: 'welcome' } },
      callerId: { mode: 'overwrite', text: 'Firm' },
      recording: 'recordedOnDemand',
    },
  },
  {
    defineExtension: {
      number: '5000',
      context: 'default',
      destination: { application: { application: 'Goto(scripted,s,1)' } },
    },
  },
  {
    defineDialplanFile: {
      name: 'scripted.conf',
      content:
        '[scripted]\nexten => s,1,Gosub(xivo-pickup,s,1)\n same => n,Hangup()\n\n[before-sales]\nexten => s,1,Set(XIVO_QUEUEOPTIONS=t)\n same => n,Return()\n',
    },
  },
]

export const callCenter = (...more: readonly ConfigurationCommand[]): Configuration =>
  after(given(), ...callCenterCommands, ...more)
