import { describe, expect, test } from 'vitest'
import { renderFiles } from '../../pbx-files/render.ts'
import { renderingOf } from '../../pbx-files/testing/sample-configurations.ts'
import type { Configuration } from '../configuration.ts'
import { given } from '../testing/given.ts'
import { adopt } from './adopt.ts'

const adopted = (files: Readonly<Record<string, string>>) => {
  const { commands, notUnderstood } = adopt(path => {
    const text = files[path]
    return text === undefined ? [] : [{ path, text }]
  })
  return {
    commands,
    told: notUnderstood.map(({ file, line, key, message }) => `${file}:${line} ${key ?? '-'} ${message}`),
  }
}

const pjsip = `
[global]
type=global
default_realm=example.org

[transport-udp]
type=transport
protocol=udp
bind=0.0.0.0

[phone](!)
type=endpoint
context=internal
disallow=all
allow=ulaw,alaw
direct_media=no
[registers](!)
type=aor
max_contacts=1
[login](!)
type=auth
auth_type=userpass

[alice](phone)
auth=alice
aors=alice
callerid="Alice Martin" <1000>
mailboxes=1000@office
[alice](registers)
[alice](login)
username=alice
password=s3cret-1

[bob](phone)
auth=bob-auth
aors=bob
callerid=Bob <1001>
allow=g722
dtmf_mode=info
100rel=no
[bob](registers)
max_contacts=3
[bob-auth](login)
username=bobby
password=s3cret-2

[provider]
type=registration
outbound_auth=provider
server_uri=sip:sip.example.net\\;transport=tcp
client_uri=sip:u4711@sip.example.net
expiration=300
endpoint=provider
[provider]
type=auth
auth_type=userpass
username=u4711
password=trunksecret
[provider]
type=endpoint
context=from-outside
disallow=all
allow=alaw
outbound_auth=provider
aors=provider
direct_media=no
[provider]
type=aor
contact=sip:sip.example.net:5080
[provider]
type=identify
endpoint=provider
match=192.0.2.7
`

const queues = `
[general]
persistentmembers = yes
autofill = yes
keepstats = no

[std](!)
strategy = rrmemory
timeout = 20
retry = 3
ringinuse = no
joinempty = no
setqueuevar = no

[sales](std)
musicclass = jazz
member => Agent/8001
member => PJSIP/alice,2
member => SIP/old,1
announce-holdtime = once
servicelevel = 30

[support]
`

const voicemail = `
[general]
format=wav49|gsm|wav
maxsilence=10
emailsubject=[PBX]: New message \${VM_MSGNUM}
pollmailboxes=yes
[zonemessages]
eu-fr=Europe/Paris|'vm-received' q 'digits/at' kM
[office]
1000 => 4242,Alice Martin,alice@example.org,,attach=yes|tz=eu-fr|saycid=no|hidefromdir=yes
1001 => ,Bob
`

const agents = '[general]\nmultiplelogin=yes\n[agents]\nagent => 8001,1234,Ann Lee\nagent => 8002,,Joe\n'

