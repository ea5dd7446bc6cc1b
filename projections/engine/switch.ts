import type { Position } from '../../domain/kernel/event.ts'
import { inTransaction, type OwnedBuild } from './build.ts'
import type { EngineContext } from './context.ts'
import { quote } from './copy.ts'
import { Fenced } from './errors.ts'
import { retryOnLock } from './lock-retry.ts'
import { runAfterSwitch } from './prepare.ts'
import liveBuild from './sql/live-build.sql'

/**
 * Gives readers the new build, in one transaction: names are swapped, tables are not touched, so no reader waits and none
 * finds a table missing. The old build stands still meanwhile, and the new one first takes in whatever the old one has, so
 * nobody sees the figures go back. Its owner is fenced by that, opens the new build and goes on there.
 * @param catchUpTo takes `build` at least to the position
 */
export async function switchBuild(
  ctx: EngineContext,
  build: OwnedBuild,
  catchUpTo: (position: Position) => Promise<void>,
  signal?: AbortSignal,
): Promise<void> {
  const { name } = build.projection
  const client = await ctx.pool.connect()
  try {
    await retryOnLock(
      () =>
        inTransaction(client, async () => {
          await client.query(`SET LOCAL lock_timeout = '2s'`)
          const { rows } = await client.query<{ build: number; position: number }>(liveBuild, [name])
          const [live] = rows
          if (!live) throw new Fenced(`projection ${name} has no live build to replace`)
          await catchUpTo(live.position)
          const retired = `${name}_b${live.build}`
          await client.query(
            `UPDATE engine.build SET status = 'retired', schema_name = $3, updated_at = now()
             WHERE projection = $1 AND build = $2`,
            [name, live.build, retired],
          )
          const { rowCount } = await client.query(
            `UPDATE engine.build SET status = 'live', schema_name = $1, switched_at = now(), updated_at = now()
             WHERE projection = $1 AND build = $2 AND token = $3 AND status IN ('building', 'kept') AND position >= $4`,
            [name, build.build, build.token, live.position],
          )
          if (rowCount !== 1) throw new Fenced(`build ${build.build} of ${name} has another owner`)
          await client.query('DELETE FROM engine.restatement WHERE projection = $1', [name])
          await client.query(`ALTER SCHEMA ${quote(name)} RENAME TO ${quote(retired)}`)
          await client.query(`ALTER SCHEMA ${quote(build.schema)} RENAME TO ${quote(name)}`)
          await runAfterSwitch(ctx, client)
        }),
      signal,
    )
  } finally {
    client.release()
  }
}
