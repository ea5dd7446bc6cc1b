import { setTimeout as delay } from 'node:timers/promises'
import type { Position } from '../../domain/kernel/event.ts'
import type { Projection } from '../../domain/kernel/projection.ts'
import { createBuild, inTransaction, ownBuilding, type OwnedBuild } from './build.ts'
import type { EngineContext } from './context.ts'
import { retire } from './retired.ts'
import { tryLock, type Session } from './session.ts'

/**
 * Where a rebuild begins. log: at the beginning, always. kept: with the build that waits, and only with it. any: with one that waits
 * or, when there is none, at the beginning. unfinished: also with one that an interruption has left, and is left so itself.
 */
export type RebuildStart = 'log' | 'kept' | 'any' | 'unfinished'

/** The server may take a moment to notice that the one who rebuilt before us is gone. */
const patienceMs = 2000
const pauseMs = 50

/** @throws when somebody else has it for longer than that */
export async function lockForRebuild(
  session: Session,
  projection: Projection,
  signal: AbortSignal,
  milliseconds = patienceMs,
): Promise<void> {
  for (let waited = 0; waited <= milliseconds; waited += pauseMs) {
    if (await tryLock(session, 'rebuild', projection.name)) return
    await delay(pauseMs, undefined, { signal })
  }
  throw new Error(`Projection ${projection.name} is being rebuilt already; wait for that, see ringledger status`)
}

export interface Begun {
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

export const buildsOf = async ({ client }: Session, { name }: Projection): Promise<readonly BuildState[]> =>
  (
    await client.query<BuildState>(
      `SELECT build, version, status, position FROM engine.build
       WHERE projection = $1 AND status <> 'retired' ORDER BY build DESC`,
      [name],
    )
  ).rows

/**
 * The build to fill: one that is there already, or a new one. Others that stand beside the live one are given up.
 * @param compare the build is to be compared with the live one
 */
export async function beginBuild(
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
