import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import type { ConfigurationCommand } from '../../configuration/commands.ts'
import { after, given } from '../../configuration/testing/given.ts'
import { renderFiles } from '../render.ts'
import { parseConf } from '../testing/parse-conf.ts'
import {
  contentOf,
  hostileConfiguration,
  hostileText,
  mediumConfiguration,
  renderingOf,
  smallConfiguration,
} from '../testing/sample-configurations.ts'
import { extensionsConf } from './extensions-conf.ts'
import { callCenter, callCenterCommands } from './testing/call-center.ts'
import { deadEnds, readDialplan } from './testing/read-dialplan.ts'

const filesOf = (configuration: ReturnType<typeof callCenter>, server = 'main') =>
  renderFiles(renderingOf(configuration, server), [extensionsConf])
const dialplanOf = (configuration: ReturnType<typeof callCenter>, server = 'main') =>
  contentOf(filesOf(configuration, server), 'extensions.conf')
const stepsOf = (content: string, context: string, exten = 's') =>
  (readDialplan(content).get(context)?.extensions.get(exten) ?? []).map(
    one => `${one.label === undefined ? '' : `${one.label}: `}${one.application}(${one.arguments})`,
  )

/** Contexts of the custom dialplan in the sample. */
const custom = ['scripted', 'before-sales']

test('who calls may key in what his own phone says, and callers from outside nothing, to users and to the outside', () => {
  const content = dialplanOf(callCenter())
  const keys =
    '${IF($["${XIVO_USERID}" = ""]?:${IF($["${XIVO_CALLERKEYS}" = ""]?T:${FILTER(THX,${XIVO_CALLERKEYS})})})}'
  expect(stepsOf(content, 'user', 'call').some(step => step.includes('XIVO_CALLOPTIONS=') && step.includes(keys))).toBe(
    true,
  )
  const outcalls = [...readDialplan(content).keys()].filter(name => name.startsWith('outcall~'))
  expect(outcalls.length).toBeGreaterThan(0)
  for (const name of outcalls)
    expect(stepsOf(content, name).some(step => step.startsWith(`Set(XIVO_CALLOPTIONS=${keys}b(`))).toBe(true)
})

test('a browser has two calls at once, whatever its user may have', () => {
  const browser = (simultaneousCalls: number) =>
    after(
      callCenter(),
      {
        defineLine: { name: 'web', context: 'default', number: '1090', password: 'secret01', endpoint: { webrtc: {} } },
      },
      { defineUser: { user: 'wendy', firstName: 'Wendy', lines: ['web'], simultaneousCalls } },
    )
  const limits = (simultaneousCalls: number) =>
    stepsOf(dialplanOf(browser(simultaneousCalls)), 'user~wendy').filter(step => step.includes('XIVO_SIMULTCALLS'))
  expect(limits(5)).toEqual(['Set(XIVO_SIMULTCALLS=2)'])
  expect(limits(1)).toEqual(['Set(XIVO_SIMULTCALLS=1)'])
})

test('a queue that is closed exceptionally is so at once, before the destination of the file', () => {
  const content = dialplanOf(callCenter())
  expect(
    stepsOf(content, 'queue~sales').findIndex(step => step === 'fail: Gosub(xivo-dissuasion,s,1(sales))'),
  ).toBeGreaterThan(0)
  expect(stepsOf(content, 'xivo-dissuasion').slice(0, 3)).toEqual([
    'Set(LOCAL(to)=${DB(ringledger/queue/${ARG1}/fail)})',
    'GotoIf($["${to}" = ""]?asconfigured)',
    'GotoIf($["${to}" = "none"]?nothing)',
  ])
})

