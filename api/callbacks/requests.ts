import { isCalendarDate } from '../../domain/callbacks/due-date.ts'
import type { CallbackFilter, CallbackTotals } from '../../projections/callbacks/types.ts'
import { builder } from '../schema/builder.ts'
import { connectionOf, pageArgs } from '../schema/connections.ts'
import type { ApiContext } from '../context.ts'
import { badInput } from '../schema/errors.ts'
import { freshness } from '../schema/freshness.ts'
import { pageOf } from '../schema/page-size.ts'
import { needs } from '../rights/rights.ts'
import { CallbackRequestType } from './request-type.ts'

const CallbackRequestFilterInput = builder.inputType('CallbackRequestFilter', {
  description: 'Which requests. Conditions are joined by and, the values of a list by or.',
  fields: t => ({
    queues: t.stringList({ description: 'For these queues: technical names, `sales` or `paris/sales`.' }),
    lists: t.stringList({ description: 'In these callback lists, by short name.' }),
    takenBy: t.stringList({ description: 'Taken by these agents: member names, `Agent/8001` or `paris/Agent/8001`.' }),
    closed: t.boolean({ description: 'Only those that are closed, or that are not; both when left out.' }),
    dueUntil: t.string({ description: 'Due on this day or before it, e.g. `2026-12-01`.' }),
    search: t.string({ description: 'A part of a number, a name or a company.' }),
  }),
})

type Asked = typeof CallbackRequestFilterInput.$inferInput

/** What the client asks for, cut to the queues that he may see. */
async function filterOf(asked: Asked, { may }: Pick<ApiContext, 'may'>): Promise<CallbackFilter> {
  const { lists, closed, dueUntil, search } = asked
  if (dueUntil !== null && dueUntil !== undefined && !isCalendarDate(dueUntil))
    throw badInput('dueUntil', `"${dueUntil}" is no day of the calendar; write it as 2026-12-01`)
  const agents = asked.takenBy ? await may.agents(asked.takenBy) : 'all'
  return {
    scope: await may.queues(asked.queues),
    ...(agents !== 'all' && { agents }),
    ...(lists && { lists }),
    ...(typeof closed === 'boolean' && { closed }),
    ...(typeof dueUntil === 'string' && { dueUntil }),
    ...(search?.trim() && { search: search.trim() }),
  }
}

const CallbackRequestConnection = builder.connectionObject(
  {
    type: CallbackRequestType,
    name: 'CallbackRequestConnection',
    description: 'A page of requests to be called back.',
  },
  { name: 'CallbackRequestEdge', description: 'A request with its cursor.' },
)

builder.queryField('callbackRequests', t =>
  t.field({
    type: CallbackRequestConnection,
    description:
      'Requests to be called back for your queues, what is due first before what is due later: by day, part of the day and number.',
    args: {
      filter: t.arg({ type: CallbackRequestFilterInput, description: 'Which requests; all when left out.' }),
      ...pageArgs,
    },
    extensions: { ...needs('readCallbacks'), cost: 50 },
    resolve: async (_, { filter, ...page }, context) => {
      const cut = await filterOf(filter ?? {}, context)
      const fresh = freshness(context, cut.scope, 'callbacks')
      const rows = await context.reports.callbacks.requests({ filter: cut, ...pageOf(page) })
      return connectionOf(rows, fresh, page.after)
    },
  }),
)

builder.queryField('callbackRequest', t =>
  t.field({
    type: CallbackRequestType,
    nullable: true,
    description: 'A request to be called back; null: there is none of that id that you may see.',
    args: {
      site: t.arg.string({ required: true, description: 'Short name of the site.' }),
      requestId: t.arg.string({ required: true, description: 'Id of the request.' }),
    },
    extensions: needs('readCallbacks'),
    resolve: async (_, { site, requestId }, { reports, may }) => {
      const request = await reports.callbacks.byId({ site, id: requestId })
      if (!request) return null
      const scope = await may.queues()
      const isVisible = scope === 'all' || scope.some(one => one.site === site && one.name === request.queue)
      return isVisible ? request : null
    },
  }),
)

const CallbackTotalsType = builder.objectRef<CallbackTotals>('CallbackTotals').implement({
  description: 'How much there is to do in a callback list.',
  fields: t => ({
    site: t.exposeString('site', { description: 'Short name of the site.' }),
    list: t.exposeString('list', { description: 'Short name of the list.' }),
    queue: t.exposeString('queue', { description: 'Technical name of the queue whose agents call back.' }),
    open: t.exposeInt('open', { description: 'Requests that are not closed.' }),
    taken: t.exposeInt('taken', { description: 'Of these, those that an agent has taken.' }),
    oldestDueDate: t.exposeString('oldestDueDate', {
      description: 'The earliest day for which one of them is due, e.g. `2026-12-01`.',
    }),
  }),
})

builder.queryField('callbackTotals', t =>
  t.field({
    type: [CallbackTotalsType],
    description: 'How much there is to do, by callback list and queue; a list without open requests has no row.',
    args: {
      queues: t.arg.stringList({
        description: 'Technical names, `sales` or `paris/sales`; all that you may see when left out.',
      }),
    },
    extensions: { ...needs('readCallbacks'), cost: 50 },
    resolve: async (_, { queues }, { reports, may }) => [...(await reports.callbacks.totals(await may.queues(queues)))],
  }),
)
