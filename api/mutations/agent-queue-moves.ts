import type { AgentStep } from '../../domain/agents/actions/agent-step.ts'
import { callbackOf } from '../../domain/agents/actions/agents-on-pbx.ts'
import type { ConfigurationCommand } from '../../domain/configuration/commands.ts'
import { objectOf } from '../../domain/configuration/configuration.ts'
import type { Rejection } from '../../domain/kernel/decider.ts'
import type { Position } from '../../domain/kernel/event.ts'
import { queues } from '../../domain/queues/configured-queues.ts'
import { PbxProblem } from '../../domain/roll-out/pbx.ts'
import { sendChangeSet } from '../configuration/send-change-set.ts'
import { siteOf } from '../configuration/site.ts'
import type { ApiContext } from '../context.ts'
import { builder } from '../schema/builder.ts'
import {
  agentFields,
  answered,
  numberOf,
  payloadOf,
  rightOn,
  type AgentActionPayload,
  type OfAgent,
} from './agent-action-payload.ts'

const SetAgentQueueInput = builder.inputType('SetAgentQueueInput', {
  description: 'Which agent, in which queue, with which penalty.',
  fields: t => ({
    site: t.string({ required: true, description: agentFields.site }),
    agent: t.string({ required: true, description: agentFields.agent }),
    queue: t.string({ required: true, description: 'Technical name of the queue.' }),
    penalty: t.int({ required: true, description: 'Lower ones are rung first; 0 is the first.' }),
    comment: t.string({ description: 'Why, for the history.' }),
  }),
})

const memberships =
  'It changes the active configuration of the agent, and is in the history of the queue. On an agent who is logged in it acts at once, otherwise at his next login. Repeated it changes nothing.'

builder.mutationField('setAgentQueue', t =>
  t.field({
    type: payloadOf('SetAgentQueue'),
    description: `Puts an agent into a queue, or changes his penalty there (contact-center 9.6). ${memberships}`,
    args: { input: t.arg({ type: SetAgentQueueInput, required: true, description: 'The command.' }) },
    extensions: rightOn(({ queue }) => queue),
    resolve: (_, { input }, context) =>
      move(context, input, entry => {
        const { queue, agent, isMember } = entry
        const set = { queue, agent, penalty: input.penalty, enabled: true }
        return isMember ? { changeQueueMember: set } : { addQueueMember: set }
      }),
  }),
)

const RemoveAgentFromQueueInput = builder.inputType('RemoveAgentFromQueueInput', {
  description: 'Which agent leaves which queue.',
  fields: t => ({
    site: t.string({ required: true, description: agentFields.site }),
    agent: t.string({ required: true, description: agentFields.agent }),
    queue: t.string({ required: true, description: 'Technical name of the queue.' }),
    comment: t.string({ description: 'Why, for the history.' }),
  }),
})

builder.mutationField('removeAgentFromQueue', t =>
  t.field({
    type: payloadOf('RemoveAgentFromQueue'),
    description: `Takes an agent out of a queue. His base configuration keeps it (contact-center 9.6). ${memberships}`,
    args: { input: t.arg({ type: RemoveAgentFromQueueInput, required: true, description: 'The command.' }) },
    extensions: rightOn(({ queue }) => queue),
    resolve: (_, { input }, context) =>
      move(context, input, ({ queue, agent, isMember, isBase }) => {
        if (!isMember) return undefined
        return isBase
          ? { changeQueueMember: { queue, agent, enabled: false } }
          : { removeQueueMember: { queue, agent } }
      }),
  }),
)

interface Entry {
  readonly queue: string
  readonly agent: string
  /** There is an entry for him, which may be switched off. */
  readonly isMember: boolean
  /** He returns there with his base configuration. */
  readonly isBase: boolean
}

async function move(
  context: ApiContext,
  input: OfAgent & { readonly queue: string; readonly comment?: string | null | undefined },
  commandOf: (entry: Entry) => ConfigurationCommand | undefined,
): Promise<AgentActionPayload> {
  const site = await siteOf(context, input.site)
  const agent = numberOf(input.agent)
  const { reader } = context.configuration
  const { configuration, position: before } = await reader.now(site)
  const queue = objectOf(configuration, queues, input.queue)?.value
  if (!queue) return refused(before, [noQueue(input.queue)])
  const member = queue.members.find(one => one.agent === agent)
  const entry = {
    queue: input.queue,
    agent,
    isMember: member !== undefined,
    isBase: typeof member?.basePenalty === 'number',
  }
  const command = commandOf(entry)
  if (!command) return answered(context, { site, position: before, steps: [], since: before })
  const since = await context.store.lastPosition()
  const comment = input.comment ?? null
  const sent = await sendChangeSet(context, { site, commands: [command], comment, dryRun: false, rightOf: 'field' })
  if (!sent.accepted) return refused(sent.position, sent.rejections.map(ofInput))
  const steps = await brought(context, site, agent)
  return answered(context, { site, position: sent.position, steps, since })
}

/** What the PBX did for this agent. Where it cannot be reached now, whoever follows its agents tries again. */
async function brought({ agentActions, log }: ApiContext, site: string, agent: string): Promise<readonly AgentStep[]> {
  try {
    const steps = await agentActions.bringMemberships(site)
    return steps.filter(step => 'interface' in step && step.interface === callbackOf(agent))
  } catch (error) {
    if (!(error instanceof PbxProblem)) throw error
    log('warn', `The queues of agents of ${site} were not brought to its PBX yet: ${error.message}`)
    return []
  }
}

const refused = (position: Position, rejections: readonly Rejection[]): AgentActionPayload => ({
  position,
  rejections,
  done: [],
  shown: null,
})

const noQueue = (name: string): Rejection => ({
  field: 'queue',
  rule: 'exists',
  message: `there is no configured queue ${name}`,
})

/** `commands[0].addQueueMember.penalty` is `penalty` here. */
const ofInput = (rejection: Rejection): Rejection => ({
  ...rejection,
  field: rejection.field.replace(/^commands\[0]\.\w+\.?/, '') || 'agent',
})
