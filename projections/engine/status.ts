import type { Position } from '../../domain/kernel/event.ts'
import type { EngineContext } from './context.ts'
import { NotProcessedInTime, ProjectionStopped } from './errors.ts'
import status from './sql/status.sql'
import waitingForLock from './sql/waiting-for-lock.sql'

export interface ProjectionStatus {
  readonly name: string
  /** Of the build that readers use; 0 before the first start. */
  readonly version: number
  readonly build: number
  readonly position: Position
  /** Positions of the log that are not yet in it. */
  readonly lag: number
  /**
   * live: follows the log. building: this program's version is being filled beside an older one that readers still see.
   * waiting: it is filled and waits to be switched; until then the older one stands still. stopped: does not go on by itself,
   * see error.
   */
  readonly state: 'live' | 'building' | 'waiting' | 'stopped'
  /** Why it stopped, or what it is trying to get over. */
  readonly error?: string
  readonly errorAt?: Date
  readonly deadLetters: number
  /** When readers got this build. */
  readonly lastRebuiltAt?: Date
  /** A build that is being filled: for a new version, or because somebody asked for it. */
  readonly rebuild?: BuildBeside
  /** A build that waits for somebody to switch or to discard it. */
  readonly kept?: BuildBeside
}

interface BuildBeside {
  readonly build: number
  readonly version: number
  readonly position: Position
}

interface StatusRow {
  readonly name: string
  readonly version: number
  readonly build: number
  readonly status: 'live' | 'stopped'
  readonly position: number
  readonly error: string | null
  readonly errorAt: Date | null
  readonly rebuiltAt: Date | null
  readonly buildingBuild: number | null
  readonly buildingVersion: number | null
  readonly buildingPosition: number | null
  readonly keptBuild: number | null
  readonly keptVersion: number | null
  readonly keptPosition: number | null
  readonly deadLetters: number
}

/** Of every projection of this program, in its order, whichever process follows it. */
export async function readStatus(ctx: EngineContext): Promise<ProjectionStatus[]> {
  const rows = await statusRows(ctx)
  const waits = await lockWaits(ctx)
  const end = await ctx.store.lastPosition()
  return ctx.projections.map(({ name, version }) => {
    const row = rows.get(name)
    if (!row) return { name, version: 0, build: 0, position: 0, lag: end, state: 'building', deadLetters: 0 }
    const rebuild = beside(row.buildingBuild, row.buildingVersion, row.buildingPosition)
    const kept = beside(row.keptBuild, row.keptVersion, row.keptPosition)
    const error = row.error ?? waits.get(name) ?? ctx.progress.failureOf(name)
    return {
      name,
      version: row.version,
      build: row.build,
      position: row.position,
      lag: Math.max(0, end - row.position),
      state: stateOf(row, version),
      deadLetters: row.deadLetters,
      ...(error === undefined ? {} : { error }),
      ...(row.errorAt && { errorAt: row.errorAt }),
      ...(row.rebuiltAt && { lastRebuiltAt: row.rebuiltAt }),
      ...(rebuild && { rebuild }),
      ...(kept && { kept }),
    }
  })
}

function stateOf(row: StatusRow, version: number): ProjectionStatus['state'] {
  if (isHeldBack(row, version)) return 'waiting'
  if (row.status === 'stopped') return 'stopped'
  return row.version === version ? 'live' : 'building'
}

const isHeldBack = (row: Pick<StatusRow, 'version' | 'keptVersion'>, version: number): boolean =>
  row.version < version && row.keptVersion === version

const beside = (build: number | null, version: number | null, position: number | null): BuildBeside | undefined =>
  build === null || version === null || position === null ? undefined : { build, version, position }

async function statusRows(ctx: EngineContext): Promise<ReadonlyMap<string, StatusRow>> {
  const { rows } = await ctx.pool.query<StatusRow>(status)
  return new Map(rows.map(row => [row.name, row]))
}

interface LockWait {
  readonly name: string
  readonly since: Date
  readonly pid: number
  readonly user: string | null
  readonly application: string
}

/** Longer than a switch of builds, or the making of an index, keeps anybody waiting. */
const lockWaitMs = 5000

/**
 * What no error tells: a transaction of somebody else, as of an analyst, has locked what a projection wants to write.
 * @returns what to do, by projection, whichever process follows it
 */
async function lockWaits(ctx: EngineContext): Promise<ReadonlyMap<string, string>> {
  const { rows } = await ctx.pool.query<LockWait>(waitingForLock, [lockWaitMs])
  return new Map(
    rows.map(({ name, since, pid, user, application }) => [
      name,
      `waits since ${since.toISOString()} for a lock of process ${pid} of the database (user ${user ?? 'unknown'}, application ` +
        `${JSON.stringify(application)}): let that one finish, or end it with SELECT pg_terminate_backend(${pid})`,
    ]),
  )
}

const noBuild = { version: 0, keptVersion: null }
const firstPollMs = 10
const longestPollMs = 250

/** @throws NotProcessedInTime; ProjectionStopped when one of them would never get there */
export async function waitUntilProcessed(
  ctx: EngineContext,
  position: Position,
  names: readonly string[],
  timeoutMs: number,
): Promise<void> {
  const deadline = performance.now() + timeoutMs
  const versions = new Map(ctx.projections.map(({ name, version }) => [name, version]))
  const knownHere = (name: string) => (ctx.progress.positionOf(name) ?? -1) >= position
  for (let poll = firstPollMs; ; poll = Math.min(longestPollMs, poll * 2)) {
    const unknown = names.filter(name => !knownHere(name))
    if (unknown.length === 0) return
    const rows = await statusRows(ctx)
    const behind = unknown.filter(name => {
      const row = rows.get(name)
      if (row && row.position >= position && row.version === versions.get(name)) return false
      if (row?.status === 'stopped') throw new ProjectionStopped(name, row.error ?? 'see ringledger status')
      return true
    })
    if (behind.length === 0) return
    const left = deadline - performance.now()
    const isWaiting = (name: string) => isHeldBack(rows.get(name) ?? noBuild, versions.get(name) ?? 0)
    // To wait for one that waits itself is no use.
    if (left <= 0 || behind.every(isWaiting))
      throw new NotProcessedInTime(
        position,
        behind.map(name => ({ name, position: rows.get(name)?.position ?? 0, waitsForSwitch: isWaiting(name) })),
      )
    await nextMoveWithin(ctx, Math.min(poll, left))
  }
}

/** Whoever commits in this process wakes us; for commits of other processes we look again after a while. */
async function nextMoveWithin(ctx: EngineContext, milliseconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const later = new Promise<void>(resolve => (timer = setTimeout(resolve, milliseconds)))
  await Promise.race([ctx.progress.nextMove(), later])
  clearTimeout(timer)
}
