import { hostname } from 'node:os'
import type { Client } from 'pg'
import { createClient } from '../postgres/pool.ts'
import holder from './sql/holder.sql'
import tell from './sql/tell.sql'

/** Any number will do as long as every version of the program uses the same. */
const lockClass = 7_215_303
const longestWord = 2_000
/** A connection that has not answered for so long is taken for lost. */
const answerMs = 20_000

/** The connection whose session locks are the leases of this process. */
export interface LeaseConnection {
  /** Aborts when it is gone, and all its locks with it. */
  readonly gone: AbortSignal
  lock(name: string): Promise<boolean>
  unlock(name: string): Promise<void>
  /** The machine and process that has the lock. */
  holderOf(name: string): Promise<string | undefined>
  tell(words: readonly Word[]): Promise<void>
  close(): Promise<void>
}

export interface Word {
  readonly name: string
  readonly word: string
}

/**
 * One connection that holds all locks of a process: when it ends, PostgreSQL frees them.
 * @param onWord hears what holders say of their leases
 * @param ownName by which others see who has a lock
 * @throws what the database throws when it cannot be reached
 */
export async function connectForLeases(
  databaseUrl: string,
  onWord: (word: Word) => void,
  ownName = `ringledger ${process.pid}@${hostname()}`,
): Promise<LeaseConnection> {
  const client = createClient(databaseUrl, ownName)
  const gone = new AbortController()
  client.on('error', () => gone.abort())
  client.on('end', () => gone.abort())
  client.on('notification', ({ payload = '' }) => {
    const word = wordIn(payload)
    if (word) onWord(word)
  })
  await client.connect()
  // A machine that loses its power says no word of farewell: without these its locks would stand for hours.
  await client.query(`SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3;
    SET idle_session_timeout = 0; LISTEN ringledger_leases`)

  /** One after the other: a connection does one thing at a time. */
  let last: Promise<unknown> = Promise.resolve()
  const ask = <R extends object>(text: string, values: readonly unknown[]) => {
    const answer = last.then(() => answered(client.query<R>(text, [...values]), client, gone))
    last = answer.catch(() => undefined)
    return answer
  }

  return {
    gone: gone.signal,
    async lock(name) {
      const rows = await ask<{ locked: boolean }>('SELECT pg_try_advisory_lock($1, hashtext($2)) AS locked', [
        lockClass,
        name,
      ])
      return rows[0]?.locked === true
    },
    async unlock(name) {
      await ask('SELECT pg_advisory_unlock($1, hashtext($2))', [lockClass, name])
    },
    async holderOf(name) {
      const [row] = await ask<{ name: string }>(holder, [lockClass, name])
      const [, process, machine] = /^ringledger (\d+)@(.+)$/.exec(row?.name ?? '') ?? []
      return process === undefined ? undefined : `process ${process} on ${String(machine)}`
    },
    async tell(words) {
      await ask(tell, [words.map(({ name, word }) => JSON.stringify({ name, word: word.slice(0, longestWord) }))])
    },
    async close() {
      await client.end().catch(() => undefined)
      gone.abort()
    },
  }
}

/** Anybody who may connect may write to the channel. */
function wordIn(payload: string): Word | undefined {
  try {
    const { name, word } = JSON.parse(payload) as Partial<Record<keyof Word, unknown>>
    return typeof name === 'string' && typeof word === 'string' ? { name, word } : undefined
  } catch {
    return undefined
  }
}

async function answered<R extends object>(
  query: Promise<{ readonly rows: readonly R[] }>,
  client: Client,
  gone: AbortController,
): Promise<readonly R[]> {
  const giveUp = setTimeout(() => {
    gone.abort()
    void client.end().catch(() => undefined)
  }, answerMs)
  try {
    return (await query).rows
  } finally {
    clearTimeout(giveUp)
  }
}
