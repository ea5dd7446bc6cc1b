import type { Position } from '../../domain/kernel/event.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import { checksumsOf, spanClassOf, tagKeysOf, textHashOf } from './page.ts'
import { pageHashOf } from './page-hash.ts'
import { occurredAtOf, parsePage, tagsOf } from './page-text.ts'

/**
 * `event`: the content of an event. `page`: a page's stream, type, revision, time, count or hash. `rewritten`: a page together
 * with its hash, so that the next one no longer fits. `missing`, `inserted`: pages. `index`: columns that only serve searches;
 * the events are intact, but reads may miss them. `stream`, `head`: the tables beside the pages. `anchor`: the log is
 * consistent, but not the one that the given hash was taken from. `export`: lines of an export.
 */
type Problem =
  'event' | 'page' | 'rewritten' | 'missing' | 'inserted' | 'index' | 'stream' | 'head' | 'anchor' | 'export'

export interface Altered {
  readonly ok: false
  /** The first one that is not as it was appended. */
  readonly position: Position
  readonly problem: Problem
  readonly detail: string
}

export interface Unaltered {
  readonly ok: true
  readonly pages: number
  readonly events: number
  /** The end of the log and its hash: keep them elsewhere, as the anchor of the next audit. */
  readonly position: Position
  readonly hash: string
}

export const altered = (position: Position, problem: Problem, detail: string): Altered => ({
  ok: false,
  position,
  problem,
  detail,
})

/** A page as somebody claims that it was appended. */
export interface ClaimedPage {
  readonly firstPosition: Position
  readonly events: number
  readonly stream: string
  readonly firstRevision: number
  readonly type: string
  readonly recordedAt: Micros
  readonly previousHash: string
  readonly hash: string
  /** undefined: the payload could not be inflated. */
  readonly text: Buffer | undefined
  readonly checksums?: Buffer | null
}

/** Where the chain stands: the last page that was found in order. */
export interface Chain {
  readonly nextPosition: Position
  readonly hash: string
  readonly lastPage: Position | undefined
}

/** @returns what is wrong with the page, or undefined and the chain goes on with it */
export function faultOf(chain: Chain, page: ClaimedPage): Altered | undefined {
  const { firstPosition } = page
  if (firstPosition > chain.nextPosition)
    return altered(
      chain.nextPosition,
      'missing',
      `no page holds the positions ${chain.nextPosition} to ${firstPosition - 1}`,
    )
  if (firstPosition < chain.nextPosition)
    return altered(firstPosition, 'inserted', `a second page claims the positions from ${firstPosition} on`)
  const text = page.text ?? Buffer.alloc(0)
  const damaged = damagedLine(text, page)
  if (pageHashOf({ ...page, sha256: textHashOf(text) }) !== page.hash) {
    if (damaged === undefined)
      return altered(firstPosition, 'page', 'the page does not have its hash; its content is as its checksums say')
    const what = damaged === 0 ? 'what the events of the page have in common' : 'the event'
    return altered(
      firstPosition + Math.max(0, damaged - 1),
      'event',
      `${what} does not have its checksum, nor the page its hash`,
    )
  }
  if (damaged !== undefined)
    return altered(firstPosition, 'index', 'the checksums of the page were altered; its events were not')
  if (page.previousHash === chain.hash) return undefined
  return altered(
    chain.lastPage ?? firstPosition,
    'rewritten',
    chain.lastPage === undefined
      ? 'the first page does not follow from the beginning of the chain'
      : `this page was replaced together with its hash: the page at ${firstPosition} follows from another one`,
  )
}

/** The first line whose checksum differs; 0 is the common part, n the n-th event. A page of one event has no checksums. */
function damagedLine(text: Buffer, { checksums, events }: ClaimedPage): number | undefined {
  if (!checksums) return text.length === 0 || (checksums === null && events > 1) ? 0 : undefined
  const sums = checksumsOf(text)
  for (let line = 0; line <= events; line++) {
    const at = line * 4
    if (sums.length < at + 4 || checksums.length < at + 4 || sums.readUInt32BE(at) !== checksums.readUInt32BE(at))
      return line
  }
  return sums.length === checksums.length ? undefined : events
}

/** What a page's columns must say so that searches find its events. */
export function searchColumnsOf(text: Buffer) {
  const parsed = parsePage(text)
  let min = Infinity
  let max = -Infinity
  const tags = new Set<string>()
  for (let index = 0; index < parsed.lines.length; index++) {
    const at = occurredAtOf(parsed, index)
    min = Math.min(min, at)
    max = Math.max(max, at)
    for (const tag of tagsOf(parsed, index)) tags.add(tag)
  }
  return { min, max, spanClass: spanClassOf(max - min), tags: tagKeysOf(tags), events: parsed.lines.length }
}
