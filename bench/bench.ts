import type { Pool } from 'pg'
import type { CallsInput } from './calls-input.ts'
import { importCallsPart, rebuildCallsPart } from './calls-parts.ts'
import type { CollectInput } from './collect-part.ts'
import type { HistoryInput } from './history.ts'
import type { BenchInput } from './input.ts'
import { importPart, rebuildPart, type PartResult } from './parts.ts'

/** Each part runs in a process of its own on the same durable server, so that peak memory is that of the part. */
export const parts = {
  import: (input: unknown) => importPart(input as BenchInput),
  rebuild: (input: unknown) => rebuildPart(input as BenchInput),
  // Loaded where it runs: the memory of the others is that of the command line, which loads the server for itself too.
  server: async (input: unknown) => (await import('./server.ts')).serverPart(input as BenchInput),
  importCalls: (input: unknown) => importCallsPart(input as CallsInput),
  rebuildCalls: (input: unknown) => rebuildCallsPart(input as CallsInput),
  collect: async (input: unknown) => (await import('./collect-part.ts')).collectPart(input as CollectInput),
  history: async (input: unknown) => (await import('./history.ts')).historyPart(input as HistoryInput),
} as const

type Part = keyof typeof parts

/** Those that serve, as `npm start` does. */
export const serving: readonly string[] = ['server', 'collect', 'history'] satisfies readonly Part[]

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
}
