import { expect, test } from 'vitest'
import { catalogue, definitionOf } from '../../domain/metrics/catalogue.ts'
import { askOf } from '../testing/ask.ts'

test('metric definitions are those of the catalogue, in either language, found by old spellings too', async () => {
  const ask = askOf({})
  const { data } = await ask(
    '{ all: metricDefinitions { name } metricDefinitions(names: ["ASA"]) { name scope label fr: label(language: FR) description unit formula source traps availability printedIn aliases } }',
  )
  const { all, metricDefinitions } = data as { all: unknown[]; metricDefinitions: Record<string, unknown>[] }
  expect(all).toHaveLength(catalogue.length)
  expect(metricDefinitions).toMatchObject([
    {
      name: 'averageSpeedOfAnswerSeconds',
      scope: 'QUEUE',
      label: 'Average speed of answer',
      fr: 'Délai moyen de réponse',
      unit: 'SECONDS',
      formula: definitionOf('queue', 'averageSpeedOfAnswerSeconds').formula,
      availability: 'AVAILABLE',
      aliases: ['ASA'],
    },
  ])
})
