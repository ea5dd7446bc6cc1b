import type { Queryable } from '../../../domain/kernel/projection.ts'
import { cursorOf, keyOfCursor, type CursorKey } from '../../cursor.ts'
import { parameters, type Parameters } from '../../parameters.ts'
import type { RowPage } from '../../scope.ts'
import { columnsOf, conditionsOf, periodConditions, type Mention } from './conditions.ts'
import { countPlan, searchPlan } from './search-plan.ts'
import callColumnsSql from '../sql/call-columns.sql'
import type { CallFilter, CallOrder, CallRow, CallsRequest } from '../types.ts'

interface Order {
  /** What the order goes by first; ties go by the call's key in the same direction. */
  readonly column: 'started_us' | 'talk_us' | 'wait_us'
  readonly direction: 'asc' | 'desc'
  readonly keyOf: (row: CallRow) => number | null
}

const orders: Readonly<Record<CallOrder, Order>> = {
  NEWEST_FIRST: { column: 'started_us', direction: 'desc', keyOf: row => row.startedAt },
  OLDEST_FIRST: { column: 'started_us', direction: 'asc', keyOf: row => row.startedAt },
  LONGEST_TALK_FIRST: { column: 'talk_us', direction: 'desc', keyOf: row => row.talk },
  LONGEST_WAIT_FIRST: { column: 'wait_us', direction: 'desc', keyOf: row => row.wait },
}

const keyShape: CursorKey = [0, '', '', '']

/**
 * Calls that fit everything the filter names.
 * @param frequentFrom see search-plan.ts
 * @throws InvalidCursor
 */
export async function callHistory(
  db: Queryable,
  { filter, orderBy, first, after }: CallsRequest,
  frequentFrom?: number,
): Promise<RowPage<CallRow>> {
  const order = orders[orderBy]
  const given = parameters()
  const limit = given.add(first + 1, 'bigint')
  const start = after === undefined ? undefined : keyOfCursor(after, keyShape)
  const plan = await searchPlan(db, filter, order.column === 'started_us', frequentFrom)
  const { leading } = plan
  const conditions = conditionsOf(filter, plan, given)
  if (order.column !== 'started_us') conditions.push(`c.${order.column} is not null`)
  const from = leading
    ? `(${foundByName(leading, { filter, order, conditions, start, limit }, given)}) found
       join calls.call c on c.site = found.site and c.node = found.node and c.call_id = found.call_id`
    : 'calls.call c'
  const all = leading ? [] : [...conditions, ...behindKey('c', order, start, given)]
  const { rows } = await db.query<CallRow>(
    `select ${callColumnsSql} from ${from} where ${['true', ...all].join(' and ')}
     order by ${orderOf('c', order)} limit ${limit}`,
    given.values,
  )
  const page = rows.slice(0, first)
  return {
    rows: page.map(row => ({ ...row, cursor: cursorOf([order.keyOf(row) ?? 0, row.site, row.node, row.callId]) })),
    hasNextPage: rows.length > first,
  }
}

/** How many calls fit the filter. */
export async function countOfCalls(db: Queryable, filter: CallFilter): Promise<number> {
  const given = parameters()
  const plan = countPlan(filter)
  const conditions = conditionsOf(filter, plan, given)
  if (plan.leading) {
    const { kinds, sites, names } = columnsOf(plan.leading, given)
    conditions.push(
      `(c.site, c.node, c.call_id) in (select m.site, m.node, m.call_id from calls.mention m ` +
        `join unnest(${kinds}, ${sites}, ${names}) as asked (kind, site, name) ` +
        'on m.kind = asked.kind and m.name = asked.name and (asked.site is null or asked.site = m.site))',
    )
  }
  const { rows } = await db.query<{ calls: number }>(
    `select count(*) as calls from calls.call c where ${['true', ...conditions].join(' and ')}`,
    given.values,
  )
  return rows[0]?.calls ?? 0
}

interface Search {
  readonly filter: CallFilter
  readonly order: Order
  readonly conditions: readonly string[]
  readonly start: CursorKey | undefined
  readonly limit: string
}

/** Of each name the first calls of the page, each call once: the page is among them. */
function foundByName(names: readonly Mention[], search: Search, given: Parameters): string {
  const { filter, order, conditions, start, limit } = search
  const { kinds, sites, names: named } = columnsOf(names, given)
  const ordered = order.column === 'started_us' ? 'm' : 'c'
  const all = [
    'm.kind = asked.kind and m.name = asked.name and (asked.site is null or asked.site = m.site)',
    ...periodConditions('m.started_us', filter.period, given),
    ...behindKey(ordered, order, start, given),
    ...conditions,
  ]
  return `
    select distinct ofName.site, ofName.node, ofName.call_id
    from unnest(${kinds}, ${sites}, ${named}) as asked (kind, site, name)
    cross join lateral (
      select m.site, m.node, m.call_id
      from calls.mention m join calls.call c on c.site = m.site and c.node = m.node and c.call_id = m.call_id
      where ${all.join(' and ')}
      order by ${orderOf(ordered, order)}
      limit ${limit}
    ) as ofName`
}

const orderOf = (table: string, { column, direction }: Order): string =>
  [column, 'site', 'node', 'call_id'].map(name => `${table}.${name} ${direction}`).join(', ')

function behindKey(
  table: string,
  { column, direction }: Order,
  start: CursorKey | undefined,
  given: Parameters,
): string[] {
  if (!start) return []
  const [at, site, node, callId] = start
  const key = [given.add(at, 'bigint'), given.add(site, 'text'), given.add(node, 'text'), given.add(callId, 'text')]
  const columns = [column, 'site', 'node', 'call_id'].map(name => `${table}.${name}`)
  return [`(${columns.join(', ')}) ${direction === 'desc' ? '<' : '>'} (${key.join(', ')})`]
}
