import type { Queryable } from '../../domain/kernel/projection.ts'
import { cursorOf, keyOfCursor, type CursorKey } from '../cursor.ts'
import { parameters, type Parameters } from '../parameters.ts'
import type { RowPage, Scope, SiteItem } from '../scope.ts'
import { requestColumns, selected } from './rows.ts'
import type { CallbackFilter, CallbackRequestRow, CallbackRequestsAsked, CallbackTotals } from './types.ts'
import totalsSql from './sql/totals.sql'

const keyShape: CursorKey = ['', '', 0]

/** What is due first comes first: by day, part of the day, and number. */
export async function callbackRequests(
  db: Queryable,
  { filter, first, after }: CallbackRequestsAsked,
): Promise<RowPage<CallbackRequestRow>> {
  const given = parameters()
  const conditions = [...conditionsOf(filter, given), ...behind(after, given)]
  const { rows } = await db.query<CallbackRequestRow>(
    `select ${selected(requestColumns, 'r')} from callbacks.request r where ${['true', ...conditions].join(' and ')}
     order by r.due_date, r.period_start, r.reference limit ${given.add(first + 1, 'bigint')}`,
    given.values,
  )
  return {
    rows: rows
      .slice(0, first)
      .map(row => ({ ...row, cursor: cursorOf([row.dueDate, row.periodStart, row.reference]) })),
    hasNextPage: rows.length > first,
  }
}

export async function callbackRequestById(
  db: Queryable,
  { site, id }: { readonly site: string; readonly id: string },
): Promise<CallbackRequestRow | undefined> {
  const { rows } = await db.query<CallbackRequestRow>(
    `select ${selected(requestColumns, 'r')} from callbacks.request r where r.site = $1 and r.id = $2`,
    [site, id],
  )
  return rows[0]
}

/** How much there is to do, by list; a list without open requests has no row. */
export async function callbackTotals(db: Queryable, scope: Scope): Promise<readonly CallbackTotals[]> {
  const given = parameters()
  const visible = ['true', ...scopeCondition(scope, 'r', given)].join(' and ')
  const { rows } = await db.query<CallbackTotals>(totalsSql.replaceAll('{visible}', visible), given.values)
  return rows
}

function conditionsOf(filter: CallbackFilter, given: Parameters): readonly string[] {
  const { scope, site, lists, agents, closed, dueUntil, search } = filter
  return [
    ...scopeCondition(scope, 'r', given),
    ...(site === undefined ? [] : [`r.site = ${given.add(site, 'text')}`]),
    ...(lists ? [`r.list = any (${given.add(lists, 'text[]')})`] : []),
    ...(agents ? [isAmong('r.taken_by', 'r', agents, given)] : []),
    ...(closed === undefined ? [] : [closed ? 'r.closed' : 'not r.closed']),
    ...(dueUntil === undefined ? [] : [`r.due_date <= ${given.add(dueUntil, 'text')}`]),
    ...(search === undefined ? [] : [found(search, given)]),
  ]
}

/** Numbers are stored without blanks, names in their own case. */
function found(search: string, given: Parameters): string {
  const text = given.add(search.toLowerCase(), 'text')
  const number = given.add(search.replaceAll(/[\s().-]/g, ''), 'text')
  const names = `lower(concat_ws(' ', r.first_name, r.last_name, r.company))`
  const numbers = `concat_ws(' ', r.phone_number, r.mobile_phone_number)`
  return `(strpos(${names}, ${text}) > 0 or (${number} <> '' and strpos(${numbers}, ${number}) > 0))`
}

/** Whose requests may be seen, by their queues. */
export const scopeCondition = (scope: Scope, alias: string, given: Parameters): readonly string[] =>
  scope === 'all' ? [] : [isAmong(`${alias}.queue`, alias, scope, given)]

function isAmong(column: string, alias: string, items: readonly SiteItem[], given: Parameters): string {
  const sites = given.add(
    items.map(({ site }) => site),
    'text[]',
  )
  const names = given.add(
    items.map(({ name }) => name),
    'text[]',
  )
  return `(${alias}.site, ${column}) in (select * from unnest(${sites}, ${names}))`
}

function behind(after: string | undefined, given: Parameters): readonly string[] {
  if (after === undefined) return []
  const [date, start, reference] = keyOfCursor(after, keyShape)
  const key = [given.add(date, 'text'), given.add(start, 'text'), given.add(reference, 'bigint')]
  return [`(r.due_date, r.period_start, r.reference) > (${key.join(', ')})`]
}
