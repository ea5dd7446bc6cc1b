import type { Acl } from '../access/acl.ts'
import { decideSupervised, type Supervisor } from '../access/supervised.ts'
import type { Rejection } from '../kernel/decider.ts'
import type { EventStore, StreamAppend } from '../kernel/event-store.ts'
import type { NewEvent, Position, Revision } from '../kernel/event.ts'
import type { Json } from '../kernel/json.ts'
import type { Micros } from '../kernel/time.ts'
import { thresholdsSetBy } from '../queues/configured-thresholds.ts'
import { thresholdStream, type ThresholdEvent } from '../queues/thresholds.ts'
import { evolveAll, type Configuration, type ConfigurationEvent, type PhoneOrigin } from './configuration.ts'
import { decideFor } from './decide-within.ts'
import type { ChangeSet } from './decide.ts'
import type { ConfigurationRules } from './draft.ts'
import { firstRejections } from './first-rejections.ts'
import {
  configurationStream,
  objectTag,
  refusalStream,
  type ChangeSetApplied,
  type ConfigurationReader,
  changeSetTag,
} from './history.ts'
import { nothingOutside, outsideOf } from './outside.ts'

export interface ChangeSetContext {
  readonly site: string
  /** Identifies the change set: correlation of its events. */
  readonly changeSetId: string
  readonly comment: string | null
  readonly actor: string
  readonly occurredAt: Micros
  /** Decide, say what would happen, store nothing. */
  readonly dryRun: boolean
  /** Of one that was scheduled: when it should have been applied. `occurredAt` is when it was. */
  readonly effectiveAt?: Micros
  /** The configuration that the commands were decided on: if it has changed since, they are refused. */
  readonly expectedPosition?: Position
  /** Who decides is limited to these entities of the site. */
  readonly entities?: readonly string[]
  /** Who decides has this access list, and lets nobody do more. */
  readonly acl?: Acl
  /** Who decides is a supervisor, and changes what is his own. */
  readonly supervisor?: Supervisor
  /** The fact that it follows from. */
  readonly causationId?: string
  /** By whose phone, where it was no administrator. */
  readonly phone?: PhoneOrigin
}

export type ChangeSetResult =
  | {
      readonly accepted: true
      readonly events: readonly ConfigurationEvent[]
      /** Of the last event that was stored; of the configuration as it was when nothing was. */
      readonly position: Position
      readonly before: Configuration
      readonly after: Configuration
    }
  | { readonly accepted: false; readonly rejections: readonly Rejection[]; readonly position: Position }

const retries = 3

/**
 * Decides a change set on the site's present configuration and stores its events in one append. When somebody else changed the
 * configuration in between, it decides again, at most three times. What is refused is stored too, in a stream of its own.
 * @throws what the store throws when it cannot be reached
 */
export async function handleChangeSet(
  log: Pick<EventStore, 'append'>,
  reader: ConfigurationReader,
  changeSet: ChangeSet,
  rules: ConfigurationRules,
  context: ChangeSetContext,
): Promise<ChangeSetResult> {
  // Of a change set for later it counts who is logged in then.
  const outside =
    context.effectiveAt === undefined
      ? await outsideOf(changeSet.commands, context.site, reader.loggedIn)
      : nothingOutside
  for (let attempt = 0; attempt <= retries; attempt++) {
    const { configuration: before, revision, position } = await reader.now(context.site)
    if (context.expectedPosition !== undefined && context.expectedPosition < position)
      return refused(log, context, [changedMeanwhile(context.expectedPosition, position)], position)
    const decision = context.supervisor
      ? decideSupervised(changeSet, before, rules, context.supervisor)
      : decideFor(changeSet, before, { ...rules, outside }, context)
    if (!decision.accepted) return refused(log, context, decision.rejections, position)
    const { events } = decision
    const after = evolveAll(before, events, rules.kinds)
    if (context.dryRun || events.length === 0) return { accepted: true, events, position, before, after }
    const stored = await log.append(changeSetAppends(context, { revision, before, events, after }))
    if (stored.ok) return { accepted: true, events, position: stored.lastPosition, before, after }
  }
  const { position } = await reader.now(context.site)
  const message = `the configuration of ${context.site} was changed by others ${retries + 1} times meanwhile; send the change set again`
  return refused(log, context, [{ field: 'commands', rule: 'contention', message }], position)
}

