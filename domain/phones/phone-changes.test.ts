import { expect, test } from 'vitest'
import { microsOfSeconds } from '../kernel/time.ts'
import { phoneChanges } from './phone-changes.ts'

const at = microsOfSeconds(1795233100)
const changes = (event: string, fields: Record<string, string>) => phoneChanges({ event, fields, at })

const member = {
  Queue: 'support',
  MemberName: 'Agent/8001',
  Interface: 'Local/id-1@agentcallback',
  StateInterface: 'PJSIP/1001',
  Status: '6',
  Paused: '1',
}
const read = {
  type: 'MEMBER',
  queue: 'support',
  interface: 'Local/id-1@agentcallback',
  agent: 'Agent/8001',
  device: 'PJSIP/1001',
  paused: true,
  state: 'RINGING',
}

test('a member is told by his name, by what is dialled, and by the device whose state counts', () => {
  expect(changes('QueueMemberAdded', member)).toEqual([read])
  expect(changes('QueueMemberPause', member)).toEqual([read])
  expect(changes('QueueMemberStatus', member)).toEqual([
    read,
    { type: 'DEVICE', device: 'PJSIP/1001', state: 'RINGING' },
  ])
})

test('answers to QueueStatus, and Asterisk before 12, have other names for the same', () => {
  const { MemberName, Interface, ...rest } = member
  expect(changes('QueueMember', { ...rest, Name: MemberName, Location: Interface })).toEqual([read])
  expect(changes('QueueMemberPaused', { Queue: 'support', Location: 'SIP/1001', Paused: '0' })).toEqual([
    {
      type: 'MEMBER',
      queue: 'support',
      interface: 'SIP/1001',
      agent: 'SIP/1001',
      device: 'SIP/1001',
      paused: false,
      state: 'UNKNOWN',
    },
  ])
})

test('a hold is that of the telephone whose channel pressed it', () => {
  const channel = { Channel: 'PJSIP/1003-0000000d', Uniqueid: '1.19' }
  expect(changes('Hold', channel)).toEqual([{ type: 'HELD', uniqueId: '1.19', device: 'PJSIP/1003' }])
  expect(changes('Unhold', channel)).toEqual([{ type: 'UNHELD', uniqueId: '1.19' }])
  expect(changes('Hold', { ...channel, Status: 'Off' })).toEqual([{ type: 'UNHELD', uniqueId: '1.19' }])
  expect(changes('Hold', { Channel: 'Local/5@queue-00000001;2', Uniqueid: '1.20' })).toEqual([])
})

test('a ring attempt begins, is answered, or ends, by queue, caller and member', () => {
  const attempt = { Queue: 'sales', MemberName: 'Agent/8001', Uniqueid: '1.1', DestUniqueid: '1.2' }
  const call = { queue: 'sales', agent: 'Agent/8001', callId: '1.1' }
  expect(changes('AgentCalled', attempt)).toEqual([{ type: 'RINGS', ...call, uniqueId: '1.2' }])
  expect(changes('AgentConnect', attempt)).toEqual([{ type: 'ANSWERED', ...call, uniqueId: '1.2' }])
  expect(changes('AgentRingNoAnswer', attempt)).toEqual([{ type: 'RING_ENDED', ...call }])
  expect(changes('AgentComplete', attempt)).toEqual([{ type: 'CALL_ENDED', ...call }])
})

test('the end of a conversation may lack its channels (after a Redirect)', () => {
  expect(changes('AgentComplete', { Queue: 'sales', MemberName: 'Agent/8001' })).toEqual([
    { type: 'CALL_ENDED', queue: 'sales', agent: 'Agent/8001', callId: '' },
  ])
})

test('Asterisk started when Uptime says, not at the login that tells it', () => {
  expect(changes('FullyBooted', { Uptime: '30' })).toEqual([{ type: 'STARTED', at: at - microsOfSeconds(31) }])
  expect(changes('FullyBooted', {})).toEqual([])
})

test('most events tell nothing of telephones', () => {
  expect(changes('Newchannel', { Channel: 'PJSIP/1003-0000000d' })).toEqual([])
  expect(changes('constructor', {})).toEqual([])
})
