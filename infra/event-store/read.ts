import type { EventPage, TaggedEvent, TaggedPage } from '../../domain/kernel/event-store.ts'
import type { Position, RecordedEvent } from '../../domain/kernel/event.ts'
import type { Upcasts } from '../../domain/kernel/upcast.ts'
import type { Fetch, StoredPage } from './fetch.ts'
import { textOf } from './page.ts'
import { decodePage, parsePage, tagsOf, type ParsedPage } from './page-text.ts'

/** What of the fetched pages a reader gets. Pages begin and end where they like; what they hold besides is left out. */
interface Wanted {
  readonly backwards: boolean
  readonly limit: number
  /** Exclusive. */
  readonly after: Position
  /** Inclusive; the log's end bounds it too. */
  readonly upTo: Position
  readonly matches?: ((event: RecordedEvent) => boolean) | undefined
}

/** Only events with one of the tags. */
interface WantedTags extends Wanted {
  readonly tags: ReadonlySet<string>
}

/** Small pages are joined until there are so many events. */
const eventsPerPage = 1000

/** Everything that is wanted of the fetched pages. */
export const eventPages = (fetch: Fetch, wanted: Wanted, upcasts: Upcasts): AsyncIterable<EventPage> =>
  joinedPages(fetch, wanted, (page, content, bounds) => pick(page, decoded(page, content, upcasts), bounds))

/** Of the fetched pages the events with one of the tags. */
export const taggedPages = (fetch: Fetch, wanted: WantedTags, upcasts: Upcasts): AsyncIterable<TaggedPage> =>
  joinedPages(fetch, wanted, (page, content, bounds) =>
    pick(page, withTags(decoded(page, content, upcasts), content, wanted.tags), bounds),
  )

type PickOf<E> = (page: StoredPage, content: ParsedPage, bounds: Wanted) => E[]

/** Fetches, unpacks and joins pages. While a batch is parsed the next one is fetched and inflated. */
async function* joinedPages<E extends RecordedEvent>(fetch: Fetch, wanted: Wanted, pickOf: PickOf<E>) {
  const { backwards, limit } = wanted
  if (limit <= 0) return
  const inflate = async (last: StoredPage | undefined, upTo: Position | undefined) => {
    const batch = await fetch(last, upTo)
    return { ...batch, inflating: batch.pages.map(inflated) }
  }
  let batch = await inflate(undefined, Number.isFinite(wanted.upTo) ? wanted.upTo : undefined)
  const end = Math.min(wanted.upTo, batch.head)
  if (wanted.after >= end) return
  const bounded = { ...wanted, upTo: end }
  let events: E[] = []
  let through = 0
  let found = 0
  let fetched = 0
  for (;;) {
    const last = batch.pages.at(-1)
    fetched += batch.pages.reduce((sum, page) => sum + page.events, 0)
    const next = batch.more && fetched < limit ? ahead(inflate(last, end)) : undefined
    for (const { page, text } of batch.inflating) {
      const content = parsed(page, text instanceof Promise ? await text : text)
      const picked = pickOf(page, content, bounded)
      const fitting = found + picked.length > limit ? picked.slice(0, limit - found) : picked
      found += fitting.length
      if (events.length === 0) events = fitting
      else for (const event of fitting) events.push(event)
      if (events.length < eventsPerPage && found < limit) continue
      through = events.at(-1)?.position ?? through
      yield { events, through }
      if (found >= limit) return
      events = []
    }
    if (!batch.more) break
    batch = await (next ?? inflate(last, end))
  }
  const looked = backwards ? 1 : end
  if (events.length > 0 || through !== looked) yield { events, through: looked }
}

/** A promise that nobody may come to wait for: the reader can leave in between. */
function ahead<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined)
  return promise
}

interface Inflating {
  readonly page: StoredPage
  /** Small pages are not deflated, and a promise for each would cost more than their parsing. */
  readonly text: Buffer | Promise<Buffer>
}

/** Pages inflate all at once, off this thread; each is parsed only when its turn comes, so that little is alive. */
function inflated(page: StoredPage): Inflating {
  const { codec, payload, text_bytes } = page
  if (codec === 0) return { page, text: payload }
  const text = textOf(codec, payload, text_bytes).catch((error: unknown) => {
    throw damaged(page, error)
  })
  return { page, text: ahead(text) }
}

function parsed(page: StoredPage, text: Buffer): ParsedPage {
  try {
    return parsePage(text)
  } catch (error) {
    throw damaged(page, error)
  }
}

const damaged = (page: StoredPage, cause: unknown): Error =>
  new Error(
    `the events from position ${page.first_position} on (stream ${page.stream}) cannot be read (${String(cause)}): ` +
      'the log was altered or damaged; run ringledger audit verify',
    { cause },
  )

function decoded(page: StoredPage, content: ParsedPage, upcasts: Upcasts): RecordedEvent[] {
  const place = {
    firstPosition: page.first_position,
    firstRevision: page.first_revision,
    stream: page.stream,
    type: page.type,
    recordedAt: page.recorded_us,
  }
  return decodePage(place, content, upcasts)
}

/** A page is found by keys made of tags: it may have other tags under the same. */
function withTags(events: readonly RecordedEvent[], content: ParsedPage, wanted: ReadonlySet<string>): TaggedEvent[] {
  const found: TaggedEvent[] = []
  for (const [index, event] of events.entries()) {
    const tags = tagsOf(content, index)
    if (tags.some(tag => wanted.has(tag))) found.push({ ...event, tags })
  }
  return found
}

function pick<E extends RecordedEvent>(page: StoredPage, events: E[], wanted: Wanted): E[] {
  const { after, upTo, matches, backwards } = wanted
  let picked = events
  if (page.first_position <= after || page.first_position + page.events - 1 > upTo)
    picked = picked.filter(({ position }) => position > after && position <= upTo)
  if (matches) picked = picked.filter(matches)
  return backwards ? picked.reverse() : picked
}
