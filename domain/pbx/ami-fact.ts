import type { RecordedEvent } from '../kernel/event.ts'
import { microsOfSeconds, type Micros } from '../kernel/time.ts'
import { isKnownAmiEvent } from './ami-events.ts'
import { isSecretField, withoutSecretValues } from './ami-secrets.ts'
import { excerpt, rowFlags, storable, type Decoded } from './decoded.ts'
import type { AmiFact, FactFlag } from './facts.ts'
import { isCallId } from './queue-log-events.ts'
import { epochMicros, moveOn, type SourceClock } from './source-time.ts'

/** An AMI fact with its envelope's place and time: what the interpretations read. */
export interface AmiRow {
  readonly at: Micros
  readonly position: number
  readonly event: string
  readonly fields: Readonly<Record<string, string>>
}

export function amiRowOf({
  data,
  occurredAt: at,
  position,
}: Pick<RecordedEvent, 'data' | 'occurredAt' | 'position'>): AmiRow {
  const { event, fields } = data as unknown as AmiFact
  return { at, position, event, fields }
}

/** What a site decides about the events of its manager interface. */
export interface AmiRules {
  /** Whether an event of this name is noise. */
  readonly isDropped: (event: string) => boolean
}

/** More fields than any event of Asterisk has: an attended transfer has some 120. */
const mostFields = 500

const received: readonly FactFlag[] = ['receivedTime']

/**
 * One packet of the manager interface.
 * @param lines its fields in order, `Event` among them; keys may repeat
 * @param receivedAt when it came; counts where the packet has no Timestamp (`timestampevents = no`, answers to actions)
 * @returns undefined for noise
 */
export function amiFact(
  lines: readonly (readonly [key: string, value: string])[],
  raw: string,
  receivedAt: Micros | undefined,
  clock: SourceClock,
  { isDropped }: AmiRules,
): Decoded<AmiFact> | undefined {
  const event = lines.find(([key]) => key === 'Event')?.[1] ?? ''
  if (event === '') return { reason: 'has no field Event with a name in it' }
  if (isDropped(event)) return undefined
  if (lines.length > mostFields) return { reason: `${lines.length} fields where no event has more than ${mostFields}` }
  const timestamp = lines.find(([key]) => key === 'Timestamp')?.[1]
  const told = timestamp === undefined ? undefined : epochMicros(timestamp)
  if (timestamp !== undefined && told === undefined)
    return { reason: `Timestamp "${excerpt(timestamp)}" is no time in epoch seconds up to the year 2100` }
  const at = told ?? receivedAt
  if (at === undefined) return { reason: 'has neither a Timestamp nor the time at which it was received' }
  const fact: AmiFact = {
    raw,
    event,
    fields: fieldsOf(lines),
    ...rowFlags(told === undefined ? received : [], isKnownAmiEvent(event), moveOn(clock, at)),
  }
  return { at, offset: undefined, fact }
}

/** Repeated keys (channel variables) keep all their values; secrets are left out. */
function fieldsOf(lines: readonly (readonly [key: string, value: string])[]): Readonly<Record<string, string>> {
  const fields = new Map<string, string>()
  for (const [key, value] of withoutSecretValues(lines)) {
    if (key === 'Event' || isSecretField(key)) continue
    const before = fields.get(key)
    fields.set(key, before === undefined ? value : `${before}\n${value}`)
  }
  return Object.fromEntries(fields)
}

/** A packet's text as it may be stored. */
export const amiPacketText = (lines: readonly (readonly [key: string, value: string])[]): string =>
  withoutSecretValues(lines)
    .map(([key, value]) => `${key}: ${value}`)
    .join('\n')

/**
 * One line of a recording: an event as a JSON object. Keys that begin with _ are the recorder's own; `_t` is the epoch
 * time of receipt.
 * @returns undefined for noise
 */
export function decodeAmiJson(line: string, clock: SourceClock, rules: AmiRules): Decoded<AmiFact> | undefined {
  let parsed: unknown
  try {
    parsed = JSON.parse(line)
  } catch {
    return { reason: 'the line is not a complete JSON object' }
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    return { reason: 'the line is no JSON object' }
  // Four of five events are noise: they are not worth being taken apart.
  if ('Event' in parsed && typeof parsed.Event === 'string' && parsed.Event !== '' && rules.isDropped(parsed.Event))
    return undefined
  const entries = Object.entries(parsed)
  const clean = escapesUnstorable.test(line) ? storable : asItIs
  const lines: (readonly [string, string])[] = []
  for (const [key, value] of entries) {
    if (key.startsWith('_')) continue
    const texts = textsOf(value)
    if (!texts) return { reason: `the field "${excerpt(key)}" holds more than texts` }
    for (const text of texts) lines.push([clean(key), clean(text)])
  }
  const kept = withoutSecretValues(lines)
  const raw =
    kept === lines ? line : JSON.stringify({ ...Object.fromEntries(kept), _t: '_t' in parsed ? parsed._t : undefined })
  return amiFact(lines, raw, receivedTime(parsed), clock, rules)
}

/** Only an escape can bring NUL or half a surrogate pair into the text of a line. */
const escapesUnstorable = /\\u(?:0000|d[89a-f])/i
const asItIs = (text: string): string => text

/** A repeated key is a list to some recorders; channel variables are an object. @returns undefined for what lies deeper */
function textsOf(value: unknown): string[] | undefined {
  if (typeof value !== 'object' || value === null) return [textOf(value)]
  const entries = Object.entries(value)
  if (entries.some(([, each]) => typeof each === 'object' && each !== null)) return undefined
  return Array.isArray(value) ? value.map(textOf) : entries.map(([name, each]) => `${name}=${textOf(each)}`)
}

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''

function receivedTime(parsed: object): Micros | undefined {
  const time = '_t' in parsed ? parsed._t : undefined
  if (typeof time === 'string') return epochMicros(time)
  return typeof time === 'number' && time > 0 && time < 4_102_444_800 ? microsOfSeconds(time) : undefined
}

/** Uniqueids and linkedids of channels, whatever stands before: not those of bridges. */
const channelId = /(?<!bridge)(?:uniqueid|linkedid)[12]?$/i

/** No event of Asterisk names more; a UserEvent may hold anything. */
const mostIds = 50
const longestId = 200

/** The ids of every channel and call that the event names: under these it is found. */
export function amiCallIds({ fields }: Pick<AmiFact, 'fields'>): readonly string[] {
  const ids = new Set<string>()
  for (const [key, value] of Object.entries(fields))
    if (channelId.test(key) && isCallId(value) && value.length <= longestId && ids.size < mostIds) ids.add(value)
  return [...ids]
}
