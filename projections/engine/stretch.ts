import type { EventPage } from '../../domain/kernel/event-store.ts'
import type { Position, RecordedEvent } from '../../domain/kernel/event.ts'

/** Pages of the log that follow one another, held in memory until all who read there have them. */
export interface Stretch {
  /** Behind the last event that was looked at: the end of the newest page. */
  readonly through: Position
  /** How many events are held. */
  readonly held: number
  readonly pages: number
  /** Whether everything that follows `after` up to `through` is held. */
  holds(after: Position): boolean
  add(page: EventPage): void
  dropFirst(): void
  /** Drops whole pages that end at or before the position. */
  dropThrough(position: Position): void
  /** How many events are held that a reader at `after` may need: those of the page in which it stands count as a whole. */
  countBehind(after: Position): number
  /** At most `max` events behind `after`. */
  cut(after: Position, max: number): EventPage
}

interface Held extends EventPage {
  readonly from: Position
}

export function createStretch(after: Position): Stretch {
  const pages: Held[] = []
  let through = after
  let held = 0

  const dropFirst = (): void => void (held -= pages.shift()?.events.length ?? 0)

  return {
    get through() {
      return through
    },
    get held() {
      return held
    },
    get pages() {
      return pages.length
    },

    holds: position => (pages[0]?.from ?? through) <= position && position <= through,

    add(page) {
      pages.push({ from: through, through: page.through, events: page.events })
      held += page.events.length
      through = page.through
    },

    dropFirst,

    dropThrough(position) {
      while (pages[0] && pages[0].through <= position) dropFirst()
    },

    countBehind(position) {
      let count = 0
      for (const page of pages) if (page.through > position) count += page.events.length
      return count
    },

    cut(position, max) {
      const [only] = pages
      if (pages.length === 1 && only?.from === position && only.events.length <= max) return only
      const events: RecordedEvent[] = []
      for (const page of pages) {
        if (page.through <= position) continue
        for (const event of page.events) {
          if (event.position <= position) continue
          if (events.length === max) return { events, through: events.at(-1)?.position ?? position }
          events.push(event)
        }
      }
      return { events, through }
    },
  }
}
