import type { RecordedEvent } from '../../../domain/kernel/event.ts'
import { microsOfSeconds } from '../../../domain/kernel/time.ts'
import { amiEventRecorded, amiGapRecorded } from '../../../domain/pbx/facts.ts'

/** What the manager interface of a PBX says, `at` seconds after the beginning. */
export interface Said {
  readonly at: number
  readonly event: string
  readonly fields: Readonly<Record<string, string>>
  readonly wentBack?: boolean
  readonly node?: string
}

/** A time in which nobody listened. */
export interface Silent {
  readonly from: number
  readonly to: number
}

const beginning = microsOfSeconds(1_795_000_000)

export const instant = (seconds: number): number => beginning + microsOfSeconds(seconds)

/** The log. */
export const heard = (...entries: readonly (Said | Silent)[]): readonly RecordedEvent[] =>
  entries.map((entry, index) => {
    const node = 'node' in entry ? (entry.node ?? 'pbx1') : 'pbx1'
    const envelope = { id: `e${index}`, schemaVersion: 1, stream: `facts/paris/${node}/ami`, revision: index }
    const place = { site: 'paris', node, position: index + 1, recordedAt: 0 }
    if ('from' in entry) {
      const data = { from: instant(entry.from), to: instant(entry.to), reason: 'CONNECTION_LOST', detail: '' }
      return { ...envelope, ...place, type: amiGapRecorded, occurredAt: data.from, data }
    }
    const { event, fields, wentBack } = entry
    const data = { raw: '', event, fields, ...(wentBack ? { flags: ['beforePrevious'] } : {}) }
    return { ...envelope, ...place, type: amiEventRecorded, occurredAt: instant(entry.at), data }
  })

const who = (n: number) => ({
  MemberName: `Agent/800${n}`,
  Interface: `PJSIP/100${n}`,
  StateInterface: `PJSIP/100${n}`,
})

/** Short for the events of the manager; agents are numbered from 1. */
export const say = {
  added: (at: number, agent: number, queue = 'sales', status = '1'): Said => ({
    at,
    event: 'QueueMemberAdded',
    fields: { Queue: queue, ...who(agent), Status: status, Paused: '0' },
  }),
  removed: (at: number, agent: number, queue = 'sales'): Said => ({
    at,
    event: 'QueueMemberRemoved',
    fields: { Queue: queue, ...who(agent), Status: '1', Paused: '0' },
  }),
  paused: (at: number, agent: number, paused: '0' | '1', queue = 'sales'): Said => ({
    at,
    event: 'QueueMemberPause',
    fields: { Queue: queue, ...who(agent), Status: '1', Paused: paused },
  }),
  device: (at: number, agent: number, state: string): Said => ({
    at,
    event: 'DeviceStateChange',
    fields: { Device: `PJSIP/100${agent}`, State: state },
  }),
  rings: (at: number, agent: number, call: string, queue = 'sales'): Said => ({
    at,
    event: 'AgentCalled',
    fields: { Queue: queue, ...who(agent), Uniqueid: call, DestUniqueid: `${call}.${agent}` },
  }),
  connects: (at: number, agent: number, call: string, queue = 'sales'): Said => ({
    at,
    event: 'AgentConnect',
    fields: { Queue: queue, ...who(agent), Uniqueid: call, DestUniqueid: `${call}.${agent}` },
  }),
  completes: (at: number, agent: number, call: string, queue = 'sales'): Said => ({
    at,
    event: 'AgentComplete',
    fields: { Queue: queue, ...who(agent), Uniqueid: call },
  }),
  leaves: (at: number, call: string, queue = 'sales'): Said => ({
    at,
    event: 'QueueCallerLeave',
    fields: { Queue: queue, Uniqueid: call },
  }),
  holds: (at: number, agent: number, event: 'Hold' | 'Unhold', call = 'c1'): Said => ({
    at,
    event,
    fields: { Channel: `PJSIP/100${agent}-0000000a`, Uniqueid: `${call}.${agent}` },
  }),
  hangsUp: (at: number, uniqueId: string): Said => ({ at, event: 'Hangup', fields: { Uniqueid: uniqueId } }),
  contact: (at: number, state: string, trip?: string): Said => ({
    at,
    event: 'ContactStatus',
    fields: {
      URI: 'sip:198.51.100.7',
      AOR: 'trunk-acme',
      EndpointName: 'trunk-acme',
      ContactStatus: state,
      ...(trip === undefined ? {} : { RoundtripUsec: trip }),
    },
  }),
  contactListed: (at: number, state: string): Said => ({
    at,
    event: 'ContactList',
    fields: { ObjectName: 'trunk-acme@@0f', Uri: 'sip:198.51.100.7', Status: state },
  }),
  aorListed: (at: number, qualifySeconds: number): Said => ({
    at,
    event: 'AorList',
    fields: {
      ObjectName: 'trunk-acme',
      Contacts: 'trunk-acme/sip:198.51.100.7',
      QualifyFrequency: String(qualifySeconds),
    },
  }),
  endpointListed: (at: number, state: string): Said => ({
    at,
    event: 'EndpointList',
    fields: { ObjectName: 'trunk-acme', Contacts: 'trunk-acme/sip:198.51.100.7,', DeviceState: state },
  }),
  registry: (at: number, state: string): Said => ({
    at,
    event: 'Registry',
    fields: { ChannelType: 'PJSIP', Username: 'sip:me@provider', Domain: 'sip:provider', Status: state },
  }),
  allListed: (at: number): Said => ({ at, event: 'ContactListComplete', fields: {} }),
  booted: (at: number, uptime: number): Said => ({ at, event: 'FullyBooted', fields: { Uptime: String(uptime) } }),
  shutsDown: (at: number): Said => ({ at, event: 'Shutdown', fields: {} }),
}
