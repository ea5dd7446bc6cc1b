import type { KeptByPbx } from '../../phone-states/keys.ts'

/** What a PBX says of its agents: where they sit, and whose members they are. */
export interface AgentsOnPbx {
  readonly kept: KeptByPbx
  /** Every queue that it has, with its members. */
  readonly queues: ReadonlyMap<string, readonly MemberOnPbx[]>
}

export interface MemberOnPbx {
  /** The channel that is rung: `Local/id-8001@agentcallback`. */
  readonly interface: string
  /** The name under which queue_log has him: `Agent/8001`. */
  readonly name: string
  readonly penalty: number
  readonly paused: boolean
  readonly pauseReason: string | null
  /** When his last call in the queue ended, in epoch seconds of the PBX; 0: he had none, or is on a call of it now. */
  readonly lastCallAt: number
  /** Whose state says whether he is free. */
  readonly stateInterface: string
}

/** Where an agent has logged in: the keys that the dialplan reads and sets (agent-callback.ts). */
export interface Seat {
  readonly agent: string
  /** What is dialled to ring him: `PJSIP/a1b2`. */
  readonly interface: string
  /** `1001@default`. */
  readonly line: string
  /** Epoch seconds; null: it is not told. */
  readonly since: number | null
}

export function seatsIn(kept: KeptByPbx): readonly Seat[] {
  return [...kept].flatMap(([key, channel]): readonly Seat[] => {
    const [, agent] = /^agent\/([0-9]+)\/interface$/.exec(key) ?? []
    if (agent === undefined || channel === '') return []
    const since = Number.parseInt(kept.get(`agent/${agent}/since`) ?? '', 10)
    const line = kept.get(`agent/${agent}/line`) ?? ''
    return [{ agent, interface: channel, line, since: Number.isNaN(since) ? null : since }]
  })
}

export const seatOf = (kept: KeptByPbx, agent: string): Seat | undefined =>
  seatsIn(kept).find(seat => seat.agent === agent)

/** pbx-configuration §7.2: how an agent is a member of his queues. */
export const callbackOf = (agent: string): string => `Local/id-${agent}@agentcallback`
export const memberNameOf = (agent: string): string => `Agent/${agent}`

/** His memberships, by queue: under his name, or the channel of his that no file gives a name. */
export function membershipsOf(agent: string, { queues }: AgentsOnPbx): ReadonlyMap<string, MemberOnPbx> {
  const found = new Map<string, MemberOnPbx>()
  for (const [queue, members] of queues) {
    const own = members.find(member => member.name === memberNameOf(agent) || member.interface === callbackOf(agent))
    if (own) found.set(queue, own)
  }
  return found
}

/** Paused wherever he is: then he is so in a queue that he comes to, too. */
export function pauseOf(memberships: ReadonlyMap<string, MemberOnPbx>): { readonly reason: string | null } | undefined {
  const all = [...memberships.values()]
  const [first] = all
  return first && all.every(({ paused }) => paused) ? { reason: first.pauseReason } : undefined
}
