import { callbackExportStream, type CallbackTicketsExported } from '../../../domain/callbacks/request-events.ts'
import { wallOf, type ZoneName } from '../../../domain/kernel/zone.ts'
import type { Period } from '../../../domain/metrics/figures.ts'
import type { ExportedTicketRow } from '../../../projections/callbacks/types.ts'
import type { Scope } from '../../../projections/scope.ts'
import { columnsNamed, zoneShared } from '../../exports/table.ts'
import { tableRoutes, type TablePorts } from '../../exports/serve-table.ts'
import { asAsked, listed, onlyKnown, periodOf, periodParameters } from '../../http/period-parameters.ts'
import type { Reports } from '../../ports/reports.ts'

const pageSize = 1000

interface Wanted {
  readonly scope: Scope
  readonly lists: readonly string[] | undefined
  readonly periodAt: (zone: string) => Period
  readonly asked: Readonly<Record<string, readonly string[]>>
}

/** Attempts to call back as a table (contact-center §14): site after site, the oldest first. `from` and `to` are about when they were begun. */
export function ticketExportRoutes(served: TablePorts) {
  const { reports } = served.ports
  return tableRoutes<Wanted, ShownTicket>(served, {
    name: 'callback-tickets',
    async wanted(may, parameters) {
      may.do('exportCallbacks')
      onlyKnown(parameters, ['queue', 'list', ...periodParameters])
      const periodAt = periodOf(parameters)
      const scope = await may.queues(listed(parameters, 'queue'))
      return { scope, lists: listed(parameters, 'list'), periodAt, asked: asAsked(parameters) }
    },
    async table(wanted, zone) {
      return { columns, pages: pagesOf(reports, wanted), zone, siteZone: zoneShared(await reports.sites()) }
    },
    recorded({ asked: filter }, sent) {
      const event: CallbackTicketsExported = { type: 'CallbackTicketsExported', filter, ...sent }
      return { stream: callbackExportStream, event }
    },
  })
}

type ShownTicket = ExportedTicketRow & { readonly zone: ZoneName }

/** The names of the import for what comes from there; agents by their numbers. */
const columns = columnsNamed<ShownTicket>({
  reference: { kind: 'number', of: ({ reference }) => reference },
  list: { kind: 'text', of: ({ list }) => list },
  queue: { kind: 'text', of: ({ queue }) => queue },
  phoneNumber: { kind: 'text', of: ({ requestPhoneNumber }) => requestPhoneNumber },
  mobilePhoneNumber: { kind: 'text', of: ({ mobilePhoneNumber }) => mobilePhoneNumber },
  firstName: { kind: 'text', of: ({ firstName }) => firstName },
  lastName: { kind: 'text', of: ({ lastName }) => lastName },
  company: { kind: 'text', of: ({ company }) => company },
  description: { kind: 'text', of: ({ description }) => description },
  dueDate: { kind: 'day', of: ({ dueDate }) => dueDate },
  period: { kind: 'text', of: ({ periodName }) => periodName },
  ticket: { kind: 'text', of: ({ id }) => id },
  calledNumber: { kind: 'text', of: ({ phoneNumber }) => phoneNumber },
  startDate: { kind: 'siteTime', of: ({ zone, startedAt }) => wallOf(zone, startedAt), between: ' ' },
  lastUpdate: { kind: 'siteTime', of: ({ zone, updatedAt }) => wallOf(zone, updatedAt), between: ' ' },
  comment: { kind: 'text', of: ({ comment }) => comment },
  status: { kind: 'text', of: ({ status }) => status },
  agent: { kind: 'text', of: ({ agent }) => agent.replace(/^Agent\//, '') },
})

async function* pagesOf(reports: Reports, { scope, lists, periodAt }: Wanted): AsyncGenerator<readonly ShownTicket[]> {
  for (const { site, timeZone } of await reports.sites()) {
    let after: string | undefined
    do {
      const { rows, hasNextPage } = await reports.callbacks.exported({
        scope,
        site,
        period: periodAt(timeZone),
        first: pageSize,
        ...(lists && { lists }),
        ...(after !== undefined && { after }),
      })
      yield rows.map(ticket => ({ ...ticket, zone: timeZone }))
      after = hasNextPage ? rows.at(-1)?.cursor : undefined
    } while (after !== undefined)
  }
}
