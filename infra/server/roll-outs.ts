import type { ConfigurationReader } from '../../domain/configuration/history.ts'
import type { Log } from '../../domain/kernel/log.ts'
import { microsOfDate } from '../../domain/kernel/time.ts'
import type { Opened } from '../open.ts'
import { createRollOutService, type RollOutService } from '../roll-out/service.ts'
import { createSecretBox } from '../secrets/secret-box.ts'
import { secretKey } from '../secrets/secret-key.ts'
import { createPostgresWorkflows, type PostgresWorkflows } from '../workflows/postgres.ts'

export interface OpenedRollOuts extends RollOutService {
  close(): Promise<void>
}

/** Roll-outs over this database. The queue of workflows is opened when it is needed first: most commands never do. */
export async function openRollOuts(
  { pool, store }: Pick<Opened, 'pool' | 'store'>,
  { reader, dataDirectory, log }: { reader: ConfigurationReader; dataDirectory: string; log: Log },
): Promise<OpenedRollOuts> {
  const box = createSecretBox(await secretKey(dataDirectory))
  let opened: Promise<PostgresWorkflows> | undefined
  const workflows = () => (opened ??= createPostgresWorkflows({ pool, log }))
  const service = createRollOutService({
    store,
    reader,
    workflows: {
      start: async (...run) => (await workflows()).start(...run),
      work: async of => (await workflows()).work(of),
    },
    open: sealed => box.open(sealed),
    clock: () => microsOfDate(new Date()),
  })
  return { ...service, close: async () => (await opened)?.close() }
}
