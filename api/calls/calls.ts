import type { CallOrder, CallRow } from '../../projections/calls/types.ts'
import type { Scope } from '../../projections/scope.ts'
import { builder } from '../schema/builder.ts'
import { connectionOf, pageArgs } from '../schema/connections.ts'
import type { ApiContext } from '../context.ts'
import { badInput } from '../schema/errors.ts'
import { freshness } from '../schema/freshness.ts'
import { pageOf } from '../schema/page-size.ts'
import { needs } from '../rights/rights.ts'
import { callFilter, CallFilterInput } from './call-filter.ts'
import { callKeyOf, CallType } from './call-type.ts'
import { CallOrderType } from './enums.ts'
import { callOf, callsNamed } from './load-calls.ts'

const CallConnection = builder.connectionObject(
  { type: CallType, name: 'CallConnection', description: 'A page of calls.' },
  { name: 'CallEdge', description: 'A call with its cursor.' },
)

const orders: Readonly<Record<typeof CallOrderType.$inferType, CallOrder>> = {
  START_DESC: 'NEWEST_FIRST',
  START_ASC: 'OLDEST_FIRST',
  TALK_DESC: 'LONGEST_TALK_FIRST',
  WAIT_DESC: 'LONGEST_WAIT_FIRST',
}

/** How new answers about calls are: by the sources of the sites that the asker sees. */
export async function freshnessOfCalls(context: ApiContext) {
  const { queues, agents } = await context.may.calls()
  const scope: Scope = queues === 'all' || agents === 'all' ? 'all' : [...queues, ...agents]
  return freshness(context, scope, 'calls')
}

builder.queryField('calls', t =>
  t.field({
    type: CallConnection,
    description: 'The history of calls: those that were in one of your queues or with one of your agents.',
    args: {
      filter: t.arg({ type: CallFilterInput, description: 'Which calls; all when left out.' }),
      orderBy: t.arg({ type: CallOrderType, description: 'In which order; START_DESC when left out.' }),
      ...pageArgs,
    },
    extensions: { ...needs('readCalls'), cost: 50 },
    resolve: async (_, { filter, orderBy, ...page }, context) => {
      const fresh = await freshnessOfCalls(context)
      const rows = await context.reports.calls.history({
        filter: await callFilter(filter ?? {}, context),
        orderBy: orders[orderBy ?? 'START_DESC'],
        ...pageOf(page),
      })
      return connectionOf(rows, fresh, page.after)
    },
  }),
)

builder.queryField('call', t =>
  t.field({
    type: CallType,
    nullable: true,
    description: 'One call, by one of its names. Null when there is none or it is not yours to see.',
    args: {
      id: t.arg.globalID({ description: 'Global id as an answer gave it.' }),
      linkedId: t.arg.string({ description: 'One of its linkedids.' }),
      uniqueId: t.arg.string({ description: 'uniqueid of one of its channels; callid of queue_log.' }),
      callDataId: t.arg({ type: 'Position', description: '`call_data.id` of the SQL schema `xivo_stats`.' }),
      site: t.arg.string({ description: 'Site of the linkedid or uniqueid; any when left out.' }),
      node: t.arg.string({ description: 'PBX node of the linkedid or uniqueid; any when left out.' }),
    },
    extensions: { ...needs('readCalls'), cost: 20 },
    resolve: async (_, { id, linkedId, uniqueId, callDataId, site, node }, context) => {
      const names = [id, linkedId, uniqueId, callDataId].filter(name => name !== null && name !== undefined)
      if (names.length !== 1)
        throw badInput('id', 'name the call by one of id, linkedId, uniqueId and callDataId, and by no other')
      if (id) {
        if (id.typename !== 'Call') throw badInput('id', `it is the id of a ${id.typename}, not of a call`)
        return callOf(context, callKeyOf(id.id))
      }
      if (typeof callDataId === 'number') {
        const call = await context.reports.calls.byNumber(callDataId)
        return call ? callOf(context, call) : null
      }
      const key = linkedId ?? uniqueId ?? ''
      return onlyOne(await callsNamed(context, { key, site: site ?? null, node: node ?? null }), key)
    },
  }),
)

/** @throws BAD_USER_INPUT when PBXs gave the same name to different calls */
function onlyOne(calls: readonly CallRow[], key: string): CallRow | null {
  const [call, other] = calls
  if (!call || !other) return call ?? null
  const places = [...new Set(calls.map(({ site, node }) => `${site}/${node}`))]
  throw badInput('site', `${places.join(' and ')} have a call ${key} each; name the site and the node`)
}