describe('a plain Asterisk', () => {
  const { commands, told } = adopted({
    'pjsip.conf': pjsip,
    'queues.conf': queues,
    'voicemail.conf': voicemail,
    'agents.conf': agents,
  })
  const of = (name: string) => commands.flatMap(command => (command[name] ? [command[name]] : []))

  test('gives a document that is accepted as it stands', () => {
    expect(() => given(...commands)).not.toThrow()
  })

  test('has its lines, each with the user whose it is', () => {
    expect(of('changeSipSettings')).toEqual([
      {
        realm: 'example.org',
        codecs: ['ulaw', 'alaw'],
        dtmfMode: 'rfc4733',
        sessionExpiresSeconds: 1800,
        language: 'en_US',
      },
    ])
    expect(of('defineLine')).toEqual([
      { name: 'alice', context: 'internal', number: '1000', password: 's3cret-1', endpoint: { sip: {} } },
      {
        name: 'bob',
        context: 'internal',
        number: '1001',
        username: 'bobby',
        password: 's3cret-2',
        endpoint: { sip: { codecs: ['ulaw', 'alaw', 'g722'], dtmfMode: 'info', maxContacts: 3 } },
      },
    ])
    expect(of('defineUser')).toEqual([
      {
        user: 'alice.martin',
        firstName: 'Alice',
        lastName: 'Martin',
        language: 'en_US',
        lines: ['alice'],
        voicemail: '1000@office',
      },
      { user: 'bob', firstName: 'Bob', lines: ['bob'] },
    ])
  })

  test('has its trunks with their registration', () => {
    expect(of('defineTrunk')).toEqual([
      {
        name: 'provider',
        endpoint: {
          sip: {
            context: 'from-outside',
            host: 'sip.example.net:5080',
            username: 'u4711',
            password: 'trunksecret',
            registration: { server: 'sip.example.net', transport: 'tcp', username: 'u4711', expirySeconds: 300 },
            codecs: ['alaw'],
          },
        },
      },
    ])
    expect(of('defineContext')).toEqual([
      { name: 'internal', displayName: 'internal' },
      { name: 'office', displayName: 'office' },
      { name: 'from-outside', displayName: 'from-outside', type: 'incall' },
    ])
  })

  test('has its agents and queues: what a section does not say is as Asterisk has it', () => {
    expect(of('defineAgent')).toEqual([
      { number: '8001', firstName: 'Ann', lastName: 'Lee', context: 'internal', password: '1234' },
      { number: '8002', firstName: 'Joe', context: 'internal' },
    ])
    expect(of('defineMusicOnHold')).toEqual([{ name: 'jazz' }])
    expect(of('defineQueue')).toMatchObject([
      {
        name: 'sales',
        displayName: 'sales',
        musicOnHold: 'jazz',
        members: [
          { agent: '8001', penalty: 0 },
          { user: 'alice.martin', penalty: 2 },
        ],
        announcements: { holdTimeTold: 'once', minimumSeconds: 15 },
        serviceLevelSeconds: 30,
        memberTimeoutSeconds: 20,
        retrySeconds: 3,
        joinEmpty: ['invalid', 'paused', 'penalty'],
        leaveWhenEmpty: [],
        setQueueVariables: false,
      },
      { name: 'support', strategy: 'ringall', retrySeconds: 5, ringInUse: true, joinEmpty: [], leaveWhenEmpty: [] },
    ])
  })

  test('has its mailboxes and their settings', () => {
    expect(of('changeVoicemailSettings')).toEqual([
      {
        maxSilenceSeconds: 10,
        formats: ['wav49', 'gsm', 'wav'],
        review: false,
        operator: false,
        emailSubject: '[PBX]: New message ${VM_MSGNUM}',
      },
    ])
    expect(of('defineVoicemail')).toEqual([
      {
        number: '1000',
        context: 'office',
        name: 'Alice Martin',
        password: '4242',
        email: 'alice@example.org',
        timezone: 'Europe/Paris',
        attachAudio: true,
        sayCid: false,
      },
      { number: '1001', context: 'office', name: 'Bob' },
    ])
  })

  test('tells what was not understood, with file, line and key', () => {
    expect(told.map(one => one.split(' ').slice(0, 2).join(' '))).toEqual([
      'agents.conf:2 multiplelogin',
      'pjsip.conf:6 transport-udp',
      `pjsip.conf:${pjsip.split('\n').indexOf('100rel=no') + 1} 100rel`,
      'pjsip.conf:73 match',
      'queues.conf:5 keepstats',
      'queues.conf:19 member',
      'voicemail.conf:6 pollmailboxes',
      'voicemail.conf:10 hidefromdir',
    ])
    expect(told[5]).toBe(
      'queues.conf:19 member [sales] member: SIP/old is neither an agent nor a line of these files; add it by hand',
    )
  })
})

