import { expect, test } from 'vitest'
import type { ConfigurationCommand } from '../configuration/commands.ts'
import { after, when } from '../configuration/testing/given.ts'
import { sampleCelColumns } from '../pbx/cel-row.ts'
import { renderFiles } from './render.ts'
import { parseConf, sectionsOf, settingsOf, valuesOf } from './testing/parse-conf.ts'
import { contentOf, hostileText, renderingOf, smallConfiguration } from './testing/sample-configurations.ts'

const small = smallConfiguration()

const file = (path: string, ...commands: readonly ConfigurationCommand[]) => fileOn('main', path, ...commands)

const fileOn = (server: string, path: string, ...commands: readonly ConfigurationCommand[]) =>
  parseConf(contentOf(renderFiles(renderingOf(after(small, ...commands), server)), path))

const settings = (path: string, name: string, ...commands: readonly ConfigurationCommand[]) =>
  settingsOf(sectionsOf(file(path, ...commands), name)[0])

const secondServer = { defineMediaServer: { name: 'mds1', address: '192.0.2.11' } }

test('users are static members of a queue under their own names; agents are added when they log in', () => {
  expect(settings('queues.conf', 'sales')['member']).toBe('PJSIP/abc12345,3,alice.martin,PJSIP/abc12345')
})

test('members that are kept for later, or have no line that rings, are left out', () => {
  const members = (...commands: readonly ConfigurationCommand[]) =>
    valuesOf(sectionsOf(file('queues.conf', ...commands), 'desk')[0], 'member')
  expect(members()).toHaveLength(3)
  expect(members({ changeLine: { name: 'webbob', enabled: false } })).toHaveLength(2)
  expect(
    members({ defineUser: { user: 'eve', firstName: 'Eve' } }, { addGroupMember: { group: 'desk', user: 'eve' } }),
  ).toHaveLength(3)
})

test('a custom line and one of another server ring through the dialplan, a custom one with the state of its channel', () => {
  expect(valuesOf(sectionsOf(file('queues.conf'), 'desk')[0], 'member')).toContain(
    'Local/s@line~mobile/n,0,dan,Local/0612457896@default/n',
  )
  const elsewhere = [secondServer, { changeLine: { name: 'abc12345', mediaServer: 'mds1' } }]
  expect(settings('queues.conf', 'sales', ...elsewhere)).toMatchObject({
    member: 'Local/s@line~abc12345/n,3,alice.martin,Local/s@line~abc12345/n',
  })
})

test('queues are on the main server, groups on theirs', () => {
  const commands = [secondServer, { changeGroup: { name: 'desk', mediaServer: 'mds1' } }]
  const names = (server: string) => fileOn(server, 'queues.conf', ...commands).sections.map(({ name }) => name)
  expect(names('main')).toEqual(['general', 'sales', 'support'])
  expect(names('mds1')).toEqual(['general', 'desk'])
})

test('without a main server the first by name is it, so that what names none is not nowhere', () => {
  const commands = [
    { changeMediaServer: { name: 'main', main: false } },
    { defineMediaServer: { name: 'first', address: '192.0.2.9' } },
  ]
  const names = (server: string) => fileOn(server, 'queues.conf', ...commands).sections.map(({ name }) => name)
  expect(names('first')).toEqual(['general', 'sales', 'support', 'desk'])
  expect(names('main')).toEqual(['general'])
})

test('a queue that is switched off is not rendered', () => {
  expect(sectionsOf(file('queues.conf', { changeQueue: { name: 'support', enabled: false } }), 'support')).toEqual([])
})

test('history needs queue_log under the names of agents, and members that outlive a restart', () => {
  expect(settings('queues.conf', 'general')).toMatchObject({ log_membername_as_agent: 'yes', persistentmembers: 'yes' })
})

test('states of members that do not count are listed; without any a queue is never empty', () => {
  expect(settings('queues.conf', 'support')).toMatchObject({ joinempty: 'yes', leavewhenempty: 'no' })
  const change = { changeQueue: { name: 'sales', joinEmpty: ['wrapup', 'paused'], leaveWhenEmpty: ['inuse'] } }
  expect(settings('queues.conf', 'sales', change)).toMatchObject({
    joinempty: 'paused,wrapup',
    leavewhenempty: 'inuse',
  })
})

test('what a queue says goes into its section under the names of Asterisk', () => {
  const change = {
    changeQueue: {
      name: 'sales',
      announcement: 'acd/sales',
      timeoutPriority: 'configuration',
      exitContext: 'default',
      serviceLevelSeconds: 20,
      memberTimeoutSeconds: 0,
      maxWaiting: 9,
      monitorFormat: 'wav',
      ringInUse: true,
      autoPause: 'all',
      memberSubroutine: 'before-agent',
      timeoutRestart: true,
      memberDelaySeconds: 2,
      reportHoldTime: true,
    },
  }
  expect(settings('queues.conf', 'sales', change)).toMatchObject({
    announce: 'acd/sales',
    timeoutpriority: 'conf',
    context: 'default',
    servicelevel: '20',
    timeout: '0',
    maxlen: '9',
    'monitor-format': 'wav',
    ringinuse: 'yes',
    autopause: 'all',
    membergosub: 'before-agent',
    timeoutrestart: 'yes',
    memberdelay: '2',
    reportholdtime: 'yes',
    wrapuptime: '10',
    weight: '2',
    defaultrule: 'widen',
    'periodic-announce': 'queue/wait,queue/web',
  })
})

