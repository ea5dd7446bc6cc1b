import type { ConfigurationPort } from '../../api/ports/configuration.ts'
import type { ScheduledChangesPort } from '../../api/ports/scheduled-changes.ts'
import {
  applyScheduled,
  cancelScheduled,
  scheduleChangeSet,
  type Named,
} from '../../domain/configuration/scheduled/schedule.ts'
import { pendingChanges, type ScheduledChange } from '../../domain/configuration/scheduled/scheduled-change.ts'
import type { EventStore } from '../../domain/kernel/event-store.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import type { Workflow, Workflows } from '../../domain/kernel/workflows.ts'

export const scheduledChangeWorkflow = 'scheduled-change'

interface ScheduledChangesOptions extends ConfigurationPort {
  readonly store: EventStore
  readonly workflows: Pick<Workflows, 'start'>
  readonly clock: () => Micros
}

export interface ScheduledChanges extends ScheduledChangesPort {
  readonly workflow: Workflow
  /**
   * Has everything applied that waits: a crash may have come between the log and the workflow, or a copy of the log was brought back without
   * them. What is known already is not begun twice. For the start of a server.
   */
  resume(): Promise<void>
}

/** Change sets that wait for their time in the log, and durable work that applies each when it has come. */
export function createScheduledChanges(options: ScheduledChangesOptions): ScheduledChanges {
  const { store, reader, rules, workflows, clock } = options

  const begin = ({ site, changeSetId, effectiveAt }: Named & Pick<ScheduledChange, 'effectiveAt'>): Promise<void> =>
    workflows.start(
      scheduledChangeWorkflow,
      `${scheduledChangeWorkflow}/${changeSetId}`,
      { site, changeSetId },
      effectiveAt,
    )

  return {
    async schedule(changeSet, context) {
      const result = await scheduleChangeSet(store, reader, changeSet, rules, context)
      if (result.accepted && !context.dryRun) await begin(context)
      return result
    },

    cancel: cancellation => cancelScheduled(store, cancellation),

    async workflow(steps, input) {
      await steps.run('apply', async () => {
        const change = await applyScheduled(store, reader, rules, input as unknown as Named, clock)
        return change?.state ?? null
      })
    },

    async resume() {
      for (const change of await pendingChanges(store)) await begin(change)
    },
  }
}