test('what a rule refuses is told and left out, and the rest stands', () => {
  const { commands, told } = adopted({
    'pjsip.conf':
      '[good]\ntype=endpoint\ncontext=a\naors=good\nauth=good\n[good]\ntype=aor\nmax_contacts=1\n[good]\ntype=auth\nusername=good\npassword=secret1\n[bad]\ntype=endpoint\ncontext=a\naors=bad\n[bad]\ntype=aor\nmax_contacts=1\n',
    'queues.conf': '[one]\nmember => PJSIP/good\nmember => PJSIP/bad\n[Two]\nstrategy=ringall\n',
    'sip.conf': '',
  })
  expect(commands.map(command => Object.keys(command)[0])).toEqual([
    'changeSipSettings',
    'defineContext',
    'defineLine',
    'defineUser',
    'defineQueue',
  ])
  expect(commands.at(-1)?.['defineQueue']?.['members']).toEqual([{ user: 'good', penalty: 0 }])
  expect(told.map(one => one.split(':').slice(0, 2).join(':').split(' ')[0])).toEqual([
    'pjsip.conf:13',
    'pjsip.conf:13',
    'queues.conf:1',
    'queues.conf:4',
    'sip.conf:1',
  ])
})

const phone = (name: string, more: string) =>
  `[${name}]\ntype=endpoint\ncontext=a\naors=${name}\nauth=${name}\n${more}\n[${name}]\ntype=aor\nmax_contacts=1\n[${name}]\ntype=auth\nusername=${name}\npassword=secret1\n`

test('a number that several lines show is that of the house: it is their caller ID, and none of them is dialled by it', () => {
  const house = 'callerid="Acme" <0123456789>'
  const { commands, told } = adopted({ 'pjsip.conf': phone('one', house) + phone('two', house) })
  expect(told).toEqual([])
  expect(commands.flatMap(({ defineLine: line }) => (line ? [line['number']] : []))).toEqual([undefined, undefined])
  expect(commands.flatMap(({ defineUser: user }) => (user ? [user] : []))).toEqual([
    { user: 'acme', firstName: 'Acme', lines: ['one'], callerId: { name: 'Acme', number: '0123456789' } },
    { user: 'acme-2', firstName: 'Acme', lines: ['two'], callerId: { name: 'Acme', number: '0123456789' } },
  ])
})

test('a field that is refused is left out for itself, and what it belongs to stays; not so a password', () => {
  const { commands, told } = adopted({
    'pjsip.conf': phone('one', 'mailboxes=10a@a\nmoh_suggest=Loud Jazz'),
    'voicemail.conf':
      '[general]\nformat=wav|g723sf\nmaxlogins=99\n[a]\n10a => 1,One\n1000 => 12,Two,not an address\n1001 => 12x,Three\n',
    'queues.conf': '[q]\nmusicclass=Loud Jazz\nqueue-thankyou=../x\nmember => PJSIP/one\n',
  })
  const of = (name: string) => commands.flatMap(command => (command[name] ? [command[name]] : []))
  expect(of('defineUser')).toEqual([{ user: 'one', firstName: 'one', language: 'en_US', lines: ['one'] }])
  expect(of('defineVoicemail')).toEqual([{ number: '1000', context: 'a', name: 'Two', password: '12' }])
  expect(of('changeVoicemailSettings')[0]).not.toHaveProperty('maxLogins')
  expect(of('defineQueue')[0]).toMatchObject({ members: [{ user: 'one' }], announcements: { periodic: [] } })
  expect(of('defineQueue')[0]).not.toHaveProperty('musicOnHold')
  expect(told).toEqual([
    'pjsip.conf:1 Loud Jazz [Loud Jazz] is left out, name: must be lower-case letters, digits, _ . and -, starting with a letter or digit',
    'pjsip.conf:1 one [one] musicOnHold is left out: there is no musicOnHold Loud Jazz',
    'pjsip.conf:1 one [one] voicemail is left out: there is no voicemail 10a@a',
    'queues.conf:1 q [q] announcements.thankYou is left out: must be a sound file without its extension: letters, digits, _ . / and -',
    'queues.conf:1 q [q] musicOnHold is left out: there is no musicOnHold Loud Jazz',
    'voicemail.conf:1 general [general] formats[1] is left out: must be one of wav, wav49, gsm',
    'voicemail.conf:1 general [general] maxLogins is left out: must be a whole number from 1 to 10',
    'voicemail.conf:5 10a@a [10a@a] is left out, number: must be digits',
    'voicemail.conf:6 1000@a [1000@a] email is left out: must be an e-mail address',
    'voicemail.conf:7 1001@a [1001@a] is left out, password: must be digits or #',
  ])
})

