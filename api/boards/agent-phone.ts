import type { PhoneNow } from '../../domain/phones/agent-phone.ts'
import { builder } from '../schema/builder.ts'
import { described } from '../schema/enums.ts'

const PhoneStateType = described('PhoneState', 'What a telephone does, as the manager interface of the PBX says.', {
  NOT_IN_USE: 'It is free.',
  RINGING: 'It rings.',
  IN_USE: 'Somebody talks on it, or dials.',
  ON_HOLD: 'Its call is on hold: hold was pressed on it.',
  UNREACHABLE: 'It is not registered, does not answer the PBX, or does not exist: nobody can be rung on it.',
})

export const AgentPhoneType = builder.objectRef<PhoneNow>('AgentPhone').implement({
  description:
    'The telephone of an agent now, from the manager interface (AMI). Of several telephones the busiest is shown. Asterisk writes to queue_log neither that a telephone rings, nor holds, nor calls outside of queues.',
  fields: t => ({
    state: t.expose('state', { type: PhoneStateType, description: 'What it does.' }),
    since: t.expose('since', {
      type: 'DateTime',
      nullable: true,
      description: 'When the state began. Null when it was so already when the PBX was first heard.',
    }),
    device: t.exposeString('device', { description: 'Its name in Asterisk, e.g. `PJSIP/1001`.' }),
    otherCall: t.exposeBoolean('otherCall', {
      description:
        'It rings, or is used, for a call that no queue gave: the agent looks ready in queue_log, and no call of a queue reaches him.',
    }),
  }),
})