describe('the dialplan of a call center', () => {
  test('is the golden one (UPDATE_GOLDEN=1 writes it anew)', async () => {
    const golden = new URL('testing/golden/extensions.conf', import.meta.url)
    const content = dialplanOf(callCenter())
    if (process.env['UPDATE_GOLDEN']) {
      await mkdir(new URL('.', golden), { recursive: true })
      await writeFile(golden, content)
    }
    expect(content).toBe(await readFile(golden, 'utf8'))
  })

  test('leads nowhere that is not there, on any of the servers', () => {
    expect(deadEnds(readDialplan(dialplanOf(callCenter())), custom)).toEqual([])
    expect(deadEnds(readDialplan(dialplanOf(smallConfiguration())), [])).toEqual([])
    expect(deadEnds(readDialplan(dialplanOf(hostileConfiguration())), [])).toEqual([])
    expect(deadEnds(readDialplan(dialplanOf(mediumConfiguration(), 'main')), [])).toEqual([])
    expect(deadEnds(readDialplan(dialplanOf(mediumConfiguration(), 'mds1')), [])).toEqual([])
  })

  test('is the same in whatever order independent commands come', () => {
    const [server, ...rest] = callCenterCommands
    const other = after(given(), server!, ...rest.slice(10), ...rest.slice(0, 10))
    expect(dialplanOf(other)).toBe(dialplanOf(callCenter()))
  })

  test('tries to include the custom files, which are rendered beside it; without any it includes none', () => {
    const files = filesOf(callCenter())
    expect(files.map(({ path }) => path)).toEqual(['extensions.conf', 'extensions_extra.d/scripted.conf'])
    expect(contentOf(files, 'extensions_extra.d/scripted.conf')).toContain(
      '\n[scripted]\nexten => s,1,Gosub(xivo-pickup,s,1)\n',
    )
    expect(parseConf(contentOf(files, 'extensions.conf')).includes).toEqual(['extensions_extra.d/scripted.conf'])
    expect(parseConf(dialplanOf(callCenter({ removeDialplanFile: { name: 'scripted.conf' } }))).includes).toEqual([])
  })

  test('lets internal contexts reach the positions of every parking lot', () => {
    const content = dialplanOf(
      callCenter({
        defineParkingLot: { name: 'vip', number: '800', firstPosition: 801, lastPosition: 810, context: 'vip-parking' },
      }),
    )
    const contexts = readDialplan(content)
    expect(contexts.get('default')?.includes).toEqual(['to-extern', 'xivo-features', 'parkedcalls', 'vip-parking'])
    expect(contexts.get('from-extern')?.includes).toEqual([])
    expect(deadEnds(contexts, custom)).toEqual([])
  })

  test('leaves a shipped subroutine to the custom file that has one of that name', () => {
    const own = { name: 'own.conf', content: '[xivo-generic-sip-remove-header]\nexten => s,1,Return()\n' }
    expect(readDialplan(dialplanOf(callCenter())).has('xivo-generic-sip-remove-header')).toBe(true)
    const content = dialplanOf(callCenter({ defineDialplanFile: own }))
    expect(readDialplan(content).has('xivo-generic-sip-remove-header')).toBe(false)
  })
})

describe('texts of people', () => {
  const texts = (text: string): readonly ConfigurationCommand[] => [
    { changeUser: { user: 'alice', firstName: text, lastName: text, description: text, userField: text } },
    { changeUser: { user: 'bob', ringTones: { internal: text, external: null, group: null, forward: null } } },
    { changeUser: { user: 'alice', outgoingCallerId: { custom: { name: text.slice(0, 60), number: '0140000000' } } } },
    { changeQueue: { name: 'sales', displayName: text, callerId: { mode: 'append', text: text.slice(0, 80) } } },
    {
      changeCallFilter: {
        name: 'direction',
        displayName: text,
        callerId: { mode: 'overwrite', text: text.slice(0, 80) },
      },
    },
    { changeSchedule: { name: 'office', displayName: text, description: text } },
    { changeIvr: { name: 'welcome', displayName: text } },
  ]

  test('change no context, extension, step or application, whatever signs are in them', () => {
    const shape = (text: string) =>
      [...readDialplan(dialplanOf(after(callCenter(), ...texts(text))))].map(([name, { extensions }]) => [
        name,
        [...extensions].map(([exten, steps]) => [exten, steps.map(one => [one.label, one.application])]),
      ])
    expect(shape(hostileText.slice(0, 64))).toEqual(shape('plain'))
    expect(shape('é€😀'.repeat(10))).toEqual(shape('plain'))
  })

  test('never begin a variable or an expression', () => {
    const hostile = dialplanOf(after(callCenter(), ...texts('${SHELL(id)}$[1]')))
    expect(hostile).not.toContain('${SHELL')
    expect(hostile).not.toContain('$[1]')
    expect(hostile).toContain('$${RINGLEDGER_NOTHING}{SHELL(id)}')
  })

  test('stay what they are: a comma, a semicolon and quotes in a name', () => {
    const content = dialplanOf(callCenter({ changeUser: { user: 'dan', firstName: 'D, "E"; (F)', lastName: null } }))
    expect(stepsOf(content, 'user~dan')).toContain('Set(XIVO_DST_FIRSTNAME=D, "E"; (F))')
  })
})