test('an empty directory gives nothing, and nothing to tell', () => {
  expect(adopted({})).toEqual({ commands: [], told: [] })
})

/** What the files hold: numbers of queues, custom lines and agents that log in are in the dialplan. */
const held = given(
  { defineMediaServer: { name: 'main', main: true, address: '192.0.2.10', transports: ['udp', 'tcp'] } },
  { changeSipSettings: { realm: 'example.org', codecs: ['g722', 'alaw'], directMedia: 'nonat', forceRport: true } },
  { changeVoicemailSettings: { maxMessages: 50, emailSubject: 'Message from ${VM_CALLERID}', review: false } },
  { defineContext: { name: 'default', displayName: 'default' } },
  { defineContext: { name: 'from-extern', displayName: 'from-extern', type: 'incall' } },
  { defineMusicOnHold: { name: 'jazz', random: true } },
  { defineMusicOnHold: { name: 'radio', mode: 'custom', application: '/bin/cat /dev/zero' } },
  {
    defineVoicemail: {
      number: '1000',
      context: 'default',
      name: 'Alice Martin',
      password: '4242',
      email: 'alice@example.org',
      timezone: 'Europe/Paris',
      attachAudio: true,
      deleteAfterNotify: true,
      maxMessages: 10,
      emailBody: 'a\nb',
    },
  },
  { defineVoicemail: { number: '1001', context: 'default', name: 'Bob', timezone: 'America/Montreal' } },
  {
    defineLine: {
      name: 'abc12345',
      context: 'default',
      number: '1000',
      password: 'secret01',
      endpoint: {
        sip: { codecs: ['ulaw'], dtmfMode: 'rfc4733', qualifySeconds: 30, permitted: ['192.0.2.0/24'], busyAt: 2 },
      },
    },
  },
  {
    defineLine: {
      name: 'webbob',
      context: 'default',
      number: '1001',
      password: 'secret02',
      username: 'bobby',
      endpoint: { webrtc: { maxContacts: 2, variables: [{ name: '__COLOUR', value: 'a=b\\c' }] } },
    },
  },
  {
    defineLine: {
      name: 'both',
      context: 'default',
      number: '1002',
      password: 'secret03',
      endpoint: { uniqueAccount: {} },
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
      musicOnHold: 'jazz',
    },
  },
  { defineUser: { user: 'bob', firstName: 'Bob', language: 'fr_FR', lines: ['webbob'], voicemail: '1001@default' } },
  { defineUser: { user: 'carol', firstName: 'Carol', lines: ['both'] } },
  {
    defineQueue: {
      name: 'sales',
      displayName: 'sales',
      strategy: 'leastrecent',
      musicOnHold: 'jazz',
      wrapUpSeconds: 10,
      weight: 2,
      members: [{ user: 'alice', penalty: 3 }, { user: 'bob' }],
      announcements: { periodic: ['queue/wait', 'queue/web'], periodicSeconds: 30, holdTimeTold: 'once' },
    },
  },
  { defineQueue: { name: 'support', displayName: 'support', joinEmpty: [], leaveWhenEmpty: [], autoPause: 'all' } },
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
  { defineTrunk: { name: 'branch', endpoint: { sip: { context: 'default', password: 'branchsecret' } } } },
)

