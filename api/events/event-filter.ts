import type { RecordedEvent } from '../../domain/kernel/event.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import { builder } from '../schema/builder.ts'
import { checkedPeriod, PeriodInput } from '../schema/period.ts'

export const EventFilterInput = builder.inputType('EventFilter', {
  description: 'Which events. Conditions are joined by and, the values of a list by or.',
  fields: t => ({
    types: t.stringList({ description: 'Event types, e.g. `QueueThresholdsSet`.' }),
    decisions: t.boolean({
      description:
        'Only what somebody decided, not what a PBX reported. A change set stands for the changes of objects that it made.',
    }),
    streams: t.stringList({ description: 'Whole names of streams, e.g. `facts/paris/pbx1/queue_log`.' }),
    sites: t.stringList({ description: 'Short names of sites.' }),
    nodes: t.stringList({ description: 'Names of PBX nodes.' }),
    actors: t.stringList({ description: 'Who caused them: labels of tokens.' }),
    occurred: t.field({ type: PeriodInput, description: 'Happened in this period, by the clock of the source.' }),
    entities: t.stringList({
      description:
        'About what belongs to these entities now, `acme` or `paris/acme`: what who is limited to them may read.',
    }),
    callId: t.string({ description: 'Facts of this call: callid of queue_log, uniqueid or linkedid of CEL.' }),
  }),
})

export type EventFilter = typeof EventFilterInput.$inferInput

/**
 * Whether an event passes. Types and calls are not asked here: the log finds those by itself.
 * @throws BAD_USER_INPUT for a period that is empty or turned round
 */
export function eventPredicate(filter: EventFilter): (event: RecordedEvent) => boolean {
  const streams = setOf(filter.streams)
  const sites = setOf(filter.sites)
  const nodes = setOf(filter.nodes)
  const actors = setOf(filter.actors)
  const occurred = filter.occurred ? checkedPeriod(filter.occurred) : undefined
  const within = (at: Micros) => !occurred || (at >= occurred.from && at < occurred.to)
  return ({ stream, site, node, actor, occurredAt }) =>
    has(streams, stream) && has(sites, site) && has(nodes, node) && has(actors, actor) && within(occurredAt)
}

const setOf = (values: readonly string[] | null | undefined) => (values ? new Set(values) : undefined)

const has = (wanted: ReadonlySet<string> | undefined, value: string | undefined): boolean =>
  !wanted || (value !== undefined && wanted.has(value))
