import { describe, expect, test } from 'vitest'
import type { ConfigurationCommand } from '../commands.ts'
import { evolveAll, type Configuration } from '../configuration.ts'
import { kinds } from '../kinds.ts'
import { after, decide, given, when } from '../testing/given.ts'
import { warningsOf } from './warnings.ts'
import { weakSecrets } from './weak-secrets.ts'

const people = given(
  { defineContext: { name: 'default', displayName: 'Default' } },
  { defineContext: { name: 'from-extern', displayName: 'Incalls', type: 'incall' } },
  { defineAgent: { number: '8001', firstName: 'Ann', context: 'default' } },
  { defineAgent: { number: '8002', firstName: 'Bob', context: 'default' } },
  { defineLine: { name: 'a', number: '1001', context: 'default', password: 'secret1', endpoint: { sip: {} } } },
  { defineLine: { name: 'b', number: '1002', context: 'default', password: 'secret1', endpoint: { sip: {} } } },
  { defineUser: { user: 'ann', firstName: 'Ann', lines: ['a'] } },
  { defineUser: { user: 'bob', firstName: 'Bob', lines: ['b'] } },
  { defineQueue: { name: 'sales', displayName: 'Sales', members: [{ agent: '8001' }] } },
  { defineQueue: { name: 'support', displayName: 'Support', members: [{ agent: '8002' }] } },
)

function warned(before: Configuration, ...commands: readonly ConfigurationCommand[]): string[] {
  const decision = decide(before, commands)
  if (!decision.accepted) throw new Error(JSON.stringify(decision.rejections))
  const after = evolveAll(before, decision.events, kinds)
  return warningsOf(decision.events, before, after, kinds).map(
    ({ kind, key, field, rule }) => `${kind} ${key} ${field} ${rule}`,
  )
}

