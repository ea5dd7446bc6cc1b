import { setTimeout as delay } from 'node:timers/promises'
import type { Position } from '../../domain/kernel/event.ts'
import type { Projection } from '../../domain/kernel/projection.ts'
import { advance } from './advance.ts'
import { createBuild, inTransaction, makeIndexes, ownBuilding, type OwnedBuild } from './build.ts'
import { compareWithLive, type TableDifference } from './compare.ts'
import type { EngineContext } from './context.ts'
import { isPassing } from './errors.ts'
import { createFeed } from './feed.ts'
import { dropRetired } from './retired.ts'
import { openSession, tryLock, type Session } from './session.ts'
import { switchBuild } from './switch.ts'

export interface RebuildProgress {
  readonly projection: string
  readonly position: Position
  /** The log's end when the rebuild began. */
  readonly end: Position
  /** Events that the projection handles, folded so far. */
  readonly events: number
}

export interface RebuildOptions {
  readonly onProgress?: (progress: RebuildProgress) => void
  /** Ends the rebuild after the page in hand; readers keep what they have. */
  readonly signal?: AbortSignal
  /** Say in the result what the new tables have that the old ones had not, and the reverse. Only for the same version. */
  readonly compare?: boolean
}

export interface RebuildResult {
  readonly projection: string
  readonly build: number
  readonly position: Position
  readonly events: number
  readonly seconds: number
  readonly differences?: readonly TableDifference[]
}

/**
 * Fills new tables beside those that readers use, and switches when they hold as much. Any process may do it, whoever follows the
 * live build.
 * @param resumable an unfinished build of this version is continued, and left for the next time when we are interrupted
 * @throws the signal's reason when it aborted; ProjectionStopped when an event could not be taken
 */
export async function rebuildProjection(
  ctx: EngineContext,
  projection: Projection,
  options: RebuildOptions,
  resumable: boolean,
): Promise<RebuildResult> {
  const { signal = new AbortController().signal } = options
  signal.throwIfAborted()
  const session = await openSession(ctx.pool, `rebuild ${projection.name}`, ctx.listenUrl)
  let build: OwnedBuild | undefined
  try {
    if (!(await lockWithin(resumable ? Infinity : patienceMs, session, projection, signal)))
      throw new Error(`Projection ${projection.name} is being rebuilt already; wait for that, see ringledger status`)
    build = await beginBuild(ctx, session, projection, resumable)
    return await fill(ctx, build, options, signal)
  } catch (error) {
    // What was interrupted can go on where it stood; what failed would fail again.
    const worthKeeping = resumable && (isPassing(error) || signal.aborted)
    if (build && !worthKeeping) await giveUp(ctx, build)
    throw error
  } finally {
    await session.close()
    await dropRetired(ctx).catch(() => undefined)
  }
}

/** The server may take a moment to notice that the one who rebuilt before us is gone. */
const patienceMs = 2000
const pauseMs = 50

async function lockWithin(milliseconds: number, session: Session, projection: Projection, signal: AbortSignal) {
  for (let waited = 0; waited <= milliseconds; waited += pauseMs) {
    if (await tryLock(session, 'rebuild', projection.name)) return true
    await delay(pauseMs, undefined, { signal })
  }
  return false
}

async function beginBuild(ctx: EngineContext, session: Session, projection: Projection, resumable: boolean) {
  const { client } = session
  const { rows } = await client.query<{ build: number; version: number; status: string }>(
    `SELECT build, version, status FROM engine.build
     WHERE projection = $1 AND status <> 'retired' ORDER BY build DESC`,
    [projection.name],
  )
  refuseOlderCode(projection, rows)
  const building = rows.filter(({ status }) => status === 'building')
  const unfinished = building.find(({ version }) => resumable && version === projection.version)
  for (const { build } of building.filter(row => row !== unfinished)) await retire(ctx, projection.name, build)
  const build =
    unfinished?.build ?? (await inTransaction(client, () => createBuild(client, projection, 'building', ctx.holder)))
  return ownBuilding(session, projection, build, ctx.holder)
}

/** @throws when a newer Ringledger has filled a build: ours would be a step back */
export function refuseOlderCode(projection: Projection, builds: readonly { readonly version: number }[]): void {
  const newest = Math.max(...builds.map(({ version }) => version))
  if (newest > projection.version)
    throw new Error(
      `Projection ${projection.name} was filled by version ${newest}, this Ringledger has version ` +
        `${projection.version}: start the newer Ringledger`,
    )
}

async function fill(
  ctx: EngineContext,
  build: OwnedBuild,
  options: RebuildOptions,
  signal: AbortSignal,
): Promise<RebuildResult> {
  const { projection } = build
  const started = performance.now()
  const end = await ctx.store.lastPosition()
  const reader = createFeed(ctx.store, projection.handles, ctx.pageSize).reader()
  let folded = 0
  const catchUpTo = async (until: Position): Promise<void> => {
    await advance({
      ...ctx,
      build,
      reader,
      until,
      signal,
      committed(position, events) {
        folded += events
        options.onProgress?.({ projection: projection.name, position, end, events: folded })
      },
    })
    signal.throwIfAborted()
  }
  try {
    await catchUpTo(end)
    await makeIndexes(build)
    // What was committed meanwhile, so that little is left to take in while the live build is held.
    await catchUpTo(await ctx.store.lastPosition())
    let differences: readonly TableDifference[] | undefined
    await switchBuild(
      ctx,
      build,
      async position => {
        await catchUpTo(position)
        if (options.compare) differences = await compareWithLive(ctx.pool, projection.name, build.schema)
      },
      signal,
    )
    const seconds = (performance.now() - started) / 1000
    const { position } = build
    ctx.log('info', `Projection ${projection.name} rebuilt`, { build: build.build, position, events: folded, seconds })
    return {
      projection: projection.name,
      build: build.build,
      position,
      events: folded,
      seconds,
      ...(differences && { differences }),
    }
  } finally {
    reader.close()
  }
}

async function giveUp(ctx: EngineContext, { projection, build }: OwnedBuild): Promise<void> {
  await retire(ctx, projection.name, build).catch(() => undefined)
}

const retire = (ctx: EngineContext, projection: string, build: number) =>
  ctx.pool.query(
    `UPDATE engine.build SET status = 'retired', token = token + 1, updated_at = now()
     WHERE projection = $1 AND build = $2 AND status = 'building'`,
    [projection, build],
  )
