import type { Availability, MetricDefinition, MetricScope, Text, Unit } from './definition.ts'

const headings: Readonly<Record<MetricScope, string>> = {
  queue: 'Queues',
  agent: 'Agents',
  'agent x queue': 'An agent in a queue',
  'live queue': 'Queues, live',
  'live agent': 'Agents, live',
  visit: 'Visits',
  call: 'Calls',
}

const units: Readonly<Record<Unit, string>> = {
  count: 'whole number',
  seconds: 'seconds',
  ratio: 'share, 0 to 1',
  percent: 'per cent',
  'per hour': 'per hour',
  instant: 'instant',
  text: 'text',
}

/** docs/reference/metrics.md: generated from the catalogue, so that the documentation cannot say something else. */
export function metricsPage(catalogue: readonly MetricDefinition[]): string {
  const scopes = (Object.keys(headings) as MetricScope[]).filter(scope => catalogue.some(each => each.scope === scope))
  const lines = [
    '# Figures',
    '',
    'Every figure that Ringledger shows, with its definition. This page is generated from the catalogue in `domain/metrics`; the',
    'API prints the same definitions (`metricDefinitions`), and so do the dashboards and the exports. Names are those of GraphQL',
    'fields and table columns. A figure that has no denominator is null, neither 0 nor 100 %. Shares and averages are sums divided',
    'by sums, never means of means. Sources are sections of the specification.',
    '',
    ...scopes.map(scope => `- [${headings[scope]}](#${anchorOf(headings[scope])})`),
  ]
  for (const scope of scopes) {
    lines.push('', `## ${headings[scope]}`)
    for (const definition of catalogue) if (definition.scope === scope) lines.push('', ...entryOf(definition))
  }
  return `${lines.join('\n')}\n`
}

const anchorOf = (heading: string): string => heading.toLowerCase().replaceAll(',', '').replaceAll(' ', '-')

function entryOf(definition: MetricDefinition): string[] {
  const { name, label, description, unit, formula, source, availability, printedIn, aliases, traps } = definition
  return [
    `### \`${name}\``,
    '',
    inBoth(label, '**', '**'),
    '',
    description.en,
    '',
    `_${description.fr}_`,
    '',
    `- Unit: ${units[unit]}`,
    `- Formula: \`${formula}\``,
    `- Source: ${source}`,
    ...availabilityOf(availability),
    ...(printedIn.length > 0 ? [`- Printed in: ${printedIn.map(place => `\`${place}\``).join(', ')}`] : []),
    ...(aliases.length > 0 ? [`- Also called: ${aliases.map(alias => `\`${alias}\``).join(', ')}`] : []),
    ...traps.map(trap => `- Trap: ${escaped(trap)}`),
  ]
}

function availabilityOf(availability: Availability): string[] {
  if (availability === 'queue_log') return []
  return [
    availability === 'calls' ? '- From the history of calls: needs CEL or AMI' : `- No value yet: ${availability}`,
  ]
}

const inBoth = ({ en, fr }: Text, before: string, after: string): string =>
  en === fr ? `${before}${en}${after}` : `${before}${en}${after} / _${fr}_`

/** Signs that markdown would take for its own. */
const escaped = (text: string): string => text.replace(/[<>*_]/g, sign => `\\${sign}`)
