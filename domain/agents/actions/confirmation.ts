import type { QueueLogFact } from '../../pbx/facts.ts'
import type { AgentStep } from './agent-step.ts'

type Row = Pick<QueueLogFact, 'agent' | 'event' | 'queue'>

/** A row of queue_log by which the PBX shows that a step was done. */
interface ExpectedRow {
  readonly events: readonly string[]
  /** The agent by his name or his channel: which one is written hangs on the row, the release and log_membername_as_agent. */
  readonly names: readonly string[]
  /** null: of any queue. */
  readonly queue: string | null
}

/** Keys of the database and listening leave no row. */
export function rowsExpectedOf(steps: readonly AgentStep[]): readonly ExpectedRow[] {
  const nameOf = new Map(steps.flatMap(step => (step.do === 'addMember' ? [[step.interface, step.name] as const] : [])))
  const who = (channel: string) => [channel, nameOf.get(channel) ?? calledBack(channel)]
  return steps.flatMap((step): readonly ExpectedRow[] => {
    switch (step.do) {
      case 'addMember':
        return [{ events: ['ADDMEMBER', 'ADDMEMBER2'], names: who(step.interface), queue: step.queue }]
      case 'removeMember':
        return [{ events: ['REMOVEMEMBER'], names: who(step.interface), queue: step.queue }]
      case 'setPenalty':
        return [{ events: ['PENALTY'], names: who(step.interface), queue: step.queue }]
      case 'pause':
        return [{ events: ['PAUSE', 'PAUSEALL'], names: who(step.interface), queue: null }]
      case 'unpause':
        return [{ events: ['UNPAUSE', 'UNPAUSEALL'], names: who(step.interface), queue: null }]
      case 'log':
        return [{ events: [step.event], names: [step.name], queue: null }]
      case 'keep':
      case 'listen':
        return []
    }
  })
}

/** `Local/id-8001@agentcallback` is a member under the name of agent 8001 (pbx-configuration §7.2). */
const calledBack = (channel: string): string => {
  const [, number] = /^Local\/id-([0-9]+)@agentcallback$/.exec(channel) ?? []
  return number === undefined ? channel : `Agent/${number}`
}

export const isRowOf = ({ agent, event, queue }: Row, expected: ExpectedRow): boolean =>
  expected.events.includes(event) &&
  expected.names.includes(agent) &&
  (expected.queue === null || expected.queue === queue)
