import { describe, expect, test } from 'vitest'
import { after, given } from '../../configuration/testing/given.ts'
import { sentenceOf } from './agent-step.ts'
import type { AgentsOnPbx, MemberOnPbx } from './agents-on-pbx.ts'
import { decideAgentAction, type AgentAction } from './decide-agent-action.ts'

const site = 'paris'
const sip = { sip: {} }
const configuration = given(
  { defineMediaServer: { name: 'main', main: true, address: '192.0.2.1' } },
  { defineMediaServer: { name: 'other', address: '192.0.2.2' } },
  { defineContext: { name: 'default', displayName: 'Default' } },
  { defineContext: { name: 'office', displayName: 'Office' } },
  { defineLine: { name: 'a', number: '1001', context: 'default', password: 'secret1', endpoint: sip } },
  { defineLine: { name: 'b', number: '1002', context: 'default', password: 'secret1', endpoint: sip } },
  { defineLine: { name: 'c', number: '1003', context: 'office', password: 'secret1', endpoint: sip } },
  { defineLine: { name: 'd', number: '1004', context: 'default', endpoint: { custom: { interface: 'DAHDI/g0' } } } },
  {
    defineLine: {
      name: 'e',
      number: '1005',
      context: 'default',
      password: 'secret1',
      mediaServer: 'other',
      endpoint: sip,
    },
  },
  { definePauseReason: { reason: 'lunch', label: 'Lunch' } },
  { definePauseReason: { reason: 'old', label: 'Old', active: false } },
  { defineAgent: { number: '8001', firstName: 'Ann', context: 'default' } },
  { defineAgent: { number: '8002', firstName: 'Bob', context: 'default' } },
  { defineQueue: { name: 'sales', displayName: 'Sales', members: [{ agent: '8001', penalty: 2 }] } },
  { defineQueue: { name: 'new', displayName: 'New', members: [{ agent: '8001' }] } },
  { defineQueue: { name: 'later', displayName: 'Later', members: [{ agent: '8001', enabled: false }] } },
)

const seated = (agent: string, number: string): readonly (readonly [string, string])[] => [
  [`agent/${agent}/interface`, 'PJSIP/a'],
  [`agent/${agent}/line`, `${number}@default`],
  [`agent/${agent}/since`, '1000'],
  [`phone/${number}`, agent],
]
const member = (agent: string, more: Partial<MemberOnPbx> = {}): MemberOnPbx => ({
  interface: `Local/id-${agent}@agentcallback`,
  name: `Agent/${agent}`,
  penalty: 0,
  paused: false,
  pauseReason: null,
  lastCallAt: 0,
  stateInterface: 'PJSIP/a',
  ...more,
})
const nobody: AgentsOnPbx = {
  kept: new Map(),
  queues: new Map([
    ['sales', []],
    ['later', []],
  ]),
}
const ann: AgentsOnPbx = { kept: new Map(seated('8001', '1001')), queues: new Map([['sales', [member('8001')]]]) }

function decided(action: AgentAction, seen: AgentsOnPbx): readonly string[] {
  const decision = decideAgentAction(action, { configuration, seen, now: 1090 })
  return decision.accepted
    ? decision.events.map(step => ('value' in step ? `${step.key} = ${step.value ?? 'gone'}` : sentenceOf(step)))
    : decision.rejections.map(({ field, rule }) => `${field} ${rule}`)
}
const logIn = (agent: string, phoneNumber: string): AgentAction => ({ type: 'LogAgentIn', site, agent, phoneNumber })
const logOut = (agent: string): AgentAction => ({ type: 'LogAgentOut', site, agent })
const pause = (reason: string | null): AgentAction => ({ type: 'PauseAgent', site, agent: '8001', reason })

