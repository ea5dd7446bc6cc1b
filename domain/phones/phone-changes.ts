import { channelNameOf } from '../calls/rows/channel-names.ts'
import { microsOfSeconds, type Micros } from '../kernel/time.ts'
import type { AmiRow } from '../pbx/ami-fact.ts'
import { deviceStateOf, deviceStateOfNumber, type DeviceState } from './device-state.ts'

/** What an event of the manager interface changes in the picture of the telephones of agents. */
export type PhoneChange =
  /** How a member of a queue stands. `state` counts where nothing is known of the device yet: app_queue hears of it later. */
  | {
      readonly type: 'MEMBER'
      readonly queue: string
      readonly interface: string
      readonly agent: string
      readonly device: string
      readonly paused: boolean
      readonly state: DeviceState
    }
  | { readonly type: 'MEMBER_REMOVED'; readonly queue: string; readonly interface: string }
  | { readonly type: 'DEVICE'; readonly device: string; readonly state: DeviceState }
  | { readonly type: 'HELD'; readonly uniqueId: string; readonly device: string }
  | { readonly type: 'UNHELD'; readonly uniqueId: string }
  | ({ readonly type: 'RINGS' | 'ANSWERED'; readonly uniqueId: string } & OfQueueCall)
  | ({ readonly type: 'RING_ENDED' | 'CALL_ENDED' } & OfQueueCall)
  /** The caller waits no longer, whatever the reason: nobody is rung for him any more. */
  | { readonly type: 'CALLER_LEFT'; readonly queue: string; readonly callId: string }
  | { readonly type: 'HUNG_UP'; readonly uniqueId: string }
  /** Asterisk started then, at the earliest: what it had said before is void. */
  | { readonly type: 'STARTED'; readonly at: Micros }
  | { readonly type: 'STOPPED' }

interface OfQueueCall {
  readonly queue: string
  readonly agent: string
  /** uniqueid of the caller's channel: the callid of queue_log; empty where the event lacks its channels. */
  readonly callId: string
}

type Reading = (fields: AmiRow['fields'], at: Micros) => readonly PhoneChange[]

const text = (fields: AmiRow['fields'], ...names: readonly string[]): string => {
  for (const name of names) {
    const value = fields[name]
    if (value !== undefined && value !== '') return value
  }
  return ''
}

/** Interface and MemberName have other names in answers to QueueStatus and before Asterisk 12. */
const member: Reading = fields => {
  const [queue, address] = [text(fields, 'Queue'), text(fields, 'Interface', 'Location')]
  if (queue === '' || address === '') return []
  return [
    {
      type: 'MEMBER',
      queue,
      interface: address,
      agent: text(fields, 'MemberName', 'Name') || address,
      device: text(fields, 'StateInterface') || address,
      paused: text(fields, 'Paused') === '1',
      state: deviceStateOfNumber(text(fields, 'Status')),
    },
  ]
}

const memberStatus: Reading = (fields, at) =>
  member(fields, at).flatMap((change): readonly PhoneChange[] =>
    change.type === 'MEMBER' ? [change, { type: 'DEVICE', device: change.device, state: change.state }] : [change],
  )

const ofQueueCall = (fields: AmiRow['fields']): OfQueueCall => ({
  queue: text(fields, 'Queue'),
  agent: text(fields, 'MemberName', 'AgentName', 'Member', 'Interface'),
  callId: text(fields, 'Uniqueid', 'UniqueID'),
})

const ring =
  (type: 'RINGS' | 'ANSWERED'): Reading =>
  fields => {
    const call = ofQueueCall(fields)
    return call.callId === '' ? [] : [{ type, ...call, uniqueId: text(fields, 'DestUniqueid', 'DestUniqueID') }]
  }

const ended =
  (type: 'RING_ENDED' | 'CALL_ENDED'): Reading =>
  fields => [{ type, ...ofQueueCall(fields) }]

const held: Reading = fields => {
  const channel = channelNameOf(text(fields, 'Channel'))
  if (channel.kind !== 'line') return []
  const uniqueId = text(fields, 'Uniqueid')
  // Before Asterisk 12 the end of a hold was a Hold too.
  if (fields['Status'] === 'Off') return [{ type: 'UNHELD', uniqueId }]
  return [{ type: 'HELD', uniqueId, device: channel.line }]
}

/** At every login too: Uptime, in whole seconds, tells when Asterisk really started. Old versions do not tell it. */
const booted: Reading = (fields, at) => {
  const uptime = Number(fields['Uptime'] ?? NaN)
  return Number.isFinite(uptime) ? [{ type: 'STARTED', at: at - microsOfSeconds(uptime + 1) }] : []
}

const readings: ReadonlyMap<string, Reading> = new Map<string, Reading>([
  ['QueueMemberAdded', member],
  ['QueueMember', member],
  ['QueueMemberPause', member],
  ['QueueMemberPaused', member],
  ['QueueMemberStatus', memberStatus],
  [
    'QueueMemberRemoved',
    fields => [
      { type: 'MEMBER_REMOVED', queue: text(fields, 'Queue'), interface: text(fields, 'Interface', 'Location') },
    ],
  ],
  [
    'DeviceStateChange',
    fields => [{ type: 'DEVICE', device: text(fields, 'Device'), state: deviceStateOf(text(fields, 'State')) }],
  ],
  ['Hold', held],
  ['Unhold', fields => [{ type: 'UNHELD', uniqueId: text(fields, 'Uniqueid') }]],
  ['AgentCalled', ring('RINGS')],
  ['AgentConnect', ring('ANSWERED')],
  ['AgentRingNoAnswer', ended('RING_ENDED')],
  ['AgentDump', ended('CALL_ENDED')],
  ['AgentComplete', ended('CALL_ENDED')],
  [
    'QueueCallerLeave',
    fields => [{ type: 'CALLER_LEFT', queue: text(fields, 'Queue'), callId: text(fields, 'Uniqueid') }],
  ],
  ['Leave', fields => [{ type: 'CALLER_LEFT', queue: text(fields, 'Queue'), callId: text(fields, 'Uniqueid') }]],
  ['Hangup', fields => [{ type: 'HUNG_UP', uniqueId: text(fields, 'Uniqueid') }]],
  ['FullyBooted', booted],
  ['Shutdown', () => [{ type: 'STOPPED' }]],
])

/** Most events of the manager tell nothing about the telephones of agents. */
export function phoneChanges({ event, fields, at }: Pick<AmiRow, 'event' | 'fields' | 'at'>): readonly PhoneChange[] {
  return readings.get(event)?.(fields, at) ?? []
}
