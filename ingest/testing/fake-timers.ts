import type { Micros } from '../../domain/kernel/time.ts'
import type { Timers } from '../ami/timers.ts'

export interface FakeTimers extends Timers {
  /** Of every alarm that is set at the moment, in milliseconds as it was asked for. */
  pending(): number[]
  /** Lets time pass, and calls what is due. */
  pass(ms: number): void
  /** Waits in real time until an alarm of this length is set, then lets that time pass. */
  ring(ms: number): Promise<void>
}

const patienceMs = 30_000

export function fakeTimers(start: Micros = 1_795_233_000_000_000): FakeTimers {
  let now = start
  const alarms = new Set<{ readonly ms: number; readonly at: Micros; readonly call: () => void }>()
  const timers: FakeTimers = {
    now: () => now,
    after(ms, call) {
      const alarm = { ms, at: now + ms * 1000, call }
      alarms.add(alarm)
      return () => alarms.delete(alarm)
    },
    pending: () => [...alarms].map(({ ms }) => ms),
    pass(ms) {
      now += ms * 1000
      for (const alarm of [...alarms].sort((a, b) => a.at - b.at))
        if (alarm.at <= now && alarms.delete(alarm)) alarm.call()
    },
    async ring(ms) {
      const began = Date.now()
      while (!timers.pending().includes(ms)) {
        if (Date.now() - began > patienceMs)
          throw new Error(`no alarm of ${ms} ms was set, but: ${timers.pending().join(', ')}`)
        await new Promise(resolve => setTimeout(resolve, 2))
      }
      timers.pass(ms)
    },
  }
  return timers
}
