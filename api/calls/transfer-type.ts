import type { Micros } from '../../domain/kernel/time.ts'
import type { CallPartyRow, CallTransferRow, Direction } from '../../projections/calls/types.ts'
import { builder } from '../schema/builder.ts'
import { TransferKindType } from '../schema/enums.ts'
import { DirectionType } from './enums.ts'
import { ParticipantType, withChannel } from './participant.ts'

/** As queue_log tells of it, or with everybody who had a part in it, as the call does. */
interface Transfer {
  readonly kind: 'BLIND' | 'ATTENDED'
  readonly to: string | null
  readonly context: string | null
  readonly method: string | null
  readonly at?: Micros
  readonly direction?: Direction
  readonly by?: CallPartyRow | null
  readonly transferred?: CallPartyRow | null
  readonly target?: CallPartyRow | null
}

export function transferOf(transfer: CallTransferRow, parties: readonly CallPartyRow[]): Transfer {
  const { by, transferred, target, ...told } = transfer
  return {
    ...told,
    by: withChannel(parties, by),
    transferred: withChannel(parties, transferred),
    target: withChannel(parties, target),
  }
}

const ofCall = 'Null on a queue visit: ask its call.'

export const TransferType = builder.objectRef<Transfer>('Transfer').implement({
  description: 'How somebody handed a call on.',
  fields: t => ({
    kind: t.expose('kind', { type: TransferKindType, description: 'With or without talking to the next one first.' }),
    to: t.exposeString('to', {
      nullable: true,
      description: 'Extension, application or channel it went to, where the PBX told it.',
    }),
    context: t.exposeString('context', { nullable: true, description: 'Dialplan context of `to`.' }),
    method: t.exposeString('method', {
      nullable: true,
      description:
        'How an attended transfer came about: on a visit BRIDGE, APP, LINK, THREEWAY or FAIL (ATTENDEDTRANSFER of queue_log), on a call BRIDGE, LINK, APP or THREE_WAY.',
    }),
    at: t.field({
      type: 'DateTime',
      nullable: true,
      description: `When. ${ofCall}`,
      resolve: ({ at }) => at ?? null,
    }),
    direction: t.field({
      type: DirectionType,
      nullable: true,
      description: `Where the one is who took over; where nobody did, where it was sent: INTERNAL to a queue, a box or phones inside, though they were in vain. UNKNOWN: nothing tells. ${ofCall}`,
      resolve: ({ direction }) => direction ?? null,
    }),
    by: t.field({
      type: ParticipantType,
      nullable: true,
      description: `Who handed it on. ${ofCall}`,
      resolve: ({ by }) => by ?? null,
    }),
    transferred: t.field({
      type: ParticipantType,
      nullable: true,
      description: `Who was handed on. ${ofCall}`,
      resolve: ({ transferred }) => transferred ?? null,
    }),
    target: t.field({
      type: ParticipantType,
      nullable: true,
      description: `Who took over; null when nobody answered. ${ofCall}`,
      resolve: ({ target }) => target ?? null,
    }),
  }),
})
