import type { Retention, RetainedRows } from '../../domain/kernel/projection.ts'
import type { RetentionBounds } from '../../domain/retention/retention-bounds.ts'
import { requestColumns } from './rows.ts'
import type { CallbackRequestRow } from './types.ts'

/**
 * Of a request that is closed nothing changes any more, so what is over stays over. An open one is still to be done: it is kept whole.
 */
const requestIsOver = 'site = $1 AND closed AND updated_us < $2'
const ticketIsOver = `site = $1 AND EXISTS (
  SELECT FROM request r WHERE r.site = ticket.site AND r.id = ticket.request AND r.closed AND r.updated_us < $2)`

const ofPeople = {
  phoneNumber: null,
  mobilePhoneNumber: null,
  firstName: null,
  lastName: null,
  company: null,
  description: null,
  lastComment: null,
} as const satisfies Partial<CallbackRequestRow>
const columnsOfPeople = Object.entries(requestColumns).flatMap(([field, column]) => (field in ofPeople ? [column] : []))

/** A request that its own events tell, without what the read model has no more. */
export const requestAsKept = (row: CallbackRequestRow, { callDetails }: RetentionBounds): CallbackRequestRow =>
  row.closed && callDetails !== undefined && row.updatedAt < callDetails ? { ...row, ...ofPeople } : row

const blanked: readonly RetainedRows[] = [
  {
    data: 'callDetails',
    table: 'ticket',
    where: `${ticketIsOver} AND (phone_number <> '' OR comment IS NOT NULL)`,
    blanked: `phone_number = '', comment = NULL`,
  },
  {
    data: 'callDetails',
    table: 'request',
    where: `${requestIsOver} AND (${columnsOfPeople.map(column => `${column} IS NOT NULL`).join(' OR ')})`,
    blanked: columnsOfPeople.map(column => `${column} = NULL`).join(', '),
  },
]

/**
 * What of closed requests is removed when (domain/retention), by the instant at which they were closed: first who was to be called and what
 * was noted about him, later the requests with their tickets. That somebody was called stays in a ticket, as an empty number.
 */
export const retention: Retention = {
  instants: { request: 'updated_us' },
  rows: [
    ...blanked,
    { data: 'statistics', table: 'ticket', where: ticketIsOver },
    { data: 'statistics', table: 'request', where: requestIsOver },
  ],
}
