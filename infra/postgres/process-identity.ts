import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, readlinkSync } from 'node:fs'
import path from 'node:path'

/** A process that cannot be mistaken for a later one with the same number. */
export interface ProcessIdentity {
  readonly pid: number
  /** Boot and start time as the system counts them; empty where it does not tell. */
  readonly since: string
}

export const identityOf = (pid: number): ProcessIdentity => ({ pid, since: startOf(pid) })

export const isAlive = (process: ProcessIdentity): boolean =>
  isRunning(process.pid) && (process.since === '' || process.since === startOf(process.pid))

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !isZombie(pid)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Fields of /proc/PID/stat behind the command name, which may itself hold spaces and parentheses. */
function statOf(pid: number): string[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return text.slice(text.lastIndexOf(')') + 2).split(' ')
  } catch {
    return []
  }
}

const isZombie = (pid: number) => statOf(pid)[0] === 'Z'

function startOf(pid: number): string {
  const started = statOf(pid)[19]
  if (started === undefined) return ''
  try {
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}/${started}`
  } catch {
    return started
  }
}

/** Whether the process is a PostgreSQL postmaster working in `dir`; a pid file may name a process that only inherited the number. */
export function isPostmasterOf(dir: string, pid: number): boolean {
  if (!isRunning(pid)) return false
  if (existsSync(`/proc/${pid}`)) {
    try {
      // A postmaster's working directory is its data directory.
      return path.resolve(readlinkSync(`/proc/${pid}/cwd`)) === dir && /postgres/.test(commandOf(pid))
    } catch {
      return /postgres/.test(commandOf(pid))
    }
  }
  return /postgres/.test(commandOf(pid))
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    try {
      return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
    } catch {
      return ''
    }
  }
}
