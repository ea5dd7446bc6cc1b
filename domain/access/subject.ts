import type { RecordedEvent } from '../kernel/event.ts'
import { queueLogRowRecorded } from '../pbx/facts.ts'
import { queueTalkEndFound } from '../queues/talk-ends.ts'

/**
 * What an event is about, as far as it can belong to an entity (pbx-configuration §4.1: audit is filtered by entity). What is about none of
 * these is about the whole site, or the installation.
 */
export type Subject =
  /** A queue, or where none is named an agent, by the names of queue_log; of an agent also his number. */
  | { readonly about: 'queue'; readonly site: string; readonly queue?: string; readonly agent?: string }
  | { readonly about: 'object'; readonly site: string; readonly id: string }
  /** `entities`: those that its author is limited to; he cannot reach further. */
  | {
      readonly about: 'changeSet'
      readonly site: string
      readonly entities: readonly string[] | undefined
      /** Where the changes of an accepted one begin, and how many there are. */
      readonly changes?: { readonly stream: string; readonly from: number; readonly count: number }
    }
  | { readonly about: 'scheduledChange'; readonly site: string; readonly changeSetId: string }
  | { readonly about: 'call'; readonly site: string; readonly node: string; readonly key: string }
  | { readonly about: 'callback'; readonly site: string; readonly id: string }
  | { readonly about: 'all' }

type Data = Readonly<Record<string, unknown>>

const ofQueue = (site: string, { queue, agent }: Data): Subject => ({
  about: 'queue',
  site,
  ...(typeof queue === 'string' && queue !== '' && queue !== 'NONE' ? { queue } : {}),
  ...(typeof agent === 'string' ? { agent } : {}),
})

const ofCall = (site: string, { node, callId }: Data): Subject => ({
  about: 'call',
  site,
  node: String(node),
  key: String(callId),
})

const ofCallback = (site: string, { id }: Data): Subject => ({ about: 'callback', site, id: String(id) })

const ofScheduled = (site: string, { changeSetId }: Data): Subject => ({
  about: 'scheduledChange',
  site,
  changeSetId: String(changeSetId),
})

const entitiesOf = ({ entities }: Data): readonly string[] | undefined =>
  Array.isArray(entities) ? entities.filter(one => typeof one === 'string') : undefined

type Reading = (site: string, data: Data, event: RecordedEvent) => Subject

const readings: Readonly<Record<string, Reading>> = {
  [queueLogRowRecorded]: ofQueue,
  [queueTalkEndFound]: ofQueue,
  QueueThresholdsSet: ofQueue,
  QualificationAnswered: ofQueue,
  AgentAliasAssigned: ofQueue,
  AgentActionRequested: ofQueue,
  AgentActionCarriedOut: ofQueue,
  AgentActionRefused: ofQueue,
  AgentActionFailed: ofQueue,
  CallAnnotated: ofCall,
  CallExcluded: ofCall,
  CallIncluded: ofCall,
  CallDataAttached: ofCall,
  CallbackRequested: ofQueue,
  CallbackTaken: ofCallback,
  CallbackReleased: ofCallback,
  CallbackStarted: ofCallback,
  CallbackRescheduled: ofCallback,
  CallbackTicketUpdated: ofCallback,
  CallbackClosed: ofCallback,
  ChangeSetApplied: (site, data, { stream, revision }) => ({
    about: 'changeSet',
    site,
    entities: entitiesOf(data),
    changes: { stream, from: revision + 1, count: Number(data['changes']) },
  }),
  ConfigurationChangeRefused: (site, data) => ({ about: 'changeSet', site, entities: entitiesOf(data) }),
  ChangeSetScheduled: (site, data) => ({ about: 'changeSet', site, entities: entitiesOf(data) }),
  ScheduledChangeSetApplied: ofScheduled,
  ScheduledChangeSetRefused: ofScheduled,
  ScheduledChangeSetCancelled: ofScheduled,
}

export function subjectOf(event: RecordedEvent): Subject {
  const data = event.data as Data
  const site = event.site ?? data['site']
  if (typeof site !== 'string') return { about: 'all' }
  const reading = readings[event.type]
  if (reading) return reading(site, data, event)
  const { kind, change, id } = data
  return typeof kind === 'string' && typeof change === 'string' && typeof id === 'string'
    ? { about: 'object', site, id }
    : { about: 'all' }
}
