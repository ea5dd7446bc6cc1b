import { setTimeout as delay } from 'node:timers/promises'
import { messageOf } from '../../domain/kernel/error-message.ts'
import type { Position } from '../../domain/kernel/event.ts'
import type { Projection } from '../../domain/kernel/projection.ts'
import { advance } from './advance.ts'
import { refuseOlderCode } from './begin.ts'
import { makeIndexes, ownLive, type OwnedBuild } from './build.ts'
import type { EngineContext } from './context.ts'
import { Fenced, isPassing, ProjectionStopped } from './errors.ts'
import type { Feed } from './feed.ts'
import { givingWay } from './give-way.ts'
import { rebuildProjection } from './rebuild.ts'
import { openSession, tryLock, type Session } from './session.ts'
import keptVersion from './sql/kept-version.sql'
import standingBuild from './sql/standing-build.sql'

interface Follow {
  readonly projection: Projection
  readonly feed: Feed
  /** Return when the live build holds at least this much, whoever filled it; without it, stay until the signal. */
  readonly until?: Position
  readonly signal: AbortSignal
  readonly committed: (position: Position, events: number) => void
}

/** How often a process that waits for its turn asks for it. */
const takeOverMs = 500
const firstPauseMs = 50
const longestPauseMs = 10_000
/** With `until`, somebody waits for the outcome: after so many failures in a row he gets the error. */
const patientFailures = 5
/** Nor does he wait longer for a process of an older release, which brings nothing to our version and may run for weeks. */
const patienceWithOlderMs = 5000

/**
 * Keeps a projection's live build up to date: takes it over when no other process has it, brings it to this program's
 * version, follows the log, and begins again after whatever passes by itself.
 * @throws only with `until`: ProjectionStopped, or the error that keeps coming back
 */
export async function follow(ctx: EngineContext, options: Follow): Promise<void> {
  const { projection, signal, until } = options
  const { name } = projection
  let failures = 0
  /** Said once, and not at each attempt for as long as it lasts: who reads the log is to see when it began and when it was over. */
  let said: string | undefined
  const isOver = () => signal.aborted
  const recovered = () => {
    failures = 0
    if (said !== undefined) ctx.log('info', `Projection ${name} goes on`)
    said = undefined
    ctx.progress.failing(name, undefined)
  }
  const committed = (position: Position, events: number) => {
    recovered()
    options.committed(position, events)
  }
  while (!signal.aborted) {
    try {
      await followOnce(ctx, { ...options, committed, recovered })
      return
    } catch (error) {
      if (isOver()) return
      if (error instanceof Fenced) {
        ctx.log('debug', messageOf(error))
        continue
      }
      ctx.progress.failing(name, messageOf(error))
      if (error instanceof ProjectionStopped) {
        const stopped = await markStopped(ctx, error)
        if (until !== undefined) throw error
        await untilReplaced(ctx, name, stopped, signal)
        continue
      }
      failures++
      if (until !== undefined && (!isPassing(error) || failures >= patientFailures)) throw error
      const pause = Math.min(longestPauseMs, firstPauseMs * 2 ** (failures - 1))
      if (said !== messageOf(error)) ctx.log('warn', `Projection ${name} tries again`, { error: messageOf(error) })
      said = messageOf(error)
      await delay(pause, undefined, { signal }).catch(() => undefined)
    }
  }
}

interface Attempt extends Follow {
  /** What went wrong before is over: something was committed, or the log was read to its end and there was nothing to commit. */
  readonly recovered: () => void
}

async function followOnce(ctx: EngineContext, options: Attempt): Promise<void> {
  const { projection, feed, until, signal, recovered } = options
  const session = await openSession(ctx.pool, projection.name, ctx.listenUrl)
  const others = ctx.projections.filter(({ givesWay }) => !givesWay).map(({ name }) => name)
  const reader = projection.givesWay ? givingWay(ctx, feed.reader(), others) : feed.reader()
  try {
    if (!(await becomeOwner(ctx, session, options))) return
    if ((await bringToVersion(ctx, session, options)) === 'waits') {
      if (until !== undefined) return
      await untilSwitched(ctx, projection, signal)
      if (signal.aborted) return
    }
    const build = await ownLive(session, projection, ctx.holder)
    if (!build) throw new Error(`projection ${projection.name} has no tables; start the engine first`)
    await refuseOtherLog(ctx, build)
    ctx.progress.moved(projection.name, build.position)
    const idle = (): Promise<void> => {
      recovered()
      return makeIndexes(build)
    }
    await advance({ ...ctx, ...options, build, reader, idle })
    if (until !== undefined && !signal.aborted) await makeIndexes(build)
  } finally {
    reader.close()
    await session.close()
  }
}

/**
 * @returns false when there is nothing to own for: another process has brought the build as far as wanted, or holds its version
 *   back, or we are to stop
 */
