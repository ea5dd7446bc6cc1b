/** The server's clock as seen from here. A supervisor's machine may be minutes off; waits must not be. */
export interface ServerClock {
  /** Tells an instant of the server just received, and ours at that moment; milliseconds. */
  heard(serverNow: number, localNow: number): void
  /** Milliseconds to add to our clock; 0 until something was heard. */
  offset(): number
}

const remembered = 20

/**
 * Every sample is too small by the time that the message travelled, so the largest of the last ones is the best; older ones
 * are forgotten because clocks drift and are set.
 */
export function createServerClock(): ServerClock {
  const samples: number[] = []
  let best = 0
  return {
    heard(serverNow, localNow) {
      if (!Number.isFinite(serverNow)) return
      samples.push(serverNow - localNow)
      if (samples.length > remembered) samples.shift()
      best = Math.max(...samples)
    },
    offset: () => best,
  }
}
