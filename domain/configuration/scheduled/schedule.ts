import type { Rejection } from '../../kernel/decider.ts'
import type { EventStore, ExpectedRevision, StreamAppend } from '../../kernel/event-store.ts'
import type { Position } from '../../kernel/event.ts'
import type { Json } from '../../kernel/json.ts'
import { isoOf, type Micros } from '../../kernel/time.ts'
import { evolveAll } from '../configuration.ts'
import type { ChangeSet } from '../decide.ts'
import { decideFor } from '../decide-within.ts'
import type { ConfigurationRules } from '../draft.ts'
import {
  changeSetAppends,
  handleChangeSet,
  recordRefusal,
  refusalAppend,
  type ChangeSetContext,
  type ChangeSetResult,
} from '../handle-change-set.ts'
import type { ConfigurationReader } from '../history.ts'
import { outsideOf } from '../outside.ts'
import { sealedCommands } from '../sealed-commands.ts'
import {
  scheduledChangesOf,
  scheduledStream,
  type ScheduledChange,
  type ScheduledChangeEvent,
} from './scheduled-change.ts'

type Log = Pick<EventStore, 'append' | 'readStream'>

/** How often others may come in between. */
const attempts = 10

/**
 * Decides a change set for later. It must be acceptable now: then it is stored, and decided again when its time comes. The answer is what
 * it would change now; nothing of it is so yet.
 * @throws what the store throws when it cannot be reached
 */
export async function scheduleChangeSet(
  log: Log,
  reader: ConfigurationReader,
  changeSet: ChangeSet,
  rules: ConfigurationRules,
  context: ChangeSetContext & { readonly effectiveAt: Micros },
): Promise<ChangeSetResult> {
  const { site, changeSetId, comment, effectiveAt, occurredAt, dryRun, entities, acl } = context
  const preview = await handleChangeSet(log, reader, changeSet, rules, { ...context, dryRun: true })
  const rejections = preview.accepted ? inThePast(context) : preview.rejections
  if (rejections.length > 0) {
    await recordRefusal(log, context, rejections)
    return { accepted: false, rejections, position: preview.position }
  }
  if (dryRun) return preview
  const commands = sealedCommands(changeSet.commands, rules)
  const event: ScheduledChangeEvent = {
    type: 'ChangeSetScheduled',
    changeSetId,
    effectiveAt,
    comment,
    commands,
    ...(entities && { entities }),
    ...(acl && { acl }),
  }
  const stored = await log.append([appendOf(context, 'any', event)])
  if (!stored.ok) throw new Error(`${scheduledStream(site)} could not be written at ${isoOf(occurredAt)}`)
  return { ...preview, position: stored.lastPosition }
}

const inThePast = ({ effectiveAt, occurredAt }: { effectiveAt: Micros; occurredAt: Micros }): readonly Rejection[] =>
  effectiveAt > occurredAt
    ? []
    : [
        {
          field: 'effectiveAt',
          rule: 'future',
          message: `${isoOf(effectiveAt)} is over: leave effectiveAt out to change the configuration now, or say a later instant`,
        },
      ]

type Origin = Pick<ChangeSetContext, 'site' | 'changeSetId' | 'occurredAt'> & { readonly actor: string | null }

function appendOf(
  { site, actor, occurredAt, changeSetId }: Origin,
  expected: ExpectedRevision,
  event: ScheduledChangeEvent,
): StreamAppend {
  const envelope = { site, occurredAt, correlationId: changeSetId, ...(actor === null ? {} : { actor }) }
  return {
    stream: scheduledStream(site),
    expected,
    events: [{ ...envelope, type: event.type, data: event as unknown as Json }],
  }
}

export interface Named {
  readonly site: string
  readonly changeSetId: string
}

/**
 * Applies a change set whose time has come, once, whoever else tries: on the configuration as it is then, as who scheduled it. What is
 * refused then is stored, and is not tried again.
 * @returns what became of it; undefined: there is none of that name
 */
export async function applyScheduled(
  log: Log,
  reader: ConfigurationReader,
  rules: ConfigurationRules,
  name: Named,
  clock: () => Micros,
): Promise<ScheduledChange | undefined> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const { change, revision } = await scheduled(log, name)
    if (change?.state !== 'PENDING') return change
    const { comment, effectiveAt, commands, scheduledBy } = change
    const occurredAt = Math.max(clock(), effectiveAt)
    const context = { ...name, comment, effectiveAt, occurredAt, actor: scheduledBy ?? 'system', dryRun: false }
    const at = await reader.now(name.site)
    const outside = await outsideOf(commands, name.site, reader.loggedIn)
    const decision = decideFor({ commands }, at.configuration, { ...rules, outside }, change)
    const { changeSetId } = name
    const event: ScheduledChangeEvent = decision.accepted
      ? { type: 'ScheduledChangeSetApplied', changeSetId, changes: decision.events.length }
      : { type: 'ScheduledChangeSetRefused', changeSetId, rejections: decision.rejections }
    const end = appendOf(context, revision ?? 'no-stream', event)
    const stored = await log.append([end, ...consequences()])
    if (stored.ok) return (await scheduled(log, name)).change

    function consequences(): readonly StreamAppend[] {
      if (!decision.accepted) return [refusalAppend(context, decision.rejections)]
      const { events } = decision
      if (events.length === 0) return []
      const after = evolveAll(at.configuration, events, rules.kinds)
      return changeSetAppends(context, { revision: at.revision, before: at.configuration, events, after })
    }
  }
  throw new Error(`the configuration of ${name.site} was changed by others ${attempts} times meanwhile`)
}

async function scheduled(log: Log, { site, changeSetId }: Named) {
  const { byId, revision, position } = await scheduledChangesOf(log, site)
  return { change: byId.get(changeSetId), revision, position }
}

export interface Cancellation extends Named {
  readonly reason: string | null
  readonly actor: string
  readonly occurredAt: Micros
}

export interface CancelResult {
  readonly rejections: readonly Rejection[]
  readonly change: ScheduledChange | undefined
  readonly position: Position
}

/** Takes a change set back that waits still. Repeated it changes nothing. */
export async function cancelScheduled(log: Log, cancellation: Cancellation): Promise<CancelResult> {
  const { site, changeSetId, reason } = cancellation
  for (let attempt = 0; attempt < attempts; attempt++) {
    const { change, revision, position } = await scheduled(log, cancellation)
    if (change?.state === 'CANCELLED') return { rejections: [], change, position }
    if (change?.state !== 'PENDING') return { rejections: [cannotBeCancelled(changeSetId, change)], change, position }
    const event: ScheduledChangeEvent = { type: 'ScheduledChangeSetCancelled', changeSetId, reason }
    const stored = await log.append([appendOf(cancellation, revision ?? 'no-stream', event)])
    if (stored.ok)
      return { rejections: [], change: (await scheduled(log, cancellation)).change, position: stored.lastPosition }
  }
  throw new Error(`${scheduledStream(site)} was changed by others ${attempts} times meanwhile`)
}

function cannotBeCancelled(changeSetId: string, change: ScheduledChange | undefined): Rejection {
  if (!change)
    return { field: 'changeSetId', rule: 'exists', message: `there is no scheduled change set ${changeSetId}` }
  const state = change.state === 'APPLIED' ? 'applied' : 'refused'
  const advice = change.state === 'APPLIED' ? '; revertConfiguration brings back what was before' : ''
  const message = `change set ${changeSetId} was ${state} at ${isoOf(change.endedAt ?? 0)}${advice}`
  return { field: 'changeSetId', rule: 'pending', message }
}
