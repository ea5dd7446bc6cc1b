import { messageOf } from '../../domain/kernel/error-message.ts'
import type { Lease, LeaseWait, Leases } from '../../domain/kernel/leases.ts'
import type { Log } from '../../domain/kernel/log.ts'
import { connectForLeases, type LeaseConnection, type Word } from './connection.ts'

export interface PostgresLeases extends Leases {
  /** Gives up what is still held. */
  close(): Promise<void>
}

interface PostgresLeasesOptions {
  readonly databaseUrl: string
  readonly log: Log
  /** How often one who waits looks whether it is free, and how soon a new word of the holder is told. */
  readonly lookMs?: number
  /** How often the last word is repeated. It is a sign of life too. */
  readonly repeatMs?: number
  /** How the process calls itself in the database. */
  readonly ownName?: string
}

/** What is held by this process. */
interface Held {
  readonly connection: LeaseConnection
  word: string | undefined
  isNew: boolean
}

/**
 * Leases as session locks of PostgreSQL, on one connection a process: they are gone the moment the process is, so another one takes over at
 * once. A holder's words are notifications; nothing is stored.
 */
export function createPostgresLeases(options: PostgresLeasesOptions): PostgresLeases {
  const { databaseUrl, log, lookMs = 1000, repeatMs = 5000, ownName } = options
  let connecting: Promise<LeaseConnection> | undefined
  let problem: string | undefined
  const held = new Map<string, Held>()
  /** Names that somebody of this process has or tries to get: PostgreSQL would give him the same lock twice. */
  const taken = new Set<string>()
  const listeners = new Set<(word: Word) => void>()
  const wakes = new Set<() => void>()
  let repeatedAt = -Infinity

  function connected(): Promise<LeaseConnection> {
    connecting ??= connectForLeases(databaseUrl, word => listeners.forEach(hear => hear(word)), ownName).then(
      connection => {
        problem = undefined
        connection.gone.addEventListener('abort', () => (connecting = undefined))
        return connection
      },
      (error: unknown) => {
        connecting = undefined
        throw error
      },
    )
    return connecting
  }

  function pause(signal: AbortSignal): Promise<void> {
    return new Promise(resolve => {
      const done = (): void => {
        clearTimeout(timer)
        wakes.delete(done)
        signal.removeEventListener('abort', done)
        resolve()
      }
      const timer = setTimeout(done, lookMs)
      wakes.add(done)
      signal.addEventListener('abort', done)
      if (signal.aborted) done()
    })
  }

  function free(name: string): void {
    held.delete(name)
    taken.delete(name)
    for (const wake of wakes) wake()
  }

  function grant(name: string, connection: LeaseConnection): Lease {
    const entry: Held = { connection, word: undefined, isNew: false }
    held.set(name, entry)
    return {
      lost: connection.gone,
      tell(word) {
        entry.isNew ||= word !== entry.word
        entry.word = word
      },
      async release() {
        if (held.get(name) !== entry) return
        held.delete(name)
        if (!connection.gone.aborted) await connection.unlock(name).catch(() => undefined)
        free(name)
      },
    }
  }

  /** @returns undefined when another process has it, or the database does not answer */
  async function attempt(name: string, wait: LeaseWait, wordOf: () => string | undefined): Promise<Lease | undefined> {
    try {
      const connection = await connected()
      if (await connection.lock(name)) return grant(name, connection)
      wait.onHeld({ by: await connection.holderOf(name), word: wordOf() })
    } catch (error) {
      const message = messageOf(error)
      if (message !== problem) log('warn', `Who follows what cannot be agreed upon, it is tried again: ${message}`)
      problem = message
    }
    return undefined
  }

  /** Asked anew each time: the signal changes while somebody waits. */
  const hasEnded = ({ signal }: LeaseWait): boolean => signal.aborted

  async function waitFor(name: string, wait: LeaseWait): Promise<Lease | undefined> {
    let last: { word: string; at: number } | undefined
    const hear = (told: Word): void => {
      if (told.name === name) last = { word: told.word, at: performance.now() }
    }
    const wordOf = () => (last && performance.now() - last.at < 3 * repeatMs ? last.word : undefined)
    listeners.add(hear)
    try {
      while (!hasEnded(wait)) {
        const lease = await attempt(name, wait, wordOf)
        if (lease && !hasEnded(wait)) return lease
        await lease?.release()
        await pause(wait.signal)
      }
      return undefined
    } finally {
      listeners.delete(hear)
    }
  }

  async function tellAll(): Promise<void> {
    const connection = await connecting?.catch(() => undefined)
    const entries = [...held].filter(([, entry]) => entry.connection === connection)
    if (!connection || entries.length === 0) return
    const isTime = performance.now() - repeatedAt >= repeatMs
    if (isTime) repeatedAt = performance.now()
    const words = entries.flatMap(([name, entry]) => {
      if (entry.word === undefined || !(isTime || entry.isNew)) return []
      entry.isNew = false
      return [{ name, word: entry.word }]
    })
    // One that fails is followed by the end of the connection.
    if (isTime || words.length > 0) await connection.tell(words).catch(() => undefined)
  }

  const telling = setInterval(() => void tellAll(), lookMs)

  return {
    async take(name, wait) {
      while (taken.has(name) && !hasEnded(wait)) await pause(wait.signal)
      if (hasEnded(wait)) return undefined
      taken.add(name)
      const lease = await waitFor(name, wait)
      if (!lease) free(name)
      return lease
    },

    async close() {
      clearInterval(telling)
      const connection = await connecting?.catch(() => undefined)
      await connection?.close()
    },
  }
}
