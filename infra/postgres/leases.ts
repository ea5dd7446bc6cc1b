import { randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { identityOf, isAlive, type ProcessIdentity } from './process-identity.ts'

/**
 * Which of our processes use the embedded server, so that the last one out stops it: one file a user, and one mark of
 * the process that is about to stop it. A user writes its lease before it looks at the mark, a stopper writes the mark
 * before it looks at the leases: one of the two sees the other, whatever the interleaving. Files of dead processes do not count.
 */
export interface Lease {
  /** @returns true when nobody else uses the server; the caller must then stop it and call `stopped`. */
  release(): boolean
  stopped(): void
}

const markName = 'stopping.json'

/** @param dataDir `postgres` in the data directory */
export function takeLease(dataDir: string): Lease {
  const users = path.join(dataDir, 'users')
  mkdirSync(users, { recursive: true })
  const own = path.join(users, `${process.pid}-${randomBytes(4).toString('hex')}.json`)
  writeJson(own, identityOf(process.pid))
  const mark = path.join(dataDir, markName)
  return {
    release() {
      rmSync(own, { force: true })
      // On a full disk nobody can be told that it is about to stop: it goes on, and the next one who uses it stops it.
      if (!isWritten(mark, identityOf(process.pid))) return false
      if (!othersUse(users)) return true
      rmSync(mark, { force: true })
      return false
    },
    stopped: () => rmSync(mark, { force: true }),
  }
}

/** True while another process is about to stop the server: a new user waits until that is over. */
export function isBeingStopped(dataDir: string): boolean {
  const stopper = readIdentity(path.join(dataDir, markName))
  return stopper !== undefined && stopper.pid !== process.pid && isAlive(stopper)
}

function othersUse(users: string): boolean {
  let used = false
  for (const name of readdirSync(users)) {
    const file = path.join(users, name)
    const user = readIdentity(file)
    if (user && isAlive(user)) used = true
    else rmSync(file, { force: true })
  }
  return used
}

function readIdentity(file: string): ProcessIdentity | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ProcessIdentity
  } catch {
    return undefined
  }
}

function isWritten(file: string, value: unknown): boolean {
  try {
    writeJson(file, value)
    return true
  } catch {
    return false
  }
}

/** A reader sees the whole file or none. */
function writeJson(file: string, value: unknown): void {
  const draft = `${file}.${randomBytes(4).toString('hex')}`
  try {
    writeFileSync(draft, JSON.stringify(value))
    renameSync(draft, file)
  } catch (error) {
    rmSync(draft, { force: true })
    throw error
  }
}