describe('accepted, with a warning', () => {
  test('is a user as a member of a queue', () => {
    expect(warned(people, { addQueueMember: { queue: 'sales', user: 'bob' } })).toEqual([
      'queue sales members userMember',
    ])
  })

  test('is an access list that opens everything', () => {
    const access = (acl: string[]) => ({
      defineServiceAccess: { login: 'crm', password: 'secret12', role: 'analyst', acl },
    })
    expect(warned(people, access(['calls.#', '*.#']))).toEqual(['serviceAccess crm acl opensEverything'])
    expect(warned(people, access(['calls.#', '#.read']))).toEqual([])
  })

  test('is a supervisor of queues who sees no agents', () => {
    const login = { ctiEnabled: true, ctiLogin: 'ann', ctiPassword: 'secret12', ctiProfile: 'Supervisor' }
    const before = after(
      people,
      { changeUser: { user: 'ann', ...login } },
      { defineAgentGroup: { name: 'days', displayName: 'Days' } },
    )
    const grant = (more: object) => ({ grantProfile: { login: 'ann', type: 'supervisor', ...more } })
    expect(warned(before, grant({ queues: ['sales'] }))).toEqual(['rightsProfile ann agentGroups noAgents'])
    expect(warned(before, grant({ queues: ['sales'], agentGroups: ['days'] }))).toEqual([])
    expect(
      warned(before, grant({ type: 'teacher', queues: ['sales'], period: { from: '2026-11-01', to: '2026-11-02' } })),
    ).toEqual([])
  })

  test('are queues of one weight that share an agent, unless one is off or they differ', () => {
    const share = { addQueueMember: { queue: 'sales', agent: '8002' } }
    expect(warned(people, share)).toEqual(['queue sales weight sharedWeight'])
    expect(warned(people, share, { changeQueue: { name: 'sales', weight: 1 } })).toEqual([])
    expect(warned(people, share, { changeQueue: { name: 'support', enabled: false } })).toEqual([])
    expect(warned(people, { addQueueMember: { queue: 'sales', agent: '8002', enabled: false } })).toEqual([])
  })

  test('is a round trip of calls over queues and users', () => {
    const there = { changeQueue: { name: 'sales', noAnswer: { user: { user: 'ann' } } } }
    const back = { changeUser: { user: 'ann', busy: { queue: { queue: 'sales' } } } }
    expect(warned(people, there)).toEqual([])
    expect(warned(people, there, back)).toEqual(['queue sales  roundTrip', 'user ann  roundTrip'])
  })

  test('is a round trip of forwards: two who forward to each other', () => {
    const forward = (user: string, destination: string) => ({
      changeUserForward: { user, kind: 'unconditional', enabled: true, destination },
    })
    expect(warned(people, forward('ann', '1002'))).toEqual([])
    expect(warned(people, forward('ann', '1002'), forward('bob', '1001'))).toEqual([
      'user ann  roundTrip',
      'user bob  roundTrip',
    ])
    expect(warned(people, forward('ann', '1001'))).toEqual(['user ann  roundTrip'])
  })

  test('is a subroutine that no file has', () => {
    const change = (name: string) => ({ changeQueue: { name: 'sales', preprocessSubroutine: name } })
    expect(warned(people, change('mine'))).toEqual(['queue sales preprocessSubroutine subroutine'])
    expect(warned(people, change('xivocc-incall-recording'))).toEqual([])
    const file = { defineDialplanFile: { name: 'mine.conf', content: '[mine]\nexten => s,1,Return()\n' } }
    expect(warned(people, file, change('mine'))).toEqual([])
  })

  test('is an option of chan_sip that PJSIP has none like, of a line and of a trunk', () => {
    const unrenderedOptions = [{ name: 'promiscredir', value: 'yes' }]
    const trunk = {
      defineTrunk: { name: 't', unrenderedOptions, endpoint: { custom: { interface: 'DAHDI/g0' } } },
    }
    const set = { changeLine: { name: 'a', unrenderedOptions } }
    expect(warned(people, set, trunk)).toEqual([
      'line a unrenderedOptions notRendered',
      'trunk t unrenderedOptions notRendered',
    ])
    expect(warned(after(people, set), { changeLine: { name: 'a', description: 'Ann' } })).toEqual([])
    const state = { changeLine: { name: 'a', unrenderedOptions: [{ name: 'regseconds', value: '1' }] } }
    expect(when(people, state)).toEqual({ rejections: ['commands[0].changeLine.unrenderedOptions[0].name choice'] })
  })

  test('is a registration of 300 seconds or more, for who has a standby server', () => {
    const trunk = (expirySeconds: number) => ({
      defineTrunk: {
        name: 't',
        endpoint: {
          sip: {
            context: 'from-extern',
            host: '192.0.2.1',
            password: 'secret1',
            registration: { server: '192.0.2.1', username: 'me', expirySeconds },
          },
        },
      },
    })
    expect(warned(people, trunk(300))).toEqual(['trunk t endpoint.sip.registration.expirySeconds standby'])
    expect(warned(people, trunk(299))).toEqual([])
  })

  test('is a route that tells the network the internal number of who calls anonymously (§9.4)', () => {
    const trunk = (sendIdentity: string) => ({
      defineTrunk: {
        name: 't',
        endpoint: { sip: { context: 'from-extern', host: '192.0.2.1', password: 'secret1', sendIdentity } },
      },
    })
    const hidden = { changeUser: { user: 'ann', outgoingCallerId: { anonymous: {} } } }
    const route = (callerId?: string) => ({
      defineOutcall: { name: 'out', trunks: ['t'], patterns: [{ pattern: '0X.', ...(callerId ? { callerId } : {}) }] },
    })
    expect(warned(people, trunk('pai'), hidden, route())).toEqual(['outcall out patterns[0].callerId anonymous'])
    expect(warned(people, trunk('pai'), hidden, route('0123456789'))).toEqual([])
    expect(warned(people, trunk('no'), hidden, route())).toEqual([])
    expect(warned(people, trunk('pai'), route())).toEqual([])
  })

  test('is a step of a dialplan file that answers by itself, or is of chan_sip', () => {
    const file = (...steps: readonly string[]) => ({
      defineDialplanFile: {
        name: 'mine.conf',
        content: ['[mine]', 'exten => s,1,NoOp(Answer)', ...steps.map(step => `same => n,${step}`)].join('\n'),
      },
    })
    expect(warned(people, file('Answer()'))).toEqual(['dialplanFile mine.conf content answer'])
    expect(warned(people, file('ExecIf($[1]?Answer())'))).toEqual(['dialplanFile mine.conf content answer'])
    expect(warned(people, file('SIPAddHeader(X-A: 1)'))).toEqual(['dialplanFile mine.conf content sipHeader'])
    expect(warned(people, file('Set(A=${SIP_HEADER(X-A)})'))).toEqual(['dialplanFile mine.conf content sipHeader'])
    expect(warned(people, file('GoSub(xivo-pickup,s,1)', 'Set(PJSIP_HEADER(add,X-A)=1)', 'Return()'))).toEqual([])
  })

  test('is a queue that becomes linear, not one that is made so', () => {
    const linear = { changeQueue: { name: 'sales', strategy: 'linear' } }
    expect(warned(people, linear)).toEqual(['queue sales strategy recreate'])
    expect(warned(after(people, linear), { changeQueue: { name: 'sales', weight: 1 } })).toEqual([])
    expect(warned(people, { defineQueue: { name: 'new', displayName: 'New', strategy: 'linear' } })).toEqual([])
    const off = after(people, { changeQueue: { name: 'sales', enabled: false } })
    expect(warned(off, linear, { changeQueue: { name: 'sales', enabled: true } })).toEqual([])
  })

  test('is a destination that is switched off', () => {
    const off = after(people, { changeUser: { user: 'ann', enabled: false } })
    const there = { changeQueue: { name: 'sales', noAnswer: { user: { user: 'ann' } } } }
    expect(warned(people, there)).toEqual([])
    expect(warned(off, there)).toEqual(['queue sales noAnswer.user.user disabled'])
    expect(warned(after(off, there), { changeQueue: { name: 'sales', weight: 3 } })).toEqual([])
    const incall = { number: '0123', context: 'from-extern', destination: { user: { user: 'ann' } } }
    expect(warned(off, { defineIncall: incall })).toEqual(['incall 0123@from-extern destination.user.user disabled'])
  })

  test('are the rule sets of a queue on an Asterisk that knows no skills: each loss by its name, once', () => {
    const skilled = after(
      people,
      { defineMediaServer: { name: 'main', address: '192.0.2.10' } },
      { defineSkill: { name: 'english' } },
      { defineSkillRuleSet: { name: 'speaks', rules: ['WT < 60, english > 50', 'english > 0'] } },
      { addAgentSkill: { agent: '8001', skill: 'english', weight: 75 } },
      { addAgentSkill: { agent: '8002', skill: 'english', weight: 25 } },
      { addQueueMember: { queue: 'sales', agent: '8002', penalty: 1 } },
    )
    const incall = (number: string) => ({
      defineIncall: {
        number,
        context: 'from-extern',
        destination: { queue: { queue: 'sales', skillRuleSet: 'speaks' } },
      },
    })
    const losses = ['loggedIn', 'ringing', 'preference', 'empty'].map(loss => `queue sales  skillFallback.${loss}`)
    expect(warned(skilled, incall('0140000001'), incall('0140000002'))).toEqual(losses)
    const brought = after(skilled, incall('0140000001'))
    expect(warned(brought, incall('0140000002'))).toEqual([])
    expect(warned(brought, { changeQueue: { name: 'sales', leaveWhenEmpty: [] } })).toEqual([])
    expect(warned(brought, { changeQueue: { name: 'sales', number: '3000', context: 'default' } })).toEqual([
      'queue sales  skillFallback.otherCalls',
    ])
    const patched = { changeMediaServer: { name: 'main', patched: true } }
    expect(warned(after(skilled, patched), incall('0140000001'))).toEqual([])
    expect(warned(after(brought, patched), { changeMediaServer: { name: 'main', patched: false } })).toEqual(losses)
  })

  test('is a mailbox without password that can be consulted by number, and from outside', () => {
    const box = { defineVoicemail: { number: '1001', context: 'default', name: 'Ann' } }
    const incall = {
      defineIncall: { number: '0123', context: 'from-extern', destination: { voicemailMain: { context: 'default' } } },
    }
    expect(warned(people, box, incall)).toEqual([
      'voicemail 1001@default password open',
      'incall 0123@from-extern destination.voicemailMain.context open',
    ])
    expect(warned(people, { defineVoicemail: { ...box.defineVoicemail, password: '1234' } }, incall)).toEqual([])
    expect(warned(people, box, { changeFeatureCodes: { voicemailConsultBox: null } })).toEqual([])
  })
})

