import { performance } from 'node:perf_hooks'

/** How long to rest for each unit of work: while others have something to do, and while nobody has. */
const restShare = { busy: 9, idle: 0.25 }
/** A page that took longer waited rather than worked: a lock of somebody else for ten minutes is no reason to rest for an hour and a half. */
const longestRestMs = 5_000
/** Share of a rest in which the process did something from which on others count as busy. */
const busyFrom = 0.1

interface Leisure {
  /** Rests after work of so many milliseconds. */
  rest(workedMs: number): Promise<void>
  /** Whether others had something to do during the last rest; until then they are taken to have. */
  areOthersBusy(): boolean
}

/**
 * Work at leisure in a process that answers people: it takes a tenth of the time while others need it, and most of it while the process has nothing
 * else to do.
 * @param pause waits so many milliseconds
 * @param utilization begins to measure; the answer ends it with the share of the time since in which the process was busy
 */
export function createLeisure(
  pause: (milliseconds: number) => Promise<void>,
  utilization: () => () => number,
): Leisure {
  let areBusy = true
  return {
    async rest(workedMs) {
      const measured = utilization()
      await pause(Math.min(longestRestMs, workedMs * (areBusy ? restShare.busy : restShare.idle)))
      areBusy = measured() >= busyFrom
    },
    areOthersBusy: () => areBusy,
  }
}

/** Of the event loop of this process. */
export function loopUtilization(): () => number {
  const began = performance.eventLoopUtilization()
  return () => performance.eventLoopUtilization(began).utilization
}
