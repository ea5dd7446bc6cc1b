import { describe, expect, test } from 'vitest'
import { objectsOf } from '../configuration/configuration.ts'
import { given } from '../configuration/testing/given.ts'
import { trunks } from '../routing/sip/trunks.ts'
import type { Reachability, RegistrationStatus } from './trunk-changes.ts'
import { trunkState, type AmiTrunkStatus } from './trunk-state.ts'

const context = { defineContext: { name: 'from-extern', displayName: 'Incalls', type: 'incall' } }

function trunk(endpoint: Record<string, unknown>, fields: Record<string, unknown> = {}) {
  const configuration = given(context, { defineTrunk: { name: 'trunk-acme', endpoint, ...fields } })
  const [found] = objectsOf(configuration, trunks)
  if (!found) throw new Error('no trunk')
  return found.value
}

const sip = { context: 'from-extern', host: '198.51.100.7' }
const called = trunk({ sip })
const registering = trunk({ sip: { ...sip, registration: { server: 'provider', username: 'me', password: 'x' } } })
const registersHere = trunk({ sip: { context: 'from-extern', password: 'secret' } })

const whole: AmiTrunkStatus = { contacts: [], registrations: [], lists: ['contacts', 'registrations'] }
const contact = (state: Reachability, aor = 'trunk-acme') => ({ aor, state, roundTripMicros: 900, since: 5 })
const registered = (state: RegistrationStatus) => ({
  clientUri: 'sip:me@provider',
  serverUri: 'sip:provider',
  state,
  since: 7,
})

const verdictOf = (...asked: Parameters<typeof trunkState>) => {
  const { verdict, reason } = trunkState(...asked)
  return `${verdict}: ${reason}`
}

describe('nobody knows how a trunk stands', () => {
  test.each([
    ['the manager interface is not heard', called, 'pbx1', undefined, /manager interface of pbx1 is not heard/],
    ['no server is configured', called, undefined, undefined, /no media server/],
    ['it is customized', trunk({ custom: { interface: 'DAHDI/g0' } }), 'pbx1', whole, /customized/],
    ['the PBX does not show its contacts', called, 'pbx1', { ...whole, lists: [] }, /write = system/],
    ['the PBX has not been given it yet', called, 'pbx1', whole, /roll the configuration out/],
    ['only another one is told of', called, 'pbx1', { ...whole, contacts: [contact('REACHABLE', 'b')] }, /roll/],
    ['it is not asked', called, 'pbx1', { ...whole, contacts: [contact('NOT_QUALIFIED')] }, /qualify is off/],
  ] as const)('when %s', (_, one, node, told, reason) => {
    expect(verdictOf(one, node, told)).toMatch(/^UNKNOWN: /)
    expect(verdictOf(one, node, told)).toMatch(reason)
  })
})

test('a trunk that is disabled is neither up nor down', () => {
  expect(trunkState(trunk({ sip }, { enabled: false }), 'pbx1', whole)).toMatchObject({ verdict: 'DISABLED' })
})

describe('a trunk that is called', () => {
  test('goes by whether it answers', () => {
    expect(trunkState(called, 'pbx1', { ...whole, contacts: [contact('REACHABLE')] })).toEqual({
      verdict: 'UP',
      reason: 'the other side answers',
      since: 5,
      registration: null,
      reachability: 'REACHABLE',
      roundTripMicros: 900,
    })
    expect(trunkState(called, 'pbx1', { ...whole, contacts: [contact('UNREACHABLE')] }).verdict).toBe('DOWN')
  })

  test('is up as long as one of its contacts answers', () => {
    const contacts = [contact('UNREACHABLE'), contact('REACHABLE')]
    expect(trunkState(called, 'pbx1', { ...whole, contacts }).verdict).toBe('UP')
  })
})

describe('a trunk that registers with the other side', () => {
  const of = (registration: RegistrationStatus, ...contacts: Reachability[]) =>
    trunkState(registering, 'pbx1', {
      ...whole,
      registrations: [registered(registration)],
      contacts: contacts.map(state => contact(state)),
    })

  test('is up when it is registered, though nobody asks whether it answers', () => {
    expect(of('REGISTERED', 'NOT_QUALIFIED')).toMatchObject({
      verdict: 'UP',
      registration: 'REGISTERED',
      reachability: 'NOT_QUALIFIED',
      since: 7,
    })
  })

  test('is down when either is not as it must be', () => {
    expect(of('REJECTED', 'REACHABLE').verdict).toBe('DOWN')
    expect(of('REJECTED', 'REACHABLE').reason).toMatch(/does not answer, or refuses it/)
    expect(of('UNREGISTERED')).toMatchObject({ verdict: 'DOWN' })
    expect(of('REGISTERED', 'UNREACHABLE')).toMatchObject({ verdict: 'DOWN', since: 5 })
  })

  test('is not taken for registered because another registration is', () => {
    const other = { ...registered('REGISTERED'), clientUri: 'sip:you@provider' }
    expect(verdictOf(registering, 'pbx1', { ...whole, registrations: [other] })).toMatch(/^UNKNOWN: .*sip:me@provider/)
  })
})

describe('a trunk that registers here', () => {
  test('is down while it has no contact, and up once it has one', () => {
    expect(verdictOf(registersHere, 'pbx1', whole)).toBe('DOWN: the other side has not registered here')
    const told = { ...whole, contacts: [contact('NOT_QUALIFIED')] }
    expect(trunkState(registersHere, 'pbx1', told).verdict).toBe('UP')
  })
})