describe('a call to a queue', () => {
  test('goes through its steps in the order of the contract', () => {
    const steps = stepsOf(dialplanOf(callCenter()), 'queue~sales')
    const order = [
      'UserEvent(Queue,',
      'Set(CALLERID(name)=',
      'Gosub(schedule~office,s,1)',
      'QueueLog(sales,${UNIQUEID},NONE,CLOSED)',
      'SCHEDULE_CLOSED,schedule=office,queue=sales',
      'GotoIf($[0${QUEUEHOLDTIME} > 120]?divertwait)',
      '?divertratio)',
      'Gosub(xivo-own-subroutine,s,1(before-sales))',
      'Gosub(xivo-global-subroutine,s,1(QUEUE))',
      'Playback(queue-holdtime,noanswer)',
      'Gosub(xivo-pickup,s,1)',
      'Set(__XIVO_CALLGROUPS=floor)',
      'Gosub(xivo-record,queue,1(recorded))',
      'Queue(sales,${XIVO_QUEUEOPTIONS},,,${XIVO_QUEUETIMEOUT})',
      '"TIMEOUT"]?timeout)',
      'full: QueueLog(sales,${UNIQUEID},NONE,FULL)',
      'joinempty: QueueLog(sales,${UNIQUEID},NONE,JOINEMPTY)',
      'leaveempty: QueueLog(sales,${UNIQUEID},NONE,LEAVEEMPTY)',
      'divertwait: QueueLog(sales,${UNIQUEID},NONE,DIVERT_HOLDTIME)',
      'divertratio: QueueLog(sales,${UNIQUEID},NONE,DIVERT_CA_RATIO)',
    ]
    const places = order.map(part => steps.findIndex(step => step.includes(part)))
    expect(places).not.toContain(-1)
    expect(places).toEqual([...places].sort((a, b) => a - b))
  })

  test('that waited to the end is logged as rerouted when it then goes to a mailbox or a sound', () => {
    const steps = stepsOf(dialplanOf(callCenter()), 'queue~support')
    expect(steps).toContain('timeout: QueueLog(support,${UNIQUEID},NONE,REROUTEGUIDE)')
    expect(stepsOf(dialplanOf(callCenter()), 'queue~sales').join('\n')).not.toContain('REROUTEGUIDE')
  })

  test('never comes to the destination for busy, to which no outcome leads', () => {
    const content = dialplanOf(
      callCenter({ changeQueue: { name: 'sales', busy: { sound: { sound: 'never-heard' } } } }),
    )
    expect(content).not.toContain('never-heard')
  })

  test('names the rule set of skills only where Asterisk is patched to know it', () => {
    const patched = dialplanOf(callCenter({ changeMediaServer: { name: 'main', patched: true } }))
    expect(patched).toContain('${XIVO_QUEUETIMEOUT},,,,,,${XIVO_QUEUESKILLRULESET})')
    expect(dialplanOf(callCenter())).not.toContain('XIVO_QUEUESKILLRULESET')
  })

  test('of a group has no rows of queue_log that Asterisk does not write itself', () => {
    expect(stepsOf(dialplanOf(callCenter()), 'group~desk').join('\n')).not.toContain('QueueLog')
  })
})

