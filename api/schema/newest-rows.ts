import type { NewestRows } from '../../projections/report/newest-rows.ts'
import { builder } from './builder.ts'

export const NewestRowsType = builder.objectRef<NewestRows>('NewestRows').implement({
  description:
    'What is newest in the statistics of a site, and how much it has. Rows that come in and figures that do not follow them are seen here.',
  fields: t => ({
    site: t.exposeString('site', { description: 'Short name of the site.' }),
    queueVisitAt: t.expose('queueVisitAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the newest visit entered its queue; null when there is none.',
    }),
    queueQuarter: t.expose('queueQuarter', {
      type: 'DateTime',
      nullable: true,
      description: 'Start of the newest quarter of an hour with figures of a queue; null when there is none.',
    }),
    agentQuarter: t.expose('agentQuarter', {
      type: 'DateTime',
      nullable: true,
      description: 'Start of the newest quarter of an hour with figures of an agent; null when there is none.',
    }),
    queues: t.exposeInt('queues', { description: 'Queues that rows or thresholds have named.' }),
    agents: t.exposeInt('agents', { description: 'Agents that rows have named, as queue_log names them.' }),
    configuredQueues: t.exposeInt('configuredQueues', { description: 'Queues that are configured.' }),
    configuredAgents: t.exposeInt('configuredAgents', { description: 'Agents that are configured.' }),
    agentGroups: t.exposeInt('agentGroups', { description: 'Groups of agents that are configured.' }),
    users: t.exposeInt('users', { description: 'Users that are configured.' }),
    lines: t.exposeInt('lines', { description: 'Lines that are configured.' }),
  }),
})