async function becomeOwner(
  ctx: EngineContext,
  session: Session,
  { projection, until, signal }: Follow,
): Promise<boolean> {
  const standstill = standstillOf(patienceWithOlderMs)
  for (let pause = 20; !signal.aborted; pause = Math.min(takeOverMs, pause * 2)) {
    if (await tryLock(session, 'follow', projection.name)) return true
    if (until !== undefined) {
      const { rows } = await session.client.query<StandingBuild>(standingBuild, [projection.name, projection.version])
      const [live] = rows
      const isOurs = live?.version === projection.version
      if (isOurs && live.position >= until) return false
      if (await waitsForSwitch(session, projection)) return false
      if (live && !isOurs && standstill(live.filled)) throw new Error(heldByOther(projection, live.version))
    }
    await delay(pause, undefined, { signal }).catch(() => undefined)
  }
  return false
}

interface StandingBuild {
  readonly version: number
  readonly position: Position
  /** How far somebody has brought a build of our version that readers do not have yet; null: nobody has begun one. */
  readonly filled: Position | null
}

/** @returns whether what it is told has been the same for so long */
function standstillOf(milliseconds: number): (told: unknown) => boolean {
  let last: unknown
  let since = performance.now()
  return told => {
    if (told !== last) since = performance.now()
    last = told
    return performance.now() - since > milliseconds
  }
}

const heldByOther = ({ name, version }: Projection, other: number): string =>
  `Projection ${name} is kept at version ${other} by a process of another release, perhaps a server that still runs; this program has ` +
  `version ${version}. Stop that server, or start it again with this release, and try again.`

/**
 * When the live build was made by an older version of the projection: makes a new one beside it, and switches. Or lets it wait, where
 * new versions are held back; nor does a command switch what waits already: that is said in so many words (rebuild --switch).
 */
async function bringToVersion(
  ctx: EngineContext,
  session: Session,
  { projection, until, signal }: Follow,
): Promise<'ready' | 'waits'> {
  const { rows } = await session.client.query<{ version: number }>(
    `SELECT version FROM engine.build WHERE projection = $1 AND status IN ('live', 'stopped')`,
    [projection.name],
  )
  refuseOlderCode(projection, rows)
  const [live] = rows
  if (!live || live.version === projection.version) return 'ready'
  const heldBack = ctx.newVersions === 'keep' && projection.comparison !== undefined
  if ((heldBack || until !== undefined) && (await waitsForSwitch(session, projection))) return 'waits'
  ctx.log('info', `Projection ${projection.name} goes from version ${live.version} to ${projection.version}`)
  await rebuildProjection(ctx, projection, { signal, end: heldBack ? 'keep' : 'switch' }, 'unfinished')
  return heldBack ? 'waits' : 'ready'
}

async function waitsForSwitch({ client }: Session, { name, version }: Projection): Promise<boolean> {
  const { rows } = await client.query(keptVersion, [name, version])
  return rows.length > 0
}

/** Readers keep what the older version has left, which this program cannot bring further. */
async function untilSwitched(ctx: EngineContext, { name, version }: Projection, signal: AbortSignal): Promise<void> {
  ctx.log(
    'warn',
    `Version ${version} of projection ${name} is built and waits. Its figures stand still until: ringledger rebuild ${name} --switch`,
  )
  while (!signal.aborted) {
    const { rows } = await ctx.pool.query(
      `SELECT FROM engine.build WHERE projection = $1 AND version = $2 AND status IN ('live', 'stopped')`,
      [name, version],
    )
    if (rows.length > 0) return
    await delay(takeOverMs, undefined, { signal }).catch(() => undefined)
  }
}

/** A build that is ahead of the log was filled from another one, and would skip what comes. */
async function refuseOtherLog(ctx: EngineContext, build: OwnedBuild): Promise<void> {
  const end = await ctx.store.lastPosition()
  if (build.position <= end) return
  const { name } = build.projection
  throw new ProjectionStopped(
    name,
    `it holds the log up to ${build.position}, the log ends at ${end}: it is another log. Run ringledger rebuild ${name}`,
  )
}

/** @returns the number of the build that stopped */
async function markStopped(ctx: EngineContext, error: ProjectionStopped): Promise<number | undefined> {
  ctx.log('error', error.message)
  try {
    const { rows } = await ctx.pool.query<{ build: number }>(
      `UPDATE engine.build SET status = 'stopped', error = $2, error_at = now(), updated_at = now()
       WHERE projection = $1 AND status IN ('live', 'stopped') RETURNING build`,
      [error.projection, error.message.replaceAll('\0', '\uFFFD')],
    )
    return rows[0]?.build
  } catch (failure) {
    ctx.log('warn', `That projection ${error.projection} stopped could not be stored`, { error: messageOf(failure) })
    return undefined
  }
}

/** A stopped projection goes on when somebody has rebuilt it. */
async function untilReplaced(
  ctx: EngineContext,
  name: string,
  stopped: number | undefined,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await delay(takeOverMs, undefined, { signal }).catch(() => undefined)
    const found = await ctx.pool
      .query<{ build: number }>(`SELECT build FROM engine.build WHERE projection = $1 AND status = 'live'`, [name])
      .catch(() => undefined)
    const build = found?.rows[0]?.build
    if (build !== undefined && build !== stopped) return
  }
}
