import { microsPerSecond } from '../../domain/kernel/time.ts'
import type { LastAgent } from '../../projections/calls/types.ts'
import { builder } from '../schema/builder.ts'
import { connectionOf, pageArgs } from '../schema/connections.ts'
import { badInput } from '../schema/errors.ts'
import { pageOf } from '../schema/page-size.ts'
import { checkedPeriod, PeriodInput } from '../schema/period.ts'
import { needs } from '../rights/rights.ts'
import { sitesAskedFor } from './call-filter.ts'
import { CallType } from './call-type.ts'
import { freshnessOfCalls } from './calls.ts'
import { callOf } from './load-calls.ts'

const mostDays = 3660

const CustomerHistoryConnection = builder.connectionObject<typeof CallType, { readonly totalCount: number }>(
  {
    type: CallType,
    name: 'CustomerHistoryConnection',
    description: 'A page of the calls of a customer.',
    fields: t => ({
      totalCount: t.int({
        description: 'How many calls there are in all, those of other pages included.',
        resolve: ({ totalCount }) => totalCount,
      }),
    }),
  },
  { name: 'CustomerHistoryEdge', description: 'A call of the customer with its cursor.' },
)

builder.queryField('customerHistory', t =>
  t.field({
    type: CustomerHistoryConnection,
    description:
      'The calls that came from a number, the newest first, however it was written each time: its last nine digits are compared (contact-center 16).',
    args: {
      number: t.arg.string({ required: true, description: 'The number of the customer.' }),
      site: t.arg.string({ description: 'Calls to this site; to any when left out.' }),
      period: t.arg({ type: PeriodInput, description: 'Calls that began in this period; all when left out.' }),
      ...pageArgs,
    },
    extensions: { ...needs('readCalls'), cost: 100 },
    resolve: async (_, { number, site, period, ...page }, context) => {
      const fresh = await freshnessOfCalls(context)
      if (site) await sitesAskedFor([site], context)
      const { total, ...rows } = await context.reports.calls.customerHistory({
        scope: await context.may.calls(),
        number,
        ...(site && { site }),
        ...(period && { period: checkedPeriod(period) }),
        ...pageOf(page),
      })
      return { ...connectionOf(rows, fresh, page.after), totalCount: total }
    },
  }),
)

const LastAgentType = builder.objectRef<LastAgent>('LastAgent').implement({
  description: 'The agent who talked to a caller last: where to route him back to.',
  fields: t => ({
    site: t.exposeString('site', { description: 'Short name of the site.' }),
    agent: t.exposeString('agent', { description: 'Member name of the agent, e.g. `Agent/8001`.' }),
    talkedAt: t.expose('talkedAt', { type: 'DateTime', description: 'When they began to talk.' }),
    call: t.field({
      type: CallType,
      nullable: true,
      description: 'The call in which they did.',
      resolve: ({ call }, _, context) => callOf(context, call),
    }),
  }),
})

builder.queryField('lastAgent', t =>
  t.field({
    type: LastAgentType,
    nullable: true,
    description: 'Who talked to this caller last (contact-center 16). Null: no agent did in these days.',
    args: {
      number: t.arg.string({ required: true, description: 'The number of the caller, however it is written.' }),
      sinceDays: t.arg.int({ required: true, description: `How many days to look back: 1 to ${mostDays}.` }),
      site: t.arg.string({ description: 'Calls to this site; to any when left out.' }),
    },
    extensions: { ...needs('readCalls'), cost: 20 },
    resolve: async (_, { number, sinceDays, site }, context) => {
      if (sinceDays < 1 || sinceDays > mostDays) throw badInput('sinceDays', `1 to ${mostDays}, not ${sinceDays}`)
      if (site) await sitesAskedFor([site], context)
      const since = context.clock() - sinceDays * 86_400 * microsPerSecond
      const scope = await context.may.calls()
      return (await context.reports.calls.lastAgent({ scope, number, since, ...(site && { site }) })) ?? null
    },
  }),
)