test('a rule of penalties goes by the time that a call has waited, each limit by itself', () => {
  expect(settings('queuerules.conf', 'widen')['penaltychange']).toEqual(['30,,2', '60,+5', '90,10,0'])
})

test('a patched Asterisk is told the skills of agents, those that each has by himself first', () => {
  const patched = { changeMediaServer: { name: 'main', patched: true } }
  expect(settings('queueskills.conf', 'agent-8001', patched)).toEqual({
    genagent: '100',
    agent_8001: '100',
    agent_no_8001: '100',
    english: '75',
  })
  expect(settings('queueskillrules.conf', 'speaks', patched)['rule']).toEqual(['WT < 60, english > 50', 'english > 0'])
})

test('a mailbox is password, name, mail, pager and options in the section of its context', () => {
  expect(settings('voicemail.conf', 'default')).toEqual({
    1000: '4242,Alice Martin,alice@example.org,,attach=yes|tz=eu-fr',
    1001: ',Bob,,,tz=America/Montreal|maxmsg=10',
  })
})

test('a time zone that has no name of its own is made one', () => {
  expect(Object.keys(settings('voicemail.conf', 'zonemessages'))).toEqual(['eu-fr', 'America/Montreal'])
})

test('no mailbox is in a context whose name is a section of voicemail.conf already', () => {
  const before = after(small, { defineContext: { name: 'zonemessages', displayName: 'x' } })
  expect(when(before, { defineVoicemail: { number: '1', context: 'zonemessages', name: 'x' } })).toEqual({
    rejections: ['commands[0].defineVoicemail.context reserved'],
  })
})

test('a mailbox without limit of length has a day where the site has a limit', () => {
  const endless = { changeVoicemail: { number: '1001', context: 'default', maxSeconds: 0 } }
  expect(settings('voicemail.conf', 'default', endless)['1001']).not.toContain('maxsecs')
  expect(
    settings('voicemail.conf', 'default', { changeVoicemailSettings: { maxSeconds: 60 } }, endless)['1001'],
  ).toContain('maxsecs=86400')
})

test('a mail has its lines and variables, and no function', () => {
  const mails = { changeVoicemailSettings: { emailBody: 'Dear ${VM_NAME},\n\tcall ${SHELL(id)};' } }
  expect(settings('voicemail.conf', 'general', mails)['emailbody']).toBe(
    'Dear ${VM_NAME},\\n\\tcall $${RINGLEDGER_NOTHING}{SHELL(id)};',
  )
})

test('the sender of mails is a name, in which no variable and no function is', () => {
  const named = { changeVoicemailSettings: { fromText: 'PBX ${SHELL(id)} 5$' } }
  expect(settings('voicemail.conf', 'general', named)['fromstring']).toBe(
    'PBX $${RINGLEDGER_NOTHING}{SHELL(id)} 5$${RINGLEDGER_NOTHING}',
  )
})

test('a room has a profile of its bridge, one for participants and one for who has the PIN of the organizer', () => {
  expect(settings('confbridge.conf', 'bridge~board')).toEqual({
    type: 'bridge',
    max_members: '20',
    record_conference: 'no',
  })
  expect(settings('confbridge.conf', 'participant~board')).toMatchObject({ pin: '1234', wait_marked: 'yes' })
  expect(settings('confbridge.conf', 'organizer~board')).toMatchObject({ pin: '5678', marked: 'yes', admin: 'yes' })
})

test('names are told on entry with or without hearing oneself first; in a quiet room they are not recorded at all', () => {
  const told = (change: object) =>
    settings('confbridge.conf', 'participant~board', { changeConferenceRoom: { name: 'board', ...change } })
  const names = (now: string, review: string) => ({ announce_join_leave: now, announce_join_leave_review: review })
  expect(told({ announceJoinLeave: 'yes' })).toMatchObject(names('yes', 'yes'))
  expect(told({ announceJoinLeave: 'noreview' })).toMatchObject(names('yes', 'no'))
  expect(told({ announceJoinLeave: 'no' })).toMatchObject(names('no', 'no'))
  expect(told({ noIncomingNotification: true })).toMatchObject({ ...names('no', 'no'), quiet: 'yes' })
})

test('music has its directory beside the sounds unless another one was chosen', () => {
  expect(settings('musiconhold.conf', 'jazz')).toEqual({
    mode: 'files',
    directory: '/var/lib/asterisk/moh/jazz',
    sort: 'random',
  })
  expect(settings('musiconhold.conf', 'radio')).toEqual({ mode: 'custom', application: '/bin/cat /dev/zero' })
})

test('a code during a call that is off is written as nothing, or Asterisk would have its own', () => {
  const codes = settings('features.conf', 'featuremap', { changeFeatureCodes: { recordKeys: null } })
  expect(codes).toEqual({ blindxfer: '*1', atxfer: '*2', disconnect: '*0', automixmon: '' })
})