interface DecidedChanges {
  /** Of the configuration that they were decided on. */
  readonly revision: Revision | undefined
  readonly before: Configuration
  readonly events: readonly ConfigurationEvent[]
  readonly after: Configuration
}

/** What an accepted change set stores. The configuration must be as it was still. */
export function changeSetAppends(
  context: ChangeSetContext,
  { revision, before, events, after }: DecidedChanges,
): readonly StreamAppend[] {
  return [
    {
      stream: configurationStream(context.site),
      expected: revision ?? 'no-stream',
      events: changeSetEvents(context, events),
    },
    ...thresholdsSetBy({ ...context, events, before, after }).map(event => thresholdAppend(context, event)),
  ]
}

const envelope = ({ site, actor, occurredAt, changeSetId, causationId }: ChangeSetContext) => ({
  site,
  actor,
  occurredAt,
  correlationId: changeSetId,
  ...(causationId === undefined ? {} : { causationId }),
})

/** What a change set is stored as: what it was for, then its events. */
export const changeSetEvents = (
  context: ChangeSetContext,
  events: readonly ConfigurationEvent[],
): readonly NewEvent[] => [applied(context, events.length), ...events.map(event => configurationEvent(context, event))]

function applied(context: ChangeSetContext, changes: number): NewEvent {
  const data: ChangeSetApplied = {
    type: 'ChangeSetApplied',
    changeSetId: context.changeSetId,
    comment: context.comment,
    changes,
    ...(context.effectiveAt === undefined ? {} : { effectiveAt: context.effectiveAt }),
    ...(context.entities === undefined ? {} : { entities: context.entities }),
  }
  const tags = [changeSetTag(context.changeSetId)]
  return { ...envelope(context), type: data.type, data: data as unknown as Json, tags }
}

const configurationEvent = (context: ChangeSetContext, event: ConfigurationEvent): NewEvent => ({
  ...envelope(context),
  type: event.type,
  data: { ...event, ...(context.phone ? { source: 'phone', phone: context.phone } : {}) } as unknown as Json,
  tags: [objectTag(context.site, event.id)],
})

const thresholdAppend = (context: ChangeSetContext, event: ThresholdEvent): StreamAppend => ({
  stream: thresholdStream(event.site, event.queue),
  expected: 'any',
  events: [{ ...envelope(context), type: event.type, data: event as unknown as Json }],
})

async function refused(
  log: Pick<EventStore, 'append'>,
  context: ChangeSetContext,
  broken: readonly Rejection[],
  position: Position,
): Promise<ChangeSetResult> {
  const rejections = firstRejections(broken)
  await recordRefusal(log, context, rejections)
  return { accepted: false, rejections, position }
}

/** What was refused is known afterwards: who tried what, and which rule it broke. Secrets are in no rejection. After a dry run nothing is. */
export async function recordRefusal(
  log: Pick<EventStore, 'append'>,
  context: ChangeSetContext,
  rejections: readonly Rejection[],
): Promise<void> {
  if (!context.dryRun) await log.append([refusalAppend(context, rejections)])
}

export function refusalAppend(context: ChangeSetContext, broken: readonly Rejection[]): StreamAppend {
  const rejections = firstRejections(broken)
  const { changeSetId, comment, entities } = context
  const limits = entities ? { entities } : {}
  const data = { type: 'ConfigurationChangeRefused', changeSetId, comment, rejections, ...limits }
  const tags = [changeSetTag(changeSetId)]
  const event: NewEvent = { ...envelope(context), type: data.type, data: data as unknown as Json, tags }
  return { stream: refusalStream(context.site), expected: 'any', events: [event] }
}

const changedMeanwhile = (expected: Position, actual: Position): Rejection => ({
  field: 'expectedPosition',
  rule: 'unchanged',
  message: `the configuration was changed at position ${actual}, after ${expected}: read what changed, then send the change set again`,
})
