import type { AppendResult, ExpectedRevision, StreamAppend } from '../../domain/kernel/event-store.ts'
import type { Json } from '../../domain/kernel/json.ts'
import { checkAppends } from './checks.ts'
import { pagesOf, type Page } from './page.ts'

/** One caller's append, packed: all the work that needs no lock is done. */
export interface PackedAppend {
  readonly streams: readonly PackedStream[]
  readonly bytes: number
  readonly pages: number
}

interface PackedStream {
  readonly stream: string
  readonly expected: ExpectedRevision
  readonly cursor: Json | undefined
  readonly pages: readonly Page[]
}

/** @throws InvalidAppend */
export async function packAppend(appends: readonly StreamAppend[]): Promise<PackedAppend> {
  checkAppends(appends)
  const streams: PackedStream[] = []
  let bytes = 0
  let pages = 0
  for (const { stream, expected, cursor, events } of appends) {
    const packed = { stream, expected, cursor, pages: events.length > 0 ? await pagesOf(stream, events) : [] }
    pages += packed.pages.length
    for (const page of packed.pages) bytes += page.payload.length
    streams.push(packed)
  }
  return { streams, bytes, pages }
}

export const conflictOf = ({ stream, expected }: PackedStream, actual: number): AppendResult => ({
  ok: false,
  conflict: { stream, expected, actual: actual < 0 ? 'no-stream' : actual },
})
