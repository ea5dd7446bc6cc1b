import type { Log } from '../domain/kernel/log.ts'
import { createProjectionEngine, type ProjectionEngine } from '../projections/engine/engine.ts'
import type { NewVersions } from '../projections/engine/context.ts'
import { fromEnvironment } from './environment.ts'
import { newVersionsInForce } from './new-versions.ts'
import { openPlatform, type Platform } from './platform.ts'
import { reportStatements } from '../projections/report/statements.ts'
import { projections } from './projections.ts'

/** What a command works with: the platform, and the engine over it, not started. */
export interface Opened extends Platform {
  readonly engine: ProjectionEngine
}

interface OpenOptions {
  readonly dataDirectory: string
  /** Instead of the one that DATABASE_URL names. */
  readonly databaseUrl?: string
  readonly log: Log
  /** Instead of what RINGLEDGER_NEW_VERSIONS says. */
  readonly newVersions?: NewVersions | undefined
}

/** Opens the database of the data directory, or the one that DATABASE_URL names. */
export async function open({ dataDirectory, log, newVersions, ...options }: OpenOptions): Promise<Opened> {
  const whenBuilt = newVersions ?? newVersionsInForce()
  const given = options.databaseUrl ?? fromEnvironment('DATABASE_URL')
  const platform = await openPlatform({ dataDirectory, databaseUrl: given, log })
  const { pool, store, databaseUrl } = platform
  const engine = createProjectionEngine({
    pool,
    store,
    projections,
    log,
    listenUrl: databaseUrl,
    newVersions: whenBuilt,
    afterSwitch: reportStatements,
  })
  return { ...platform, engine }
}

/**
 * Opens, works, closes, whatever happens. Where the embedded server dies for good, as on a full disk, it says why and gives up: a server
 * waits for it to come back, a command has somebody who waits for the command.
 */
export async function withOpened<T>(options: OpenOptions, work: (opened: Opened) => Promise<T>): Promise<T> {
  const opened = await open(options)
  try {
    return await Promise.race([work(opened), ...(opened.lost ? [failureOf(opened.lost)] : [])])
  } finally {
    await opened.close()
  }
}

const failureOf = (lost: AbortSignal): Promise<never> =>
  new Promise((_, reject) => lost.addEventListener('abort', () => reject(lost.reason as Error), { once: true }))
