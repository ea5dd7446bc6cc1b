import type { GraphQLSchema } from 'graphql/index.js'
import { callExportStream, callHistoryExported, type CallHistoryExported } from '../../../domain/calls/export.ts'
import type { ZoneName } from '../../../domain/kernel/zone.ts'
import type { CallFilter } from '../../../projections/calls/types.ts'
import type { May } from '../../auth/may.ts'
import { zoneShared } from '../../exports/table.ts'
import { tableRoutes, type TablePorts } from '../../exports/serve-table.ts'
import type { Reports } from '../../ports/reports.ts'
import { knownCallers } from '../../names/caller-name.ts'
import { callFilter } from '../call-filter.ts'
import { columnsOf, type ShownCall } from './columns.ts'
import { userFieldsOf } from './user-fields.ts'
import { exportRequestOf, type ExportRequest } from './parameters.ts'

const pageSize = 1000

/** What was asked for, and its filter cut to what the asker may see. */
type Wanted = ExportRequest & { readonly cut: CallFilter; readonly hear: May['hear'] }

/** The history of calls as a table, the oldest first. */
export function callExportRoutes({ schema, ...served }: TablePorts & { readonly schema: GraphQLSchema }) {
  const { reports } = served.ports
  return tableRoutes<Wanted, ShownCall>(served, {
    name: 'calls',
    async wanted(may, parameters) {
      may.do('exportCalls')
      const asked = exportRequestOf(parameters, schema)
      return { ...asked, cut: await callFilter(asked.filter, { may, reports }), hear: call => may.hear(call) }
    },
    async table(wanted, zone) {
      const sites = await reports.sites()
      const zones = new Map(sites.map(({ site, timeZone }) => [site, timeZone]))
      const pages = pagesOf(reports, wanted, site => zones.get(site) ?? 'UTC')
      return { columns: columnsOf[wanted.form], pages, zone, siteZone: zoneShared(sites) }
    },
    recorded({ form, asked: filter }, sent) {
      const event: CallHistoryExported = { type: callHistoryExported, form, filter, ...sent }
      return { stream: callExportStream, event }
    },
  })
}

async function* pagesOf(
  reports: Reports,
  { form, cut: filter, hear }: Wanted,
  zoneOfSite: (site: string) => ZoneName,
): AsyncGenerator<readonly ShownCall[]> {
  let after: string | undefined
  do {
    const { rows, hasNextPage } = await reports.calls.history({
      filter,
      orderBy: 'OLDEST_FIRST',
      first: pageSize,
      ...(after !== undefined && { after }),
    })
    const names = await knownCallers(reports, rows)
    const userFields = form === 'xivo' ? await userFieldsOf(reports, rows) : []
    yield rows.map((call, index) => ({
      ...call,
      hasRecording: hear(call) ? call.hasRecording : null,
      callerDisplayName: names[index] ?? call.callerName,
      userField: userFields[index] ?? null,
      zone: zoneOfSite(call.site),
    }))
    after = hasNextPage ? rows.at(-1)?.cursor : undefined
  } while (after !== undefined)
}
