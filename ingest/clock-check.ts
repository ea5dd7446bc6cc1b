import { apartInWords, clocksDifferSeconds } from '../domain/kernel/clock-difference.ts'
import { secondsOf, type Micros } from '../domain/kernel/time.ts'
import type { Row } from './row-decoder.ts'

/** Compares the times of rows with the clock of this machine. */
export interface ClockCheck {
  /** The follower has looked, and nothing more was there. */
  onWaiting(): void
  /**
   * What was read at one look. Only what was not there at the look before has just been written; a backlog, as after a stop, tells nothing of
   * clocks.
   * @param now when it was read
   */
  see(rows: readonly Row[], now: Micros): void
  /** What is wrong, a sentence without its full stop; undefined when nothing is, or too little was seen. */
  warning(): string | undefined
}

/** So many looks in a row: one late write is no clock. */
const looks = 5

/**
 * A PBX writes a row when it happens. Rows that come late one after the other come from a clock that is behind ours, or through a copy: either
 * way the board is as late as that. Of rows of the future api/status/source-health.ts tells.
 */
export function createClockCheck(): ClockCheck {
  const late: number[] = []
  let hasWaited = false
  return {
    onWaiting() {
      hasWaited = true
    },

    see(rows, now) {
      const newest = rows.findLast(row => 'fact' in row)
      if (hasWaited && newest && 'fact' in newest) late.push(secondsOf(now - newest.at))
      if (late.length > looks) late.shift()
      hasWaited = false
    },

    warning() {
      const least = Math.min(...late)
      if (late.length < looks || least <= clocksDifferSeconds) return undefined
      return `its rows are ${apartInWords(least)} old when they come in: this server's clock is ahead of that of the PBX, or what is read here is a copy that comes late. Set both clocks by NTP; the age of the data and the boards go by them`
    },
  }
}
