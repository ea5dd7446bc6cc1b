import type { EventStore } from '../../domain/kernel/event-store.ts'
import type { Log } from '../../domain/kernel/log.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import type { PanelIndex } from '../../domain/panels/panel-index.ts'
import type { AgentActionsPort } from './agent-actions.ts'
import type { ConfigurationPort } from './configuration.ts'
import type { Engine } from './engine.ts'
import type { FactIntake } from './fact-intake.ts'
import type { Reports } from './reports.ts'
import type { RetentionPort } from './retention.ts'
import type { RollOutPort } from './roll-outs.ts'
import type { ScheduledChangesPort } from './scheduled-changes.ts'
import type { Sources } from './sources.ts'

export interface ApiPorts {
  readonly reports: Reports
  readonly store: EventStore
  readonly engine: Engine
  readonly sources: Sources
  readonly configuration: ConfigurationPort
  readonly rollOuts: RollOutPort
  readonly agentActions: AgentActionsPort
  readonly scheduledChanges: ScheduledChangesPort
  readonly retention: RetentionPort
  readonly facts: FactIntake
  /** The documents behind the panels. */
  readonly panels: Pick<PanelIndex, 'aggregate' | 'search' | 'checkpoint'>
  readonly clock: () => Micros
  readonly log: Log
  readonly version: string
}
