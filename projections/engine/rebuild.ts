import { setTimeout as delay } from 'node:timers/promises'
import type { Position } from '../../domain/kernel/event.ts'
import type { Projection } from '../../domain/kernel/projection.ts'
import { advance } from './advance.ts'
import { createBuild, inTransaction, makeIndexes, ownBuilding, type OwnedBuild } from './build.ts'
import type { EngineContext } from './context.ts'
import { isPassing } from './errors.ts'
import { createFeed, endingAt, type Reader } from './feed.ts'
import { restate, type Comparing } from './restate.ts'
import { dropRetired, retire } from './retired.ts'
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
 * Where a rebuild begins. log: at the beginning, always. kept: with the build that waits, and only with it. any: with one that waits
 * or, when there is none, at the beginning. unfinished: also with one that an interruption has left, and is left so itself.
 */
export type RebuildStart = 'log' | 'kept' | 'any' | 'unfinished'

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
    await lockForRebuild(session, projection, signal, start === 'unfinished' ? Infinity : patienceMs)
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
    await lockForRebuild(session, projection, new AbortController().signal, patienceMs)
    const kept = (await buildsOf(session, projection)).filter(({ status }) => status === 'kept')
    for (const { build } of kept) await retire(ctx, projection.name, build)
    return kept.length > 0
  } finally {
    await session.close()
    await dropRetired(ctx).catch(() => undefined)
  }
}

/** The server may take a moment to notice that the one who rebuilt before us is gone. */
const patienceMs = 2000
const pauseMs = 50

async function lockForRebuild(session: Session, projection: Projection, signal: AbortSignal, milliseconds: number) {
  for (let waited = 0; waited <= milliseconds; waited += pauseMs) {
    if (await tryLock(session, 'rebuild', projection.name)) return
    await delay(pauseMs, undefined, { signal })
  }
  throw new Error(`Projection ${projection.name} is being rebuilt already; wait for that, see ringledger status`)
}

interface Begun {
  readonly build: OwnedBuild
  /** Somebody has kept it, and is to find it again whatever happens now. */
  readonly waited: boolean
}

interface BuildState {
  readonly build: number
  readonly version: number
  readonly status: 'building' | 'kept' | 'live' | 'stopped'
  readonly position: Position
}

const buildsOf = async ({ client }: Session, { name }: Projection): Promise<readonly BuildState[]> =>
  (
    await client.query<BuildState>(
      `SELECT build, version, status, position FROM engine.build
       WHERE projection = $1 AND status <> 'retired' ORDER BY build DESC`,
      [name],
    )
  ).rows

async function beginBuild(
  ctx: EngineContext,
  session: Session,
  projection: Projection,
  start: RebuildStart,
  compare: boolean,
): Promise<Begun> {
  const builds = await buildsOf(session, projection)
  refuseOlderCode(projection, builds)
  const beside = builds.filter(({ status }) => status === 'building' || status === 'kept')
  const begun = beside.find(one => canGoOn(one, start, projection, compare ? livePositionOf(builds) : Infinity))
  if (!begun && start === 'kept') throw new Error(whyNoneWaits(projection, beside))
  for (const { build } of beside.filter(one => one !== begun)) await retire(ctx, projection.name, build)
  const number =
    begun?.build ??
    (await inTransaction(session.client, () => createBuild(session.client, projection, 'building', ctx.holder)))
  const build = await ownBuilding(session, projection, number, ctx.holder)
  const waited = begun?.status === 'kept'
  if (!waited || start !== 'unfinished' || compare) return { build, waited }
  await session.client.query(waitNoMore, [projection.name, number])
  return { build, waited: false }
}

/** A server that switches by itself goes on with it as with any that is unfinished. */
const waitNoMore = `UPDATE engine.build SET status = 'building' WHERE projection = $1 AND build = $2 AND status = 'kept'`

const livePositionOf = (builds: readonly BuildState[]): Position =>
  builds.find(({ status }) => status === 'live' || status === 'stopped')?.position ?? 0

/** @param upTo builds are compared at the same position: one that is ahead of the live one cannot go back */
function canGoOn(
  { version, status, position }: BuildState,
  start: RebuildStart,
  projection: Projection,
  upTo: Position,
): boolean {
  if (start === 'log' || version !== projection.version || position > upTo) return false
  return status === 'kept' || start === 'unfinished'
}

function whyNoneWaits({ name, version }: Projection, beside: readonly BuildState[]): string {
  const other = beside.find(({ status }) => status === 'kept')
  const how = `make one with ringledger rebuild ${name} --keep`
  return other && other.version !== version
    ? `The build of ${name} that waits was filled by version ${other.version}, this Ringledger has version ${version}: ${how}`
    : `No build of ${name} waits to be switched: ${how}`
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
