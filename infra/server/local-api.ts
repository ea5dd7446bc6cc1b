import { createServer } from 'node:http'
import { createApi } from '../../api/server/server.ts'
import { listen } from '../../api/http/listen.ts'
import { createReports } from '../../api/reports/reports.ts'
import type { ApiPorts } from '../../api/ports/api-ports.ts'
import type { Reports } from '../../api/ports/reports.ts'
import type { Log } from '../../domain/kernel/log.ts'
import { microsOfDate } from '../../domain/kernel/time.ts'
import { newToken } from '../../projections/directory/tokens.ts'
import type { TokenRow } from '../../projections/directory/types.ts'
import { createAgentActions } from '../agent-actions/service.ts'
import type { Opened } from '../open.ts'
import { packageVersion } from '../package-root.ts'
import { openPanels } from '../panel-index/open-panels.ts'
import { apiConfiguration } from './api-configuration.ts'
import { apiEngine } from './api-engine.ts'
import { apiSources } from './api-sources.ts'
import { factIntake } from './fact-intake.ts'
import { openRollOuts } from './roll-outs.ts'

/** The API for one command, on a free loopback port, with a token that is in no log and ends with the command. */
export async function withLocalApi<T>(
  opened: Opened,
  dataDirectory: string,
  log: Log,
  work: (address: string, token: string) => Promise<T>,
): Promise<T> {
  const { bearer, row } = passingToken()
  const reports = withToken(createReports(opened.pool), row)
  const { port: engine, stop } = await apiEngine(opened, log)
  const sources = apiSources(opened.store, reports, () => [])
  const clock = () => microsOfDate(new Date())
  const configuration = await apiConfiguration(opened, dataDirectory)
  const rollOuts = await openRollOuts(opened, { configuration, dataDirectory, log })
  const api = createApi({
    reports,
    store: opened.store,
    engine,
    sources,
    configuration,
    rollOuts,
    agentActions: createAgentActions({ store: opened.store, reader: configuration.reader, clock }),
    scheduledChanges: rollOuts.scheduled,
    retention: rollOuts.retention,
    facts: factIntake({ store: opened.store, clock, log }),
    panels: panelsUpToDate(opened),
    clock,
    log,
    version: packageVersion,
  })
  const server = createServer()
  api.attach(server)
  try {
    return await work(await listen(server, 0, '127.0.0.1'), bearer)
  } finally {
    stop()
    api.close()
    server.close()
    server.closeAllConnections()
    await rollOuts.close()
  }
}

/** No server follows the log with the documents of the panels: they are brought up to the read models when somebody asks for them. */
function panelsUpToDate(opened: Opened): ApiPorts['panels'] {
  const { index, writer } = openPanels(opened)
  return {
    checkpoint: () => writer.catchUp(),
    aggregate: question => index.aggregate(question),
    search: (filter, page) => index.search(filter, page),
  }
}

function passingToken(): { bearer: string; row: TokenRow } {
  const { tokenId, bearer, secretHash } = newToken()
  const row: TokenRow = {
    tokenId,
    label: 'command line',
    role: 'administrator',
    scope: {},
    secretHash,
    issuedAt: microsOfDate(new Date()),
    issuedBy: null,
    expiresAt: null,
    revokedAt: null,
    revokedBy: null,
  }
  return { bearer, row }
}

const withToken = (reports: Reports, row: TokenRow): Reports => ({
  ...reports,
  tokenById: async id => (id === row.tokenId ? row : reports.tokenById(id)),
})
