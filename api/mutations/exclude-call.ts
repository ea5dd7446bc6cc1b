import { accessNames } from '../../domain/access/access-names.ts'
import type { CallRow } from '../../projections/calls/types.ts'
import { builder } from '../schema/builder.ts'
import { ExclusionReasonType } from '../calls/exclusion.ts'
import type { ApiContext } from '../context.ts'
import { needs } from '../rights/rights.ts'
import { correctCall, correctedCallRef } from './corrected-call.ts'

const ExcludeCallInput = builder.inputType('ExcludeCallInput', {
  description: 'Which call, and why.',
  fields: t => ({
    id: t.globalID({ required: true, description: 'Global id of the call.' }),
    reason: t.field({ type: ExclusionReasonType, required: true, description: 'Why.' }),
    text: t.string({ description: 'In words, at most 2,000 characters; OTHER needs them.' }),
  }),
})

const ExcludeCallPayload = correctedCallRef('ExcludeCallPayload', 'Answer of excludeCall.')

builder.mutationField('excludeCall', t =>
  t.field({
    type: ExcludeCallPayload,
    description:
      'Leaves a whole call out of the figures: its visits, its rings and its conversations. Nothing is deleted: every figure can be asked for with it, and includeCall undoes it. A supervisor may for calls of own queues only.',
    args: { input: t.arg({ type: ExcludeCallInput, required: true, description: 'The command.' }) },
    extensions: needs('excludeCalls'),
    resolve: (_, { input: { id, reason, text } }, context) =>
      correctCall(
        context,
        id,
        keys => ({ type: 'ExcludeCall', reason, text: text ?? null, keys, range: null }),
        mustBeTheirs(context),
      ),
  }),
)

const IncludeCallInput = builder.inputType('IncludeCallInput', {
  description: 'Which call.',
  fields: t => ({ id: t.globalID({ required: true, description: 'Global id of the call.' }) }),
})

const IncludeCallPayload = correctedCallRef('IncludeCallPayload', 'Answer of includeCall.')

builder.mutationField('includeCall', t =>
  t.field({
    type: IncludeCallPayload,
    description: 'Counts a call again that was excluded from the figures.',
    args: { input: t.arg({ type: IncludeCallInput, required: true, description: 'The command.' }) },
    extensions: needs('excludeCalls'),
    resolve: (_, { input: { id } }, context) =>
      correctCall(context, id, keys => ({ type: 'IncludeCall', keys }), mustBeTheirs(context)),
  }),
)

/** Which of them it takes is asked of the field. */
export const excluding = Object.keys(accessNames.excludeCalls)

/** Each of its queues has other figures afterwards. A call of no queue belongs to who has the whole site. */
const mustBeTheirs =
  ({ may }: Pick<ApiContext, 'may'>) =>
  ({ site, queues }: CallRow): void => {
    for (const name of queues.length > 0 ? queues : ['*'])
      may.do('excludeCalls', { queue: { site, name }, names: excluding })
  }
