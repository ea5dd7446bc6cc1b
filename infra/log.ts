import type { Log, LogLevel } from '../domain/kernel/log.ts'
import { visibleJson, visibleText } from './visible-text.ts'

const severity: Record<LogLevel, number> = { debug: 0, info: 1, warn: 2, error: 3 }

/** One line a message on stderr: the time, the level, the message, its fields as JSON. */
export function stderrLog(least: LogLevel): Log {
  return sparing((level, message, fields) => {
    if (severity[level] < severity[least]) return
    const rest = fields === undefined ? '' : ` ${visibleJson(fields)}`
    process.stderr.write(`${new Date().toISOString()} ${level.padEnd(5)} ${visibleText(message)}${rest}\n`)
  })
}

const repeatMs = 60_000

/**
 * Says the same warning once a minute, and with the next one how often it was left out: what waits for the database says so every second or
 * two in a dozen places, and who reads the log is to find the first line of an outage.
 */
export function sparing(log: Log, now: () => number = () => performance.now()): Log {
  const said = new Map<string, { readonly at: number; leftOut: number }>()
  const forgetOld = (): void => {
    for (const [key, { at }] of said) if (now() - at >= repeatMs) said.delete(key)
  }
  return (level, message, fields) => {
    if (level !== 'warn') {
      log(level, message, fields)
      return
    }
    const key = JSON.stringify([message, fields])
    const last = said.get(key)
    if (last && now() - last.at < repeatMs) {
      last.leftOut++
      return
    }
    forgetOld()
    said.set(key, { at: now(), leftOut: 0 })
    const again = last?.leftOut ?? 0
    log(level, again === 0 ? message : `${message} (and ${again} times more since)`, fields)
  }
}
