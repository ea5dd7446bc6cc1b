import { accept, nothingToDo, reject, type Decider, type Decision } from '../kernel/decider.ts'
import type { Micros } from '../kernel/time.ts'

/** Why the figures of a call are not to be counted. */
export type ExclusionReason = 'TEST' | 'DUPLICATE' | 'CLOCK_ERROR' | 'OTHER'

/** What an exclusion of many calls at once was about: those of the site that began in it. */
export interface ExclusionRange {
  readonly from: Micros
  readonly to: Micros
  readonly queue: string | null
  readonly number: string | null
}

interface NamedCall {
  readonly site: string
  readonly node: string
  /** uniqueid of its first channel, as it was known then. */
  readonly callId: string
}

/** What is asked for, whichever the call. */
export type Correcting =
  | { type: 'AnnotateCall'; note: string | null; addTags: readonly string[]; removeTags: readonly string[] }
  | {
      type: 'ExcludeCall'
      reason: ExclusionReason
      text: string | null
      /** Every uniqueid and linkedid that the call is known by. */
      keys: readonly string[]
      /** null: this one call was meant. */
      range: ExclusionRange | null
    }
  | { type: 'IncludeCall'; keys: readonly string[] }
  | { type: 'AttachCallData'; data: readonly { readonly key: string; readonly value: string }[] }

export type CorrectionCommand = NamedCall & Correcting

/** A fact is never edited: what people say about a call stands beside its rows. */
export type CorrectionEvent = NamedCall &
  (
    | { type: 'CallAnnotated'; note: string | null; addedTags: readonly string[]; removedTags: readonly string[] }
    | {
        type: 'CallExcluded'
        reason: ExclusionReason
        text: string | null
        keys: readonly string[]
        range: ExclusionRange | null
      }
    | { type: 'CallIncluded'; keys: readonly string[] }
    | { type: 'CallDataAttached'; key: string; value: string }
  )

export const correctionEvents = ['CallAnnotated', 'CallExcluded', 'CallIncluded', 'CallDataAttached'] as const

/** One stream a call: `call/<site>/<node>/<uniqueid>`. A call that two became has the streams of both. */
export const correctionStream = ({ site, node, callId }: NamedCall): string => `call/${site}/${node}/${callId}`

/** As much as the rules need to know. */
interface Corrections {
  readonly notes: ReadonlySet<string>
  readonly tags: ReadonlySet<string>
  readonly exclusion: { readonly reason: ExclusionReason; readonly text: string | null } | null
  /** Keys that the exclusion covers. */
  readonly excludedKeys: ReadonlySet<string>
  readonly data: ReadonlySet<string>
}

const longestNote = 2_000
const longestTag = 32
const mostTags = 50
const longestKey = 100
const mostPairs = 50

/** They steer recordings: the PBX alone writes them (contact-center 3.5). */
/** Whether data attached under the key say that a call was recorded, and where (contact-center 3.5). */
export const tellsOfRecording = (key: string): boolean => reservedKeys.has(key)

const reservedKeys: ReadonlySet<string> = new Set(['recording', 'recordingid', 'xivo_recording_expiration'])

export const corrections: Decider<CorrectionCommand, CorrectionEvent, Corrections> = {
  initial: { notes: new Set(), tags: new Set(), exclusion: null, excludedKeys: new Set(), data: new Set() },

  decide(command, known) {
    const { site, node, callId } = command
    const call = { site, node, callId }
    switch (command.type) {
      case 'AnnotateCall':
        return annotate(call, command, known)
      case 'ExcludeCall':
        return exclude(call, command, known)
      case 'IncludeCall': {
        if (!known.exclusion) return nothingToDo
        const keys = [...new Set([...known.excludedKeys, ...command.keys])].sort()
        return accept<CorrectionEvent>({ ...call, type: 'CallIncluded', keys })
      }
      case 'AttachCallData':
        return attach(call, command.data, known)
    }
  },

  evolve(known, event) {
    switch (event.type) {
      case 'CallAnnotated':
        return {
          ...known,
          notes: event.note === null ? known.notes : new Set([...known.notes, event.note]),
          tags: new Set(withTags([...known.tags], event)),
        }
      case 'CallExcluded': {
        const { reason, text, keys } = event
        return { ...known, exclusion: { reason, text }, excludedKeys: new Set([...known.excludedKeys, ...keys]) }
      }
      case 'CallIncluded':
        return { ...known, exclusion: null, excludedKeys: new Set() }
      case 'CallDataAttached':
        return { ...known, data: new Set([...known.data, pairOf(event)]) }
    }
  },
}

