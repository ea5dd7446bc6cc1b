import { accessNames } from '../../domain/access/access-names.ts'
import { sentenceOf, type AgentStep } from '../../domain/agents/actions/agent-step.ts'
import { callbackOf, memberNameOf } from '../../domain/agents/actions/agents-on-pbx.ts'
import type { AgentAction } from '../../domain/agents/actions/decide-agent-action.ts'
import type { ConfigurationCommand } from '../../domain/configuration/commands.ts'
import { objectOf } from '../../domain/configuration/configuration.ts'
import type { Rejection } from '../../domain/kernel/decider.ts'
import type { Position } from '../../domain/kernel/event.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import { queues } from '../../domain/queues/configured-queues.ts'
import { PbxProblem } from '../../domain/roll-out/pbx.ts'
import { builder } from '../schema/builder.ts'
import { sendChangeSet } from '../configuration/send-change-set.ts'
import { siteOf } from '../configuration/site.ts'
import type { ApiContext } from '../context.ts'
import { needs } from '../rights/rights.ts'
import { shownBy, type Shown } from './agent-action-shown.ts'
import { payloadRef, processed, type Payload } from './payload.ts'

interface AgentActionPayload extends Payload {
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

const payloadOf = (name: string) => {
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

interface OfAgent {
  readonly site: string
  readonly agent: string
}

const agentFields = {
  site: 'Short name of the site.',
  agent: 'Number of the agent, `8001`; his member name `Agent/8001` is understood too.',
}

const numberOf = (agent: string): string => agent.replace(/^Agent\//, '')

/** Which of them it takes is asked of the field. */
const acting = Object.keys(accessNames.actOnAgents)

/** Own agents only; where a queue is named, own queues too. */
const rightOn = (queueOf: (input: OfAgent & { readonly queue?: string }) => string | undefined = () => undefined) =>
  needs<{ input: OfAgent & { readonly queue?: string } }>('actOnAgents', ({ input }) => {
    const queue = queueOf(input)
    return {
      agent: { site: input.site, name: memberNameOf(numberOf(input.agent)) },
      ...(queue === undefined ? {} : { queue: { site: input.site, name: queue } }),
    }
  })

const onPbx =
  'The PBX does it at once, by its manager interface; queue_log, and so boards and figures, show it as anything else that happens there. Repeated it changes nothing.'

const LoginAgentInput = builder.inputType('LoginAgentInput', {
  description: 'Who logs in, and where.',
  fields: t => ({
    site: t.string({ required: true, description: agentFields.site }),
    agent: t.string({ required: true, description: agentFields.agent }),
    phoneNumber: t.string({ required: true, description: 'Number of the line that he sits at, in his context.' }),
  }),
})

builder.mutationField('loginAgent', t =>
  t.field({
    type: payloadOf('LoginAgent'),
    description: `Logs an agent in on a line, as a member of the queues of his active configuration. Refused with \`PhoneNumberUnknown\`, \`LoggedInOnAnotherPhone\`, or \`lineOfOthers\`; an agent who sits at that line is logged out, if you may act on him (contact-center 9.2). ${onPbx}`,
    args: { input: t.arg({ type: LoginAgentInput, required: true, description: 'The command.' }) },
    extensions: rightOn(),
    resolve: (_, { input }, context) =>
      act(context, input, ({ site, agent }) => ({ type: 'LogAgentIn', site, agent, phoneNumber: input.phoneNumber })),
  }),
)

const LogoutAgentInput = builder.inputType('LogoutAgentInput', {
  description: 'Who logs out.',
  fields: t => ({
    site: t.string({ required: true, description: agentFields.site }),
    agent: t.string({ required: true, description: agentFields.agent }),
  }),
})

builder.mutationField('logoutAgent', t =>
  t.field({
    type: payloadOf('LogoutAgent'),
    description: `Logs an agent out of all his queues. A call that he is on goes on. ${onPbx}`,
    args: { input: t.arg({ type: LogoutAgentInput, required: true, description: 'The command.' }) },
    extensions: rightOn(),
    resolve: (_, { input }, context) => act(context, input, of => ({ type: 'LogAgentOut', ...of })),
  }),
)

const PauseAgentInput = builder.inputType('PauseAgentInput', {
  description: 'Who pauses, and why.',
  fields: t => ({
    site: t.string({ required: true, description: agentFields.site }),
    agent: t.string({ required: true, description: agentFields.agent }),
    reason: t.string({ description: 'One of the pause reasons that can be chosen; none when left out.' }),
  }),
})

builder.mutationField('pauseAgent', t =>
  t.field({
    type: payloadOf('PauseAgent'),
    description: `Pauses an agent in all his queues. ${onPbx}`,
    args: { input: t.arg({ type: PauseAgentInput, required: true, description: 'The command.' }) },
    extensions: rightOn(),
    resolve: (_, { input }, context) =>
      act(context, input, of => ({ type: 'PauseAgent', ...of, reason: input.reason ?? null })),
  }),
)

const UnpauseAgentInput = builder.inputType('UnpauseAgentInput', {
  description: 'Whose pause ends.',
  fields: t => ({
    site: t.string({ required: true, description: agentFields.site }),
    agent: t.string({ required: true, description: agentFields.agent }),
  }),
})

builder.mutationField('unpauseAgent', t =>
  t.field({
    type: payloadOf('UnpauseAgent'),
    description: `Ends the pause of an agent in all his queues. ${onPbx}`,
    args: { input: t.arg({ type: UnpauseAgentInput, required: true, description: 'The command.' }) },
    extensions: rightOn(),
    resolve: (_, { input }, context) => act(context, input, of => ({ type: 'UnpauseAgent', ...of })),
  }),
)

const ToggleAgentLoginInput = builder.inputType('ToggleAgentLoginInput', {
  description: 'Who logs in or out, and where.',
  fields: t => ({
    site: t.string({ required: true, description: agentFields.site }),
    agent: t.string({ required: true, description: agentFields.agent }),
    phoneNumber: t.string({
      required: true,
      description: 'Number of the line that he sits at then; whoever is logged in is logged out wherever he sits.',
    }),
  }),
})

builder.mutationField('toggleAgentLogin', t =>
  t.field({
    type: payloadOf('ToggleAgentLogin'),
    description: `Logs an agent out when he is logged in, otherwise in on a line (contact-center 9.2). It is what a key does: sent twice it does both.`,
    args: { input: t.arg({ type: ToggleAgentLoginInput, required: true, description: 'The command.' }) },
    extensions: rightOn(),
    resolve: (_, { input }, context) =>
      act(context, input, of => ({ type: 'ToggleAgentLogin', ...of, phoneNumber: input.phoneNumber })),
  }),
)

const ToggleAgentPauseInput = builder.inputType('ToggleAgentPauseInput', {
  description: 'Who pauses or is ready again, and why he pauses.',
  fields: t => ({
    site: t.string({ required: true, description: agentFields.site }),
    agent: t.string({ required: true, description: agentFields.agent }),
    reason: t.string({ description: 'One of the pause reasons that can be chosen, if he pauses; none when left out.' }),
  }),
})

builder.mutationField('toggleAgentPause', t =>
  t.field({
    type: payloadOf('ToggleAgentPause'),
    description: `Makes an agent ready who is paused or in wrap-up, otherwise pauses him in all his queues (contact-center 9.2). A wrap-up ends by his leaving the queue and coming back. It is what a key does: sent twice it does both.`,
    args: { input: t.arg({ type: ToggleAgentPauseInput, required: true, description: 'The command.' }) },
    extensions: rightOn(),
    resolve: (_, { input }, context) =>
      act(context, input, of => ({ type: 'ToggleAgentPause', ...of, reason: input.reason ?? null })),
  }),
)

const ListenAgentInput = builder.inputType('ListenAgentInput', {
  description: 'Who is listened to, and where.',
  fields: t => ({
    site: t.string({ required: true, description: agentFields.site }),
    agent: t.string({ required: true, description: agentFields.agent }),
    phoneNumber: t.string({ required: true, description: 'Number of the line that is rung: that of who listens.' }),
  }),
})

builder.mutationField('listenAgent', t =>
  t.field({
    type: payloadOf('ListenAgent'),
    description:
      'Rings the phone of who listens, and lets him hear the calls of the agent: 4 listens, 5 speaks to the agent alone, 6 to both (contact-center 9.8). It ends with the call; without a call it ends at once. The lamp of the phone that is listened to is lit meanwhile.',
    args: { input: t.arg({ type: ListenAgentInput, required: true, description: 'The command.' }) },
    extensions: rightOn(),
    resolve: (_, { input }, context) =>
      act(context, input, of => ({ type: 'ListenToAgent', ...of, phoneNumber: input.phoneNumber })),
  }),
)

async function act(
  context: ApiContext,
  input: OfAgent,
  actionOf: (of: OfAgent) => AgentAction,
): Promise<AgentActionPayload> {
  const site = await siteOf(context, input.site)
  const action = actionOf({ site, agent: numberOf(input.agent) })
  const { position, rejections, steps, since } = await context.agentActions.act(action, context.identity.label, other =>
    context.may.can('actOnAgents', { agent: { site, name: memberNameOf(other) }, names: acting }),
  )
  if (rejections.length > 0) return { position, rejections, done: [], shown: null }
  return answered(context, { site, position, steps, since })
}

interface Done {
  readonly site: string
  readonly position: Position
  readonly steps: readonly AgentStep[]
  readonly since: Position
}

async function answered(context: ApiContext, { site, position, steps, since }: Done): Promise<AgentActionPayload> {
  const shown = steps.length === 0 ? null : await shownBy(context, site, steps, since)
  const newest = shown ? Math.max(position, shown.position) : position
  if (shown) await processed(context, newest)
  return { position: newest, rejections: [], done: steps.map(sentenceOf), shown }
}

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
