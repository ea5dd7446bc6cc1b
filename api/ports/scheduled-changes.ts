import type { ChangeSet } from '../../domain/configuration/decide.ts'
import type { ChangeSetContext, ChangeSetResult } from '../../domain/configuration/handle-change-set.ts'
import type { CancelResult, Cancellation } from '../../domain/configuration/scheduled/schedule.ts'
import type { Micros } from '../../domain/kernel/time.ts'

/** Changes of the configuration that shall be made later. What becomes of them is in the log. */
export interface ScheduledChangesPort {
  schedule(changeSet: ChangeSet, context: ChangeSetContext & { readonly effectiveAt: Micros }): Promise<ChangeSetResult>
  cancel(cancellation: Cancellation): Promise<CancelResult>
}
