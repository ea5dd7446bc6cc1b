import { definitionOf } from '../../domain/metrics/catalogue.ts'
import type { MetricDefinition, MetricScope, Unit } from '../../domain/metrics/definition.ts'

const units: Readonly<Record<Unit, string>> = {
  count: 'a whole number',
  seconds: 'seconds',
  ratio: 'a share, 0 to 1',
  percent: 'per cent',
  'per hour': 'per hour',
  instant: 'an instant',
  text: 'text',
}

/** A definition of the catalogue as the description of a field. */
export function textOf({ description, unit, formula, source, traps, availability }: MetricDefinition): string {
  const lines = [description.en, `Unit: ${units[unit]}. Formula: ${formula}. Source: ${source}.`]
  if (availability === 'calls') lines.push('From the history of calls: 0 where the site sends neither CEL nor AMI.')
  else if (availability !== 'queue_log') lines.push(`Null so far: ${availability}.`)
  return [...lines, ...traps.map(trap => `- ${trap}`)].join('\n')
}

/** The description of a field that shows a figure of the catalogue. */
export const figureText = (scope: MetricScope, name: string): string => textOf(definitionOf(scope, name))
