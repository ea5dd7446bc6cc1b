import type { Json } from '../../domain/kernel/json.ts'

/**
 * The data of a page's events where they are flat objects with the same properties, as rows of a PBX are: the names of the properties and
 * texts that come again and again stand in the page once, and of each event its values only.
 *
 *   "keys":["event","queue","data"],"words":["","ENTERQUEUE"]
 *   [1,"sales",[["","0612345678","1"]]]
 *
 * A number is the place of a word, a string is itself, and what else there may be stands in an array of its own. An event with other
 * properties is written whole: `{"whole":...}`.
 */
export interface DataForm {
  readonly keys?: readonly string[]
  /** The first one is empty. */
  readonly words?: readonly string[]
}

/** What a page's flat data is written with: it grows while its events are gathered. */
export interface PageForm {
  readonly keys: readonly string[]
  readonly words: string[]
  /** Of each key the words that have stood there, and how often a value was one of them or was not. */
  readonly columns: readonly { readonly places: Map<string, number>; known: number; unknown: number }[]
}

/** A flat object as its page writes it. */
interface FlatData {
  readonly written: readonly unknown[]
  readonly characters: number
}

/** Data as it waits for its page: of anything but a flat object its JSON text. */
export type EventData = FlatData | string

const mostKeys = 64
const mostKeyCharacters = 4096
/** What is longer is no flat object: it is written, and measured, as JSON. */
const mostCharacters = 65_536
/** A longer text is hardly ever written twice, and would be looked at again and again. */
const longestWord = 64
/** For fewer events the list of names would be longer than what it spares. */
const fewestEvents = 4

const isPlainObject = (data: Json): data is { readonly [key: string]: Json } =>
  typeof data === 'object' && data !== null && Object.getPrototypeOf(data) === Object.prototype

/** For a page whose first event has this data; undefined: its events are written whole. */
export function pageFormOf(data: Json): PageForm | undefined {
  const keys = isPlainObject(data) ? Object.keys(data) : []
  const characters = keys.reduce((sum, { length }) => sum + length, 0)
  if (keys.length === 0 || keys.length > mostKeys || characters > mostKeyCharacters) return undefined
  if (keys.includes('__proto__')) return undefined
  return { keys, words: [''], columns: keys.map(() => ({ places: new Map<string, number>(), known: 0, unknown: 0 })) }
}

/**
 * One pass over the values: an import does this for every row. @returns undefined when the data is no flat object with the properties of
 * the page
 */
export function flatDataOf(data: Json, form: PageForm): FlatData | undefined {
  if (!hasKeys(data, form.keys)) return undefined
  const written: unknown[] = Object.values(data)
  let characters = 3 * written.length
  for (let i = 0; i < written.length; i++) {
    const value = written[i]
    if (typeof value === 'string') {
      const place = placeOf(value, form, i)
      if (place >= 0) written[i] = place
      else characters += value.length
    } else if (isPlain(value)) {
      written[i] = [value]
    } else if (isListOfTexts(value)) {
      written[i] = [value]
      for (const text of value) characters += text.length + 3
    } else return undefined
  }
  return characters > mostCharacters ? undefined : { written, characters }
}

/** In this order. The names are looked through where they stand: a list of them for each row is garbage. */
function hasKeys(data: Json, keys: readonly string[]): data is { readonly [key: string]: Json } {
  if (!isPlainObject(data)) return false
  let place = 0
  for (const key in data) if (keys[place++] !== key) return false
  return place === keys.length
}

/** Negative: written out. What stands under a key is taken for a word as long as a third of what stood there was known. */
function placeOf(value: string, { words, columns }: PageForm, key: number): number {
  if (value === '') return 0
  const column = columns[key]
  if (column === undefined || value.length > longestWord) return -1
  const { places, known, unknown } = column
  if (unknown > 64 && known * 8 < unknown) return -1
  const place = places.get(value)
  if (place !== undefined) {
    column.known += 1
    return place
  }
  column.unknown += 1
  if (places.size > 16 + known * 2) return -1
  places.set(value, words.length)
  return words.push(value) - 1
}

const isPlain = (value: unknown): boolean => value === null || typeof value === 'number' || typeof value === 'boolean'

const isListOfTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every(item => typeof item === 'string')

/** The form that the page says, and the JSON text of each event's data in it. */
export function writtenData(
  form: PageForm | undefined,
  events: readonly { readonly data: Json }[],
  data: readonly EventData[],
): { readonly form: DataForm; readonly texts: readonly string[] } {
  let flat = 0
  for (const each of data) if (typeof each !== 'string') flat += 1
  if (form === undefined || data.length < fewestEvents || flat * 2 < data.length)
    return {
      form: {},
      texts: data.map((each, i) => (typeof each === 'string' ? each : JSON.stringify(events[i]?.data))),
    }
  const texts = data.map(each => (typeof each === 'string' ? `{"whole":${each}}` : JSON.stringify(each.written)))
  return { form: { keys: form.keys, words: form.words }, texts }
}

/** Puts the data of an event together again. */
export function dataReader({ keys, words = [] }: DataForm): (written: Json) => Json {
  if (keys === undefined) return written => written
  // Copied and then filled in: to begin with nothing and add a property after the other takes twice as long.
  const blank: Readonly<Record<string, Json>> = Object.fromEntries(keys.map(key => [key, '']))
  return written => {
    if (!Array.isArray(written)) return (written as { readonly whole: Json }).whole
    const data = { ...blank }
    for (let i = 0; i < keys.length; i++) {
      const value = written[i] as Json
      const key = keys[i]
      if (value === 0 || key === undefined) continue
      data[key] = (
        typeof value === 'number' ? words[value] : typeof value === 'string' ? value : valueIn(value)
      ) as Json
    }
    return data
  }
}

const valueIn = (written: Json): Json => (written as readonly Json[])[0] as Json
