import type { ReceivedEvent } from './manager.ts'

/** What was heard and is not stored yet. */
export interface Inbox {
  push(event: ReceivedEvent): void
  /** There is something to store besides events: a sign of life. */
  nudge(): void
  /** Nothing more comes. */
  close(): void
  /** Resolves with what is there, as soon as there is something, or a nudge; undefined when it is closed and empty. */
  take(): Promise<readonly ReceivedEvent[] | undefined>
  isEmpty(): boolean
}

/** A page of the log, twice over. */
const takenAtOnce = 2_000
/** A PBX that says more than the log takes is told to wait; beyond its own patience it hangs up, and that is a gap. */
const fullBytes = 16 * 1024 * 1024

const bytesOf = (event: ReceivedEvent): number =>
  ('packet' in event ? event.packet.length : event.oversized.start.length) + 64

/** @param flow told to stop and to go on */
export function createInbox(flow: { pause(): void; resume(): void }): Inbox {
  let events: ReceivedEvent[] = []
  let bytes = 0
  let isFull = false
  let isClosed = false
  let isNudged = false
  let wake: () => void = () => undefined

  return {
    push(event) {
      events.push(event)
      bytes += bytesOf(event)
      if (bytes >= fullBytes && !isFull) {
        isFull = true
        flow.pause()
      }
      wake()
    },
    nudge() {
      isNudged = true
      wake()
    },
    close() {
      isClosed = true
      wake()
    },
    async take() {
      while (events.length === 0 && !isNudged && !isClosed) await new Promise<void>(resolve => (wake = resolve))
      if (events.length === 0 && !isNudged) return undefined
      isNudged = false
      const taken = events.slice(0, takenAtOnce)
      events = events.slice(takenAtOnce)
      for (const event of taken) bytes -= bytesOf(event)
      if (isFull && bytes < fullBytes / 2) {
        isFull = false
        flow.resume()
      }
      return taken
    },
    isEmpty: () => events.length === 0,
  }
}