describe('an agent who is logged in', () => {
  test('has his place, his row, and then the queues of his that the PBX has', () => {
    expect(decided(logIn('8001', '1002'), nobody)).toEqual([
      'agent/8001/interface = PJSIP/b',
      'agent/8001/line = 1002@default',
      'agent/8001/since = 1090',
      'phone/1002 = 8001',
      'queue_log has AGENTCALLBACKLOGIN of Agent/8001',
      'Agent/8001 becomes a member of sales with penalty 2',
    ])
  })

  test('is rung on custom lines and on those of other servers by their contexts', () => {
    expect(decided(logIn('8001', '1004'), nobody)).toContain('agent/8001/interface = Local/s@line~d/n')
    expect(decided(logIn('8001', '1005'), nobody)).toContain('agent/8001/interface = Local/s@line~e/n')
  })

  test('sits on a line of his own context (contact-center §9.1)', () => {
    expect(decided(logIn('8001', '1003'), nobody)).toEqual(['phoneNumber PhoneNumberUnknown'])
    expect(decided(logIn('8001', '9999'), nobody)).toEqual(['phoneNumber PhoneNumberUnknown'])
  })

  test('stays where he is: on the same line without an error, on another one with it', () => {
    expect(decided(logIn('8001', '1001'), ann)).toEqual([])
    expect(decided(logIn('8001', '1002'), ann)).toEqual(['phoneNumber LoggedInOnAnotherPhone'])
  })

  test('takes the line of another one, who is logged out first', () => {
    const steps = decided(logIn('8002', '1001'), ann)
    expect(steps.slice(0, 2)).toEqual([
      'Local/id-8001@agentcallback is a member of sales no more',
      'queue_log has AGENTCALLBACKLOGOFF of Agent/8001',
    ])
    expect(steps.indexOf('phone/1001 = 8002')).toBeGreaterThan(steps.indexOf('phone/1001 = gone'))
  })

  test('takes no line of somebody on whom who wants it may not act', () => {
    const around = { configuration, seen: ann, now: 1090 }
    const decision = decideAgentAction(logIn('8002', '1001'), { ...around, mayLogOut: agent => agent !== '8001' })
    expect(decision).toMatchObject({ accepted: false, rejections: [{ field: 'phoneNumber', rule: 'lineOfOthers' }] })
    expect(JSON.stringify(decision)).not.toContain('8001')
    const allowed = decideAgentAction(logIn('8002', '1001'), { ...around, mayLogOut: agent => agent === '8001' })
    expect(allowed.accepted).toBe(true)
  })

  test('is somebody who is configured', () => {
    expect(decided(logIn('9999', '1001'), nobody)).toEqual(['agent exists'])
  })
})

describe('an agent who is logged out', () => {
  test('leaves his queues, then his row says for how long he was there, and his place is given up', () => {
    expect(decided(logOut('8001'), ann)).toEqual([
      'Local/id-8001@agentcallback is a member of sales no more',
      'queue_log has AGENTCALLBACKLOGOFF of Agent/8001',
      'phone/1001 = gone',
      'agent/8001/line = gone',
      'agent/8001/since = gone',
      'agent/8001/interface = gone',
    ])
    const decision = decideAgentAction(logOut('8001'), { configuration, seen: ann, now: 1090 })
    const rows = decision.accepted ? decision.events.flatMap(step => (step.do === 'log' ? [step.data] : [])) : []
    expect(rows).toEqual([['1001@default', '90', 'CommandLogoff']])
  })

  test('and is so already has nothing to do, and no row more', () => {
    expect(decided(logOut('8001'), nobody)).toEqual([])
  })
})

describe('a pause', () => {
  test('is one in all queues, for a reason that can be chosen', () => {
    expect(decided(pause('lunch'), ann)).toEqual(['Local/id-8001@agentcallback is paused'])
    expect(decided(pause(null), ann)).toEqual(['Local/id-8001@agentcallback is paused'])
    expect(decided(pause('old'), ann)).toEqual(['reason exists'])
    expect(decided(pause('nap'), ann)).toEqual(['reason exists'])
  })

  test('repeated changes nothing, for another reason it goes on with that one', () => {
    const paused = { ...ann, queues: new Map([['sales', [member('8001', { paused: true, pauseReason: 'lunch' })]]]) }
    expect(decided(pause('lunch'), paused)).toEqual([])
    expect(decided(pause(null), paused)).toEqual(['Local/id-8001@agentcallback is paused'])
  })

  test('is nothing for who is in no queue', () => {
    expect(decided(pause('lunch'), nobody)).toEqual(['agent loggedIn'])
  })

  test('ends where there is one', () => {
    const paused = { ...ann, queues: new Map([['sales', [member('8001', { paused: true })]]]) }
    const unpause: AgentAction = { type: 'UnpauseAgent', site, agent: '8001' }
    expect(decided(unpause, paused)).toEqual(['Local/id-8001@agentcallback is paused no more'])
    expect(decided(unpause, ann)).toEqual([])
  })
})

