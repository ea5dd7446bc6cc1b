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
/**
 * Fewer rows are folded as news, small page by small page, which is dear where they are old (projections/engine/feed.ts); with more, boards depend
 * on a guess.
 */
const fewest = 2000
const most = 50_000
/**
 * A turn is waited for no longer, however slow they are: what is followed must come into the log. Readers that have not moved at all stand still,
 * as in a rebuild, and are waited for when they move again.
 */
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

  /** @returns whether there was something to wait for that went on */
  async function untilRead(began: number): Promise<boolean> {
    const first = await readThrough()
    if (first === undefined || first === stoodAt || first >= end) return false
    let through: Position | undefined = first
    for (let pause = 5; through < end && signal?.aborted !== true; pause = Math.min(longestRestMs, pause * 2)) {
      if (now() - began > longestWaitMs) {
        if (through === first) stoodAt = first
        return through !== first
      }
      await rest(pause)
      through = await readThrough()
      if (through === undefined) return false
    }
    return true
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
export const paceOf = (kind: FactKind, readThrough: ReadThrough | undefined, signal?: AbortSignal): IntakePace =>
  readThrough && kind !== 'ami' ? createIntakePace({ readThrough, signal }) : withoutPace

/** For who puts everything into the log at once. */
export const withoutPace: IntakePace = { rowsAtOnce: () => Infinity, stored: () => Promise.resolve() }
