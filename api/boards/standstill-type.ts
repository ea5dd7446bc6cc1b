import { builder } from '../schema/builder.ts'
import { lateAfterSeconds, type Standstill, type StandstillReason } from './standstill.ts'

const StandstillReasonType = builder.enumType('StandstillReason', {
  description: 'Why what is shown of a site is not of now.',
  values: {
    RECORDING: { description: 'Its rows were imported and end: nothing follows it.' },
    DOWN: { description: 'The queue_log of one of its PBXs does not come.' },
    LATE: {
      description: `The queue_log of one of its PBXs is being read, and is more than ${lateAfterSeconds} seconds behind.`,
    },
  } satisfies Record<StandstillReason, object>,
})

export const StandstillType = builder.objectRef<Standstill>('Standstill').implement({
  description: 'What is shown is as of an instant that is over: it is not known to hold now.',
  fields: t => ({
    reason: t.expose('reason', { type: StandstillReasonType, description: 'Why.' }),
    since: t.expose('since', {
      type: 'DateTime',
      nullable: true,
      description:
        'Of the newest row of the site: it is as of then. Null while another of its PBXs goes on, whose rows are as of now.',
    }),
  }),
})
