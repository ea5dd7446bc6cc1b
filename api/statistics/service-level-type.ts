import type { ServiceLevel } from '../../domain/metrics/service-level.ts'
import { builder } from '../schema/builder.ts'
import { ServiceLevelFormulaType } from '../schema/enums.ts'

export const ServiceLevelType = builder.objectRef<ServiceLevel>('ServiceLevel').implement({
  description: 'A service level with its counts and its formula, because the ratio alone is comparable with nothing.',
  fields: t => ({
    ratio: t.exposeFloat('ratio', {
      nullable: true,
      description: 'numerator / denominator, 0 to 1; null when the denominator is 0.',
    }),
    numerator: t.exposeInt('numerator', { description: 'Visits that were served in time, by the formula.' }),
    denominator: t.exposeInt('denominator', { description: 'Visits that count, by the formula.' }),
    formula: t.expose('formula', { type: ServiceLevelFormulaType, description: 'The formula used.' }),
    thresholdSeconds: t.exposeFloat('thresholdSeconds', {
      nullable: true,
      description:
        'T, in seconds: in time is wait <= T. Null when each visit was judged by the threshold of its own queue and time and those differ.',
    }),
  }),
})
