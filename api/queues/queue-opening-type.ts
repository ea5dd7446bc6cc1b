import { builder } from '../schema/builder.ts'
import type { QueueOpening } from '../live/queue-opening.ts'

export const QueueOpeningType = builder.objectRef<QueueOpening>('QueueOpening').implement({
  description: 'Whether a queue is open now by its schedule.',
  fields: t => ({
    schedule: t.exposeString('schedule', { description: 'Short name of the schedule that it goes by now.' }),
    scheduleDisplayName: t.exposeString('scheduleDisplayName', { description: 'Name of that schedule for people.' }),
    open: t.boolean({ description: 'Whether it is open.', resolve: ({ now }) => now().open }),
    since: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'Since when it is so, by the schedules that it had; null: for more than 400 days.',
      resolve: ({ now }) => now().since,
    }),
    until: t.field({
      type: 'DateTime',
      nullable: true,
      description:
        'The next change, unless somebody changes the configuration before; null: none within the next 400 days.',
      resolve: ({ now }) => now().until,
    }),
  }),
})