/** What every event about a call begins with, and the caller's name, in which a comma would begin another field. */
const channel = 'UNIQUEID: ${UNIQUEID},CHANNEL: ${CHANNEL}'
const callerName = '${REPLACE(XIVO_SRCNAME,\\,, )}'

describe('a call from outside', () => {
  test('goes through its steps in the order of the contract', () => {
    const content = dialplanOf(
      callCenter({
        changeIncall: {
          number: '0140000001',
          context: 'from-extern',
          schedule: 'office',
          callerId: { mode: 'prepend', text: 'Firm ' },
          preprocessSubroutine: 'before-sales',
        },
      }),
    )
    expect(stepsOf(content, 'did~0140000001@from-extern')).toEqual([
      'Set(XIVO_CALLORIGIN=extern)',
      'Set(XIVO_EXTENPATTERN=0140000001)',
      'Gosub(xivo-normalize,s,1)',
      'Gosub(xivo-reverse-lookup,s,1)',
      'Set(CALLERID(name)=Firm ${CALLERID(name)})',
      'Gosub(xivo-permission,caller,1(${XIVO_SRCNUM},permission~mobile))',
      'Set(XIVO_SRCNAME=${CALLERID(name)})',
      `UserEvent(Did,${channel},CALLERIDNUM: \${XIVO_SRCNUM},EXTEN: \${XIVO_DSTNUM},XIVO_SRCNUM: \${XIVO_SRCNUM},XIVO_SRCNAME: ${callerName},XIVO_EXTENPATTERN: 0140000001,XIVO_SRCTON: \${CALLERID(ton)},XIVO_SRCRDNIS: \${CALLERID(rdnis)})`,
      'CELGenUserEvent(XIVO_INCALL,${XIVO_DSTNUM})',
      'Gosub(schedule~office,s,1)',
      'GotoIf($["${XIVO_SCHEDULE_STATUS}" = "opened"]?opened)',
      'CELGenUserEvent(SCHEDULE_CLOSED,schedule=office,incall=0140000001)',
      'Goto(schedule~office,${XIVO_SCHEDULE_CASE},1)',
      'opened: NoOp(office is open)',
      'Gosub(xivo-own-subroutine,s,1(before-sales))',
      'Gosub(xivo-global-subroutine,s,1(DID))',
      'Gosub(xivo-pickup,s,1)',
      'Playback(welcome)',
      'Gosub(xivo-forward-subroutine,s,1(QUEUE))',
      'Goto(queue~sales,s,1)',
    ])
  })

  test('is called as the phonebook knows the number where it tells no name, whatever signs the name has', () => {
    const content = dialplanOf(
      after(
        callCenter(),
        {
          definePhonebookEntry: { name: 'acme', displayName: 'Acme; ${SHELL(id)}, [x]', officeNumber: '+33472101112' },
        },
        { definePhonebookEntry: { name: 'room', displayName: 'Room', otherNumber: 'video:room' } },
      ),
    )
    expect(stepsOf(content, 'xivo-reverse-lookup')).toEqual([
      'GotoIf($[${LEN(${FILTER(0-9+*#,${CALLERID(name)})})} = ${LEN(${CALLERID(name)})}]?look)',
      'GotoIf($["${TOLOWER(${FILTER(A-Za-z,${CALLERID(name)})})}" = "unknown"]?look)',
      'Return()',
      'look: GotoIf($[${DIALPLAN_EXISTS(xivo-phonebook,0${XIVO_SRCNUM},1)} = 0]?done)',
      'Gosub(xivo-phonebook,0${XIVO_SRCNUM},1)',
      'Set(XIVO_SRCNAME=${CALLERID(name)})',
      `UserEvent(ReverseLookup,${channel},CALLERIDNUM: \${XIVO_SRCNUM},db-reverse: ${callerName})`,
      'done: Return()',
    ])
    const phonebook = readDialplan(content).get('xivo-phonebook')?.extensions
    expect([...(phonebook?.keys() ?? [])].filter(number => number.startsWith('00'))).toEqual(['00472101112'])
    const [name] = stepsOf(content, 'xivo-phonebook', '00472101112')
    expect(name).toMatch(/^Set\(CALLERID\(name\)=Acme/)
    expect(name).not.toContain('${SHELL(id)}')
  })

  test('finds its number by a pattern too, whose context has a name without brackets', () => {
    const content = dialplanOf(callCenter())
    expect(stepsOf(content, 'from-extern', '_01400000[2-4]X')[1]).toBe('Gosub(did,s,1(01400000~5b2-4~5dX@from-extern))')
    expect(stepsOf(content, 'did~01400000~5b2-4~5dX@from-extern').at(-1)).toBe('Goto(ivr~welcome,s,1)')
  })
})

describe('a call to a user', () => {
  test('goes through its steps in the order of the contract', () => {
    const own = stepsOf(dialplanOf(callCenter()), 'user~carol')
    const way = stepsOf(dialplanOf(callCenter({ changeCallCompletion: { enabled: true } })), 'user', 'call')
    const places = (steps: readonly string[], order: readonly string[]) =>
      order.map(part => steps.findIndex(step => step.includes(part)))
    const inOrder = (found: readonly number[]) => {
      expect(found).not.toContain(-1)
      expect(found).toEqual([...found].sort((a, b) => a - b))
    }
    inOrder(
      places(own, [
        'Gosub(xivo-user,s,1(carol))',
        'Gosub(schedule~office,s,1)',
        'Set(__PICKUPMARK=1002%default)',
        'Set(XIVO_INTERFACE=',
        'Gosub(xivo-global-subroutine,s,1(USER))',
        'Goto(user,call,1)',
      ]),
    )
    inOrder(
      places(way, [
        'Gosub(xivo-permission,s,1(${XIVO_DSTNUM},))',
        '?fromqueue)',
        'Gosub(${XIVO_FILTER},s,1)',
        'Gosub(xivo-record,s,1(recorded))',
        '?dnd)',
        'Gosub(xivo-user-forward,s,1(${XIVO_FORWARD_UNCONDITIONAL}))',
        '?ringonly)',
        'GROUP_COUNT(',
        'Set(CALLCOMPLETION(cc_agent_policy)=generic)',
        'Dial(${XIVO_INTERFACE}',
        '"BUSY"]?busy)',
      ]),
    )
  })

  test('rings the browser of a unique account while it is there, and else the desk phone, never both', () => {
    expect(stepsOf(dialplanOf(callCenter()), 'user~carol')).toContain(
      'Set(XIVO_INTERFACE=${IF($["${DEVICE_STATE(PJSIP/both1002_w)}" = "UNAVAILABLE"]?PJSIP/both1002:PJSIP/both1002_w)})',
    )
  })

  test('who is switched off is told to be nobody, and is not rung', () => {
    const content = dialplanOf(callCenter({ changeUser: { user: 'dan', enabled: false } }))
    expect(stepsOf(content, 'user~dan')).toEqual(['Playback(vm-nobodyavail,noanswer)', 'Hangup()'])
  })

  test('on a custom line goes through a context that marks it for pickup', () => {
    expect(stepsOf(dialplanOf(callCenter()), 'line~mobile')).toEqual([
      'Set(__PICKUPMARK=1003%default)',
      'Dial(Local/0612457896@default/n,,b(xivo_header_mgr^set_headers_on_channel^1))',
      'Hangup()',
    ])
  })
})

describe('an agent', () => {
  test('is a member of his queues under his name when he logs in by phone, and his session is in queue_log', () => {
    const content = dialplanOf(callCenter())
    expect(stepsOf(content, 'agent~8001', 'login')).toEqual([
      'AddQueueMember(sales,Local/id-8001@agentcallback,0,,Agent/8001,${XIVO_AGENT_INTERFACE})',
      'AddQueueMember(support,Local/id-8001@agentcallback,0,,Agent/8001,${XIVO_AGENT_INTERFACE})',
      'Return()',
    ])
    expect(stepsOf(content, 'xivo-agent-login')).toContain(
      'QueueLog(NONE,${UNIQUEID},Agent/${ARG1},AGENTCALLBACKLOGIN,${DB(ringledger/agent/${ARG1}/line)})',
    )
    expect(stepsOf(content, 'xivo-agent-logoff')).toContain(
      'QueueLog(NONE,${UNIQUEID},Agent/${ARG1},AGENTCALLBACKLOGOFF,${line}|${seconds}|CommandLogoff)',
    )
  })
})

test('an agent is rung by one queue at a time, whatever Asterisk gives him at once (pbx-configuration §18.19)', () => {
  const steps = stepsOf(dialplanOf(callCenter()), 'agentcallback', '_id-X.')
  const counted = steps.indexOf('GotoIf($[${GROUP_COUNT(${XIVO_AGENT_ID}@agent)} > 1]?busy)')
  expect(steps[counted - 1]).toBe('Set(GROUP(agent)=${XIVO_AGENT_ID})')
  expect(steps.findIndex(step => step.includes('Dial('))).toBeGreaterThan(counted)
  expect(steps).toContain('busy: Busy(1)')
})

describe('a boss with secretaries', () => {
  test('rings first in the mode that says so, then the last of the list, and is not filtered for them', () => {
    const content = dialplanOf(
      callCenter(
        { changeUser: { user: 'dan', bsFilter: 'secretary' } },
        { addCallFilterSecretary: { callFilter: 'direction', user: 'dan', ringSeconds: 7 } },
      ),
    )
    const steps = stepsOf(content, 'filter~direction')
    expect(steps.slice(0, 2)).toEqual([
      'GotoIf($["${XIVO_USERID}" = "bob"]?unfiltered)',
      'GotoIf($["${XIVO_USERID}" = "dan"]?unfiltered)',
    ])
    expect(steps.flatMap(step => /Dial\(([^,]+,\d+)/.exec(step)?.[1] ?? [])).toEqual([
      'PJSIP/abc12345,5',
      'Local/s@line~mobile/n,7',
      'PJSIP/def12345,10',
    ])
  })
})

describe('a schedule', () => {
  test('asks holidays, then closed periods, then opened ones, and is closed otherwise', () => {
    expect(stepsOf(dialplanOf(callCenter()), 'schedule~office').slice(0, 4)).toEqual([
      'GotoIf($[${STRFTIME(${EPOCH},Europe/Paris,%Y%m%d)} >= 20261225 & ${STRFTIME(${EPOCH},Europe/Paris,%Y%m%d)} <= 20261225]?date0)',
      'GotoIfTime(12:00-14:00,*,*,*,Europe/Paris?closed0)',
      'GotoIfTime(08:00-18:00,mon&tue&wed&thu&fri,*,*,Europe/Paris?opened)',
      'Goto(otherwise)',
    ])
  })

  test('sends a closed call where the period says, and otherwise where the schedule does', () => {
    const content = dialplanOf(callCenter())
    expect(stepsOf(content, 'schedule~office', 'closed0')).toContain('Playback(lunch)')
    expect(stepsOf(content, 'schedule~office', 'date0')).toContain('VoiceMail(1000@default,u)')
    expect(stepsOf(content, 'schedule~office', 'otherwise').at(-1)).toBe('Hangup()')
  })

  test('over midnight is two tests', () => {
    const night = { opened: [{ from: '22:00', to: '06:00', weekdays: [7] }] }
    const content = dialplanOf(callCenter({ changeSchedule: { name: 'never', ...night, closed: [] } }))
    expect(stepsOf(content, 'schedule~never').slice(0, 2)).toEqual([
      'GotoIfTime(22:00-23:59,sun,*,*?opened)',
      'GotoIfTime(00:00-06:00,mon,*,*?opened)',
    ])
  })

  test('that is switched off is open', () => {
    const content = dialplanOf(callCenter({ changeSchedule: { name: 'office', enabled: false } }))
    expect(stepsOf(content, 'schedule~office')).toEqual(['opened: Set(XIVO_SCHEDULE_STATUS=opened)', 'Return()'])
  })
})

describe('what is on another server', () => {
  const medium = mediumConfiguration()

  test('is reached by its name over the trunk to that server, and has no steps of its own here', () => {
    const content = dialplanOf(medium, 'mds1')
    expect(stepsOf(content, 'queue~queue000')).toEqual([
      'Set(__XIVO_XDS_TO=queue~queue000)',
      'Goto(from-server,to-main,1)',
    ])
    expect(stepsOf(content, 'from-server', 'to-main')).toContain(
      'Dial(PJSIP/${XIVO_XDS_NUMBER}@_trunk-main,${XIVO_RINGSECONDS},b(xivo-to-server^s^1))',
    )
    expect(content).not.toContain('Queue(queue000')
  })

  test('can be dialled under the same numbers', () => {
    const numbers = (server: string) => [
      ...(readDialplan(dialplanOf(medium, server)).get('default')?.extensions.keys() ?? []),
    ]
    expect(numbers('mds1')).toEqual(numbers('main'))
    expect(numbers('main')).toHaveLength(360)
  })

  test('with one server there is nothing of all this', () => {
    expect(readDialplan(dialplanOf(callCenter())).has('from-server')).toBe(false)
  })
})

test('a caller who is called back is hung up on first, and is asked for the PIN afterwards', () => {
  const content = dialplanOf(
    callCenter({
      defineIncall: {
        number: '0199',
        context: 'from-extern',
        destination: { callbackDisa: { pin: '4711', context: 'default' } },
      },
    }),
  )
  expect(stepsOf(content, 'did~0199@from-extern').slice(-2)).toEqual([
    'Set(CHANNEL(hangup_handler_push)=xivo-callback-disa,s,1(4711,default))',
    'Hangup()',
  ])
  const asked = stepsOf(content, 'xivo-callback-disa').find(step => step.startsWith('Originate'))
  expect(asked).toContain('app,DISA,${ARG1}\\,${ARG2},,60,a)')
})

test('who keys in the password goes on at the number behind it', () => {
  const password = { pin: '4711', number: '1000', context: 'default' }
  const content = dialplanOf(
    callCenter({ defineIncall: { number: '0198', context: 'from-extern', destination: { password } } }),
  )
  expect(stepsOf(content, 'did~0198@from-extern').slice(-4)).toEqual([
    'Gosub(xivo-pickup,s,1)',
    'Authenticate(4711)',
    'Gosub(xivo-forward-subroutine,s,1(EXTENSION))',
    'Goto(default,1000,1)',
  ])
})

test('the mailbox of somebody else is switched by who has its password, in the context of his number', () => {
  const content = dialplanOf(callCenter())
  const steps = stepsOf(content, 'xivo-features', '*901000')
  expect(steps[1]).toBe('GotoIf($["${CONTEXT}" != "default"]?strange)')
  expect(steps[2]).toBe('Gosub(xivo-mailbox-toggle,s,1(alice,1000@default,1000))')
  const toggle = stepsOf(content, 'xivo-mailbox-toggle')
  expect(toggle.slice(0, 2)).toEqual(['VMAuthenticate(${ARG2})', 'Gosub(xivo-state-of,s,1(${ARG1}))'])
  expect(toggle).toContain('Set(DB(ringledger/user/${XIVO_DSTID}/voicemail)=${XIVO_SWITCH})')
  expect(stepsOf(content, 'xivo-features', '*901001')).toEqual([])
})

test('custom files come behind the contexts that they may add to', () => {
  const content = dialplanOf(callCenter())
  const included = content.indexOf('#tryinclude extensions_extra.d/')
  expect(included).toBeGreaterThan(0)
  expect(content.slice(included)).not.toMatch(/^\[/m)
})

test('an agent who is rung by a queue transfers in the context of the phone that he sits at', () => {
  const steps = stepsOf(dialplanOf(callCenter()), 'xivo_header_mgr', 'set_headers_on_channel')
  expect(steps.slice(1, 4)).toEqual([
    'GotoIf($["${channel:0:9}" != "Local/id-"]?groups)',
    'Set(LOCAL(line)=${DB(ringledger/agent/${FILTER(0-9,${CUT(channel,@,1)})}/line)})',
    'Set(__TRANSFER_CONTEXT=${CUT(line,@,2)})',
  ])
})