test('what was so before is not said again', () => {
  const before = given(
    { defineContext: { name: 'default', displayName: 'Default' } },
    { defineVoicemail: { number: '1001', context: 'default', name: 'Ann' } },
  )
  expect(warned(before, { changeVoicemail: { number: '1001', context: 'default', name: 'Bob' } })).toEqual([])
})

describe('a password of the applications', () => {
  const login = { user: 'ann', ctiEnabled: true, ctiLogin: 'ann', ctiProfile: 'Agent' }
  const weak = (ctiPassword: unknown) => {
    const commands = [{ changeUser: { ...login, ctiPassword } }]
    const decision = decide(people, commands)
    if (!decision.accepted) throw new Error(JSON.stringify(decision.rejections))
    return weakSecrets(commands, decision.events, kinds).map(
      ({ kind, key, field, rule }) => `${kind} ${key} ${field} ${rule}`,
    )
  }

  test('is warned of when it is short, or not both letters and digits', () => {
    for (const password of ['abc1', 'abcdefgh', '12345678'])
      expect(weak(password)).toEqual(['user ann ctiPassword weak'])
    expect(weak('abcdefg1')).toEqual([])
  })

  test('cannot be told once it is sealed', () => {
    expect(weak({ sealed: 'x' })).toEqual([])
  })
})
