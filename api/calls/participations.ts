import type { ParticipationRequest, ParticipationRow } from '../../projections/calls/types.ts'
import type { SiteItem } from '../../projections/scope.ts'
import { builder } from '../schema/builder.ts'
import { connectionOf, pageArgs } from '../schema/connections.ts'
import type { ApiContext } from '../context.ts'
import { badInput } from '../schema/errors.ts'
import { pageOf } from '../schema/page-size.ts'
import { checkedPeriod, PeriodInput } from '../schema/period.ts'
import { needs } from '../rights/rights.ts'
import { linesAt } from './call-filter.ts'
import { CallType } from './call-type.ts'
import { freshnessOfCalls } from './calls.ts'
import { ParticipationStatusType } from './enums.ts'
import { ParticipantType } from './participant.ts'

const ParticipationType = builder.objectRef<ParticipationRow>('CallParticipation').implement({
  description: 'A call in the history of one who took part in it.',
  fields: t => ({
    status: t.expose('status', { type: ParticipationStatusType, description: 'How the call looks from there.' }),
    participant: t.expose('party', {
      type: ParticipantType,
      nullable: true,
      description:
        'His own part and figures; of several the one with the longest talk. Null: no channel of his is told.',
    }),
    call: t.field({ type: CallType, description: 'The whole call.', resolve: row => row }),
  }),
})

const ParticipationConnection = builder.connectionObject(
  { type: ParticipationType, name: 'CallParticipationConnection', description: 'A page of the calls of somebody.' },
  { name: 'CallParticipationEdge', description: 'A call of somebody with its cursor.' },
)

const historyArgs = builder.args(t => ({
  period: t.field({ type: PeriodInput, description: 'Calls that began in this period; all when left out.' }),
}))

interface HistoryArguments {
  readonly period?: typeof PeriodInput.$inferInput | null | undefined
  readonly first?: number | null | undefined
  readonly after?: string | null | undefined
}

async function historyOf(context: ApiContext, of: ParticipationRequest['of'], args: HistoryArguments) {
  const { period, ...page } = args
  const fresh = await freshnessOfCalls(context)
  const rows = await context.reports.calls.participations({
    of,
    scope: await context.may.calls(),
    ...(period && { period: checkedPeriod(period) }),
    ...pageOf(page),
  })
  return connectionOf(rows, fresh, page.after)
}

/** @throws BAD_USER_INPUT when it could be meant at several sites, or at none */
function theOne(argument: string, asked: string, found: readonly SiteItem[]): SiteItem {
  const [item, other] = found
  if (item && !other) return item
  if (!item) throw badInput(argument, `there is no site at which you may see "${asked}"`)
  throw badInput(argument, `say which you mean: ${found.map(({ site, name }) => `${site}/${name}`).join(' or ')}`)
}

builder.queryField('agentCalls', t =>
  t.field({
    type: ParticipationConnection,
    description:
      'The calls of queues that rang at an agent or that he took, the newest first, with what each was for him (contact-center 16). What he ' +
      'placed or took outside of queues is in the history of his line: lineCalls.',
    args: {
      agent: t.arg.string({
        required: true,
        description: 'Member name, `Agent/8001`; with its site, `paris/Agent/8001`, where several sites have it.',
      }),
      ...historyArgs,
      ...pageArgs,
    },
    extensions: { ...needs('readCalls'), cost: 50 },
    resolve: async (_, { agent, ...args }, context) => {
      const found = await context.may.agents([agent])
      return historyOf(context, { kind: 'agent', agent: theOne('agent', agent, found === 'all' ? [] : found) }, args)
    },
  }),
)

builder.queryField('lineCalls', t =>
  t.field({
    type: ParticipationConnection,
    description: 'The calls of a line, the newest first, with what each was for it (contact-center 16).',
    args: {
      line: t.arg.string({
        required: true,
        description: '`PJSIP/1001`; with its site, `paris/PJSIP/1001`, where you see several sites.',
      }),
      ...historyArgs,
      ...pageArgs,
    },
    extensions: { ...needs('readCalls'), cost: 50 },
    resolve: async (_, { line, ...args }, context) =>
      historyOf(context, { kind: 'line', line: theOne('line', line, await linesAt([line], context)) }, args),
  }),
)
