import type { ConfigurationCommand } from '../../configuration/commands.ts'
import { objectOf, type Configuration } from '../../configuration/configuration.ts'
import { after, given } from '../../configuration/testing/given.ts'
import { mediaServers } from '../../sites/media-servers.ts'
import type { RenderedFile, Rendering } from '../rendered-file.ts'

/** Undoes testSeal. */
export const openTestSeal = (sealed: string): string =>
  Array.from(sealed.slice(sealed.lastIndexOf(':') + 1))
    .reverse()
    .join('')

export function renderingOf(configuration: Configuration, server: string): Rendering {
  const object = objectOf(configuration, mediaServers, server)
  if (!object) throw new Error(`there is no server ${server}`)
  return { configuration, server: object.value, open: openTestSeal }
}

export function contentOf(files: readonly RenderedFile[], path: string): string {
  const file = files.find(one => one.path === path)
  if (!file) throw new Error(`${path} was not rendered`)
  return file.content
}

/** One server, and one of each kind that a file is made of. */
const smallCommands: readonly ConfigurationCommand[] = [
  {
    defineMediaServer: {
      name: 'main',
      main: true,
      address: '192.0.2.10',
      transports: ['udp', 'tcp', 'wss'],
      certificateFile: '/etc/asterisk/keys/asterisk.crt',
      privateKeyFile: '/etc/asterisk/keys/asterisk.key',
      manager: { secret: 'managersecret', permitted: ['192.0.2.0/24'] },
    },
  },
  { defineContext: { name: 'default', displayName: 'Default', includes: [] } },
  { defineContext: { name: 'from-extern', displayName: 'Incalls', type: 'incall' } },
  {
    changeVoicemailSettings: {
      serverEmail: 'pbx@example.org',
      emailSubject: 'Message from ${VM_CALLERID}',
    },
  },
  { defineMusicOnHold: { name: 'jazz', displayName: 'Jazz', random: true } },
  { defineMusicOnHold: { name: 'radio', mode: 'custom', application: '/bin/cat /dev/zero' } },
  {
    changeParkingLot: { name: 'default', hints: true, transfer: 'both', courtesyTone: 'beep', courtesyToneTo: 'both' },
  },
  {
    defineConferenceRoom: {
      name: 'board',
      displayName: 'Board',
      number: '4000',
      context: 'default',
      pin: '1234',
      organizerPin: '5678',
      waitingRoom: true,
      announceJoinLeave: 'noreview',
      maxParticipants: 20,
    },
  },
  { defineSkill: { name: 'english', category: 'languages' } },
  { defineSkillRuleSet: { name: 'speaks', rules: ['WT < 60, english > 50', 'english > 0'] } },
  {
    definePenaltyRule: {
      name: 'widen',
      steps: [
        { seconds: 60, maximum: '+5' },
        { seconds: 30, minimum: '2' },
        { seconds: 90, maximum: '10', minimum: '0' },
      ],
    },
  },
  { defineAgent: { number: '8001', firstName: 'Ada', context: 'default', skills: [{ skill: 'english', weight: 75 }] } },
  {
    defineVoicemail: {
      number: '1000',
      context: 'default',
      name: 'Alice Martin',
      password: '4242',
      email: 'alice@example.org',
      timezone: 'Europe/Paris',
      attachAudio: true,
    },
  },
  {
    defineVoicemail: { number: '1001', context: 'default', name: 'Bob', timezone: 'America/Montreal', maxMessages: 10 },
  },
  { defineLine: { name: 'abc12345', context: 'default', number: '1000', password: 'secret01', endpoint: { sip: {} } } },
  {
    defineLine: {
      name: 'webbob',
      context: 'default',
      number: '1001',
      password: 'secret02',
      endpoint: { webrtc: { maxContacts: 2 } },
    },
  },
  {
    defineLine: {
      name: 'both1002',
      context: 'default',
      number: '1002',
      password: 'secret03',
      endpoint: { uniqueAccount: {} },
    },
  },
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
      user: 'alice.martin',
      firstName: 'Alice',
      lastName: 'Martin',
      language: 'en_US',
      lines: ['abc12345'],
      voicemail: '1000@default',
      musicOnHold: 'jazz',
    },
  },
  {
    defineUser: {
      user: 'bob',
      firstName: 'Bob',
      language: 'fr_FR',
      lines: ['webbob'],
      agent: '8001',
      voicemail: '1001@default',
      voicemailEnabled: false,
    },
  },
  { defineUser: { user: 'carol', firstName: 'Carol', lines: ['both1002'] } },
  { defineUser: { user: 'dan', firstName: 'Dan', lines: ['mobile'] } },
  {
    defineQueue: {
      name: 'sales',
      displayName: 'Sales',
      number: '3000',
      context: 'default',
      strategy: 'leastrecent',
      musicOnHold: 'jazz',
      wrapUpSeconds: 10,
      weight: 2,
      penaltyRule: 'widen',
      members: [
        { agent: '8001', penalty: 0 },
        { user: 'alice.martin', penalty: 3 },
        { user: 'dan', penalty: 4, enabled: false },
      ],
      announcements: { periodic: ['queue/wait', 'queue/web'], periodicSeconds: 30, holdTimeTold: 'once' },
    },
  },
  { defineQueue: { name: 'support', displayName: 'Support', joinEmpty: [], leaveWhenEmpty: [] } },
  {
    defineGroup: {
      name: 'desk',
      displayName: 'Front desk',
      number: '2000',
      context: 'default',
      members: [{ user: 'alice.martin' }, { user: 'bob' }, { user: 'dan' }],
    },
  },
  {
    definePickupGroup: {
      name: 'everybody',
      interceptors: [{ group: 'desk' }],
      intercepted: [{ user: 'alice.martin' }, { queue: 'sales' }],
    },
  },
  {
    defineTrunk: {
      name: 'trunk-provider',
      endpoint: {
        sip: {
          context: 'from-extern',
          host: '198.51.100.7',
          transport: 'tcp',
          username: 'u4711',
          password: 'trunksecret',
          codecs: ['alaw'],
          qualifySeconds: 60,
          registration: { server: '198.51.100.7', username: 'u4711', transport: 'tcp', expirySeconds: 280 },
        },
      },
    },
  },
  { defineTrunk: { name: 'trunk-isdn', endpoint: { custom: { interface: 'DAHDI/g0' } } } },
]

