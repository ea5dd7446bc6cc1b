import type { Position, RecordedEvent } from '../kernel/event.ts'
import type { Micros } from '../kernel/time.ts'
import type {
  ConfigurationRollOutStepEnded,
  DriftedFile,
  Reloaded,
  RollOutEvent,
  RollOutProgress,
  RollOutStep,
} from './events.ts'
import type { FileDigest } from './pbx.ts'

/** A step that has ended. The first of each roll-out is the rendering, with which it begins. */
export interface RollOutStepRow extends Pick<ConfigurationRollOutStepEnded, 'module' | 'findings' | 'problem'> {
  readonly step: ConfigurationRollOutStepEnded['step'] | 'render'
  readonly endedAt: Micros
}

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
  /** Of the last event that tells of it. */
  readonly toldPosition: Position
  readonly startedAt: Micros
  readonly actor: string | null
  readonly generation: string
  readonly files: readonly FileDigest[]
  readonly overwriteDrift: boolean
  readonly drift: readonly DriftedFile[]
  /** What has been done so far, in order. */
  readonly steps: readonly RollOutStepRow[]
  readonly endedAt: Micros | null
  readonly reloads: readonly Reloaded[]
  readonly restartNeeded: readonly string[]
  readonly recreationPending: readonly string[]
  readonly failedStep: RollOutStep | null
  readonly reason: string | null
  readonly returnedTo: string | null
  readonly notRestored: string | null
}

/** The roll-outs that events tell of, in the order of their beginnings. */
export function rollOutsIn(events: Iterable<RecordedEvent>): readonly RollOutRow[] {
  const rows = new Map<string, RollOutRow>()
  for (const event of events) {
    const row = rollOutAfter(rows, event)
    if (row) rows.set(row.rollOutId, row)
  }
  return [...rows.values()]
}

/**
 * The roll-out that an event tells of, as it is after that.
 * @param rows as they were before, by id; undefined: its beginning is not among them
 */
export function rollOutAfter(rows: ReadonlyMap<string, RollOutRow>, recorded: RecordedEvent): RollOutRow | undefined {
  const event = recorded.data as unknown as RollOutEvent
  if (event.type === 'ConfigurationRollOutStarted') return begun(recorded, event)
  const row = rows.get(event.rollOutId)
  return row && { ...told(row, recorded, event), toldPosition: recorded.position }
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
  toldPosition: startedPosition,
  startedAt,
  actor: actor ?? null,
  drift: [],
  steps: [
    { step: 'render', module: null, findings: [`${asked.files.length} files`], problem: null, endedAt: startedAt },
  ],
  endedAt: null,
  reloads: [],
  restartNeeded: [],
  recreationPending: [],
  failedStep: null,
  reason: null,
  returnedTo: null,
  notRestored: null,
})

function told(row: RollOutRow, { occurredAt: endedAt }: RecordedEvent, event: RollOutProgress): RollOutRow {
  switch (event.type) {
    case 'ConfigurationRollOutStepEnded': {
      const { step, module, findings, problem } = event
      return { ...row, steps: [...row.steps, { step, module, findings, problem, endedAt }] }
    }
    case 'ConfigurationDriftFound':
      return { ...row, drift: event.files }
    case 'ConfigurationApplied':
      return {
        ...row,
        state: 'APPLIED',
        endedAt,
        reloads: event.reloads,
        restartNeeded: event.restartNeeded,
        recreationPending: event.recreationPending ?? [],
      }
    case 'ConfigurationRejected': {
      const { step: failedStep, reason, returnedTo, notRestored } = event
      return { ...row, state: 'REJECTED', endedAt, failedStep, reason, returnedTo, notRestored }
    }
  }
}