/** The tags after an annotation, in the order in which they were given. */
export function withTags(
  tags: readonly string[],
  { addedTags, removedTags }: { readonly addedTags: readonly string[]; readonly removedTags: readonly string[] },
): readonly string[] {
  const removed = new Set(removedTags)
  return [...new Set([...tags.filter(tag => !removed.has(tag)), ...addedTags])]
}

type CommandOf<T extends CorrectionCommand['type']> = Extract<CorrectionCommand, { type: T }>

function annotate(call: NamedCall, command: CommandOf<'AnnotateCall'>, known: Corrections): Decision<CorrectionEvent> {
  const note = command.note?.trim() || null
  const asked = distinct(command.addTags)
  const unwanted = distinct(command.removeTags)
  if (note === null && asked.length + unwanted.length === 0)
    return reject('note', 'content', 'write a note, or name tags to add or to remove')
  if (note !== null && !isText(note, longestNote)) return reject('note', 'text', textRule(longestNote))
  const odd = asked.find(tag => !isText(tag, longestTag) || tag.includes('\n'))
  if (odd !== undefined)
    return reject(
      'addTags',
      'text',
      `"${odd.slice(0, longestTag)}": a tag has 1 to ${longestTag} characters on one line`,
    )
  const both = asked.find(tag => unwanted.includes(tag))
  if (both !== undefined)
    return reject('removeTags', 'contradiction', `"${both}" stands in addTags too; leave it out of one of them`)
  const addedTags = asked.filter(tag => !known.tags.has(tag))
  const removedTags = unwanted.filter(tag => known.tags.has(tag))
  if (known.tags.size - removedTags.length + addedTags.length > mostTags)
    return reject('addTags', 'count', `a call has at most ${mostTags} tags; remove some first`)
  const newNote = note === null || known.notes.has(note) ? null : note
  if (newNote === null && addedTags.length + removedTags.length === 0) return nothingToDo
  return accept({ ...call, type: 'CallAnnotated', note: newNote, addedTags, removedTags })
}

function exclude(call: NamedCall, command: CommandOf<'ExcludeCall'>, known: Corrections): Decision<CorrectionEvent> {
  const { reason, keys, range } = command
  const text = command.text?.trim() || null
  const fault = exclusionFault(reason, text)
  if (fault) return fault
  const isKnown = known.exclusion?.reason === reason && known.exclusion.text === text
  // A call that has grown since: its new channels are not left out of the figures yet.
  if (isKnown && keys.every(key => known.excludedKeys.has(key))) return nothingToDo
  return accept({ ...call, type: 'CallExcluded', reason, text, keys: [...new Set(keys)].sort(), range })
}

/** What is wrong with the reason, whichever the call. */
export function exclusionFault(reason: ExclusionReason, text: string | null): Decision<never> | undefined {
  if (text !== null && !isText(text, longestNote)) return reject('text', 'text', textRule(longestNote))
  if (reason === 'OTHER' && text === null) return reject('text', 'required', 'OTHER alone says nothing: write why')
  return undefined
}

function attach(
  call: NamedCall,
  data: readonly { readonly key: string; readonly value: string }[],
  known: Corrections,
): Decision<CorrectionEvent> {
  if (data.length === 0) return reject('data', 'content', 'give at least one key with its value')
  if (data.length > mostPairs) return reject('data', 'count', `at most ${mostPairs} at once`)
  const events: CorrectionEvent[] = []
  const pairs = new Set(known.data)
  for (const { key, value } of data) {
    if (!isText(key, longestKey) || /[=\n]/.test(key))
      return reject(
        'data.key',
        'text',
        `"${key.slice(0, longestKey)}": a key has 1 to ${longestKey} characters without =`,
      )
    if (reservedKeys.has(key.toLowerCase()))
      return reject('data.key', 'reserved', `"${key}" belongs to the recordings of the PBX; take another key`)
    if (value !== '' && !isText(value, longestNote))
      return reject('data.value', 'text', `${key}: ${textRule(longestNote)}`)
    if (pairs.has(pairOf({ key, value }))) continue
    pairs.add(pairOf({ key, value }))
    events.push({ ...call, type: 'CallDataAttached', key, value })
  }
  return accept(...events)
}

const pairOf = ({ key, value }: { readonly key: string; readonly value: string }): string => `${key}=${value}`

const distinct = (tags: readonly string[]): readonly string[] => [
  ...new Set(tags.map(tag => tag.trim()).filter(tag => tag !== '')),
]

/** Whether PostgreSQL and every screen can show it. */
const isText = (text: string, longest: number): boolean =>
  text !== '' && text.length <= longest && !/[\p{Cs}]|(?![\n\t])\p{Cc}/u.test(text)

const textRule = (longest: number): string => `at most ${longest} characters, none of them a control character`
