import pg from 'pg'

/** A connection of the engine's own: it holds a lock, a search_path and prepared statements, and is not lent to others. */
export interface Session {
  readonly client: pg.ClientBase
  /** Gives up the locks with the connection. */
  close(): Promise<void>
}

type ClientClass = new (config: pg.ClientConfig) => pg.Client

/**
 * @param pool for its address, password, type parsers and client class; none of its connections is taken
 * @param url used instead of the pool's address when the pool goes through a transaction pooler
 */
export async function openSession(pool: pg.Pool, name: string, url: string | undefined): Promise<Session> {
  const { options } = pool
  const Client = (options.Client ?? pg.Client) as unknown as ClientClass
  const client = new Client({
    ...options,
    ...(options.password === undefined ? {} : { password: options.password }),
    ...(url === undefined ? {} : { connectionString: url }),
    application_name: `ringledger ${name}`,
  })
  // The query that needs the connection next reports that it is gone.
  client.on('error', () => undefined)
  await client.connect()
  // Without waiting for the disk: after a crash the tables and their checkpoint are both a moment older, and are caught up.
  // Indexes of a rebuild take minutes, whatever is set for the role or the database.
  await client.query(
    `SET synchronous_commit = off; SET idle_in_transaction_session_timeout = '60s'; SET statement_timeout = 0`,
  )
  return { client, close: () => client.end().catch(() => undefined) }
}

/** @returns false when another connection holds the lock. It is ours until the session ends. */
export async function tryLock(session: Session, kind: 'follow' | 'rebuild', projection: string): Promise<boolean> {
  const { rows } = await session.client.query<{ locked: boolean }>(
    'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS locked',
    [`ringledger ${kind} ${projection}`],
  )
  return rows[0]?.locked === true
}
