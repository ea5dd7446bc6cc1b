import { realTimers, type Timers } from '../../../ingest/ami/timers.ts'

/** The shortest time within which a PBX must answer. */
const limitsFromMs = 10_000

/**
 * Pauses between two looks pass twenty times as fast. Times within which something must have come only twice as fast: a machine
 * that is busy would not keep shorter ones.
 */
export const hurriedTimers: Timers = {
  ...realTimers,
  after: (ms, call) => realTimers.after(ms < limitsFromMs ? ms / 20 : ms / 2, call),
}
