import { describe, expect, test } from 'vitest'
import { microsOfSeconds } from '../kernel/time.ts'
import {
  doingWith,
  furtherQueues,
  phoneNow,
  queuesTold,
  reachIn,
  type AgentActivity,
  type AgentPhone,
  type MemberPhone,
} from './agent-phone.ts'
import type { DeviceState } from './device-state.ts'

const second = microsOfSeconds
const now = second(100)

const ready: AgentActivity = { state: 'READY', since: second(10), reason: null, queue: null, callId: null }
const talking: AgentActivity = { ...ready, state: 'TALKING', queue: 'sales', callId: 'c1' }

const member = (state: DeviceState, more: Partial<MemberPhone> = {}): MemberPhone => ({
  queue: 'sales',
  device: 'PJSIP/1001',
  state,
  since: second(90),
  paused: false,
  heldSince: null,
  ...more,
})
const phone = (members: readonly MemberPhone[], ...calls: AgentPhone['calls']): AgentPhone => ({
  site: 'paris',
  agent: 'Agent/8001',
  members,
  calls,
})
const call = (rangAt: number | null, answeredAt: number | null = null) => ({
  queue: 'sales',
  callId: 'c1',
  rangAt: rangAt === null ? null : second(rangAt),
  answeredAt: answeredAt === null ? null : second(answeredAt),
})

describe('what an agent does', () => {
  test('is what queue_log says where the manager says nothing', () => {
    expect(doingWith(ready, undefined, now)).toBe(ready)
    expect(doingWith(ready, phone([member('NOT_INUSE')]), now)).toBe(ready)
  })

  test.each(['READY', 'PAUSED', 'WRAP_UP', 'LOGGED_OUT', 'UNCERTAIN'] as const)(
    'is RINGING while a queue rings him, whatever %s means',
    state => {
      expect(doingWith({ ...ready, state }, phone([member('RINGING')], call(95)), now)).toEqual({
        state: 'RINGING',
        since: second(95),
        reason: null,
        queue: 'sales',
        callId: 'c1',
      })
    },
  )

  test('is, after a start of the PBX, READY or PAUSED as the manager names him a member; who is none stays UNCERTAIN', () => {
    const uncertain: AgentActivity = { ...ready, state: 'UNCERTAIN' }
    const paused = member('NOT_INUSE', { paused: true })
    const support = member('NOT_INUSE', { queue: 'support' })
    expect(doingWith(uncertain, phone([paused, support]), now)).toEqual({ ...ready, state: 'READY' })
    expect(doingWith(uncertain, phone([paused]), now)).toEqual({ ...ready, state: 'PAUSED' })
    expect(doingWith(uncertain, phone([]), now)).toBe(uncertain)
    const out: AgentActivity = { ...ready, state: 'LOGGED_OUT' }
    expect(doingWith(out, phone([support]), now)).toBe(out)
    expect(queuesTold(phone([support, paused, member('NOT_INUSE', { queue: 'support', paused: true })]))).toEqual([
      { queue: 'sales', paused: true },
      { queue: 'support', paused: false },
    ])
  })

  test('is TALKING while he talks, though another queue rings him', () => {
    expect(doingWith(talking, phone([member('RINGINUSE')], call(95)), now)).toBe(talking)
  })

  test('is TALKING from the answer on, before its row is read', () => {
    expect(doingWith(ready, phone([member('INUSE')], call(95, 97)), now)).toMatchObject({
      state: 'TALKING',
      since: second(97),
      queue: 'sales',
      callId: 'c1',
    })
  })

  test('is what a newer row says, though the manager never told the end of the call', () => {
    const wrapUp = { ...ready, state: 'WRAP_UP', since: second(99) } as const
    expect(doingWith(wrapUp, phone([member('NOT_INUSE')], call(95, 97)), now)).toBe(wrapUp)
  })

  test('is not RINGING for more than an hour', () => {
    const later = second(95 + 3601)
    expect(doingWith(ready, phone([member('RINGING')], call(95)), later)).toBe(ready)
  })
})

