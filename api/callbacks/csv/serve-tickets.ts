import { callbackExportStream, type CallbackTicketsExported } from '../../../domain/callbacks/request-events.ts'
import { isoOf, type Micros } from '../../../domain/kernel/time.ts'
import { wallOf } from '../../../domain/kernel/zone.ts'
import type { Period } from '../../../domain/metrics/figures.ts'
import type { ExportedTicketRow } from '../../../projections/callbacks/types.ts'
import type { Scope } from '../../../projections/scope.ts'
import { csvRecord, type Cell } from '../../calls/csv/csv.ts'
import { asAsked, listed, onlyKnown, periodOf, periodParameters } from '../../http/period-parameters.ts'
import { serveCsv, type CsvPorts } from '../../http/serve-csv.ts'
import type { Reports } from '../../ports.ts'

const pageSize = 1000

interface Wanted {
  readonly scope: Scope
  readonly lists: readonly string[] | undefined
  readonly periodAt: (zone: string) => Period
  readonly asked: Readonly<Record<string, readonly string[]>>
}

/** Attempts to call back as CSV (contact-center §14): site after site, the oldest first. `from` and `to` are about when they were begun. */
export function serveTicketExport(served: CsvPorts) {
  return serveCsv<Wanted>(served, {
    fileName: 'callback-tickets.csv',
    async wanted(may, parameters) {
      may.do('exportCallbacks')
      onlyKnown(parameters, ['queue', 'list', ...periodParameters])
      const periodAt = periodOf(parameters)
      const scope = await may.queues(listed(parameters, 'queue'))
      return { scope, lists: listed(parameters, 'list'), periodAt, asked: asAsked(parameters) }
    },
    texts: wanted => textsOf(served.ports.reports, wanted),
    recorded({ asked: filter }, sent) {
      const event: CallbackTicketsExported = { type: 'CallbackTicketsExported', filter, ...sent }
      return { stream: callbackExportStream, event }
    },
  })
}

/** `2018-03-21 17:00:00`: the site's own time. */
const timeIn = (zone: string, at: Micros): string => isoOf(wallOf(zone, at)).slice(0, 19).replace('T', ' ')

/** The names of the import for what comes from there; agents by their numbers. */
const columns: Readonly<Record<string, (ticket: ExportedTicketRow, zone: string) => Cell>> = {
  reference: ({ reference }) => reference,
  list: ({ list }) => list,
  queue: ({ queue }) => queue,
  phoneNumber: ({ requestPhoneNumber }) => requestPhoneNumber,
  mobilePhoneNumber: ({ mobilePhoneNumber }) => mobilePhoneNumber,
  firstName: ({ firstName }) => firstName,
  lastName: ({ lastName }) => lastName,
  company: ({ company }) => company,
  description: ({ description }) => description,
  dueDate: ({ dueDate }) => dueDate,
  period: ({ periodName }) => periodName,
  ticket: ({ id }) => id,
  calledNumber: ({ phoneNumber }) => phoneNumber,
  startDate: ({ startedAt }, zone) => timeIn(zone, startedAt),
  lastUpdate: ({ updatedAt }, zone) => timeIn(zone, updatedAt),
  comment: ({ comment }) => comment,
  status: ({ status }) => status,
  agent: ({ agent }) => agent.replace(/^Agent\//, ''),
}

async function* textsOf(reports: Reports, { scope, lists, periodAt }: Wanted) {
  yield { text: csvRecord(Object.keys(columns)), rows: 0 }
  for (const { site, timeZone } of await reports.sites()) {
    let after: string | undefined
    do {
      const { rows, hasNextPage } = await reports.callbacks.exported({
        ...{ scope, site, period: periodAt(timeZone), first: pageSize },
        ...(lists && { lists }),
        ...(after !== undefined && { after }),
      })
      const text = rows.map(ticket => csvRecord(Object.values(columns).map(cell => cell(ticket, timeZone)))).join('')
      if (rows.length > 0) yield { text, rows: rows.length }
      after = hasNextPage ? rows.at(-1)?.cursor : undefined
    } while (after !== undefined)
  }
}
