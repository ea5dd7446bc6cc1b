import path from 'node:path'
import type { Pool } from 'pg'
import type { EventStore } from '../domain/kernel/event-store.ts'
import type { Log } from '../domain/kernel/log.ts'
import { createPostgresEventStore } from './event-store/postgres.ts'
import { startEmbeddedServer, type EmbeddedServer } from './postgres/embedded-server.ts'
import { migrate } from './postgres/migrations.ts'
import { createPool } from './postgres/pool.ts'

/** The database with its schema up to date, and the log in it: what every command stands on. */
export interface Platform {
  readonly databaseUrl: string
  readonly pool: Pool
  readonly store: EventStore
  /** Aborted, with the reason, when the embedded server has died and does not come back. */
  readonly lost?: AbortSignal
  close(): Promise<void>
}

interface PlatformOptions {
  readonly dataDirectory: string
  /** Your own PostgreSQL; without it the embedded one under the data directory is started, or joined when it runs. */
  readonly databaseUrl?: string | undefined
  readonly log: Log
}

/**
 * Opens the database and brings its schema up to date.
 * @throws DatabaseUnreachable, EmbeddedServerFailure, SchemaMismatch: each says what to do
 */
export async function openPlatform(options: PlatformOptions): Promise<Platform> {
  const { log } = options
  const embedded = options.databaseUrl === undefined ? await startEmbedded(options) : undefined
  const databaseUrl = options.databaseUrl ?? embedded?.url ?? ''
  const pool = createPool(databaseUrl, { max: 16, log })
  try {
    await migrate(pool, log)
    const store = createPostgresEventStore({ pool, log })
    return {
      databaseUrl,
      pool,
      store,
      ...(embedded && { lost: embedded.lost }),
      async close() {
        await store.close()
        await pool.end()
        await embedded?.stop()
      },
    }
  } catch (error) {
    await pool.end()
    await embedded?.stop()
    throw error
  }
}

const startEmbedded = ({ dataDirectory, log }: PlatformOptions): Promise<EmbeddedServer> =>
  startEmbeddedServer({ dataDir: path.join(dataDirectory, 'postgres'), log, revive: true })
