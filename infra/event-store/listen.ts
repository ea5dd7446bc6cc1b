import type { Pool, PoolClient } from 'pg'
import type { Log } from '../../domain/kernel/log.ts'
import { createBell } from './bell.ts'

export interface Listener {
  /** Gives the connection back. */
  close(): Promise<void>
}

const retryMs = 1000

/**
 * Keeps one connection that listens on a channel, and makes a new one whenever it breaks. Notifications sent in between are
 * lost, so `connected` is called each time it listens again: look then at what may have been missed.
 * @throws what the pool throws when the first connection fails
 */
export async function listen(
  pool: Pool,
  channel: string,
  handlers: { readonly heard: (payload: string) => void; readonly connected: () => void; readonly log: Log },
): Promise<Listener> {
  const { heard, connected, log } = handlers
  const wake = createBell()
  let closed = false
  let client: PoolClient | undefined = await connect()
  let broken = broke(client)
  const kept = keep()

  async function connect(): Promise<PoolClient> {
    const fresh = await pool.connect()
    fresh.on('notification', message => heard(message.payload ?? ''))
    try {
      await fresh.query(`LISTEN ${channel}`)
    } catch (error) {
      fresh.release(true)
      throw error
    }
    return fresh
  }

  /** Resolves when the connection is of no more use. */
  function broke(of: PoolClient): Promise<void> {
    return new Promise(resolve => {
      of.once('error', () => resolve())
      of.once('end', () => resolve())
      void wake.next().then(resolve)
    })
  }

  async function keep(): Promise<void> {
    while (!closed) {
      await broken
      client?.release(true)
      client = undefined
      while (!closed && !client) {
        log('warn', 'The connection that announces new events broke; they are polled for until it is back.')
        await wake.next(undefined, retryMs)
        if (!closed) client = await connect().catch(() => undefined)
      }
      if (client) {
        broken = broke(client)
        connected()
      }
    }
    client?.release(true)
  }

  return {
    async close() {
      closed = true
      wake.ring()
      await kept
    },
  }
}
