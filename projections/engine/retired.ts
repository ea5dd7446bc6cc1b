import { messageOf } from '../../domain/kernel/error-message.ts'
import { inTransaction } from './build.ts'
import type { EngineContext } from './context.ts'
import { quote } from './copy.ts'
import { isSwitchPending } from './prepare.ts'
import retireAbandoned from './sql/retire-abandoned.sql'
import viewsFromOutside from './sql/views-from-outside.sql'

/** Gives up a build that readers do not use: nobody can write into it any more, and it is dropped soon. */
export const retire = (ctx: EngineContext, projection: string, build: number) =>
  ctx.pool.query(
    `UPDATE engine.build SET status = 'retired', token = token + 1, updated_at = now()
     WHERE projection = $1 AND build = $2 AND status IN ('building', 'kept')`,
    [projection, build],
  )

/**
 * Drops the schemas of builds that were replaced, given up, or left by a process that is gone. One that a report still reads from, or that a view of somebody else
 * depends on, stays until the next time.
 * @returns how many stay
 */
export async function dropRetired(ctx: EngineContext): Promise<number> {
  await ctx.pool.query(retireAbandoned)
  const { rows } = await ctx.pool.query<{ projection: string; build: number; schema: string }>(
    `SELECT projection, build, schema_name AS schema FROM engine.build WHERE status = 'retired' ORDER BY projection, build`,
  )
  let left = 0
  for (const { projection, build, schema } of rows) {
    try {
      if (!(await drop(ctx, projection, build, schema))) left++
    } catch (error) {
      left++
      ctx.log('debug', `Schema ${schema} is still in use`, { error: messageOf(error) })
    }
  }
  return left
}

async function drop(ctx: EngineContext, projection: string, build: number, schema: string): Promise<boolean> {
  const client = await ctx.pool.connect()
  try {
    const { rows: views } = await client.query<{ view: string }>(viewsFromOutside, [schema])
    if (views.length > 0) {
      // Until the last switch of an upgrade they may be ours, which is nobody's to mend.
      if (await isSwitchPending(ctx, client)) return false
      const names = views.map(({ view }) => view)
      const level = ctx.toldAboutViews.has(schema) ? 'debug' : 'warn'
      ctx.toldAboutViews.add(schema)
      ctx.log(level, `Schema ${schema} was replaced, but views still read from it; create them again`, {
        views: names,
      })
      return false
    }
    await inTransaction(client, async () => {
      await client.query(`SET LOCAL lock_timeout = '1s'`)
      const { rowCount } = await client.query(
        `DELETE FROM engine.build WHERE projection = $1 AND build = $2 AND status = 'retired'`,
        [projection, build],
      )
      if (rowCount === 0) return
      await client.query('DELETE FROM engine.dead_letter WHERE projection = $1 AND build = $2', [projection, build])
      await client.query(`DROP SCHEMA IF EXISTS ${quote(schema)} CASCADE`)
    })
    return true
  } finally {
    client.release()
  }
}
