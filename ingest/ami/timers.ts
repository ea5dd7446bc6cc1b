import { microsOfDate, type Micros } from '../../domain/kernel/time.ts'

/** The clock on the wall and the alarm clock: tests bring their own, and wait for nothing. */
export interface Timers {
  now(): Micros
  /** @returns takes the call back */
  after(ms: number, call: () => void): () => void
}

export const realTimers: Timers = {
  now: () => microsOfDate(new Date()),
  after(ms, call) {
    const timer = setTimeout(call, ms)
    return () => clearTimeout(timer)
  },
}

/** Resolves after the time, or at once when the signal aborts. */
export function sleep(timers: Timers, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) {
      resolve()
      return
    }
    const done = (): void => {
      cancel()
      signal.removeEventListener('abort', done)
      resolve()
    }
    const cancel = timers.after(ms, done)
    signal.addEventListener('abort', done)
  })
}
