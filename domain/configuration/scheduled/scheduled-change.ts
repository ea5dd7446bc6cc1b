import type { Acl } from '../../access/acl.ts'
import type { Rejection } from '../../kernel/decider.ts'
import type { EventStore } from '../../kernel/event-store.ts'
import type { Position, RecordedEvent, Revision } from '../../kernel/event.ts'
import type { Micros } from '../../kernel/time.ts'
import type { ConfigurationCommand } from '../commands.ts'

/** One stream a site: what shall change later, and what became of it. */
export const scheduledStream = (site: string): string => `scheduled-changes/${site}`

export type ScheduledChangeEvent =
  | {
      readonly type: 'ChangeSetScheduled'
      /** Of the change set that it becomes too. */
      readonly changeSetId: string
      readonly effectiveAt: Micros
      readonly comment: string | null
      /** Secrets are sealed. */
      readonly commands: readonly ConfigurationCommand[]
      /** Who scheduled it is limited to these entities: so is the change set then. */
      readonly entities?: readonly string[]
      /** Who scheduled it had this access list. */
      readonly acl?: Acl
    }
  | { readonly type: 'ScheduledChangeSetApplied'; readonly changeSetId: string; readonly changes: number }
  | {
      readonly type: 'ScheduledChangeSetRefused'
      readonly changeSetId: string
      readonly rejections: readonly Rejection[]
    }
  | { readonly type: 'ScheduledChangeSetCancelled'; readonly changeSetId: string; readonly reason: string | null }

const scheduledChangeTypes = [
  'ChangeSetScheduled',
  'ScheduledChangeSetApplied',
  'ScheduledChangeSetRefused',
  'ScheduledChangeSetCancelled',
] as const satisfies readonly ScheduledChangeEvent['type'][]

export type ScheduledState = 'PENDING' | 'APPLIED' | 'REFUSED' | 'CANCELLED'

export interface ScheduledChange {
  readonly site: string
  readonly changeSetId: string
  readonly effectiveAt: Micros
  readonly comment: string | null
  readonly commands: readonly ConfigurationCommand[]
  /** Left out: its commands may be about anything at the site. */
  readonly entities?: readonly string[]
  /** Left out: nothing narrows who scheduled it. */
  readonly acl?: Acl
  readonly scheduledAt: Micros
  readonly scheduledBy: string | null
  readonly state: ScheduledState
  /** When it was applied, refused or cancelled, and by whom; null: it waits still. */
  readonly endedAt: Micros | null
  readonly endedBy: string | null
  /** How many changes it made; null unless it was applied. */
  readonly changes: number | null
  /** Why it was refused when its time came. */
  readonly rejections: readonly Rejection[]
  /** Why it was cancelled. */
  readonly reason: string | null
}

/** What a site's stream holds. */
interface ScheduledChanges {
  readonly byId: ReadonlyMap<string, ScheduledChange>
  readonly revision: Revision | undefined
  readonly position: Position
}

export async function scheduledChangesOf(log: Pick<EventStore, 'readStream'>, site: string): Promise<ScheduledChanges> {
  const byId = new Map<string, ScheduledChange>()
  let last: RecordedEvent | undefined
  for await (const { events } of log.readStream(scheduledStream(site)))
    for (const event of events) {
      last = event
      take(byId, event)
    }
  return { byId, revision: last?.revision, position: last?.position ?? 0 }
}

/** Of every site, those that wait still: for the start of a server. */
export async function pendingChanges(log: Pick<EventStore, 'readAll'>): Promise<readonly ScheduledChange[]> {
  const byId = new Map<string, ScheduledChange>()
  for await (const { events } of log.readAll({ types: scheduledChangeTypes }))
    for (const event of events) take(byId, event)
  return [...byId.values()].filter(({ state }) => state === 'PENDING')
}

function take(byId: Map<string, ScheduledChange>, { data, site = '', occurredAt, actor }: RecordedEvent): void {
  const event = data as unknown as ScheduledChangeEvent
  const ended = { endedAt: occurredAt, endedBy: actor ?? null }
  const known = byId.get(event.changeSetId)
  if (event.type === 'ChangeSetScheduled') {
    const { changeSetId, effectiveAt, comment, commands, entities, acl } = event
    byId.set(changeSetId, {
      site,
      changeSetId,
      effectiveAt,
      comment,
      commands,
      scheduledAt: occurredAt,
      scheduledBy: actor ?? null,
      ...(entities && { entities }),
      ...(acl && { acl }),
      state: 'PENDING',
      endedAt: null,
      endedBy: null,
      changes: null,
      rejections: [],
      reason: null,
    })
  } else if (known) byId.set(event.changeSetId, { ...known, ...ended, ...outcomeOf(event) })
}

function outcomeOf(event: Exclude<ScheduledChangeEvent, { type: 'ChangeSetScheduled' }>): Partial<ScheduledChange> {
  switch (event.type) {
    case 'ScheduledChangeSetApplied':
      return { state: 'APPLIED', changes: event.changes }
    case 'ScheduledChangeSetRefused':
      return { state: 'REFUSED', rejections: event.rejections }
    case 'ScheduledChangeSetCancelled':
      return { state: 'CANCELLED', reason: event.reason }
  }
}
