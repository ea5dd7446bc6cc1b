import { performance } from 'node:perf_hooks'

/** How long to rest for each unit of work: while others have something to do, and while nobody has. */
const restShare = { busy: 9, idle: 1 }
/** Share of a rest in which the process did something from which on others count as busy. */
const busyFrom = 0.1

/**
 * Work at leisure in a process that answers people: it takes a tenth of the time while others need it, and half of it while the process has nothing
 * else to do.
 * @param pause waits so many milliseconds
 * @param utilization begins to measure; the answer ends it with the share of the time since in which the process was busy
 * @returns rests after work of so many milliseconds
 */
export function considerateRest(
  pause: (milliseconds: number) => Promise<void>,
  utilization: () => () => number,
): (workedMs: number) => Promise<void> {
  let areBusy = true
  return async workedMs => {
    const measured = utilization()
    await pause(workedMs * (areBusy ? restShare.busy : restShare.idle))
    areBusy = measured() >= busyFrom
  }
}

/** Of the event loop of this process. */
export function loopUtilization(): () => number {
  const began = performance.eventLoopUtilization()
  return () => performance.eventLoopUtilization(began).utilization
}
