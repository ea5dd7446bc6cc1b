import type { ConfigurationPort } from '../../api/ports.ts'
import type { Log } from '../../domain/kernel/log.ts'
import { microsOfDate } from '../../domain/kernel/time.ts'
import type { Workflows } from '../../domain/kernel/workflows.ts'
import type { Opened } from '../open.ts'
import { createRollOutService, type RollOutService } from '../roll-out/service.ts'
import { createScheduledChanges, scheduledChangeWorkflow, type ScheduledChanges } from '../scheduled-changes/service.ts'
import { createSecretBox } from '../secrets/secret-box.ts'
import { secretKey } from '../secrets/secret-key.ts'
import { createPostgresWorkflows, type PostgresWorkflows } from '../workflows/postgres.ts'

interface OpenedRollOuts extends RollOutService {
  readonly scheduled: ScheduledChanges
  close(): Promise<void>
}

/**
 * Roll-outs and scheduled changes over this database: a worker takes part in both. The queue of workflows is opened when it is needed
 * first: most commands never do.
 */
export async function openRollOuts(
  { pool, store }: Pick<Opened, 'pool' | 'store'>,
  { configuration, dataDirectory, log }: { configuration: ConfigurationPort; dataDirectory: string; log: Log },
): Promise<OpenedRollOuts> {
  const box = createSecretBox(await secretKey(dataDirectory))
  let opened: Promise<PostgresWorkflows> | undefined
  const workflows = () => (opened ??= createPostgresWorkflows({ pool, log }))
  const start: Workflows['start'] = async (...run) => (await workflows()).start(...run)
  const clock = () => microsOfDate(new Date())
  const scheduled = createScheduledChanges({ store, ...configuration, workflows: { start }, clock })
  const service = createRollOutService({
    store,
    ...configuration,
    workflows: {
      start,
      work: async of => (await workflows()).work({ ...of, [scheduledChangeWorkflow]: scheduled.workflow }),
    },
    open: sealed => box.open(sealed),
    clock,
    log,
  })
  return { ...service, scheduled, close: async () => (await opened)?.close() }
}