describe('a key that toggles', () => {
  const login: AgentAction = { type: 'ToggleAgentLogin', site, agent: '8001', phoneNumber: '1002' }
  const toggle: AgentAction = { type: 'ToggleAgentPause', site, agent: '8001', reason: 'lunch' }
  const inSales = (more: Partial<MemberOnPbx>): AgentsOnPbx => ({
    ...ann,
    queues: new Map([['sales', [member('8001', { penalty: 2, ...more })]]]),
  })

  test('logs in who is logged out, and out who is logged in, wherever he sits', () => {
    expect(decided(login, nobody)).toEqual(decided(logIn('8001', '1002'), nobody))
    expect(decided(login, ann)).toEqual(decided(logOut('8001'), ann))
  })

  test('pauses who is ready, and makes ready who is paused', () => {
    expect(decided(toggle, inSales({}))).toEqual(['Local/id-8001@agentcallback is paused'])
    expect(decided(toggle, inSales({ paused: true }))).toEqual(['Local/id-8001@agentcallback is paused no more'])
  })

  test('makes ready who is in wrap-up: he comes anew, where he was and as he was', () => {
    const wrapped = { changeQueue: { name: 'sales', wrapUpSeconds: 30 } }
    const around = { configuration: after(configuration, wrapped), now: 1090 }
    const steps = (lastCallAt: number) => {
      const decision = decideAgentAction(toggle, { ...around, seen: inSales({ lastCallAt }) })
      return decision.accepted ? decision.events : []
    }
    const channel = 'Local/id-8001@agentcallback'
    expect(steps(1061)).toEqual([
      { do: 'removeMember', queue: 'sales', interface: channel },
      {
        do: 'addMember',
        queue: 'sales',
        interface: channel,
        name: 'Agent/8001',
        penalty: 2,
        pause: null,
        stateInterface: 'PJSIP/a',
      },
    ])
    expect(steps(1060)).toEqual([{ do: 'pause', interface: channel, reason: 'lunch' }])
  })
})

describe('who listens to an agent', () => {
  const listen = (phoneNumber: string, seen: AgentsOnPbx = ann) =>
    decideAgentAction({ type: 'ListenToAgent', site, agent: '8001', phoneNumber }, { configuration, seen, now: 1090 })
  const refusal = (phoneNumber: string, seen?: AgentsOnPbx) => {
    const decision = listen(phoneNumber, seen)
    return decision.accepted ? [] : decision.rejections.map(({ field, rule }) => `${field} ${rule}`)
  }

  test('is rung on his own phone, and hears the channels of the phone of the agent alone', () => {
    const heard = { do: 'listen', channels: 'PJSIP/a-', agent: '8001', phone: '1001' }
    expect(listen('1002')).toEqual({ accepted: true, events: [{ ...heard, listener: 'PJSIP/b' }] })
    expect(listen('1003')).toEqual({ accepted: true, events: [{ ...heard, listener: 'PJSIP/c' }] })
    expect(listen('1005')).toEqual({ accepted: true, events: [{ ...heard, listener: 'Local/s@line~e/n' }] })
  })

  test('needs an agent who is logged in, and a phone that is not his', () => {
    expect(refusal('1002', nobody)).toEqual(['agent loggedIn'])
    expect(refusal('1001')).toEqual(['phoneNumber ownPhone'])
    expect(refusal('9999')).toEqual(['phoneNumber PhoneNumberUnknown'])
  })
})
