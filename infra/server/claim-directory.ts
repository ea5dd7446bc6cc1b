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
    writeFileSync(draft, JSON.stringify(identityOf(process.pid)))
    while (!claimed(draft, file)) {
      const holder = holderOf(file)
      if (holder && isAlive(holder))
        throw new Error(
          `Another Ringledger runs, begins or stops on ${dataDirectory} (process ${holder.pid}). Stop that one first, or choose another directory with ${option}.`,
        )
      rmSync(file, { force: true })
    }
  } catch (error) {
    throw isOfSystem(error) ? embeddedFailure('The data directory cannot be used', dataDirectory, error.message) : error
  } finally {
    rmSync(draft, { force: true })
  }
  return () => rmSync(file, { force: true })
}

/** Of several processes one makes the link. */
function claimed(draft: string, file: string): boolean {
  try {
    linkSync(draft, file)
    return true
  } catch (error) {
    if (isOfSystem(error) && error.code === 'EEXIST') return false
    throw error
  }
}

function holderOf(file: string): ProcessIdentity | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ProcessIdentity
  } catch {
    return undefined
  }
}

const isOfSystem = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && typeof (error as NodeJS.ErrnoException).code === 'string'
