/** What is asked of a PBX for an agent: one action of its manager interface each. All but the rows may be repeated. */
export type AgentStep =
  | {
      readonly do: 'addMember'
      readonly queue: string
      readonly interface: string
      readonly name: string
      /** Whose state says whether he is free. */
      readonly stateInterface: string
      readonly penalty: number
      readonly pause: { readonly reason: string | null } | null
    }
  | { readonly do: 'removeMember'; readonly queue: string; readonly interface: string }
  | { readonly do: 'setPenalty'; readonly queue: string; readonly interface: string; readonly penalty: number }
  /** In all his queues. */
  | { readonly do: 'pause'; readonly interface: string; readonly reason: string | null }
  | { readonly do: 'unpause'; readonly interface: string }
  /** Rings who listens; the generated dialplan does the rest, and lights the lamp of the phone that is listened to (contact-center §9.8). */
  | {
      readonly do: 'listen'
      /** The channel that is rung: `PJSIP/sue`. */
      readonly listener: string
      /** How the names of the channels begin that he hears: `PJSIP/a1b2-`. */
      readonly channels: string
      readonly agent: string
      /** Number of the phone at which the agent sits. */
      readonly phone: string
    }
  /** Writes or, with null, removes a key of its own database under `ringledger/`. */
  | { readonly do: 'keep'; readonly key: string; readonly value: string | null }
  /** A row of queue_log that Asterisk does not write itself (pbx-configuration §7.2). */
  | {
      readonly do: 'log'
      readonly name: string
      readonly event: 'AGENTCALLBACKLOGIN' | 'AGENTCALLBACKLOGOFF'
      readonly data: readonly string[]
    }

/** For people: in findings and in messages of what failed. */
export function sentenceOf(step: AgentStep): string {
  switch (step.do) {
    case 'addMember':
      return `${step.name} becomes a member of ${step.queue} with penalty ${step.penalty}`
    case 'removeMember':
      return `${step.interface} is a member of ${step.queue} no more`
    case 'setPenalty':
      return `${step.interface} has penalty ${step.penalty} in ${step.queue}`
    case 'pause':
      return `${step.interface} is paused`
    case 'unpause':
      return `${step.interface} is paused no more`
    case 'listen':
      return `${step.listener} is rung, to listen to agent ${step.agent}`
    case 'keep':
      return `the key ringledger/${step.key} is ${step.value === null ? 'removed' : 'written'}`
    case 'log':
      return `queue_log has ${step.event} of ${step.name}`
  }
}
