import { expect, test } from 'vitest'
import { catalogue } from '../../domain/metrics/catalogue.ts'
import { agentColumns } from '../agent-reports/agent-columns.ts'
import { agentMetrics, queueMetrics } from '../live-board/metrics.ts'
import { queueReportColumns } from '../queue-reports/queue-columns.ts'
import { metricKey } from './definitions.tsx'

/** As the API prints the scopes of the catalogue (enum MetricScope). */
const scopes: Readonly<Record<string, string>> = {
  queue: 'QUEUE',
  agent: 'AGENT',
  'live queue': 'LIVE_QUEUE',
  'live agent': 'LIVE_AGENT',
}

const declared = new Set(catalogue.map(({ scope, name }) => metricKey(scopes[scope] ?? scope, name)))

const shown = [
  ...Object.values(queueMetrics),
  ...Object.values(agentMetrics),
  ...queueReportColumns.map(({ metric }) => metric),
  ...agentColumns.map(({ metric }) => metric),
].filter(metric => metric !== undefined)

test.each(shown)('%s is declared, so that its tooltip prints a definition', metric => {
  expect(declared).toContain(metric)
})
