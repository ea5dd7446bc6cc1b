import type { Pool, PoolClient } from 'pg'
import type { Log } from '../../domain/kernel/log.ts'
import { createBell } from './bell.ts'
import { acquired } from './connection.ts'

export interface Listener {
  /** Gives the connection back. */
  close(): Promise<void>
}

interface Handlers {
  readonly heard: (payload: string) => void
  /** It listens again, after a time in which notifications were lost: look what they would have said. */
  readonly back: () => void
  readonly log: Log
}

const retryMs = 1000

/**
 * Keeps one connection of the pool that listens on a channel, and takes a new one whenever it breaks.
 * @throws what the pool throws when the first connection fails
 */
export async function listen(pool: Pool, channel: string, { heard, back, log }: Handlers): Promise<Listener> {
  const closing = new AbortController()
  const pause = createBell()
  const kept = keep(await connect())

  async function connect(): Promise<PoolClient> {
    const client = await acquired(pool)
    client.on('notification', message => heard(message.payload ?? ''))
    try {
      await client.query(`LISTEN ${channel}`)
    } catch (error) {
      client.release(true)
      throw error
    }
    return client
  }

  async function keep(client: PoolClient | undefined): Promise<void> {
    while (!closing.signal.aborted) {
      if (client) {
        await useless(client)
        client.release(true)
      }
      client = await reconnect(client !== undefined)
    }
    client?.release(true)
  }

  /** Resolves when the connection has broken, or is no longer wanted. */
  function useless(client: PoolClient): Promise<void> {
    return new Promise(resolve => {
      const done = () => resolve()
      client.once('error', done)
      client.once('end', done)
      closing.signal.addEventListener('abort', done, { once: true })
    })
  }

  async function reconnect(isNews: boolean): Promise<PoolClient | undefined> {
    if (closing.signal.aborted) return undefined
    if (isNews) log('warn', 'The connection that announces new events broke; until it is back they are polled for.')
    await pause.next(closing.signal, retryMs)
    const client = await connect().catch(() => undefined)
    if (client) back()
    return client
  }

  return {
    close() {
      closing.abort()
      return kept
    },
  }
}
