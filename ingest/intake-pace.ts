import { setTimeout as delay } from 'node:timers/promises'
import type { Position } from '../domain/kernel/event.ts'
import type { FactKind } from '../domain/pbx/facts.ts'

/** How far those have read the log who show what is new; undefined: nobody reads it now. */
export type ReadThrough = () => Promise<Position | undefined>

/** Lets who has many rows to give put them into the log as fast as they are read there, so that what comes behind them does not wait for long. */
export interface IntakePace {
  /** How many rows may be put into the log now, one at least. */
  rowsAtOnce(): number
  /**
   * Resolves when more may follow.
   * @param lastPosition of these rows; null: the log had them all
   */
  stored(rows: number, lastPosition: Position | null): Promise<void>
}

interface PaceOptions {
  readonly readThrough: ReadThrough
  /** Ends the waiting. */
  readonly signal?: AbortSignal | undefined
  /** Milliseconds of a clock that only goes on. */
  readonly now?: () => number
  readonly rest?: (milliseconds: number) => Promise<unknown>
}

/** A row that comes in behind the rows of a turn is to be read so much later at most: boards are looked at meanwhile. */
const turnMs = 1000
/** With fewer rows a turn the looking costs more than the rows, with more memory and boards depend on a guess. */
const fewest = 1000
const most = 50_000
/** Readers that do not move stand still, as in a rebuild: to wait for them would be of no use to anybody. */
const patienceMs = 3000
/** Nor is a turn waited for longer, however slow they are: what is followed must come into the log. */
const longestWaitMs = 10_000
const longestRestMs = 50

/** One for who reads an input: in turns, each of as many rows as are read in a second or so. */
export function createIntakePace(options: PaceOptions): IntakePace {
  const { readThrough, signal, now = () => performance.now() } = options
  const rest = options.rest ?? ((ms: number) => delay(ms, undefined, { signal }).catch(() => undefined))
  let allowed = fewest
  let given = 0
  let end: Position = 0
  /** Where the readers stood when they were given up. */
  let stoodAt: Position | undefined

  /** @returns whether there was something to wait for, and it came */
  async function untilRead(began: number): Promise<boolean> {
    let last: Position | undefined
    let moved = began
    for (let pause = 5; signal?.aborted !== true; pause = Math.min(longestRestMs, pause * 2)) {
      const through = await readThrough()
      if (through === undefined || through === stoodAt) return false
      if (through >= end) return last !== undefined
      if (through !== last) moved = now()
      last = through
      if (now() - moved > patienceMs) {
        stoodAt = through
        return false
      }
      if (now() - began > longestWaitMs) return true
      await rest(pause)
    }
    return false
  }

  return {
    rowsAtOnce: () => Math.max(1, allowed - given),

    async stored(rows, lastPosition) {
      if (lastPosition === null) return
      given += rows
      end = Math.max(end, lastPosition)
      if (given < allowed) return
      const began = now()
      const hasWaited = await untilRead(began)
      given = 0
      // Without a wait nothing is known of how fast they read.
      if (hasWaited) allowed = nextTurn(allowed, now() - began)
    },
  }
}

/** As many rows as would have taken the time of a turn, were they read as fast as those of the last one; never more than twice as many. */
const nextTurn = (rows: number, tookMs: number): number =>
  Math.round(Math.min(most, Math.max(fewest, rows * Math.min(2, turnMs / Math.max(1, tookMs)))))

/** For rows of a kind that somebody else keeps until they are asked for; what the manager interface says it says once. */
export const paceOf = (kind: FactKind, readThrough: ReadThrough | undefined): IntakePace =>
  readThrough && kind !== 'ami' ? createIntakePace({ readThrough }) : withoutPace

/** For who puts everything into the log at once. */
export const withoutPace: IntakePace = { rowsAtOnce: () => Infinity, stored: () => Promise.resolve() }
