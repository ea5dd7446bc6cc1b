import type { Micros } from '../../domain/kernel/time.ts'
import type { Thresholds } from '../../domain/queues/thresholds.ts'
import { builder } from '../schema/builder.ts'

/** The thresholds of one queue from an instant on. */
export interface QueueThresholds {
  readonly site: string
  readonly queue: string
  readonly effectiveFrom: Micros | null
  readonly thresholds: Thresholds
}

export const thresholdTexts = {
  serviceLevelSeconds: 'T of the service level, in seconds: answered in time is wait <= T (products-and-metrics 2.2).',
  shortAbandonSeconds: 's, in seconds: an abandon after at most s is a short one (products-and-metrics 2.3 #7).',
  t1Seconds: 't1, in seconds: the first band of the periodic tables is wait < t1 (contact-center 5.9).',
  t2Seconds: 't2, in seconds: the second band is t1 <= wait < t2, the third wait >= t2 (contact-center 5.9).',
}

export const ThresholdsType = builder.objectRef<Thresholds>('Thresholds').implement({
  description: 'Limits in seconds by which the waits of a queue are judged.',
  fields: t => ({
    serviceLevelSeconds: t.exposeFloat('serviceLevelSeconds', { description: thresholdTexts.serviceLevelSeconds }),
    shortAbandonSeconds: t.exposeFloat('shortAbandonSeconds', { description: thresholdTexts.shortAbandonSeconds }),
    t1Seconds: t.exposeFloat('t1Seconds', { description: thresholdTexts.t1Seconds }),
    t2Seconds: t.exposeFloat('t2Seconds', { description: thresholdTexts.t2Seconds }),
  }),
})

export const QueueThresholdsType = builder.objectRef<QueueThresholds>('QueueThresholds').implement({
  description:
    'What the waits of a queue are judged by from an instant on. Visits that began before keep their judgement.',
  fields: t => ({
    site: t.exposeString('site', { description: 'Short name of the site.' }),
    queue: t.exposeString('queue', { description: 'Technical name of the queue.' }),
    effectiveFrom: t.expose('effectiveFrom', {
      type: 'DateTime',
      nullable: true,
      description: 'First instant that they are valid for; null: the defaults, since ever.',
    }),
    thresholds: t.expose('thresholds', { type: ThresholdsType, description: 'The limits.' }),
  }),
})
