import {
  agentControls,
  type AgentObstacle,
  type AgentControls,
  type QueueChoice,
} from '../../domain/agents/actions/agent-controls.ts'
import { memberNameOf } from '../../domain/agents/actions/agents-on-pbx.ts'
import { builder } from '../schema/builder.ts'
import { knownNow } from '../configuration/moment.ts'
import { siteOf } from '../configuration/site.ts'
import { needs } from '../rights/rights.ts'

const PauseChoiceType = builder.objectRef<AgentControls['pauseReasons'][number]>('PauseChoice').implement({
  description: 'A pause reason that can be chosen.',
  fields: t => ({
    reason: t.exposeString('reason', { description: 'What `pauseAgent` takes, and what queue_log carries.' }),
    label: t.exposeString('label', { description: 'What people read.' }),
  }),
})

const QueueChoiceType = builder.objectRef<QueueChoice>('QueueChoice').implement({
  description: 'A queue that an agent is in, or can be put into.',
  fields: t => ({
    queue: t.exposeString('queue', { description: 'Technical name of the queue.' }),
    displayName: t.exposeString('displayName', { description: 'Name for people.' }),
    penalty: t.exposeInt('penalty', {
      nullable: true,
      description: 'Of his active configuration: lower ones are rung first. Null: he is not in the queue.',
    }),
    basePenalty: t.exposeInt('basePenalty', {
      nullable: true,
      description: 'Of his base configuration. Null: it does not have the queue.',
    }),
  }),
})

const AgentObstacleType = builder.enumType('AgentObstacle', {
  description:
    'Why an agent cannot be acted on: he is not configured, his site has no media server, or nothing says how that is reached.',
  values: {
    NOT_CONFIGURED: { description: 'The configuration does not have him: he is known from the log of the PBX only.' },
    NO_MEDIA_SERVER: { description: 'The configuration of his site has no media server.' },
    NOT_REACHED: { description: 'Nothing says how the media server is reached.' },
  } satisfies Record<AgentObstacle, object>,
})

const AgentControlsType = builder.objectRef<AgentControls>('AgentControls').implement({
  description: 'What somebody who acts on an agent chooses from (contact-center 9.2, 9.6).',
  fields: t => ({
    problem: t.exposeString('problem', {
      nullable: true,
      description:
        'Why he cannot be acted on, and what to do about it: he is not configured, or nothing says how his PBX is reached. Null: he can.',
    }),
    obstacle: t.field({
      type: AgentObstacleType,
      nullable: true,
      description: 'What the problem is, for a program. Null: there is none.',
      resolve: ({ obstacle }) => obstacle,
    }),
    pauseReasons: t.field({
      type: [PauseChoiceType],
      description: 'The pause reasons that can be chosen.',
      resolve: ({ pauseReasons }) => [...pauseReasons],
    }),
    queues: t.field({
      type: [QueueChoiceType],
      description: 'The queues that you may move him between, by name.',
      resolve: ({ queues }) => [...queues],
    }),
    phoneNumbers: t.stringList({
      description: 'Numbers of the lines that he may log in on: those of his context.',
      resolve: ({ phoneNumbers }) => [...phoneNumbers],
    }),
  }),
})

interface OfAgent {
  readonly site: string
  readonly agent: string
}

const numberOf = (agent: string): string => agent.replace(/^Agent\//, '')

const targetOf = ({ site, agent }: OfAgent) => ({ agent: { site, name: memberNameOf(numberOf(agent)) } })

builder.queryField('agentControls', t =>
  t.field({
    type: AgentControlsType,
    description: 'What can be done to an agent, before it is: pause reasons, queues and lines to choose from.',
    args: {
      site: t.arg.string({ required: true, description: 'Short name of the site.' }),
      agent: t.arg.string({
        required: true,
        description: 'Number of the agent, `8001`; his member name `Agent/8001` is understood too.',
      }),
    },
    extensions: needs<OfAgent>('actOnAgents', targetOf),
    resolve: async (_, args, context) => {
      const site = await siteOf(context, args.site)
      const { configuration } = await knownNow(context, site)
      const controls = agentControls(configuration, site, numberOf(args.agent))
      const mayUse = ({ queue }: QueueChoice) =>
        context.may.can('actOnAgents', { ...targetOf(args), queue: { site, name: queue } })
      return { ...controls, queues: controls.queues.filter(mayUse) }
    },
  }),
)
