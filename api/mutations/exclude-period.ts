import { exclusionFault, type Correcting, type ExclusionRange } from '../../domain/calls/corrections.ts'
import type { Rejection } from '../../domain/kernel/decider.ts'
import type { Period } from '../../domain/metrics/figures.ts'
import type { CallFilter, CallRow } from '../../projections/calls/types.ts'
import { builder } from '../schema/builder.ts'
import { ExclusionReasonType } from '../calls/exclusion.ts'
import type { ApiContext } from '../context.ts'
import { checkedPeriod, PeriodInput } from '../schema/period.ts'
import { needs } from '../rights/rights.ts'
import { decide } from './corrected-call.ts'
import { excluding } from './exclude-call.ts'
import { originOf, payloadRef, processed, type Payload } from './payload.ts'

/** Each is an event of its own, so that it stands in the history of its call and can be undone alone. */
const mostCalls = 2_000

/** Appends that are made together are committed together. */
const atOnce = 16

interface CorrectedPeriod extends Payload {
  readonly calls: number
  readonly passedOver: number
}

function correctedPeriodRef(name: string, description: string) {
  const ref = payloadRef<CorrectedPeriod>(name, description)
  builder.objectFields(ref, t => ({
    calls: t.exposeInt('calls', { description: 'How many calls it changed.' }),
    passedOver: t.exposeInt('passedOver', {
      description: 'Calls that it left as they are, because they were in queues that are not yours too.',
    }),
  }))
  return ref
}

const rangeTexts = {
  site: 'Short name of the site.',
  period: 'Calls that began in it.',
  queue: 'Only those that were in this queue: its technical name.',
  number: 'Only those of this number, whoever of the call it is: its last nine digits are compared.',
} as const

const ExcludePeriodInput = builder.inputType('ExcludePeriodInput', {
  description: 'Which calls, and why.',
  fields: t => ({
    site: t.string({ required: true, description: rangeTexts.site }),
    period: t.field({ type: PeriodInput, required: true, description: rangeTexts.period }),
    queue: t.string({ description: rangeTexts.queue }),
    number: t.string({ description: rangeTexts.number }),
    reason: t.field({ type: ExclusionReasonType, required: true, description: 'Why.' }),
    text: t.string({ description: 'In words, at most 2,000 characters; OTHER needs them.' }),
  }),
})

const IncludePeriodInput = builder.inputType('IncludePeriodInput', {
  description: 'Which calls.',
  fields: t => ({
    site: t.string({ required: true, description: rangeTexts.site }),
    period: t.field({ type: PeriodInput, required: true, description: rangeTexts.period }),
    queue: t.string({ description: rangeTexts.queue }),
    number: t.string({ description: rangeTexts.number }),
  }),
})

interface Range {
  readonly site: string
  readonly period: Period
  readonly queue?: string | null | undefined
  readonly number?: string | null | undefined
}

/** Who names no queue must have the whole site. */
const aboutRange = needs<{ input: Range }>('excludeCalls', ({ input: { site, queue } }) => ({
  queue: { site, name: queue ?? '*' },
}))

builder.mutationField('excludePeriod', t =>
  t.field({
    type: correctedPeriodRef('ExcludePeriodPayload', 'Answer of excludePeriod.'),
    description: `Excludes every call of a site that began in a period from the figures, perhaps only those of a queue or a number: test calls of a morning, what a wrong clock wrote. It is about the calls that are known now, at most ${mostCalls} at once; those that come in later for that time are not excluded, and one that is excluded already keeps its reason. Sent again it excludes what is new.`,
    args: { input: t.arg({ type: ExcludePeriodInput, required: true, description: 'The command.' }) },
    extensions: { ...aboutRange, cost: 200 },
    resolve: (_, { input }, context) => {
      const { reason } = input
      const text = input.text ?? null
      const fault = exclusionFault(reason, text?.trim() || null)
      if (fault && !fault.accepted) return refused(context, ...fault.rejections)
      const range = rangeOf(input)
      const exclude = (keys: readonly string[]) => ({ type: 'ExcludeCall', reason, text, keys, range }) as const
      return correctAll(context, input, 'WITHOUT', exclude)
    },
  }),
)

builder.mutationField('includePeriod', t =>
  t.field({
    type: correctedPeriodRef('IncludePeriodPayload', 'Answer of includePeriod.'),
    description: `Counts every excluded call of a site again that began in a period, perhaps only those of a queue or a number; at most ${mostCalls} at once.`,
    args: { input: t.arg({ type: IncludePeriodInput, required: true, description: 'The command.' }) },
    extensions: { ...aboutRange, cost: 200 },
    resolve: (_, { input }, context) => correctAll(context, input, 'ONLY', keys => ({ type: 'IncludeCall', keys })),
  }),
)

const rangeOf = ({ period: { from, to }, queue, number }: Range): ExclusionRange => ({
  from,
  to,
  queue: queue ?? null,
  number: number ?? null,
})

async function refused({ store }: ApiContext, ...rejections: readonly Rejection[]): Promise<CorrectedPeriod> {
  return { position: await store.lastPosition(), rejections, calls: 0, passedOver: 0 }
}

async function correctAll(
  context: ApiContext,
  range: Range,
  excluded: NonNullable<CallFilter['excluded']>,
  correct: (keys: readonly string[]) => Correcting,
): Promise<CorrectedPeriod> {
  const { site } = range
  if (!(await context.reports.sites()).some(row => row.site === site))
    return refused(context, { field: 'site', rule: 'exists', message: `there is no site ${site}` })
  const found = await callsIn(context, { ...(await filterOf(context, range)), excluded })
  if (found.length > mostCalls) {
    const message = `more than ${mostCalls} calls began in it; name a shorter period, a queue or a number`
    return refused(context, { field: 'period', rule: 'count', message })
  }
  const theirs = found.filter(call =>
    queuesOf(call).every(queue => context.may.can('excludeCalls', { queue, names: excluding })),
  )
  const origin = originOf(context)
  let position = await context.store.lastPosition()
  const rejections: Rejection[] = []
  for (let from = 0; from < theirs.length; from += atOnce) {
    const results = await Promise.all(
      theirs.slice(from, from + atOnce).map(call => decide(context, call, correct, origin)),
    )
    for (const result of results)
      if (result.accepted) position = Math.max(position, result.position)
      else rejections.push(...result.rejections)
  }
  if (theirs.length > 0) await processed(context, position, 'CALLS')
  return { position, rejections, calls: theirs.length - rejections.length, passedOver: found.length - theirs.length }
}

const queuesOf = ({ site, queues }: CallRow) => (queues.length > 0 ? queues : ['*']).map(name => ({ site, name }))

async function filterOf({ may }: ApiContext, { site, period, queue, number }: Range): Promise<CallFilter> {
  const named = queue ? await may.queues([`${site}/${queue}`]) : undefined
  return {
    scope: await may.calls(),
    period: checkedPeriod(period),
    sites: [site],
    ...(named && named !== 'all' && { queues: named }),
    ...(number && { number }),
  }
}

/** One more than may be at most tells that there are too many. */
async function callsIn({ reports }: ApiContext, filter: CallFilter): Promise<readonly CallRow[]> {
  const calls: CallRow[] = []
  let after: string | undefined
  do {
    const page = await reports.calls.history({
      filter,
      orderBy: 'OLDEST_FIRST',
      first: 1_000,
      ...(after !== undefined && { after }),
    })
    calls.push(...page.rows)
    after = page.hasNextPage ? page.rows.at(-1)?.cursor : undefined
  } while (after !== undefined && calls.length <= mostCalls)
  return calls
}
