import type { StreamAppend } from '../../domain/kernel/event-store.ts'
import type { NewEvent } from '../../domain/kernel/event.ts'

/** The caller handed over something that no log can hold. Says which event of which stream, and what to do. */
class InvalidAppend extends Error {
  override readonly name = 'InvalidAppend'
}

/** Of one event's data as JSON. Below the record limit of KurrentDB (16 MiB - 10,000 B), so that the log can move there. */
const maxEventBytes = 16_000_000

const maxNameBytes = 1000
const maxTags = 100
const origin = ['id', 'site', 'node', 'actor', 'correlationId', 'causationId'] as const

/** @throws InvalidAppend before anything is stored */
export function checkAppends(appends: readonly StreamAppend[]): void {
  const streams = new Set<string>()
  for (const { stream, expected, events } of appends) {
    checkName('stream', stream)
    if (streams.has(stream)) throw new InvalidAppend(`stream ${stream} stands twice in one append; join its events`)
    streams.add(stream)
    if (typeof expected === 'number' && !(Number.isSafeInteger(expected) && expected >= 0))
      throw new InvalidAppend(
        `stream ${stream}: expected revision ${expected} is not 0, 1, 2, ...; use 'no-stream' for none`,
      )
    events.forEach((event, index) => checkEvent(stream, index, event))
  }
}

function checkEvent(stream: string, index: number, event: NewEvent): void {
  const fault = faultOf(event)
  if (fault) throw new InvalidAppend(`event ${index} for stream ${stream} (${event.type}): ${fault}`)
}

function faultOf(event: NewEvent): string | undefined {
  if (!isName(event.type)) return nameRule('type')
  if (!Number.isSafeInteger(event.occurredAt))
    return `occurredAt is ${event.occurredAt}; it must be whole microseconds since 1970`
  const { schemaVersion = 1, tags } = event
  if (!(Number.isSafeInteger(schemaVersion) && schemaVersion >= 1))
    return `schemaVersion is ${schemaVersion}; versions are 1, 2, 3, ...`
  if (event.id === '') return 'id is empty; leave it out'
  for (const name of origin)
    if ((event[name]?.length ?? 0) > maxNameBytes) return `${name} has more than ${maxNameBytes} characters`
  if (!tags) return undefined
  if (tags.length > maxTags) return `it has ${tags.length} tags; at most ${maxTags} are indexed`
  for (const tag of tags)
    if (tag.length === 0 || tag.length > maxNameBytes)
      return `a tag has 1 to ${maxNameBytes} characters, not ${tag.length}`
  return undefined
}

function checkName(what: string, name: string): void {
  if (!isName(name)) throw new InvalidAppend(`${JSON.stringify(name)}: ${nameRule(what)}`)
}

const nameRule = (what: string): string =>
  `the name of a ${what} has 1 to ${maxNameBytes} bytes and neither control characters nor halves of surrogate pairs`

const odd = /[\p{Cc}\p{Surrogate}]/u
const known = new Set<string>()

/** Names recur with every event; checking one costs more than finding it in a set. */
function isName(name: string): boolean {
  if (known.has(name)) return true
  if (name.length === 0 || odd.test(name) || Buffer.byteLength(name) > maxNameBytes) return false
  if (known.size > 10_000) known.clear()
  known.add(name)
  return true
}

/**
 * The event's data as JSON text.
 * @throws InvalidAppend when it has none (undefined, a bigint, a circle)
 */
export function dataText(stream: string, event: NewEvent): string {
  try {
    const text = JSON.stringify(event.data) as string | undefined
    if (text !== undefined) return text
  } catch (error) {
    throw new InvalidAppend(`an event for stream ${stream} (${event.type}) has data that is not JSON: ${String(error)}`)
  }
  throw new InvalidAppend(`an event for stream ${stream} (${event.type}) has no data; use null for nothing`)
}

/**
 * @param data the event's data as JSON text
 * @throws InvalidAppend when it is larger than any store takes
 */
export function checkSize(stream: string, event: NewEvent, data: string): void {
  if (data.length * 3 <= maxEventBytes) return
  const bytes = Buffer.byteLength(data)
  if (bytes <= maxEventBytes) return
  throw new InvalidAppend(
    `an event for stream ${stream} (${event.type}) takes ${bytes} bytes; at most ${maxEventBytes} are stored. ` +
      'Cut it, or store the bulk elsewhere and its place in the event.',
  )
}
