import type { ConfigurationPort } from '../../api/ports/configuration.ts'
import type { Log } from '../../domain/kernel/log.ts'
import { microsOfDate } from '../../domain/kernel/time.ts'
import type { Workflows } from '../../domain/kernel/workflows.ts'
import { sitesAndNodes } from '../../projections/directory/queries.ts'
import type { Opened } from '../open.ts'
import { createRollOutService, type RollOutService } from '../roll-out/service.ts'
import { behindIn, rowsOverIn } from '../retention/rows-over.ts'
import { createRetention, retentionWorkflow, type RetentionService } from '../retention/service.ts'
import { createScheduledChanges, scheduledChangeWorkflow, type ScheduledChanges } from '../scheduled-changes/service.ts'
import { createSecretBox } from '../secrets/secret-box.ts'
import { secretKey } from '../secrets/secret-key.ts'
import { createPostgresWorkflows, type PostgresWorkflows } from '../workflows/postgres.ts'

interface OpenedRollOuts extends RollOutService {
  readonly scheduled: ScheduledChanges
  readonly retention: RetentionService
  close(): Promise<void>
}

/**
 * Roll-outs, scheduled changes and purges over this database: a worker takes part in all. The queue of workflows is opened when it is needed
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
  const retention = createRetention({
    store,
    ...configuration,
    workflows: { start },
    sites: async () => (await sitesAndNodes(pool)).map(({ site, timeZone }) => ({ site, timeZone })),
    rowsOver: (site, bounds) => rowsOverIn(pool, site, bounds),
    behind: () => behindIn(pool),
    clock,
    log,
  })
  const service = createRollOutService({
    store,
    ...configuration,
    workflows: {
      start,
      work: async of =>
        (await workflows()).work({
          ...of,
          [scheduledChangeWorkflow]: scheduled.workflow,
          [retentionWorkflow]: retention.workflow,
        }),
    },
    open: sealed => box.open(sealed),
    clock,
    log,
  })
  return { ...service, scheduled, retention, close: async () => (await opened)?.close() }
}
