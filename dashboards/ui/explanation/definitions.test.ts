import { expect, test } from 'vitest'
import { catalogue } from '../../../domain/metrics/catalogue.ts'
import { agentColumns } from '../../agent-reports/agent-columns.ts'
import { trapInFrench, trapsWithFrench } from '../../i18n/fr-traps.ts'
import { agentMetrics, queueMetrics } from '../../live-board/metrics.ts'
import { queueReportColumns } from '../../queue-reports/queue-columns.ts'
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

const explained = new Set<string | undefined>(shown)
const trapsShown = new Set(
  catalogue
    .filter(
      ({ scope, name }) =>
        scope === 'visit' || scope === 'call' || explained.has(metricKey(scopes[scope] ?? scope, name)),
    )
    .flatMap(({ traps }) => traps),
)

test('what is easily misunderstood about a figure is told in French too, and no sentence that is told no more is kept', () => {
  expect([...trapsShown].filter(trap => !trapsWithFrench.includes(trap))).toEqual([])
  expect(trapsWithFrench.filter(trap => !trapsShown.has(trap))).toEqual([])
  expect(trapInFrench('Part of login time.')).toBe('Compris dans le temps de connexion.')
  expect(trapInFrench('A figure of tomorrow: why?')).toBe('A figure of tomorrow: why?')
})
