import type { Pool, PoolClient } from 'pg'

/**
 * Takes a connection from the pool for work that needs one of its own. If the work fails the connection is closed, which rolls
 * back whatever it had begun.
 */
export async function withConnection<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await acquired(pool)
  try {
    const result = await work(client)
    client.release()
    return result
  } catch (error) {
    client.release(true)
    throw error
  }
}

/** A connection that breaks rejects the statement in hand; without a listener its error event would end the process as well. */
export async function acquired(pool: Pool): Promise<PoolClient> {
  const client = await pool.connect()
  if (!listened.has(client)) client.on('error', () => undefined)
  listened.add(client)
  return client
}

const listened = new WeakSet<PoolClient>()
