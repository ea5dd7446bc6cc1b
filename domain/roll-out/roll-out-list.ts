import type { Position, RecordedEvent } from '../kernel/event.ts'
import type { Micros } from '../kernel/time.ts'
import type { DriftedFile, Reloaded, RollOutEvent, RollOutStep } from './events.ts'
import type { FileDigest } from './pbx.ts'

/** A roll-out as people see it. */
export interface RollOutRow {
  readonly rollOutId: string
  readonly site: string
  readonly node: string
  readonly state: 'RUNNING' | 'APPLIED' | 'REJECTED'
  /** Of its configuration in the log. */
  readonly position: Position
  /** Of its own beginning in the log. */
  readonly startedPosition: Position
  readonly startedAt: Micros
  readonly actor: string | null
  readonly generation: string
  readonly files: readonly FileDigest[]
  readonly overwriteDrift: boolean
  readonly drift: readonly DriftedFile[]
  readonly endedAt: Micros | null
  readonly reloads: readonly Reloaded[]
  readonly restartNeeded: readonly string[]
  readonly failedStep: RollOutStep | null
  readonly reason: string | null
  readonly returnedTo: string | null
  readonly notRestored: string | null
}

/** The roll-outs that events tell of, in the order of their beginnings. */
export function rollOutsIn(events: Iterable<RecordedEvent>): readonly RollOutRow[] {
  const rows = new Map<string, RollOutRow>()
  for (const recorded of events) {
    const event = recorded.data as unknown as RollOutEvent
    const row = rows.get(event.rollOutId)
    const next =
      event.type === 'ConfigurationRollOutStarted' ? begun(recorded, event) : row && told(row, recorded, event)
    if (next) rows.set(event.rollOutId, next)
  }
  return [...rows.values()]
}

const begun = (
  { site = '', node = '', position: startedPosition, occurredAt: startedAt, actor }: RecordedEvent,
  { type, ...asked }: Extract<RollOutEvent, { type: 'ConfigurationRollOutStarted' }>,
): RollOutRow => ({
  ...asked,
  site,
  node,
  state: 'RUNNING',
  startedPosition,
  startedAt,
  actor: actor ?? null,
  drift: [],
  endedAt: null,
  reloads: [],
  restartNeeded: [],
  failedStep: null,
  reason: null,
  returnedTo: null,
  notRestored: null,
})

function told(
  row: RollOutRow,
  { occurredAt: endedAt }: RecordedEvent,
  event: Exclude<RollOutEvent, { type: 'ConfigurationRollOutStarted' }>,
): RollOutRow {
  switch (event.type) {
    case 'ConfigurationDriftFound':
      return { ...row, drift: event.files }
    case 'ConfigurationApplied':
      return { ...row, state: 'APPLIED', endedAt, reloads: event.reloads, restartNeeded: event.restartNeeded }
    case 'ConfigurationRejected': {
      const { step: failedStep, reason, returnedTo, notRestored } = event
      return { ...row, state: 'REJECTED', endedAt, failedStep, reason, returnedTo, notRestored }
    }
  }
}
