import type { Pool } from 'pg'
import type { CallsInput } from './calls-input.ts'
import type { CollectInput } from './collect-part.ts'
import type { HistoryInput } from './history.ts'
import type { BenchInput } from './input.ts'
import type { PartResult } from './parts.ts'

/** Each part runs in a process of its own on the same durable server, so that peak memory is that of the part. */
export const parts = {
  // Each is loaded where it runs, so that its memory is that of the command line, which loads what it needs too.
  import: async (input: unknown) => (await import('./parts.ts')).importPart(input as BenchInput),
  rebuild: async (input: unknown) => (await import('./parts.ts')).rebuildPart(input as BenchInput),
  server: async (input: unknown) => (await import('./server.ts')).serverPart(input as BenchInput),
  importCalls: async (input: unknown) => (await import('./calls-parts.ts')).importCallsPart(input as CallsInput),
  rebuildCalls: async (input: unknown) => (await import('./calls-parts.ts')).rebuildCallsPart(input as CallsInput),
  collect: async (input: unknown) => (await import('./collect-part.ts')).collectPart(input as CollectInput),
  late: async (input: unknown) => (await import('./late-part.ts')).latePart(input as BenchInput),
  foldLate: async (input: unknown) => (await import('./late-fold-part.ts')).foldLatePart(input as BenchInput),
  history: async (input: unknown) => (await import('./history.ts')).historyPart(input as HistoryInput),
} as const

type Part = keyof typeof parts

/** Those that serve, as `npm start` does. */
export const serving: readonly string[] = ['server', 'collect', 'late', 'history'] satisfies readonly Part[]

export const isPart = (name: string): name is Part => Object.hasOwn(parts, name)

/** What a set of parts is run with. */
export interface Bench {
  readonly folder: string
  readonly rows: number
  readonly say: (text: string) => void
  readonly run: (
    part: Part,
    database: string,
    input: BenchInput | CallsInput | HistoryInput | CollectInput,
  ) => Promise<PartResult>
  /** A connection to a database of the server, which is made when it is not there. */
  readonly poolOf: (database: string) => Promise<Pool>
  /** Drops a database of the server that no later part asks for. */
  readonly forget: (database: string) => Promise<void>
}

/**
 * Work on a database that is dropped behind it. What an import is compared with is measured before it and behind it: how fast a machine
 * is changes within a minute.
 */
export async function throwaway<T>(
  { poolOf, forget }: Bench,
  database: string,
  work: (pool: Pool) => Promise<T>,
): Promise<T> {
  const pool = await poolOf(database)
  const result = await work(pool)
  await pool.end()
  await forget(database)
  return result
}
