import { createHash } from 'node:crypto'
import type { Pool, PoolClient } from 'pg'
import type { Log } from '../../domain/kernel/log.ts'
import { migrations as ours, type Migration } from './migrations/all.ts'

/** The database's schema and this program do not belong together; nothing was changed. */
class SchemaMismatch extends Error {
  override readonly name = 'SchemaMismatch'
}

/** Any number will do as long as every version of the program uses the same. */
const migrationLock = 7_215_300_201
/** The oldest PostgreSQL that our SQL is written for. */
const oldestServer = 140_000

/**
 * Brings the database's schema to the version of this program: each migration in a transaction of its own, recorded with
 * its checksum in ringledger.migration. Two programs that start at once take turns.
 * @returns the versions before and after
 * @throws SchemaMismatch when the database is newer than the program or was made by altered migrations
 */
export async function migrate(
  pool: Pool,
  log: Log,
  migrations: readonly Migration[] = ours,
): Promise<{ from: number; to: number }> {
  const client = await pool.connect()
  try {
    await refuseOldServer(client)
    await client.query('SELECT pg_advisory_lock($1)', [migrationLock])
    return await applyMissing(client, log, migrations)
  } finally {
    // Closing the connection gives the lock back, whatever happened on it.
    client.release(true)
  }
}

async function refuseOldServer(client: PoolClient): Promise<void> {
  const { rows } = await client.query<{ number: number; version: string }>(
    `SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS version`,
  )
  const [server] = rows
  if (server && server.number < oldestServer)
    throw new SchemaMismatch(
      `The database is PostgreSQL ${server.version}; Ringledger needs ${oldestServer / 10_000} or newer. ` +
        'Upgrade it, or unset DATABASE_URL to use the one that comes with Ringledger.',
    )
}

/** Without it nothing can be made; with it whatever we make is ours. */
async function refuseWithoutRight(client: PoolClient): Promise<void> {
  const { rows } = await client.query<{ allowed: boolean; user: string; database: string }>(
    `SELECT has_database_privilege(current_database(), 'CREATE') AS allowed, quote_ident(current_user) AS user,
       quote_ident(current_database()) AS database`,
  )
  const [row] = rows
  if (row && !row.allowed)
    throw new SchemaMismatch(
      `The user ${row.user} may not create schemas in the database ${row.database}. Let its owner say: ` +
        `GRANT CREATE ON DATABASE ${row.database} TO ${row.user}; or name a database of its own in DATABASE_URL.`,
    )
}

interface Applied {
  readonly version: number
  readonly name: string
  readonly checksum: string
}

async function applyMissing(client: PoolClient, log: Log, migrations: readonly Migration[]) {
  await refuseWithoutRight(client)
  await client.query(`
    CREATE SCHEMA IF NOT EXISTS ringledger;
    CREATE TABLE IF NOT EXISTS ringledger.migration (
      version int PRIMARY KEY,
      name text NOT NULL,
      checksum text NOT NULL,
      applied_at timestamptz NOT NULL DEFAULT now()
    )`)
  const { rows: applied } = await client.query<Applied>(
    'SELECT version, name, checksum FROM ringledger.migration ORDER BY version',
  )
  const from = applied.at(-1)?.version ?? 0
  const to = migrations.at(-1)?.version ?? 0
  if (from > to)
    throw new SchemaMismatch(
      `The database has schema version ${from}, this Ringledger knows versions up to ${to}: a newer Ringledger has ` +
        'used it. Start that one, or restore a backup from before the upgrade.',
    )
  refuseAltered(applied, migrations)
  const known = new Set(applied.map(({ version }) => version))
  for (const migration of migrations.filter(({ version }) => !known.has(version))) {
    await apply(client, migration)
    log('info', `Schema version ${migration.version} (${migration.name}) applied`)
  }
  return { from, to }
}

function refuseAltered(applied: readonly Applied[], migrations: readonly Migration[]): void {
  for (const { version, name, checksum } of applied) {
    const migration = migrations.find(candidate => candidate.version === version)
    if (migration && checksumOf(migration) === checksum) continue
    throw new SchemaMismatch(
      `Schema version ${version} (${name}) of the database was made by other statements than this Ringledger has ` +
        'for it. Start the Ringledger that made it, or begin with an empty database.',
    )
  }
}

const checksumOf = ({ sql }: Migration): string => createHash('sha256').update(sql).digest('hex')

async function apply(client: PoolClient, migration: Migration): Promise<void> {
  await client.query('BEGIN')
  try {
    await client.query(migration.sql)
    await client.query('INSERT INTO ringledger.migration (version, name, checksum) VALUES ($1, $2, $3)', [
      migration.version,
      migration.name,
      checksumOf(migration),
    ])
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined)
    throw new Error(
      `Schema version ${migration.version} (${migration.name}) could not be applied and was taken back: ` +
        (error as Error).message,
      { cause: error },
    )
  }
}
