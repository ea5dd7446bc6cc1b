import type { Queryable } from '../../domain/kernel/projection.ts'
import { cursorOf, keyOfCursor, type CursorKey } from '../cursor.ts'
import { parameters } from '../parameters.ts'
import type { RowPage } from '../scope.ts'
import { scopeCondition } from './requests.ts'
import { selected, ticketColumns } from './rows.ts'
import type { CallbackTicketRow, ExportedTicketRow, TicketsAsked } from './types.ts'

interface RequestKey {
  readonly site: string
  readonly id: string
}

/** Of each request its tickets, the first one first. */
export async function ticketsOf(
  db: Queryable,
  requests: readonly RequestKey[],
): Promise<readonly (readonly CallbackTicketRow[])[]> {
  const { rows } = await db.query<CallbackTicketRow>(
    `select ${selected(ticketColumns, 't')} from unnest($1::text[], $2::text[]) as asked (site, id)
     join callbacks.ticket t on t.site = asked.site and t.request = asked.id order by t.started_us, t.id`,
    [requests.map(({ site }) => site), requests.map(({ id }) => id)],
  )
  return requests.map(({ site, id }) => rows.filter(row => row.site === site && row.request === id))
}

const ofRequest = {
  reference: 'reference',
  list: 'list',
  queue: 'queue',
  requestPhoneNumber: 'phone_number',
  mobilePhoneNumber: 'mobile_phone_number',
  firstName: 'first_name',
  lastName: 'last_name',
  company: 'company',
  description: 'description',
} as const

const keyShape: CursorKey = [0, '', '']

/** Tickets with the requests that they are of, the oldest first: what an export holds. */
export async function exportedTickets(
  db: Queryable,
  { scope, site, lists, period, first, after }: TicketsAsked,
): Promise<RowPage<ExportedTicketRow>> {
  const given = parameters()
  const conditions = [
    'true',
    ...scopeCondition(scope, 'r', given),
    ...(site === undefined ? [] : [`t.site = ${given.add(site, 'text')}`]),
    ...(lists ? [`r.list = any (${given.add(lists, 'text[]')})`] : []),
    ...(period
      ? [`t.started_us >= ${given.add(period.from, 'bigint')} and t.started_us < ${given.add(period.to, 'bigint')}`]
      : []),
  ]
  if (after !== undefined) {
    const [at, request, id] = keyOfCursor(after, keyShape)
    const key = [given.add(at, 'bigint'), given.add(request, 'text'), given.add(id, 'text')]
    conditions.push(`(t.started_us, t.request, t.id) > (${key.join(', ')})`)
  }
  const { rows } = await db.query<ExportedTicketRow>(
    `select ${selected(ticketColumns, 't')}, ${selected(ofRequest, 'r')}
     from callbacks.ticket t join callbacks.request r on r.site = t.site and r.id = t.request
     where ${conditions.join(' and ')} order by t.started_us, t.request, t.id limit ${given.add(first + 1, 'bigint')}`,
    given.values,
  )
  return {
    rows: rows.slice(0, first).map(row => ({ ...row, cursor: cursorOf([row.startedAt, row.request, row.id]) })),
    hasNextPage: rows.length > first,
  }
}
