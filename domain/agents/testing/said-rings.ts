import { microsOfSeconds } from '../../kernel/time.ts'
import type { Heard } from './read-agents.ts'

type Said = readonly [seconds: number, event: string, fields: Readonly<Record<string, string>>]

const place = (agent: string, call: string, channel: string, queue: string) => ({
  Uniqueid: call,
  DestUniqueid: channel,
  Queue: queue,
  MemberName: agent,
  Interface: 'PJSIP/1001',
})

/** Events of the manager interface about rings, as Asterisk sends them; times in seconds. */
export const say = {
  rings: (at: number, agent: string, call: string, channel: string, queue = 'sales'): Said => [
    at,
    'AgentCalled',
    place(agent, call, channel, queue),
  ],
  dialEnds: (at: number, call: string, channel: string, status = 'CANCEL'): Said => [
    at,
    'DialEnd',
    { Uniqueid: call, DestUniqueid: channel, DialStatus: status },
  ],
  connects: (at: number, agent: string, call: string, channel: string, queue = 'sales'): Said => [
    at,
    'AgentConnect',
    { ...place(agent, call, channel, queue), HoldTime: '1', RingTime: '1' },
  ],
  completes: (at: number, agent: string, call: string, channel: string, queue = 'sales'): Said => [
    at,
    'AgentComplete',
    { ...place(agent, call, channel, queue), HoldTime: '1', TalkTime: '1', Reason: 'caller' },
  ],
  misses: (at: number, agent: string, call: string, channel: string, queue = 'sales'): Said => [
    at,
    'AgentRingNoAnswer',
    { ...place(agent, call, channel, queue), RingTime: '1000' },
  ],
}

/** Their positions lie behind those of any pasted table. */
export const heardOf = (...events: readonly Said[]): Heard => ({
  events: events.map(([at, event, fields], index) => ({
    at: microsOfSeconds(at),
    position: 1_000_000 + index,
    event,
    fields,
    node: 'pbx1',
  })),
})
