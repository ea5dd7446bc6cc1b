import { randomBytes } from 'node:crypto'
import { readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { writeOnce } from '../write-once.ts'

const bytes = 32

/**
 * Signs the dashboards' session cookies; kept in the data directory, so that a restart signs nobody out. With one that was cut off, by a full
 * disk or by hand, anybody could sign: it is made anew, and everybody signs in again.
 */
export function sessionKeyOf(dataDirectory: string): Uint8Array {
  const file = path.join(dataDirectory, 'session-key')
  const known = keyIn(file)
  if (known && known.length >= bytes) return known
  if (known) rmSync(file)
  writeOnce(file, randomBytes(bytes))
  return readFileSync(file)
}

function keyIn(file: string): Uint8Array | undefined {
  try {
    return readFileSync(file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
