import { builder } from '../schema/builder.ts'
import { needs } from '../rights/rights.ts'
import { payloadRef, processed, type Payload } from './payload.ts'

const RetryQuarantinePayload = payloadRef<Payload & { readonly retried: number; readonly released: number }>(
  'RetryQuarantinePayload',
  'Answer of retryQuarantine.',
)

builder.objectFields(RetryQuarantinePayload, t => ({
  retried: t.exposeInt('retried', { description: 'Rows that were parsed again.' }),
  released: t.exposeInt('released', { description: 'Rows that were understood now and have become facts.' }),
}))

const RetryQuarantineInput = builder.inputType('RetryQuarantineInput', {
  description: 'Which quarantined rows; all when nothing is given.',
  fields: t => ({
    site: t.string({ description: 'Only of this site.' }),
    node: t.string({ description: 'Only of this PBX node.' }),
    positions: t.field({ type: ['Position'], description: 'Only those at these positions of the log.' }),
  }),
})

builder.mutationField('retryQuarantine', t =>
  t.field({
    type: RetryQuarantinePayload,
    description:
      'Parses quarantined rows again, e.g. after an update of the server. Figures of the past are corrected by what is released.',
    args: { input: t.arg({ type: RetryQuarantineInput, required: true, description: 'The command.' }) },
    extensions: needs('retryQuarantine'),
    resolve: async (_, { input: { site, node, positions } }, { sources, engine, log, identity }) => {
      const result = await sources.retryQuarantine({
        ...(site ? { site } : {}),
        ...(node ? { node } : {}),
        ...(positions ? { positions } : {}),
        actor: identity.label,
      })
      await processed({ engine, log }, result.lastPosition)
      return { position: result.lastPosition, rejections: [], retried: result.retried, released: result.released }
    },
  }),
)
