import type { FactTransport } from '../transport/fact-transport.ts'
import type { FollowerHealth } from './running-source.ts'

const patienceMs = 5_000

/**
 * Reports a source as late while what it has read is not stored: a follower that waits for the log says nothing, and what it said last would
 * look live. What it says next is the end of it.
 */
export function tellingOfSlowWrites(
  facts: FactTransport,
  report: (health: FollowerHealth) => void,
  everyMs = patienceMs,
): FactTransport {
  return {
    ...facts,
    sink(kind, options) {
      const sink = facts.sink(kind, options)
      return {
        async write(rows, cursor) {
          const began = performance.now()
          const tell = setInterval(() => report(waiting((performance.now() - began) / 1000)), everyMs)
          try {
            await sink.write(rows, cursor)
          } finally {
            clearInterval(tell)
          }
        },
      }
    },
  }
}

const waiting = (seconds: number): FollowerHealth => ({
  state: 'LATE',
  lagSeconds: seconds,
  problem:
    'what was read is not stored yet: the database is slow or stands still, or somebody has locked the log (see pg_stat_activity); ' +
    'nothing is lost, it goes on by itself',
})
