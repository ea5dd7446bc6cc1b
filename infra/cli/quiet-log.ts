import type { Log } from '../../domain/kernel/log.ts'
import type { Terminal } from './terminal.ts'

/** A short command speaks of trouble only. */
export const troubleOnly =
  (terminal: Terminal): Log =>
  (level, message) => {
    if (level === 'warn' || level === 'error') terminal.note(message)
  }
