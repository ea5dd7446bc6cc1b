import { createHash } from 'node:crypto'
import type { Json } from '../domain/kernel/json.ts'
import type { Micros } from '../domain/kernel/time.ts'
import { factKey, type PbxFact } from './fact-kinds.ts'
import { isWholeSecond, secondOf } from './same-row.ts'

/**
 * The lines of the second in which a follower stands that it has taken in, by its own hand or because the log held them. What else the log
 * holds of that second came in by another hand, an import that was ahead, and may be what the follower reads next.
 */
export interface TakenLines {
  readonly second: number
  /** Short names of the rows' keys, one for each line. */
  readonly names: readonly string[]
}

/** More than that in a second are not kept: whoever goes on there takes all that the log holds of it for his own. */
const most = 1_000

/** The name under which it stands in a cursor, beside what its follower keeps there. */
const field = 'takenLines'

/** Of a row's key (natural-key.ts); 66 bits of it, for a few lines of one second. */
export const shortName = (key: string): string => createHash('sha1').update(key).digest('base64').slice(0, 11)

/** What is taken in behind the rows. undefined: not known, or the times are finer than a second and need no such help. */
export function takenBehind(
  before: TakenLines | undefined,
  rows: readonly { readonly at: Micros; readonly fact: PbxFact }[],
): TakenLines | undefined {
  const last = rows.at(-1)
  if (!last) return before
  if (!isWholeSecond(last.at)) return undefined
  const second = secondOf(last.at)
  const first = rows.findLastIndex(({ at }) => secondOf(at) !== second) + 1
  const goesOn = first === 0 && before?.second === second
  const names = rows.slice(first).map(({ fact }) => shortName(factKey(fact)))
  const all = goesOn ? [...before.names, ...names] : names
  return all.length > most ? undefined : { second, names: all }
}

export function withTaken(cursor: Json, taken: TakenLines | undefined): Json {
  if (!isObject(cursor)) return cursor
  const { [field]: _, ...own } = cursor
  return taken ? { ...own, [field]: { second: taken.second, names: taken.names } } : own
}

export const takenIn = (cursor: Json | undefined): TakenLines | undefined =>
  cursor !== undefined && isObject(cursor) ? (cursor[field] as TakenLines | undefined) : undefined

const isObject = (value: Json): value is Readonly<Record<string, Json>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
