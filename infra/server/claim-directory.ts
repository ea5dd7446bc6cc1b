import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { embeddedFailure } from '../postgres/failures.ts'
import { identityOf, isAlive, type ProcessIdentity } from '../postgres/process-identity.ts'

/**
 * Takes a data directory for the server that begins, from before its address is known until it has stopped. The claim of a process that is
 * gone does not count.
 * @param option names it on the command line
 * @returns gives it back
 * @throws what names the process that has it, or says that the directory cannot be written
 */
export function claimDirectory(dataDirectory: string, option = '--data'): () => void {
  const file = path.join(dataDirectory, 'server.lock')
  const draft = `${file}.${process.pid}`
  try {
    // One that a killed process of this number left may be the same file as the stale claim.
    rmSync(draft, { force: true })
    writeFileSync(draft, JSON.stringify(identityOf(process.pid)))
    const holder = take(draft, file)
    if (holder)
      throw new Error(
        `Another Ringledger runs, begins or stops on ${dataDirectory} (process ${holder.pid}). Stop that one first, or choose another directory with ${option}.`,
      )
  } catch (error) {
    throw isOfSystem(error) ? embeddedFailure('The data directory cannot be used', dataDirectory, error.message) : error
  } finally {
    rmSync(draft, { force: true })
  }
  return () => rmSync(file, { force: true })
}

/** @returns the living process that has the claim, or is about to; undefined: it is ours now */
function take(draft: string, file: string): ProcessIdentity | undefined {
  while (!linked(draft, file)) {
    const holder = livingHolderIn(textOf(file) ?? '') ?? removeStale(draft, file)
    if (holder) return holder
  }
  return undefined
}

/**
 * Of two processes that find the same stale claim the slower one would remove what the faster one has claimed by then. So who removes it
 * has the claim beside it, which is taken in the same way: its holder may have been killed, too.
 * @returns the living process that is at it already
 */
function removeStale(draft: string, file: string): ProcessIdentity | undefined {
  const right = `${file}.stale`
  const holder = take(draft, right)
  if (holder) return holder
  try {
    // Read once: what is there is stale, and nobody but us removes it now; or it is not, and may be gone and another one at any moment.
    const text = textOf(file)
    if (text !== undefined && !livingHolderIn(text)) rmSync(file)
    return undefined
  } finally {
    rmSync(right)
  }
}

/** Of several processes one makes the link. */
function linked(draft: string, file: string): boolean {
  try {
    linkSync(draft, file)
    return true
  } catch (error) {
    if (isOfSystem(error) && error.code === 'EEXIST') return false
    throw error
  }
}

function livingHolderIn(text: string): ProcessIdentity | undefined {
  try {
    const holder = JSON.parse(text) as ProcessIdentity
    return isAlive(holder) ? holder : undefined
  } catch {
    return undefined
  }
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (isOfSystem(error) && error.code === 'ENOENT') return undefined
    throw error
  }
}

const isOfSystem = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && typeof (error as NodeJS.ErrnoException).code === 'string'
