import type { Cell } from '../../domain/kernel/projection.ts'
import type { CallbackRequestRow, CallbackTicketRow } from './types.ts'

/** Columns by the fields of a row; those of the key come first. */
export const requestColumns = {
  site: 'site',
  id: 'id',
  reference: 'reference',
  list: 'list',
  listName: 'list_name',
  queue: 'queue',
  phoneNumber: 'phone_number',
  mobilePhoneNumber: 'mobile_phone_number',
  firstName: 'first_name',
  lastName: 'last_name',
  company: 'company',
  description: 'description',
  dueDate: 'due_date',
  period: 'period',
  periodName: 'period_name',
  periodStart: 'period_start',
  periodEnd: 'period_end',
  takenBy: 'taken_by',
  closed: 'closed',
  attempts: 'attempts',
  lastStatus: 'last_status',
  lastComment: 'last_comment',
  requestedAt: 'requested_us',
  updatedAt: 'updated_us',
  requestedBy: 'requested_by',
} as const satisfies Record<keyof CallbackRequestRow, string>

export const ticketColumns = {
  site: 'site',
  request: 'request',
  id: 'id',
  agent: 'agent',
  phoneNumber: 'phone_number',
  dueDate: 'due_date',
  periodName: 'period_name',
  status: 'status',
  comment: 'comment',
  startedAt: 'started_us',
  updatedAt: 'updated_us',
} as const satisfies Record<keyof CallbackTicketRow, string>

/** `r.list_name as "listName", ...` */
export const selected = (columns: Readonly<Record<string, string>>, alias: string): string =>
  Object.entries(columns)
    .map(([field, column]) => `${alias}.${column} as "${field}"`)
    .join(', ')

export const cellsOf = <R extends object>(columns: Readonly<Record<string, string>>, row: R): readonly Cell[] =>
  Object.keys(columns).map(field => (row as Readonly<Record<string, Cell>>)[field] ?? null)
