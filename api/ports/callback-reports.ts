import type {
  CallbackRequestRow,
  CallbackRequestsAsked,
  CallbackTicketRow,
  CallbackTotals,
  ExportedTicketRow,
  TicketsAsked,
} from '../../projections/callbacks/types.ts'
import type { RowPage, Scope } from '../../projections/scope.ts'

/** The questions about requests to be called back. */
export interface CallbackReports {
  requests(request: CallbackRequestsAsked): Promise<RowPage<CallbackRequestRow>>
  byId(key: { readonly site: string; readonly id: string }): Promise<CallbackRequestRow | undefined>
  /** Of each request its tickets, the first one first. */
  ticketsOf(
    requests: readonly { readonly site: string; readonly id: string }[],
  ): Promise<readonly (readonly CallbackTicketRow[])[]>
  totals(scope: Scope): Promise<readonly CallbackTotals[]>
  exported(request: TicketsAsked): Promise<RowPage<ExportedTicketRow>>
}