describe('the telephone', () => {
  const shown = (of: AgentPhone, doing = ready) => {
    const found = phoneNow(of, doing)
    return found && [found.state, found.otherCall]
  }

  test('is not known where the manager tells nothing', () => {
    expect(phoneNow(undefined, ready)).toBeUndefined()
    expect(shown(phone([]))).toBeUndefined()
    expect(shown(phone([member('UNKNOWN')]))).toBeUndefined()
  })

  test.each([
    ['NOT_INUSE', 'NOT_IN_USE', false],
    ['INUSE', 'IN_USE', true],
    ['BUSY', 'IN_USE', true],
    ['RINGINUSE', 'IN_USE', true],
    ['ONHOLD', 'ON_HOLD', true],
    ['RINGING', 'RINGING', true],
    ['UNAVAILABLE', 'UNREACHABLE', false],
    ['INVALID', 'UNREACHABLE', false],
  ] as const)('that is %s is %s to a supervisor; for a call that no queue gave: %s', (device, state, otherCall) => {
    expect(shown(phone([member(device)]))).toEqual([state, otherCall])
  })

  test('is used for a call of a queue when queue_log or the manager knows of one', () => {
    expect(shown(phone([member('INUSE')]), talking)).toEqual(['IN_USE', false])
    expect(shown(phone([member('INUSE')], call(null, 95)))).toEqual(['IN_USE', false])
    expect(shown(phone([member('RINGING')], call(95)), { ...ready, state: 'RINGING' })).toEqual(['RINGING', false])
  })

  test('is on hold since hold was pressed', () => {
    const held = phone([member('INUSE', { heldSince: second(98) })])
    expect(phoneNow(held, talking)).toEqual({
      state: 'ON_HOLD',
      since: second(98),
      device: 'PJSIP/1001',
      otherCall: false,
    })
  })

  test('is the busiest of several', () => {
    const two = phone([member('UNAVAILABLE'), member('NOT_INUSE', { device: 'PJSIP/1001_w' })])
    expect(phoneNow(two, ready)).toMatchObject({ state: 'NOT_IN_USE', device: 'PJSIP/1001_w' })
    expect(shown(phone([member('NOT_INUSE'), member('INUSE', { device: 'PJSIP/1001_w' })]))).toEqual(['IN_USE', true])
  })
})

test('the manager may name queues that no row told of: each once, those that rows told of not again', () => {
  const members = ['support', 'claims', 'sales', 'claims'].map(queue => member('NOT_INUSE', { queue }))
  expect(furtherQueues([{ queue: 'sales' }], phone(members))).toEqual(['claims', 'support'])
  expect(furtherQueues([{ queue: 'sales' }], undefined)).toEqual([])
})

describe('a call of the queue', () => {
  test.each([
    ['NOT_INUSE', 'REACHED'],
    ['UNKNOWN', 'REACHED'],
    ['INUSE', 'BUSY'],
    ['BUSY', 'BUSY'],
    ['RINGING', 'BUSY'],
    ['RINGINUSE', 'BUSY'],
    ['ONHOLD', 'BUSY'],
    ['UNAVAILABLE', 'UNREACHABLE'],
    ['INVALID', 'UNREACHABLE'],
  ] as const)('finds a telephone that is %s: %s', (device, reach) => {
    expect(reachIn('sales', phone([member(device)]))).toBe(reach)
  })

  test('finds him where nothing is known of his telephone', () => {
    expect(reachIn('sales', undefined)).toBe('REACHED')
    expect(reachIn('sales', phone([]))).toBe('REACHED')
  })

  test('does not find who is paused in this queue alone', () => {
    const paused = phone([member('NOT_INUSE', { paused: true }), member('NOT_INUSE', { queue: 'support' })])
    expect(reachIn('sales', paused)).toBe('PAUSED')
    expect(reachIn('support', paused)).toBe('REACHED')
  })

  test('goes by the device of the queue, and by any where the queue is not told of', () => {
    const two = phone([
      member('INUSE', { device: 'PJSIP/1001' }),
      member('NOT_INUSE', { queue: 'support', device: 'Local/id-1@agentcallback' }),
    ])
    expect(reachIn('sales', two)).toBe('BUSY')
    expect(reachIn('support', two)).toBe('REACHED')
    expect(reachIn('claims', two)).toBe('REACHED')
  })
})
