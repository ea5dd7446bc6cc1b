import { abandonment } from './abandonment.ts'
import { agentCalls } from './agent-calls.ts'
import { agentPeriodicTable } from './agent-periodic-table.ts'
import { agentQueueTable } from './agent-queue-table.ts'
import { agentQueue } from './agent-queue.ts'
import { agentSpecificTable } from './agent-specific-table.ts'
import { agentTime } from './agent-time.ts'
import { agentStatesTable } from './agent-states-table.ts'
import { arrivals } from './arrivals.ts'
import { callLengths } from './call.ts'
import { callTables } from './call-tables.ts'
import type { MetricDefinition, MetricScope } from './definition.ts'
import { liveAgentCounters } from './live-agent-counters.ts'
import { liveAgentFigures } from './live-agent.ts'
import { liveCounters, thresholdCounters } from './live-counters.ts'
import { liveQueueDay } from './live-queue-day.ts'
import { liveQueueFigures } from './live-queue.ts'
import { notYetOfAgents } from './not-yet-agent.ts'
import { notYetOfQueues } from './not-yet-queue.ts'
import { queuePeriodicTable } from './queue-periodic-table.ts'
import { queueSpecificTable } from './queue-specific-table.ts'
import { serviceLevels } from './service-level.ts'
import { talk } from './talk.ts'
import { visitFigures } from './visit.ts'
import { waiting } from './waiting.ts'

/** Every figure that the product names, once each. Unique by scope and name. */
export const catalogue: readonly MetricDefinition[] = [
  ...arrivals,
  ...abandonment,
  ...serviceLevels,
  ...waiting,
  ...talk,
  ...queuePeriodicTable,
  ...queueSpecificTable,
  ...notYetOfQueues,
  ...agentTime,
  ...agentCalls,
  ...agentPeriodicTable,
  ...agentSpecificTable,
  ...notYetOfAgents,
  ...agentQueue,
  ...agentQueueTable,
  ...liveQueueFigures,
  ...liveQueueDay,
  ...liveCounters,
  ...liveAgentFigures,
  ...liveAgentCounters,
  ...agentStatesTable,
  ...visitFigures,
  ...callLengths,
  ...callTables,
]

const byScopeAndName = new Map(catalogue.map(definition => [`${definition.scope} ${definition.name}`, definition]))

/** @throws Error for a name that the scope does not have: a mistake of ours, not of a user. */
export function definitionOf(scope: MetricScope, name: string): MetricDefinition {
  const definition = byScopeAndName.get(`${scope} ${name}`)
  if (!definition) throw new Error(`The catalogue has no figure ${name} of scope ${scope}`)
  return definition
}

/**
 * The definitions with these names, of any scope, in the order of the catalogue; all of them without names. Old spellings and
 * the counters of other thresholds (TotalNumberCallsAnsweredBefore30) are found too. A name that means nothing finds nothing.
 */
export function definitionsNamed(names?: readonly string[]): readonly MetricDefinition[] {
  if (!names) return catalogue
  const asked = new Set(names)
  const seconds = new Set(
    names.flatMap(name => /(?:Before|After)(\d{1,5})(?:LastHour)?$/.exec(name)?.[1] ?? []).map(Number),
  )
  const published = [...seconds]
    .flatMap(thresholdCounters)
    .filter(({ name }) => !byScopeAndName.has(`live queue ${name}`))
  return [...catalogue, ...published].filter(
    ({ name, aliases }) => asked.has(name) || aliases.some(alias => asked.has(alias)),
  )
}
