import { createHash } from 'node:crypto'
import type { ClientBase } from 'pg'
import { messageOf } from '../../domain/kernel/error-message.ts'
import { createBuild, inTransaction } from './build.ts'
import type { EngineContext } from './context.ts'
import { retryOnLock } from './lock-retry.ts'

/** Gives readers the tables of every projection, empty at first, and the views that read from them. */
export async function prepare(ctx: EngineContext): Promise<void> {
  const client = await ctx.pool.connect()
  try {
    await retryOnLock(() =>
      inTransaction(client, async () => {
        await lockForSwitch(client)
        await createMissing(ctx, client)
        await client.query(`SET LOCAL lock_timeout = '2s'`)
        if ((await appliedChecksum(client)) !== (await currentChecksum(ctx, client))) await runAfterSwitch(ctx, client)
      }),
    )
  } finally {
    client.release()
  }
}

async function createMissing(ctx: EngineContext, client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ projection: string }>(
    `SELECT projection FROM engine.build WHERE status IN ('live', 'stopped')`,
  )
  const known = new Set(rows.map(({ projection }) => projection))
  const missing = ctx.projections.filter(({ name }) => !known.has(name))
  for (const projection of missing) {
    try {
      await createBuild(client, projection, 'live', ctx.holder)
    } catch (error) {
      throw new Error(explain(projection.name, error), { cause: error })
    }
  }
}

function explain(name: string, error: unknown): string {
  const { code } = error as { code?: string }
  if (code === '42P06')
    return `The database already has a schema ${name} that is not ours. Rename it, or give Ringledger a database of its own.`
  if (code === '42501') return `The database user may not create schema ${name}: GRANT CREATE ON DATABASE to it.`
  return `The tables of projection ${name} could not be made: ${messageOf(error)}`
}

type Switching = Pick<EngineContext, 'projections' | 'afterSwitch'>

/** Until the end of the transaction. */
const lockForSwitch = (client: ClientBase) =>
  client.query(`SELECT pg_advisory_xact_lock(hashtextextended('ringledger prepare', 0))`)

/**
 * Runs the statements unless a projection still waits for the switch to its new version: then they run with that switch. Of switches that
 * happen at once the last one sees the others: each would leave the statements to the other one otherwise, and readers with the old tables.
 * The caller owns the transaction.
 */
export async function runAfterSwitch(ctx: Switching, client: ClientBase): Promise<void> {
  await lockForSwitch(client)
  if (await isSwitchPending(ctx, client)) return
  for (const statement of ctx.afterSwitch) await client.query(statement)
  await client.query(
    'INSERT INTO engine.after_switch (checksum) VALUES ($1) ON CONFLICT (one_row) DO UPDATE SET checksum = EXCLUDED.checksum',
    [await currentChecksum(ctx, client)],
  )
}

/** Whether the views still read from older versions of read models, since not all of them have been switched. */
export async function isSwitchPending({ projections }: Switching, client: ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ projection: string; version: number }>(
    `SELECT projection, version FROM engine.build WHERE status IN ('live', 'stopped')`,
  )
  const versions = new Map(rows.map(({ projection, version }) => [projection, version]))
  return !projections.every(({ name, version }) => versions.get(name) === version)
}

async function appliedChecksum(client: ClientBase): Promise<string | undefined> {
  const { rows } = await client.query<{ checksum: string }>('SELECT checksum FROM engine.after_switch')
  return rows[0]?.checksum
}

/** Of the statements and of the builds that they made the views read from. */
async function currentChecksum({ afterSwitch }: Switching, client: ClientBase): Promise<string> {
  const { rows } = await client.query<{ projection: string; build: number }>(
    `SELECT projection, build FROM engine.build WHERE status IN ('live', 'stopped') ORDER BY projection COLLATE "C"`,
  )
  return createHash('sha256')
    .update(JSON.stringify([afterSwitch, rows]))
    .digest('hex')
}
