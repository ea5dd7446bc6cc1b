import type { Period } from '../../domain/metrics/figures.ts'
import type { CallKey } from '../../projections/calls/types.ts'
import type { AnswerFilter, QualificationAnswerRow } from '../../projections/qualification-answers/types.ts'
import { builder } from '../schema/builder.ts'
import { batched } from '../schema/batched.ts'
import { CallType } from '../calls/call-type.ts'
import { nameOfCall } from '../calls/load-calls.ts'
import { connectionOf, pageArgs } from '../schema/connections.ts'
import type { ApiContext } from '../context.ts'
import { described } from '../schema/enums.ts'
import { freshness } from '../schema/freshness.ts'
import { pageOf } from '../schema/page-size.ts'
import { checkedPeriod, PeriodInput } from '../schema/period.ts'
import { needs } from '../rights/rights.ts'
import { QualificationAnswerType } from './answer-type.ts'

const QualificationAnswerFilterInput = builder.inputType('QualificationAnswerFilter', {
  description: 'Which answers. Conditions are joined by and, the values of a list by or.',
  fields: t => ({
    period: t.field({ type: PeriodInput, description: 'Answered in this period.' }),
    queues: t.stringList({ description: 'Technical names, `sales` or `paris/sales`.' }),
    agents: t.stringList({ description: 'Of these agents: member names, `Agent/8001` or `paris/Agent/8001`.' }),
    qualifications: t.stringList({ description: 'Short names of qualifications.' }),
    subQualifications: t.stringList({ description: 'Short names of sub-qualifications.' }),
  }),
})

type Names = readonly string[] | null | undefined

interface Asked {
  readonly period?: Period | null | undefined
  readonly queues?: Names
  readonly agents?: Names
  readonly qualifications?: Names
  readonly subQualifications?: Names
}

/**
 * What the client asks for, cut to the queues that he may see.
 * @throws BAD_USER_INPUT for a period that is empty and for names that are not there for him
 */
export async function answerFilter(asked: Asked, { may }: Pick<ApiContext, 'may'>): Promise<AnswerFilter> {
  const { period, qualifications, subQualifications } = asked
  const agents = asked.agents ? await may.agents(asked.agents) : 'all'
  return {
    scope: await may.queues(asked.queues),
    ...(period && { period: checkedPeriod(period) }),
    ...(agents !== 'all' && { agents }),
    ...(qualifications && { qualifications }),
    ...(subQualifications && { subQualifications }),
  }
}

const QualificationAnswerOrderType = described(
  'QualificationAnswerOrder',
  'How answers are sorted. Ties go by their numbers.',
  { ANSWERED_DESC: 'The newest first.', ANSWERED_ASC: 'The oldest first.' },
)

const QualificationAnswerConnection = builder.connectionObject(
  {
    type: QualificationAnswerType,
    name: 'QualificationAnswerConnection',
    description: 'A page of what agents said their calls were about.',
  },
  { name: 'QualificationAnswerEdge', description: 'An answer with its cursor.' },
)

builder.queryField('qualificationAnswers', t =>
  t.field({
    type: QualificationAnswerConnection,
    description: 'What agents said the calls of your queues were about (answerQualification).',
    args: {
      filter: t.arg({ type: QualificationAnswerFilterInput, description: 'Which answers; all when left out.' }),
      orderBy: t.arg({
        type: QualificationAnswerOrderType,
        description: 'In which order; ANSWERED_DESC when left out.',
      }),
      ...pageArgs,
    },
    extensions: { ...needs('readQualificationAnswers'), cost: 50 },
    resolve: async (_, { filter, orderBy, ...page }, context) => {
      const cut = await answerFilter(filter ?? {}, context)
      const fresh = freshness(context, cut.scope, 'qualification_answers')
      const rows = await context.reports.qualifications.answers({
        filter: cut,
        orderBy: orderBy === 'ANSWERED_ASC' ? 'OLDEST_FIRST' : 'NEWEST_FIRST',
        ...pageOf(page),
      })
      return connectionOf(rows, fresh, page.after)
    },
  }),
)

/** What was answered about a call, as far as its queue is the asker's to see; asked once for all calls of a page. */
const answersOfCall = batched<CallKey, readonly QualificationAnswerRow[]>(nameOfCall, async ({ reports, may }, calls) =>
  reports.qualifications.ofCalls(calls, await may.queues()),
)

builder.objectField(CallType, 'qualifications', t =>
  t.field({
    type: [QualificationAnswerType],
    description: 'What its agents said it was about, the oldest answer first (answerQualification).',
    extensions: needs('readCalls'),
    resolve: async (call, _, context) => [...(await answersOfCall(context, call))],
  }),
)
