import type { Resolution } from '../../domain/calls/call.ts'
import type { CallPartyRow } from '../../projections/calls/types.ts'
import { builder } from '../schema/builder.ts'
import { phonebookName } from '../names/caller-name.ts'
import type { ApiContext } from '../context.ts'
import { agentNameOf, lineHolderOf, namedAt, queueNameOf } from '../names/names.ts'
import { PartyRoleType, ResolutionType } from './enums.ts'
import { secondsOrNull } from './seconds.ts'

/** Whose line it was when he came into the call. A number is a line's only within the PBX. */
const holderOf = ({ site, line, number, isExternal, startedAt }: CallPartyRow, context: ApiContext) =>
  lineHolderOf(context, { ...namedAt(site, line, startedAt), number: isExternal === false ? number : null })

const agentOf = async ({ site, agent, startedAt }: CallPartyRow, context: ApiContext) =>
  agent === null ? undefined : agentNameOf(context, namedAt(site, agent, startedAt))

/** Of somebody inside his own line tells. */
const knownAs = async ({ site, number, name, isExternal, startedAt: at }: CallPartyRow, context: ApiContext) =>
  isExternal === false ? undefined : phonebookName(context, { site, number, name, at })

async function resolution(party: CallPartyRow, context: ApiContext): Promise<Resolution> {
  const [holder, agent] = await Promise.all([holderOf(party, context), agentOf(party, context)])
  if (holder || agent) return 'CONFIGURATION'
  return (await knownAs(party, context)) === undefined ? 'CHANNEL' : 'PHONEBOOK'
}

export const ParticipantType = builder.objectRef<CallPartyRow>('Participant').implement({
  description:
    'One who was in a call, with his own figures: the channel of a phone or of a line to the outside. Halves of Local channels are folded away. Who was in it several times is several participants.',
  fields: t => ({
    role: t.expose('role', { type: PartyRoleType, description: 'Why he was in the call.' }),
    number: t.exposeString('number', { nullable: true, description: 'His number, as the PBX wrote it.' }),
    name: t.string({
      nullable: true,
      description:
        'His name: that of the user whose line it was when he came into the call, where one was configured, else as the PBX wrote it. Where it wrote none, or a number, that of who is known under the number in the phonebook.',
      resolve: async (party, _, context) =>
        (await holderOf(party, context))?.name ?? (await knownAs(party, context)) ?? party.name,
    }),
    firstName: t.string({
      nullable: true,
      description: 'First name of the user whose line it was then; null where none was configured.',
      resolve: async (party, _, context) => (await holderOf(party, context))?.firstName ?? null,
    }),
    lastName: t.string({
      nullable: true,
      description: 'His last name; null where he has none, or none was configured.',
      resolve: async (party, _, context) => (await holderOf(party, context))?.lastName ?? null,
    }),
    user: t.string({
      nullable: true,
      description: 'Short name of that user; null where none was configured.',
      resolve: async (party, _, context) => (await holderOf(party, context))?.user ?? null,
    }),
    line: t.exposeString('line', {
      description: 'His line: the name of the channel without its counter, `PJSIP/1001`.',
    }),
    channel: t.exposeString('channel', {
      description: 'The whole name of the channel, `PJSIP/1001-0000007a`. Names repeat after a restart of the PBX.',
    }),
    uniqueId: t.exposeString('uniqueId', { description: 'uniqueid of the channel.' }),
    agent: t.exposeString('agent', {
      nullable: true,
      description: 'Member name of the agent, where a queue says that it was one.',
    }),
    agentName: t.string({
      nullable: true,
      description: 'Name of the agent for people, where one was configured at the time of the call.',
      resolve: async (party, _, context) => (await agentOf(party, context))?.name ?? null,
    }),
    queue: t.exposeString('queue', { nullable: true, description: 'The queue that rang him.' }),
    queueDisplayName: t.string({
      nullable: true,
      description: 'Name of that queue for people, where one was configured at the time of the call.',
      resolve: async ({ site, queue, startedAt }, _, context) =>
        queue === null ? null : ((await queueNameOf(context, namedAt(site, queue, startedAt)))?.displayName ?? null),
    }),
    dialledNumber: t.exposeString('dialled', {
      nullable: true,
      description: 'The number that he dialled; null for who was rung.',
    }),
    external: t.exposeBoolean('isExternal', {
      nullable: true,
      description: 'Whether it is a line to the outside. Null: nothing tells.',
    }),
    resolution: t.field({
      type: ResolutionType,
      description:
        'Where the names come from: CONFIGURATION when it knew the line, its number or the agent at the time of the call.',
      resolve: (party, _, context) => resolution(party, context),
    }),
    ringSeconds: t.float({
      nullable: true,
      description: 'From the first ring to the answer or the end of ringing. Null for who dialled.',
      resolve: ({ ring }) => secondsOrNull(ring),
    }),
    talkSeconds: t.float({
      description: 'Time in conversation with at least one other participant, hold included: from the bridges.',
      resolve: ({ talk }) => secondsOrNull(talk) ?? 0,
    }),
    holdSeconds: t.float({
      nullable: true,
      description: 'Time that he had others on hold. Null where nothing tells of holds, which is not 0.',
      resolve: ({ hold }) => secondsOrNull(hold),
    }),
    startedAt: t.expose('startedAt', { type: 'DateTime', description: 'When he dialled, or began to be rung.' }),
    answeredAt: t.expose('answeredAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the channel was answered; a queue or a menu answers too.',
    }),
    talkedAt: t.expose('talkedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When he first talked to another participant. Null: to nobody.',
    }),
    endedAt: t.expose('endedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When he was out of the call. Null while he is in it, or when no end was recorded.',
    }),
    hangupCause: t.exposeInt('hangupCause', {
      nullable: true,
      description: 'Cause of the hang-up by Q.850: 16 is a normal end, 17 busy, 19 no answer.',
    }),
  }),
})

/** Who of the call has the channel; null for channels that are nobody's (halves of Local ones). */
export const withChannel = (parties: readonly CallPartyRow[], uniqueId: string | null): CallPartyRow | null =>
  parties.find(party => party.uniqueId === uniqueId) ?? null
