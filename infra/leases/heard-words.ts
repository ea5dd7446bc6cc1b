import { setTimeout as sleep } from 'node:timers/promises'
import { connectForLeases } from './connection.ts'

/** A holder repeats what it says every 5 s. */
const patienceMs = 6_000

/**
 * What the holders of leases say of them, for whoever only wants to know. Leases that nobody holds are not waited for.
 * @returns words by the names of their leases; none of one whose holder keeps silent, as a process that was stopped does
 * @throws what the database throws
 */
export async function heardWords(databaseUrl: string, names: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const heard = new Map<string, string>()
  if (names.length === 0) return heard
  const waitedFor = new Set<string>()
  const all = new AbortController()
  const isComplete = (): boolean => [...waitedFor].every(name => heard.has(name))
  const connection = await connectForLeases(databaseUrl, ({ name, word }) => {
    heard.set(name, word)
    if (isComplete()) all.abort()
  })
  try {
    for (const name of names) if ((await connection.holderOf(name)) !== undefined) waitedFor.add(name)
    if (!isComplete()) await sleep(patienceMs, undefined, { signal: all.signal }).catch(() => undefined)
  } finally {
    await connection.close()
  }
  return heard
}
