import { accessNames } from '../../domain/access/access-names.ts'
import { memberNameOf } from '../../domain/agents/actions/agents-on-pbx.ts'
import type { AgentAction } from '../../domain/agents/actions/decide-agent-action.ts'
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

/** Which of them it takes is asked of the field. */
const acting = Object.keys(accessNames.actOnAgents)

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
