import type { Position } from '../../domain/kernel/event.ts'
import type { Projection } from '../../domain/kernel/projection.ts'
import { advance } from './advance.ts'
import { beginBuild, buildsOf, lockForRebuild, type Begun, type RebuildStart } from './begin.ts'
import { makeIndexes, type OwnedBuild } from './build.ts'
import type { EngineContext } from './context.ts'
import { isPassing } from './errors.ts'
import { createFeed, endingAt, type Reader } from './feed.ts'
import { restate, type Comparing } from './restate.ts'
import { dropRetired, retire } from './retired.ts'
import { openSession } from './session.ts'
import { switchBuild } from './switch.ts'

interface RebuildProgress {
  readonly projection: string
  readonly position: Position
  /** The log's end when the rebuild began. */
  readonly end: Position
  /** Events that the projection handles, folded so far. */
  readonly events: number
}

/** What becomes of the new build: readers get it, it waits for somebody to switch it, or it was made for its comparison only. */
export type RebuildEnd = 'switch' | 'keep' | 'drop'

export interface RebuildOptions {
  readonly onProgress?: (progress: RebuildProgress) => void
  /** Ends the rebuild after the page in hand; readers keep what they have. */
  readonly signal?: AbortSignal
  /** Say in the result what readers will see change. A build that is kept is always compared. */
  readonly compare?: boolean
  /** Default: switch. */
  readonly end?: RebuildEnd
}

export interface RebuildResult {
  readonly projection: string
  readonly build: number
  readonly position: Position
  readonly events: number
  readonly seconds: number
  readonly outcome: 'SWITCHED' | 'KEPT' | 'DROPPED'
  readonly restatement?: Comparing
}

/**
 * Fills new tables beside those that readers use, and switches when they hold as much, or keeps them for later. Any process may do
 * it, whoever follows the live build.
 * @throws the signal's reason when it aborted; ProjectionStopped when an event could not be taken
 */
export async function rebuildProjection(
  ctx: EngineContext,
  projection: Projection,
  options: RebuildOptions,
  start: RebuildStart,
): Promise<RebuildResult> {
  const { signal = new AbortController().signal } = options
  signal.throwIfAborted()
  const session = await openSession(ctx.pool, `rebuild ${projection.name}`, ctx.listenUrl)
  let begun: Begun | undefined
  try {
    await lockForRebuild(session, projection, signal, start === 'unfinished' ? Infinity : undefined)
    begun = await beginBuild(ctx, session, projection, start, compares(options))
    return await fill(ctx, begun, options, signal)
  } catch (error) {
    // What was interrupted can go on where it stood, and what waited waits on; what failed would fail again.
    const worthKeeping = begun?.waited === true || (start === 'unfinished' && (isPassing(error) || signal.aborted))
    if (begun && !worthKeeping) await giveUp(ctx, begun.build)
    throw error
  } finally {
    await session.close()
    await dropRetired(ctx).catch(() => undefined)
  }
}

const compares = ({ compare, end }: RebuildOptions): boolean => compare === true || end === 'keep'

/** @returns false when no build waits */
export async function discardKept(ctx: EngineContext, projection: Projection): Promise<boolean> {
  const session = await openSession(ctx.pool, `rebuild ${projection.name}`, ctx.listenUrl)
  try {
    await lockForRebuild(session, projection, new AbortController().signal)
    const kept = (await buildsOf(session, projection)).filter(({ status }) => status === 'kept')
    for (const { build } of kept) await retire(ctx, projection.name, build)
    return kept.length > 0
  } finally {
    await session.close()
    await dropRetired(ctx).catch(() => undefined)
  }
}

async function fill(
  ctx: EngineContext,
  { build, waited }: Begun,
  options: RebuildOptions,
  signal: AbortSignal,
): Promise<RebuildResult> {
  const { projection } = build
  const { end = 'switch' } = options
  const started = performance.now()
  const logEnd = await ctx.store.lastPosition()
  const reader = createFeed(ctx.store, projection.handles, ctx.pageSize).reader()
  let folded = 0
  const catchUp = async (until: Position, from: Reader): Promise<void> => {
    await advance({
      ...ctx,
      build,
      reader: from,
      until,
      signal,
      committed(position, events) {
        folded += events
        options.onProgress?.({ projection: projection.name, position, end: logEnd, events: folded })
      },
    })
    signal.throwIfAborted()
  }
  const atLeast = (position: Position) => catchUp(position, reader)
  const exactly = (position: Position) => catchUp(position, endingAt(reader, position))
  try {
    let restatement: Comparing | undefined
    if (compares(options)) {
      await exactly(await livePosition(ctx, projection))
      await makeIndexes(build)
      restatement = await restate(ctx, build, exactly, { keep: end === 'keep' || (end === 'drop' && waited), signal })
    }
    if (end === 'switch') {
      await atLeast(logEnd)
      await makeIndexes(build)
      // What was committed meanwhile, so that little is left to take in while the live build is held.
      await atLeast(await ctx.store.lastPosition())
      await switchBuild(ctx, build, atLeast, signal)
    }
    if (end === 'drop' && !waited) await retire(ctx, projection.name, build.build)
    const outcome = end === 'switch' ? 'SWITCHED' : end === 'keep' || waited ? 'KEPT' : 'DROPPED'
    const seconds = (performance.now() - started) / 1000
    const { position } = build
    const figures = { build: build.build, position, events: folded, seconds, outcome } as const
    ctx.log('info', `Projection ${projection.name} rebuilt`, figures)
    return { projection: projection.name, ...figures, ...(restatement && { restatement }) }
  } finally {
    reader.close()
  }
}

async function livePosition(ctx: EngineContext, { name }: Projection): Promise<Position> {
  const { rows } = await ctx.pool.query<{ position: number }>(
    `SELECT position FROM engine.build WHERE projection = $1 AND status IN ('live', 'stopped')`,
    [name],
  )
  return rows[0]?.position ?? 0
}

async function giveUp(ctx: EngineContext, { projection, build }: OwnedBuild): Promise<void> {
  await retire(ctx, projection.name, build).catch(() => undefined)
}
