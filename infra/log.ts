import type { Log, LogLevel } from '../domain/kernel/log.ts'

const severity: Record<LogLevel, number> = { debug: 0, info: 1, warn: 2, error: 3 }

/** One line a message on stderr: the time, the level, the message, its fields as JSON. */
export function stderrLog(least: LogLevel): Log {
  return (level, message, fields) => {
    if (severity[level] < severity[least]) return
    const rest = fields === undefined ? '' : ` ${JSON.stringify(fields)}`
    process.stderr.write(`${new Date().toISOString()} ${level.padEnd(5)} ${message}${rest}\n`)
  }
}