test('calls that ring elsewhere are taken by the dialplan, not by the core', () => {
  expect(settings('features.conf', 'general')['pickupexten']).toBe('')
})

test('a parking lot has its numbers, and who may do what with a call that is taken', () => {
  expect(settings('res_parking.conf', 'default')).toMatchObject({
    parkext: '700',
    parkpos: '701-750',
    context: 'parkedcalls',
    parkedcalltransfers: 'both',
    parkedcallhangup: 'no',
    courtesytone: 'beep',
    parkedplay: 'both',
  })
  const away = { changeParkingLot: { name: 'default', callsBack: false } }
  expect(settings('res_parking.conf', 'default', away)).toMatchObject({
    comebacktoorigin: 'no',
    comebackcontext: 'parkedcallstimeout',
  })
})

test('CEL has the columns that are read without being told, and times without a zone to mistake', () => {
  const [mapping] = valuesOf(sectionsOf(file('cel_custom.conf'), 'mappings')[0], 'Master.csv')
  const named = mapping?.split('},${CSV_QUOTE(').map(column => column.replace(/.*\$\{|[})]/g, '').replace(/^.*\(/, ''))
  const names: Readonly<Record<string, string>> = { bridgepeer: 'peer' }
  expect(named?.map(name => names[name.toLowerCase()] ?? name.toLowerCase())).toEqual(sampleCelColumns[0])
  expect(settings('cel.conf', 'general')).not.toHaveProperty('dateformat')
  expect(settings('cel.conf', 'general')['events']).toContain('USER_DEFINED')
})

test('queue_log goes to its file', () => {
  expect(settings('logger.conf', 'general')).toMatchObject({ queue_log: 'yes', queue_log_to_file: 'yes' })
})

test('the account of the manager interface may log in from its networks only', () => {
  expect(settings('manager.d/ringledger.conf', 'ringledger')).toMatchObject({
    secret: 'managersecret',
    deny: ['0.0.0.0/0.0.0.0', '::/0'],
    permit: '192.0.2.0/24',
  })
  const paths = renderFiles(renderingOf(after(small, { changeMediaServer: { name: 'main', manager: null } }), 'main'))
  expect(paths.map(({ path }) => path)).not.toContain('manager.d/ringledger.conf')
})

test('uniqueids name their server', () => {
  expect(file('asterisk.d/ringledger.conf').sections).toEqual([
    { name: 'options', template: false, added: true, settings: [{ name: 'systemname', value: 'main', object: false }] },
  ])
})

test('the web server is open for browsers only', () => {
  const http = (...transports: readonly string[]) =>
    settings('http.conf', 'general', { changeMediaServer: { name: 'main', transports } })
  expect(http('udp')).toEqual({ enabled: 'no', bindaddr: '127.0.0.1', bindport: '5040' })
  expect(http('ws')).toEqual({ enabled: 'yes', bindaddr: '0.0.0.0', bindport: '5039' })
  expect(http('wss')).toMatchObject({ bindaddr: '127.0.0.1', bindport: '5040', tlsbindaddr: '0.0.0.0:5039' })
  expect(http('ws', 'wss')).toMatchObject({ bindaddr: '0.0.0.0', bindport: '5039', tlsbindaddr: '0.0.0.0:5040' })
})

test.each<[string, ConfigurationCommand]>([
  ['the name of a queue', { defineQueue: { name: 'a]b', displayName: 'x' } }],
  [
    'the name of a line',
    { defineLine: { name: 'a;b', context: 'default', password: 'secret01', endpoint: { sip: {} } } },
  ],
  ['the name of a trunk', { defineTrunk: { name: 'a\nb', endpoint: { custom: { interface: 'DAHDI/g0' } } } }],
  ['a channel to dial', { defineTrunk: { name: 't', endpoint: { custom: { interface: 'DAHDI/g0,exec' } } } }],
  ['the name of music', { defineMusicOnHold: { name: '[general]' } }],
  ['a program that plays', { defineMusicOnHold: { name: 'm', mode: 'custom', application: '/bin/sh -c "id;id"' } }],
  ['the number of a mailbox', { defineVoicemail: { number: '1 =>', context: 'default', name: 'x' } }],
  ['a line feed in a name', { defineVoicemail: { number: '1', context: 'default', name: 'a\n[b]' } }],
  [
    'the name of a variable',
    { changeLine: { name: 'abc12345', endpoint: { sip: { variables: [{ name: 'SHELL(id)', value: hostileText }] } } } },
  ],
  ['a sound', { changeQueue: { name: 'sales', announcement: 'a,b' } }],
  ['a subroutine', { changeQueue: { name: 'sales', memberSubroutine: 's,1(x)' } }],
  ['a context that Asterisk takes for its own section', { defineContext: { name: 'General', displayName: 'x' } }],
  ['a PIN', { changeConferenceRoom: { name: 'board', pin: '1;2' } }],
])('%s that could break out of its place is refused', (_, command) => {
  expect(when(small, command)).toHaveProperty('rejections')
})
