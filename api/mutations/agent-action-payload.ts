import { sentenceOf, type AgentStep } from '../../domain/agents/actions/agent-step.ts'
import { memberNameOf } from '../../domain/agents/actions/agents-on-pbx.ts'
import type { Position } from '../../domain/kernel/event.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import type { ApiContext } from '../context.ts'
import { needs } from '../rights/rights.ts'
import { builder } from '../schema/builder.ts'
import { shownBy, type Shown } from './agent-action-shown.ts'
import { payloadRef, processed, type Payload } from './payload.ts'

export interface AgentActionPayload extends Payload {
  readonly done: readonly string[]
  readonly shown: Shown | null
}

const ShownType = builder.objectRef<Shown>('AgentActionShown').implement({
  description:
    'The rows of queue_log by which the PBX showed that it was done. They are the facts that boards and figures go by.',
  fields: t => ({
    position: t.field({
      type: 'Position',
      description:
        'Of the last of them in the log: a board that answers with this position or a later one shows the effect.',
      resolve: ({ position }) => position,
    }),
    occurredAt: t.field({
      type: 'DateTime',
      description: 'When the PBX wrote it, by its clock.',
      resolve: ({ occurredAt }): Micros => occurredAt,
    }),
    events: t.exposeStringList('events', { description: 'What was written, in its order, e.g. `AGENTCALLBACKLOGIN`.' }),
  }),
})

/** Payload type of a mutation that acts on an agent. @param name of the mutation, with a capital */
export const payloadOf = (name: string) => {
  const ref = payloadRef<AgentActionPayload>(
    `${name}Payload`,
    `Answer of ${name.charAt(0).toLowerCase()}${name.slice(1)}.`,
  )
  builder.objectFields(ref, t => ({
    done: t.stringList({
      description: 'A sentence for each thing that the PBX did; empty when it was so already, or was refused.',
      resolve: ({ done }) => [...done],
    }),
    shown: t.expose('shown', {
      type: ShownType,
      nullable: true,
      description:
        'Rows of queue_log that came back. Null: nothing was done, nobody reads the queue_log of the site live, or no row came within 5 seconds; what the PBX answered is in `done`.',
    }),
  }))
  return ref
}

export interface OfAgent {
  readonly site: string
  readonly agent: string
}

export const agentFields = {
  site: 'Short name of the site.',
  agent: 'Number of the agent, `8001`; his member name `Agent/8001` is understood too.',
}

export const numberOf = (agent: string): string => agent.replace(/^Agent\//, '')

/** Own agents only; where a queue is named, own queues too. */
export const rightOn = (
  queueOf: (input: OfAgent & { readonly queue?: string }) => string | undefined = () => undefined,
) =>
  needs<{ input: OfAgent & { readonly queue?: string } }>('actOnAgents', ({ input }) => {
    const queue = queueOf(input)
    return {
      agent: { site: input.site, name: memberNameOf(numberOf(input.agent)) },
      ...(queue === undefined ? {} : { queue: { site: input.site, name: queue } }),
    }
  })

interface Done {
  readonly site: string
  readonly position: Position
  readonly steps: readonly AgentStep[]
  readonly since: Position
}

/** Waits for the rows by which the PBX shows what it did, and for the tables that boards are read from. */
export async function answered(
  context: ApiContext,
  { site, position, steps, since }: Done,
): Promise<AgentActionPayload> {
  const shown = steps.length === 0 ? null : await shownBy(context, site, steps, since)
  const newest = shown ? Math.max(position, shown.position) : position
  if (shown) await processed(context, newest)
  return { position: newest, rejections: [], done: steps.map(sentenceOf), shown }
}