test('files that were rendered give the objects that made them', () => {
  const files = renderFiles(renderingOf(held, 'main'))
  const { commands } = adopted(Object.fromEntries(files.map(({ path, content }) => [path, content])))
  const after = given(...commands)
  for (const kind of [
    'line',
    'user',
    'voicemail',
    'trunk',
    'queue',
    'context',
    'musicOnHold',
    'sipSettings',
    'voicemailSettings',
  ])
    expect([kind, valuesOf(after, kind)]).toEqual([kind, valuesOf(held, kind)])
})

const valuesOf = (state: Configuration, kind: string) =>
  Object.fromEntries([...(state.objects.get(kind) ?? [])].map(([key, { value }]) => [key, value]))

test('codecs are let in and taken out as they stand, one line after the other', () => {
  const codecsOf = (...lines: readonly string[]) => {
    const endpoint = ['[one]', 'type=endpoint', 'context=a', 'aors=one', 'auth=one', ...lines]
    const rest = ['[one]', 'type=aor', 'max_contacts=1', '[one]', 'type=auth', 'password=s3cret-1']
    const { commands, told } = adopted({ 'pjsip.conf': [...endpoint, ...rest].join('\n') })
    const settings = commands.find(command => command['changeSipSettings'])?.['changeSipSettings']
    return { codecs: settings?.['codecs'], told }
  }
  const nothingTold: readonly string[] = []
  expect(codecsOf('disallow=all', 'allow=alaw,ulaw', 'allow=!all,opus,ulaw')).toEqual({
    codecs: ['opus', 'ulaw'],
    told: nothingTold,
  })
  expect(codecsOf('allow=opus,ulaw,g722', 'disallow=ulaw').codecs).toEqual(['opus', 'g722'])
  expect(codecsOf('allow=opus,ulaw', 'allow=!opus,g722').codecs).toEqual(['ulaw', 'g722'])
  expect(codecsOf('disallow=all', 'allow=all', 'allow=ulaw').told).toEqual([
    'pjsip.conf:7 allow [one] allow: all is not known here',
  ])
})

test('what makes a difference and has no place is told: other addresses, fixed passwords, wrap-up over queues', () => {
  const { commands, told } = adopted({
    'pjsip.conf': `[provider]
type=endpoint
context=from-provider
aors=provider
[provider]
type=aor
contact=sip:192.0.2.1:5060
[provider]
type=identify
endpoint=provider
match=192.0.2.1
match=198.51.100.0/28
match=203.0.113.7`,
    'voicemail.conf': '[default]\n102 => -4321,Bob\n',
    'queues.conf': '[general]\nshared_lastcall=yes\n[q]\ndefaultrule=widen\n',
    'queuerules.conf':
      '[general]\nrealtime_rules=no\n[widen]\npenaltychange => 30,+2\npenaltychange => 60,10,0,5\npenaltychange => soon,1\n',
  })
  expect(told).toEqual([
    'pjsip.conf:13 match [provider] match: 198.51.100.0/28, 203.0.113.7: a trunk has one address here, which is 192.0.2.1:5060; define another trunk for each',
    'queuerules.conf:5 penaltychange [widen] penaltychange: penalties that are raised to a limit have no place here',
    'queuerules.conf:6 penaltychange [widen] penaltychange: soon is no number of seconds',
    'queues.conf:2 shared_lastcall [general] shared_lastcall: wrap-up counts in the queue of the call only, here',
    'voicemail.conf:2 102 [default] 102: its password begins with -, so that nobody changes it by telephone: here its owner can',
  ])
  expect(commands).toContainEqual({
    definePenaltyRule: {
      name: 'widen',
      steps: [
        { seconds: 30, maximum: '+2', minimum: null },
        { seconds: 60, maximum: '10', minimum: '0' },
      ],
    },
  })
  expect(commands.find(command => command['defineQueue'])).toMatchObject({ defineQueue: { penaltyRule: 'widen' } })
})
