import { messageOf } from '../../domain/kernel/error-message.ts'
import type { Position, RecordedEvent } from '../../domain/kernel/event.ts'
import { isPassing } from './errors.ts'

/** Events that are folded and written together. */
export interface Page {
  /** The first of those that the projection handles. */
  readonly first: RecordedEvent | undefined
  /** How many the projection handles. */
  readonly events: number
  /** How many of all types. */
  readonly size: number
  readonly through: Position
}

/** Both as one page. */
export const together = (before: Page | undefined, page: Page): Page =>
  before === undefined
    ? page
    : { ...before, events: before.events + page.events, size: before.size + page.size, through: page.through }

/** An error that comes back whenever these events are folded. */
export class PageFailed extends Error {
  readonly page: Page

  constructor(page: Page, cause: unknown) {
    super(messageOf(cause), { cause })
    this.page = page
  }
}

/** Fenced, a lost connection and the like pass by themselves or with a new session; everything else is about the events. */
export const failed = (page: Page, error: unknown): Error =>
  error instanceof Error && (isPassing(error) || error.name === 'Fenced') ? error : new PageFailed(page, error)
