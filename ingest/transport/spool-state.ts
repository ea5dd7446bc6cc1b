import { randomUUID } from 'node:crypto'
import { open, readFile, rename } from 'node:fs/promises'
import path from 'node:path'
import type { Json } from '../../domain/kernel/json.ts'
import type { FactKind } from '../../domain/pbx/facts.ts'

export type Cursors = Readonly<Partial<Record<FactKind, Json>>>

/** The newest record of a kind; 0: what was there before the spool. */
export interface NewestRecord {
  readonly seq: number
  readonly cursor: Json
}

/** What cannot be told from the records that are still there. */
interface SpoolState {
  /** Made with the directory: the server tells by it what it has had already. */
  readonly id: string
  /** Number of a record up to which the server has all; it may have more. */
  readonly taken: number
  readonly newest: Readonly<Partial<Record<FactKind, NewestRecord>>>
}

const fileIn = (directory: string): string => path.join(directory, 'state.json')

/** @param begin what was given to the server before this spool is made */
export async function stateOf(directory: string, begin: () => Promise<Cursors>): Promise<SpoolState> {
  const text = await readFile(fileIn(directory), 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  })
  if (text !== undefined) return JSON.parse(text) as SpoolState
  const before = Object.entries(await begin()).map(([kind, cursor]) => [kind, { seq: 0, cursor }])
  const state: SpoolState = { id: randomUUID(), taken: 0, newest: Object.fromEntries(before) as SpoolState['newest'] }
  await saveState(directory, state)
  return state
}

/** One or the other is there after a crash, and this one when it returns. */
export async function saveState(directory: string, state: SpoolState): Promise<void> {
  const file = fileIn(directory)
  const draft = await open(`${file}.new`, 'w')
  try {
    await draft.writeFile(JSON.stringify(state))
    await draft.sync()
  } finally {
    await draft.close()
  }
  await rename(`${file}.new`, file)
  await syncDirectory(directory)
}

/** A new name outlives a power cut only when its directory is on the disk too. */
export async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r')
  await handle.sync().finally(() => handle.close())
}