export const smallConfiguration = (): Configuration => given(...smallCommands)

/** 300 users with lines and mailboxes, 40 queues of 25 agents and 2 users, 20 groups, 4 trunks, on two servers. Made by counting. */
export function mediumConfiguration(): Configuration {
  const base = given(
    { defineMediaServer: { name: 'main', main: true, address: '192.0.2.10' } },
    { defineMediaServer: { name: 'mds1', address: '192.0.2.11', transports: ['udp', 'tcp'] } },
    { defineContext: { name: 'default', displayName: 'Default' } },
    { defineContext: { name: 'from-extern', displayName: 'Incalls', type: 'incall' } },
  )
  return after(
    base,
    ...upTo(300).flatMap(userCommands),
    ...upTo(120).map(i => ({ defineAgent: { number: String(8000 + i), firstName: `Agent ${i}`, context: 'default' } })),
    ...upTo(40).map(queueCommand),
    ...upTo(20).map(groupCommand),
    ...upTo(4).map(trunkCommand),
  )
}

const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i)
const numbered = (word: string, i: number): string => `${word}${String(i).padStart(3, '0')}`

function userCommands(i: number): readonly ConfigurationCommand[] {
  const number = String(1000 + i)
  return [
    {
      defineLine: {
        name: numbered('line', i),
        context: 'default',
        number,
        password: `password${i}`,
        endpoint: i % 10 === 0 ? { webrtc: {} } : { sip: {} },
        mediaServer: i % 3 === 0 ? 'mds1' : null,
      },
    },
    { defineVoicemail: { number, context: 'default', name: `User ${i}`, password: number } },
    {
      defineUser: {
        user: numbered('user', i),
        firstName: 'User',
        lastName: String(i),
        language: 'fr_FR',
        lines: [numbered('line', i)],
        voicemail: `${number}@default`,
      },
    },
  ]
}

