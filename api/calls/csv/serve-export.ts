import type { GraphQLSchema } from 'graphql/index.js'
import { callExportStream, callHistoryExported, type CallHistoryExported } from '../../../domain/calls/export.ts'
import type { CallFilter } from '../../../projections/calls/types.ts'
import type { May } from '../../auth/may.ts'
import { serveCsv, type CsvPorts } from '../../http/serve-csv.ts'
import type { Reports } from '../../ports.ts'
import { knownCallers } from '../../names/caller-name.ts'
import { callFilter } from '../call-filter.ts'
import { columnsOf } from './columns.ts'
import { csvRecord } from './csv.ts'
import { userFieldsOf } from './user-fields.ts'
import { exportRequestOf, type ExportRequest } from './parameters.ts'

const pageSize = 1000

/** What was asked for, and its filter cut to what the asker may see. */
type Wanted = ExportRequest & { readonly cut: CallFilter; readonly hear: May['hear'] }

/** The history of calls as CSV, the oldest first. */
export function serveCallExport({ schema, ...served }: CsvPorts & { readonly schema: GraphQLSchema }) {
  const { reports } = served.ports
  return serveCsv<Wanted>(served, {
    fileName: 'calls.csv',
    async wanted(may, parameters) {
      may.do('exportCalls')
      const asked = exportRequestOf(parameters, schema)
      return { ...asked, cut: await callFilter(asked.filter, { may, reports }), hear: call => may.hear(call) }
    },
    texts: wanted => textsOf(reports, wanted),
    recorded({ form, asked: filter }, sent) {
      const event: CallHistoryExported = { type: callHistoryExported, form, filter, ...sent }
      return { stream: callExportStream, event }
    },
  })
}

async function* textsOf(reports: Reports, { form, cut: filter, hear }: Wanted) {
  const columns = columnsOf[form]
  const zones = new Map((await reports.sites()).map(({ site, timeZone }) => [site, timeZone]))
  const zoneOfSite = (site: string) => zones.get(site) ?? 'UTC'
  yield { text: csvRecord(Object.keys(columns)), rows: 0 }
  let after: string | undefined
  do {
    const { rows, hasNextPage } = await reports.calls.history({
      ...{ filter, orderBy: 'OLDEST_FIRST', first: pageSize },
      ...(after !== undefined && { after }),
    })
    const names = await knownCallers(reports, rows)
    const userFields = form === 'xivo' ? await userFieldsOf(reports, rows) : []
    const shown = rows.map((call, index) => ({
      ...call,
      hasRecording: hear(call) ? call.hasRecording : null,
      callerDisplayName: names[index] ?? call.callerName,
      userField: userFields[index] ?? null,
    }))
    const text = shown.map(call => csvRecord(Object.values(columns).map(cell => cell(call, zoneOfSite)))).join('')
    if (rows.length > 0) yield { text, rows: rows.length }
    after = hasNextPage ? rows.at(-1)?.cursor : undefined
  } while (after !== undefined)
}
