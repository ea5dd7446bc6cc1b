import type { QualificationAnswerRow } from '../../projections/qualification-answers/types.ts'
import { builder } from '../schema/builder.ts'
import { agentNameOf, namedAt, queueNameOf } from '../names/names.ts'

export const QualificationAnswerType = builder.objectRef<QualificationAnswerRow>('QualificationAnswer').implement({
  description: 'What an agent said a call was about (contact-center 13).',
  fields: t => ({
    answerId: t.expose('id', {
      type: 'Position',
      description: 'Its number: the log position of its event, QualificationAnswered.',
    }),
    site: t.exposeString('site', { description: 'Short name of the site.' }),
    node: t.exposeString('node', {
      nullable: true,
      description: 'PBX of the call. Null: no call of that name was known then, or several were.',
    }),
    callId: t.exposeString('callId', { description: 'uniqueid or linkedid of the call, as it was sent.' }),
    queue: t.exposeString('queue', { description: 'Technical name of the queue.' }),
    queueDisplayName: t.string({
      nullable: true,
      description: 'Name of the queue for people, as of the answer.',
      resolve: async ({ site, queue, answeredAt }, _, context) =>
        (await queueNameOf(context, namedAt(site, queue, answeredAt)))?.displayName ?? null,
    }),
    agent: t.exposeString('agent', { description: 'Member name of the agent, e.g. `Agent/8001`.' }),
    agentName: t.string({
      nullable: true,
      description: 'Name of the agent, as of the answer.',
      resolve: async ({ site, agent, answeredAt }, _, context) =>
        (await agentNameOf(context, namedAt(site, agent, answeredAt)))?.name ?? null,
    }),
    qualification: t.exposeString('qualification', { description: 'Short name of the qualification.' }),
    qualificationName: t.exposeString('qualificationName', {
      description: 'Its name for people, as the agent read it when he chose.',
    }),
    subQualification: t.exposeString('subQualification', { description: 'Short name of the sub-qualification.' }),
    subQualificationName: t.exposeString('subQualificationName', {
      description: 'Its name for people, as the agent read it when he chose.',
    }),
    answeredAt: t.expose('answeredAt', { type: 'DateTime', description: 'When it was answered.' }),
    firstName: t.exposeString('firstName', { nullable: true, description: 'First name that the agent noted.' }),
    lastName: t.exposeString('lastName', { nullable: true, description: 'Last name that the agent noted.' }),
    comment: t.exposeString('comment', { nullable: true, description: 'What the agent wrote.' }),
    customData: t.exposeString('customData', {
      nullable: true,
      description: "What the agent's application added, as it was sent.",
    }),
    actor: t.exposeString('actor', { nullable: true, description: 'Who sent it: label of a token.' }),
  }),
})