const queueCommand = (i: number): ConfigurationCommand => ({
  defineQueue: {
    name: numbered('queue', i),
    displayName: `Queue ${i}`,
    number: String(3000 + i),
    context: 'default',
    weight: i % 5,
    members: [
      ...upTo(25).map(j => ({ agent: String(8000 + ((i * 7 + j) % 120)), penalty: j % 3 })),
      ...upTo(2).map(j => ({ user: numbered('user', (i * 2 + j) % 300) })),
    ],
  },
})

const groupCommand = (i: number): ConfigurationCommand => ({
  defineGroup: {
    name: numbered('group', i),
    displayName: `Group ${i}`,
    number: String(2000 + i),
    context: 'default',
    mediaServer: i % 2 === 0 ? null : 'mds1',
    members: upTo(5).map(j => ({ user: numbered('user', (i * 5 + j) % 300) })),
  },
})

const trunkCommand = (i: number): ConfigurationCommand => ({
  defineTrunk: {
    name: numbered('trunk', i),
    mediaServer: i === 3 ? 'mds1' : null,
    endpoint: {
      sip: { context: 'from-extern', host: `198.51.100.${i}`, username: numbered('trunk', i), password: 'trunkpass' },
    },
  },
})

/** Signs that mean something to some parser of Asterisk, wherever people may write. */
export const hostileText = `a;b]c,d"e\\f\${SHELL(id)}g$[1]h|i<j>k&l'm=>n#o;--p--;é€😀`

/** Names and texts that would break out of their place if anything let them. */
const hostileCommands: readonly ConfigurationCommand[] = [
  {
    defineMediaServer: {
      name: 'main',
      main: true,
      displayName: hostileText,
      address: '192.0.2.10',
      manager: { secret: '"secret"]=>\\,', permitted: [] },
      patched: true,
    },
  },
  { defineContext: { name: 'default', displayName: hostileText, description: hostileText } },
  {
    changeVoicemailSettings: {
      fromText: hostileText.slice(0, 60),
      emailSubject: hostileText,
      emailBody: `${hostileText}\n\tThe second line;\n\${VM_NAME}: \${VM_DUR}\n${'é;'.repeat(1900)}`,
    },
  },
  {
    defineVoicemail: { number: '1000', context: 'default', name: hostileText.slice(0, 70), emailSubject: hostileText },
  },
  {
    defineLine: {
      name: 'l1',
      context: 'default',
      number: '1000',
      password: '"pass,word]=>!',
      callerId: { name: hostileText.slice(0, 70) },
      endpoint: {
        sip: {
          accountCode: hostileText,
          variables: [{ name: '__HOSTILE', value: hostileText }],
          outboundProxy: '192.0.2.1',
        },
      },
    },
  },
  {
    defineLine: { name: 'l2', context: 'default', number: '1001', password: 'plainpass', endpoint: { sip: {} } },
  },
  { defineUser: { user: 'mallory', firstName: 'é'.repeat(100), lastName: hostileText, lines: ['l2'] } },
  {
    defineQueue: {
      name: 'q',
      displayName: hostileText,
      number: '3000',
      context: 'default',
      members: [{ user: 'mallory' }],
      callerId: { mode: 'prepend', text: hostileText },
    },
  },
  { defineGroup: { name: 'g', displayName: hostileText, description: hostileText, members: [{ user: 'mallory' }] } },
  { defineConferenceRoom: { name: 'room', displayName: hostileText, number: '4000', context: 'default' } },
  { defineMusicOnHold: { name: 'music', displayName: hostileText } },
  { defineSkillRuleSet: { name: 'rules', rules: ['WT < 9, $lang > 1 | genagent'], description: hostileText } },
  {
    defineTrunk: {
      name: 'trunk-1',
      displayName: hostileText,
      description: hostileText,
      endpoint: { sip: { context: 'default', host: '[2001:db8::1]:5062', password: '"p]w,=>\\' } },
    },
  },
]

export const hostileConfiguration = (): Configuration => given(...hostileCommands)
