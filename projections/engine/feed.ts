import type { EventPage, EventStore } from '../../domain/kernel/event-store.ts'
import type { Position } from '../../domain/kernel/event.ts'
import { createStretch, type Stretch } from './stretch.ts'

interface Taken extends EventPage {
  /** Everything has been given out that was in the log when this reading began, or when it was seen to be behind again. */
  readonly caughtUp: boolean
}

/** One consumer of the log, at its own pace. */
export interface Reader {
  /**
   * Events behind `after`, at most `max`. While catching up it waits for `max`, later it gives at once whatever there is.
   * @returns undefined when the signal aborted
   */
  take(after: Position, max: number, signal: AbortSignal): Promise<Taken | undefined>
  /** Whether take would return without waiting for the log to grow. */
  hasMore(after: Position): Promise<boolean>
  close(): void
}

export interface Feed {
  reader(): Reader
}

/** One subscription to the log and the stretch of it that is held in memory. */
interface Lane {
  readonly readers: Map<Reader, Position>
  readonly stretch: Stretch
  readonly stop: AbortController
  readonly waiting: Set<() => void>
  /** Up to here it catches up: where the log ended when that was asked last; Infinity until the store has said so. */
  logEnd: Position
  failure: Error | undefined
}

/**
 * A reader that takes longer than this over a page is left behind, and reads for itself until it has caught up again. While old
 * events are taken in nobody waits for news, and to read them once more for each projection costs more than to wait.
 */
const usualPatienceMs = { catchingUp: 30_000, live: 1000 }

/**
 * So far behind the log's end a lane catches up again, to where it ends then: with full pages, which are written together. An import beside a
 * running server adds rows faster than they are folded as they come, and rows that come late are dear in small pages.
 */
const usuallyBehind = 1000
/** Whether it is so far behind is asked for again behind so many. */
const askEvery = 500

/**
 * Lets many projections read the same log while each event is fetched and decoded once: readers near each other share a lane.
 * A reader that is elsewhere gets a lane of its own, and joins the others when it reaches them.
 * @param heldEvents how many events a lane keeps at most, for the slower of its readers
 * @param behind how many positions behind the log's end a lane catches up again
 */
export function createFeed(
  store: EventStore,
  types: readonly string[],
  heldEvents: number,
  patienceMs = usualPatienceMs,
  behind = usuallyBehind,
): Feed {
  const lanes: Lane[] = []

  function open(after: Position): Lane {
    const lane: Lane = {
      readers: new Map(),
      stretch: createStretch(after),
      stop: new AbortController(),
      waiting: new Set(),
      logEnd: Infinity,
      failure: undefined,
    }
    lanes.push(lane)
    pump(lane, after).catch((error: unknown) => {
      lane.failure = error instanceof Error ? error : new Error(String(error))
      wake(lane)
    })
    return lane
  }

  async function pump(lane: Lane, after: Position): Promise<void> {
    const { signal } = lane.stop
    lane.logEnd = await store.lastPosition()
    wake(lane)
    for await (const { events, through } of store.subscribe({ after, types, signal })) {
      lane.stretch.add({ events, through })
      if (through - lane.logEnd >= askEvery) await setGoal(lane)
      wake(lane)
      await makeRoom(lane)
      if (signal.aborted) return
    }
    if (!signal.aborted) throw new Error('the event store ended a subscription by itself')
  }

  /** It is at the end that was known: is there much more by now? */
  async function setGoal(lane: Lane): Promise<void> {
    const end = await store.lastPosition()
    lane.logEnd = end - lane.stretch.through > behind ? end : lane.stretch.through
  }

  async function makeRoom(lane: Lane): Promise<void> {
    const { stretch, stop } = lane
    dropTaken(lane)
    if (stretch.held <= heldEvents) return
    const deadline = performance.now() + (stretch.through < lane.logEnd ? patienceMs.catchingUp : patienceMs.live)
    while (stretch.held > heldEvents && performance.now() < deadline && !stop.signal.aborted) {
      await grown(lane, deadline - performance.now())
      dropTaken(lane)
    }
    while (stretch.held > heldEvents && stretch.pages > 1) stretch.dropFirst()
  }

  function leave(lane: Lane, reader: Reader): void {
    lane.readers.delete(reader)
    wake(lane)
    if (lane.readers.size > 0) return
    lane.stop.abort()
    lanes.splice(lanes.indexOf(lane), 1)
  }

  function reader(): Reader {
    let mine: Lane | undefined

    /** The lane that has read furthest of those that hold what comes behind `after`. */
    function settle(after: Position): Lane {
      let best = mine && covers(mine, after) ? mine : undefined
      for (const lane of lanes)
        if (covers(lane, after) && (best === undefined || lane.stretch.through > best.stretch.through)) best = lane
      best ??= open(after)
      if (best !== mine) {
        best.readers.set(self, after)
        if (mine) leave(mine, self)
        mine = best
      }
      return best
    }

    const self: Reader = {
      async take(after, max, signal) {
        while (!signal.aborted) {
          if (mine?.failure) {
            const { failure } = mine
            self.close()
            throw failure
          }
          const lane = settle(after)
          lane.readers.set(self, after)
          const { stretch, logEnd } = lane
          const isWhole = stretch.through >= logEnd || stretch.countBehind(after) >= max
          if (stretch.through > after && isWhole) {
            const page = stretch.cut(after, max)
            lane.readers.set(self, page.through)
            wake(lane)
            return { ...page, caughtUp: page.through >= logEnd }
          }
          await grown(lane, undefined, signal)
        }
        return undefined
      },

      async hasMore(after) {
        const lane = settle(after)
        while (lane.logEnd === Infinity && lane.stretch.through <= after && !lane.failure) await grown(lane)
        return lane.stretch.through > after || lane.stretch.through < lane.logEnd
      },

      close() {
        if (mine) leave(mine, self)
        mine = undefined
      },
    }
    return self
  }

  return { reader }
}

const covers = ({ stretch, failure }: Lane, after: Position): boolean => failure === undefined && stretch.holds(after)

const dropTaken = ({ stretch, readers }: Lane): void => {
  stretch.dropThrough(Math.min(...readers.values()))
}

const wake = (lane: Lane): void => {
  for (const resume of lane.waiting) resume()
}

/** Resolves when something about the lane has changed, when the time is over, or on abort. */
async function grown(lane: Lane, timeoutMs?: number, signal?: AbortSignal): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  await new Promise<void>(resolve => {
    const resume = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', resume)
      lane.waiting.delete(resume)
      resolve()
    }
    lane.waiting.add(resume)
    signal?.addEventListener('abort', resume)
    if (timeoutMs !== undefined) timer = setTimeout(resume, timeoutMs)
  })
}

/** Gives out nothing behind `end`: for two builds that are to hold exactly the same. */
export const endingAt = (reader: Reader, end: Position): Reader => ({
  ...reader,
  async take(after, max, signal) {
    const taken = await reader.take(after, max, signal)
    if (!taken || taken.through <= end) return taken
    return { ...taken, events: taken.events.filter(({ position }) => position <= end), through: end }
  },
})
