import type { CallDestination } from '../../domain/calls/call.ts'
import type { CallRow, MissedUserRow } from '../../projections/calls/types.ts'
import { builder } from '../schema/builder.ts'
import { described } from '../schema/enums.ts'

const CallDestinationKindType = described('CallDestinationKind', 'What a call was for.', {
  USER: 'A user.',
  GROUP: 'A group of users.',
  QUEUE: 'A queue.',
  CONFERENCE: 'A conference room.',
  MEETING: 'A meeting.',
})

export const CallDestinationType = builder.objectRef<CallDestination>('CallDestination').implement({
  description: 'Whom a call was for, as the dialplan of Wazo tells (WAZO_CALL_LOG_DESTINATION and its like).',
  fields: t => ({
    kind: t.expose('kind', { type: CallDestinationKindType, description: 'What it is.' }),
    id: t.exposeString('id', {
      nullable: true,
      description: 'In the product: uuid of a user or a meeting, number of a group, a queue or a conference.',
    }),
    name: t.exposeString('name', { nullable: true, description: 'Name in the product.' }),
  }),
})

export const destinationOf = (call: CallRow): CallDestination | null =>
  call.destinationKind === null
    ? null
    : { kind: call.destinationKind, id: call.destinationId, name: call.destinationName }

export const MissedUserType = builder.objectRef<MissedUserRow>('MissedUser').implement({
  description: 'A user whom a call was for and who did not take it: perhaps no phone of his was there.',
  fields: t => ({
    at: t.expose('at', { type: 'DateTime', description: 'When the dialplan told it.' }),
    userId: t.exposeString('userId', { nullable: true, description: 'uuid of the user in the product.' }),
    number: t.exposeString('number', { nullable: true, description: 'His number.' }),
    name: t.exposeString('name', { nullable: true, description: 'His name in the product.' }),
  }),
})
