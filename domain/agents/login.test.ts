import { describe, expect, test } from 'vitest'
import { stateOf } from '../kernel/decider.ts'
import { logins, type LoginEvent } from './login.ts'

const site = 'paris'
const line = (phoneNumber: string): LoginEvent => ({ type: 'LineRegistered', site, phoneNumber })
const on = (agent: string, phoneNumber: string): LoginEvent => ({ type: 'AgentLoggedIn', site, agent, phoneNumber })
const logIn = (past: LoginEvent[], agent: string, phoneNumber: string) =>
  logins.decide(
    { type: 'LogAgentIn', site, agent, phoneNumber },
    stateOf(logins, [line('1001'), line('1002'), ...past]),
  )

describe('G-24, the login cases of contact-center 9.2', () => {
  test('not logged in, known line: logged in on it', () => {
    expect(logIn([], 'Agent/8001', '1001')).toEqual({ accepted: true, events: [on('Agent/8001', '1001')] })
  })

  test('not logged in, unknown line: PhoneNumberUnknown', () => {
    expect(logIn([], 'Agent/8001', '9999')).toMatchObject({
      accepted: false,
      rejections: [{ field: 'phoneNumber', rule: 'PhoneNumberUnknown' }],
    })
  })

  test('already logged in on the same line: stays, no error', () => {
    expect(logIn([on('Agent/8001', '1001')], 'Agent/8001', '1001')).toEqual({ accepted: true, events: [] })
  })

  test('already logged in on another line: LoggedInOnAnotherPhone with both numbers, and stays there', () => {
    expect(logIn([on('Agent/8001', '1001')], 'Agent/8001', '1002')).toMatchObject({
      accepted: false,
      rejections: [{ rule: 'LoggedInOnAnotherPhone', phoneNb: '1001', RequestedNb: '1002' }],
    })
  })

  test('not logged in, line of another agent: takes it, and the other one is logged out', () => {
    expect(logIn([on('Agent/8002', '1001')], 'Agent/8001', '1001')).toEqual({
      accepted: true,
      events: [
        { type: 'AgentLoggedOut', site, agent: 'Agent/8002', phoneNumber: '1001', because: 'LINE_TAKEN' },
        on('Agent/8001', '1001'),
      ],
    })
  })
})

test('whoever logged out, or lost the line, may log in anywhere', () => {
  const taken = logIn([on('Agent/8002', '1001')], 'Agent/8001', '1001')
  const past = [on('Agent/8002', '1001'), ...(taken.accepted ? taken.events : [])]
  expect(logIn(past, 'Agent/8002', '1002')).toEqual({ accepted: true, events: [on('Agent/8002', '1002')] })
})

test('logging out twice changes nothing the second time', () => {
  const state = stateOf(logins, [line('1001'), on('Agent/8001', '1001')])
  const out = logins.decide({ type: 'LogAgentOut', site, agent: 'Agent/8001' }, state)
  expect(out).toMatchObject({ accepted: true, events: [{ type: 'AgentLoggedOut', because: 'COMMAND' }] })
  const after = out.accepted ? out.events.reduce((lines, event) => logins.evolve(lines, event), state) : state
  expect(logins.decide({ type: 'LogAgentOut', site, agent: 'Agent/8001' }, after)).toEqual({
    accepted: true,
    events: [],
  })
})

test('a removed line is unknown', () => {
  expect(logIn([{ type: 'LineRemoved', site, phoneNumber: '1001' }], 'Agent/8001', '1001')).toMatchObject({
    rejections: [{ rule: 'PhoneNumberUnknown' }],
  })
})
