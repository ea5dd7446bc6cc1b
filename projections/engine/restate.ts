import type { ClientBase } from 'pg'
import type { Position } from '../../domain/kernel/event.ts'
import { inTransaction, type OwnedBuild } from './build.ts'
import { compareBuilds, type ComparedBuild } from './compare.ts'
import type { EngineContext } from './context.ts'
import { Fenced } from './errors.ts'
import { retryOnLock } from './lock-retry.ts'
import { restatedCalls, restatedFigures, restatementOf, type Restatement } from './restatement.ts'
import type { RestatedCall, RestatedFigures } from './restatement.ts'
import keepBuild from './sql/keep-build.sql'
import liveBuild from './sql/live-build.sql'

/** A comparison with the first of its figures and calls; the rest is in the restatement of a build that was kept. */
export interface Comparing extends Restatement {
  readonly firstFigures: readonly RestatedFigures[]
  readonly firstCalls: readonly RestatedCall[]
}

const shownFirst = 1000

/**
 * Compares a build with the one that readers use, both at the same position. The live one stands still only until the new one
 * holds as much; what is compared then is a snapshot, beside which it goes on.
 * @param catchUpTo takes `build` to the position exactly
 * @param keep let the build wait, with its comparison, for whoever switches or discards it; otherwise nothing is stored
 */
export async function restate(
  ctx: EngineContext,
  build: OwnedBuild,
  catchUpTo: (position: Position) => Promise<void>,
  { keep, signal }: { readonly keep: boolean; readonly signal: AbortSignal },
): Promise<Comparing> {
  const { projection } = build
  const snapshot = await ctx.pool.connect()
  let committed = false
  try {
    const live = await retryOnLock(() => standStill(ctx, build, catchUpTo, snapshot), signal)
    await snapshot.query('SET LOCAL statement_timeout = 0')
    await compareBuilds(snapshot, projection, live, build, build.position)
    const found = await readBack(snapshot, build)
    if (keep) {
      const { rowCount } = await snapshot.query(keepBuild, [projection.name, build.build, build.token])
      if (rowCount !== 1) throw new Fenced(`build ${build.build} of ${projection.name} has another owner`)
      await snapshot.query('COMMIT')
      committed = true
    }
    return found
  } finally {
    if (!committed) await snapshot.query('ROLLBACK').catch(() => undefined)
    snapshot.release()
  }
}

/** Begins the snapshot's transaction while nothing is committed to the live build. */
async function standStill(
  ctx: EngineContext,
  build: OwnedBuild,
  catchUpTo: (position: Position) => Promise<void>,
  snapshot: ClientBase,
): Promise<ComparedBuild> {
  const { name } = build.projection
  const holder = await ctx.pool.connect()
  try {
    return await inTransaction(holder, async () => {
      await holder.query(`SET LOCAL lock_timeout = '2s'`)
      const { rows } = await holder.query<Omit<ComparedBuild, 'schema'> & { position: number }>(liveBuild, [name])
      const [live] = rows
      if (!live) throw new Fenced(`projection ${name} has no live build to compare with`)
      await catchUpTo(live.position)
      await snapshot.query('BEGIN ISOLATION LEVEL REPEATABLE READ')
      // The first statement takes the snapshot.
      await snapshot.query('SELECT 1')
      return { ...live, schema: name }
    })
  } finally {
    holder.release()
  }
}

async function readBack(snapshot: ClientBase, { projection, build, position }: OwnedBuild): Promise<Comparing> {
  const found = await restatementOf(snapshot, projection.name, build)
  if (!found) throw new Error(`build ${build} of ${projection.name} was compared at ${position}, but nothing was found`)
  const page = { first: shownFirst }
  return {
    ...found,
    firstFigures: (await restatedFigures(snapshot, found, page)).rows.map(({ cursor: _, ...row }) => row),
    firstCalls: (await restatedCalls(snapshot, found, page)).rows.map(({ cursor: _, ...row }) => row),
  }
}
