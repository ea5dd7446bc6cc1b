import { eventIdOf } from '../../domain/kernel/event-id.ts'
import type {
  AppendedStream,
  AppendResult,
  EventPage,
  EventStore,
  ReadAllOptions,
  ReadStreamOptions,
  StreamAppend,
  TaggedEvent,
} from '../../domain/kernel/event-store.ts'
import type { NewEvent, Position, RecordedEvent } from '../../domain/kernel/event.ts'
import { isAsExpected } from '../../domain/kernel/expected-revision.ts'
import type { Json } from '../../domain/kernel/json.ts'
import { microsOfDate, type Micros } from '../../domain/kernel/time.ts'
import { upcastsOf, type Upcaster } from '../../domain/kernel/upcast.ts'
import { createBell } from './bell.ts'
import { checkAppends, checkSize, dataText } from './checks.ts'

const eventsPerPage = 1000

interface Stream {
  readonly events: RecordedEvent[]
  cursor: Json | undefined
}

/** What a read goes through and what it picks. */
interface Pick<E extends RecordedEvent> {
  readonly events: readonly E[]
  readonly backwards: boolean
  readonly limit: number
  /** The last position that the read looks at, fixed when it begins: the log may grow before the first page is asked for. */
  readonly end: Position
  readonly matches: (event: RecordedEvent) => boolean
}

/** The whole log in this process, for pure tests: the same contract as the PostgreSQL store, gone when the process ends. */
export function createMemoryEventStore(
  options: { readonly now?: () => Micros; readonly upcasters?: readonly Upcaster[] } = {},
): EventStore {
  const { now = () => microsOfDate(new Date()), upcasters = [] } = options
  const upcasts = upcastsOf(upcasters)
  const log: RecordedEvent[] = []
  const streams = new Map<string, Stream>()
  const tagged = new Map<string, TaggedEvent[]>()
  const bell = createBell()

  const lastRevision = (stream: string) => streams.get(stream)?.events.at(-1)?.revision

  function record(stream: string, revision: number, event: NewEvent, recordedAt: Micros, data: string): RecordedEvent {
    const { type, occurredAt, id, schemaVersion = 1, tags: _, data: __, ...origin } = event
    const upcast = upcasts(type, schemaVersion)
    const stored = JSON.parse(data) as Json
    return {
      ...definedOnly(origin),
      id: id ?? eventIdOf(stream, revision),
      type,
      schemaVersion: upcast?.schemaVersion ?? schemaVersion,
      stream,
      revision,
      position: log.length + 1,
      occurredAt,
      recordedAt,
      data: upcast ? upcast.data(stored) : stored,
    }
  }

  function appendTo({ stream, events, cursor }: StreamAppend, texts: readonly string[], at: Micros): AppendedStream {
    const known = streams.get(stream) ?? { events: [], cursor: undefined }
    if (events.length > 0 || cursor !== undefined) streams.set(stream, known)
    if (cursor !== undefined) known.cursor = JSON.parse(JSON.stringify(cursor)) as Json
    const firstRevision = known.events.length
    const firstPosition = events.length > 0 ? log.length + 1 : log.length
    events.forEach((event, index) => {
      const recorded = record(stream, known.events.length, event, at, texts[index] ?? '')
      log.push(recorded)
      known.events.push(recorded)
      const { tags = [] } = event
      const withTags = { ...recorded, tags }
      for (const tag of new Set(tags)) {
        const known = tagged.get(tag)
        if (known) known.push(withTags)
        else tagged.set(tag, [withTags])
      }
    })
    return { stream, firstRevision, lastRevision: known.events.length - 1, firstPosition, lastPosition: log.length }
  }

  async function* read<E extends RecordedEvent>({ events, backwards, limit, end, matches }: Pick<E>) {
    await Promise.resolve()
    let page: E[] = []
    let found = 0
    const count = events.length
    for (let i = 0; i < count && found < limit; i++) {
      const event = events[backwards ? count - 1 - i : i]
      if (!event || event.position > end || !matches(event)) continue
      found++
      if (page.push(event) < eventsPerPage) continue
      yield { events: page, through: event.position }
      page = []
    }
    const last = page.at(-1)
    if (found >= limit && last) yield { events: page, through: last.position }
    else if (found < limit && end > 0) yield { events: page, through: backwards ? 1 : end }
  }

  async function* readAll(asked: ReadAllOptions = {}): AsyncGenerator<EventPage> {
    const { after, direction, limit = Infinity, upTo = Infinity, types } = asked
    const wanted = types && new Set(types)
    const matches = (event: RecordedEvent) => !wanted || wanted.has(event.type)
    if (direction === 'backwards') {
      const last = Math.min((after ?? Infinity) - 1, upTo, log.length)
      if (last > 0) yield* read({ events: log.slice(0, last), backwards: true, limit, end: last, matches })
    } else {
      const first = after ?? 0
      const end = Math.min(upTo, log.length)
      if (first < end) yield* read({ events: log.slice(first, end), backwards: false, limit, end, matches })
    }
  }

  function append(appends: readonly StreamAppend[]): AppendResult {
    checkAppends(appends)
    const texts = appends.map(({ stream, events }) =>
      events.map(event => {
        const text = dataText(stream, event)
        checkSize(stream, event, text)
        return text
      }),
    )
    for (const { stream, expected } of appends) {
      const actual = lastRevision(stream)
      if (!isAsExpected(expected, actual))
        return { ok: false, conflict: { stream, expected, actual: actual ?? 'no-stream' } }
    }
    const at = now()
    const done = appends.map((wanted, index) => appendTo(wanted, texts[index] ?? [], at))
    bell.ring()
    return { ok: true, streams: done, lastPosition: log.length }
  }

  return {
    append: appends => new Promise(resolve => resolve(append(appends))),
    lastRevision: stream => Promise.resolve(lastRevision(stream)),
    lastPosition: () => Promise.resolve(log.length),
    readCursor: stream => Promise.resolve(streams.get(stream)?.cursor),

    readStream(stream, asked: ReadStreamOptions = {}) {
      const backwards = asked.direction === 'backwards'
      const { from = backwards ? Infinity : 0, limit = Infinity, upTo = Infinity } = asked
      const [since, until] = asked.occurredWithin ?? [-Infinity, Infinity]
      const matches = ({ revision, occurredAt }: RecordedEvent) =>
        (backwards ? revision <= from : revision >= from) && occurredAt >= since && occurredAt <= until
      const events = [...(streams.get(stream)?.events ?? [])]
      return read({ events, backwards, limit, end: Math.min(upTo, log.length), matches })
    },

    readAll,

    readTagged: (tags, asked = {}) =>
      read({
        events: [...new Set(tags.flatMap(tag => tagged.get(tag) ?? []))].sort((a, b) => a.position - b.position),
        backwards: false,
        limit: Infinity,
        end: Math.min(asked.upTo ?? Infinity, log.length),
        matches: () => true,
      }),

    async *subscribe({ after = 0, types, signal } = {}) {
      let through = after
      while (!signal?.aborted) {
        for await (const page of readAll({ after: through, ...(types && { types }) })) {
          yield page
          through = page.through
          if (signal?.aborted) return
        }
        if (through >= log.length) await bell.next(signal)
      }
    },
  }
}

const definedOnly = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as T
