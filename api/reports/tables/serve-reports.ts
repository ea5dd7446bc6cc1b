import type { GraphQLSchema } from 'graphql'
import { reportExportStream, type ReportExported } from '../../../domain/metrics/report-exported.ts'
import type { ApiContext } from '../../context.ts'
import { tableRoutes, type TablePorts } from '../../exports/serve-table.ts'
import { zoneShared, type Table } from '../../exports/table.ts'
import type { Boards } from '../../live/boards.ts'
import type { ApiPorts } from '../../ports/api-ports.ts'
import { reportAsker } from './ask-report.ts'
import { reportRequestOf, type ReportRequest } from './parameters.ts'
import { reportTables, type Node, type ReportTable } from './report-tables.ts'

interface ReportPorts extends TablePorts {
  readonly ports: ApiPorts
  readonly boards: Boards
  readonly schema: GraphQLSchema
}

type Wanted = ReportRequest & { readonly context: ApiContext }

/** Statistics and the visits behind them, as tables of their own addresses. */
export const reportRoutes = (served: ReportPorts): ReturnType<typeof tableRoutes> =>
  Object.assign({}, ...reportTables(served.schema).map(table => routesOf(table, served))) as ReturnType<
    typeof tableRoutes
  >

function routesOf(report: ReportTable, { schema, boards, ...served }: ReportPorts) {
  return tableRoutes<Wanted, Node>(served, {
    name: report.name,
    hasOwnZone: report.filter === undefined,
    wanted(may, parameters, identity) {
      const request = reportRequestOf(report, parameters, schema)
      const gone = new AbortController().signal
      return Promise.resolve({ ...request, context: { ...served.ports, boards, identity, may, gone } })
    },
    table: (wanted, zone) => tableOf(report, wanted, schema, zone),
    recorded({ asked: filter }, sent) {
      const event: ReportExported = { type: 'ReportExported', report: report.field, filter, ...sent }
      return { stream: reportExportStream, event }
    },
  })
}

/** Instants are shown in the zone in which days are cut; where each site has its own, in UTC. */
async function tableOf(
  report: ReportTable,
  wanted: Wanted,
  schema: GraphQLSchema,
  zoneAsked: string,
): Promise<Table<Node>> {
  const { context, variables, withListed } = wanted
  const ask = reportAsker(report, wanted, schema)
  const { listed } = report
  const all =
    withListed && listed ? await ask([listed.selection], context, { groupBy: [], interval: 'TOTAL' }) : undefined
  const [sum] = all?.edges ?? []
  const columns = [...wanted.columns, ...(sum && listed ? listed.columnsOf(sum.node) : [])]
  const selections = columns.map(({ selection }) => selection)
  const firstPage = await ask(selections, context)
  async function* pages() {
    let page = firstPage
    for (;;) {
      yield page.edges.map(({ node }) => node)
      if (!page.pageInfo.hasNextPage) return
      page = await ask(selections, context, { after: page.pageInfo.endCursor })
    }
  }
  const zone = variables['timeZone'] ?? (report.filter ? zoneAsked : zoneShared(await context.reports.sites()))
  return { columns, pages: pages(), zone: typeof zone === 'string' ? zone : 'UTC' }
}
