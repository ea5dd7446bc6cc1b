import type { CallStep } from '../../domain/calls/call.ts'
import { secondsOf } from '../../domain/kernel/time.ts'
import type { CallPartyRow } from '../../projections/calls/types.ts'
import { builder } from '../schema/builder.ts'
import { CallStepKindType } from './enums.ts'
import { ParticipantType } from './participant.ts'

interface ToldStep extends CallStep {
  readonly participant: CallPartyRow | null
}

export const CallStepType = builder.objectRef<ToldStep>('CallStep').implement({
  description: 'Something that happened in a call, for a timeline. Steps of different people overlap.',
  fields: t => ({
    kind: t.expose('kind', { type: CallStepKindType, description: 'What.' }),
    at: t.expose('at', { type: 'DateTime', description: 'When, or from when on.' }),
    until: t.expose('until', {
      type: 'DateTime',
      nullable: true,
      description: 'Until when. Null: it was an instant, or it goes on.',
    }),
    seconds: t.float({
      nullable: true,
      description: 'until - at, in seconds.',
      resolve: ({ at, until }) => (until === null ? null : secondsOf(until - at)),
    }),
    participant: t.expose('participant', {
      type: ParticipantType,
      nullable: true,
      description: 'Whom it is about. Null: the PBX itself, or the half of a Local channel.',
    }),
    detail: t.exposeString('detail', {
      nullable: true,
      description: 'Number, queue, person or reason: what the kind calls for.',
    }),
  }),
})
