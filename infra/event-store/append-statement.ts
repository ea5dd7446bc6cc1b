import type { Pool } from 'pg'
import type { AppendResult, ExpectedRevision } from '../../domain/kernel/event-store.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import { conflictOf, type PackedAppend } from './append.ts'
import { explained } from './failures.ts'
import type { Page } from './page.ts'
import append from './sql/append.sql'

type Outcome =
  | { readonly position: number; readonly streams: readonly (readonly [number, number, number, number])[] }
  | { readonly conflict: number; readonly actual: number }

/** Longer than the lock timeout of log.append: only a server that does not answer at all takes so long. */
const answerTimeoutMs = 60_000

const codeOf = (expected: ExpectedRevision): number =>
  expected === 'any' ? -2 : expected === 'no-stream' ? -1 : expected === 'stream-exists' ? -4 : expected

/** Appends of several callers by one statement: one transaction, one round trip, an outcome for each. */
export async function appendByStatement(
  pool: Pool,
  batch: readonly PackedAppend[],
  now: Micros,
): Promise<AppendResult[]> {
  const payloads: Buffer[] = []
  let at = 0
  const request = batch.map(({ streams }) =>
    streams.map(({ stream, expected, cursor, pages }) => ({
      name: stream,
      expected: codeOf(expected),
      cursor: cursor === undefined ? null : JSON.stringify(cursor),
      pages: pages.map(page => {
        payloads.push(page.payload)
        at += page.payload.length
        return header(page, at - page.payload.length)
      }),
    })),
  )
  const values = [JSON.stringify(request), Buffer.concat(payloads), now]
  // The typings of pg know query_timeout of a connection only; the driver takes it with each query.
  const statement = { name: 'log-append', text: append, values, query_timeout: answerTimeoutMs }
  const { rows } = await explained('append', () => pool.query<{ outcomes: readonly Outcome[] }>(statement))
  const outcomes = rows[0]?.outcomes ?? []
  return batch.map((packed, index) => resultOf(packed, outcomes[index]))
}

const header = (page: Page, at: number) => ({
  type: page.type,
  events: page.events,
  min: page.minOccurredAt,
  max: page.maxOccurredAt,
  span: page.spanClass,
  ...(page.tags.length > 0 && { tags: page.tags }),
  codec: page.codec,
  text: page.textBytes,
  at,
  size: page.payload.length,
  sums: page.checksums?.toString('hex') ?? null,
  sha: page.sha256,
})

function resultOf({ streams }: PackedAppend, outcome: Outcome | undefined): AppendResult {
  if (!outcome) throw new Error('log.append answered for fewer appends than it was given; run the migrations')
  if ('conflict' in outcome) {
    const stream = streams[outcome.conflict]
    if (!stream) throw new Error(`log.append names stream ${outcome.conflict} of ${streams.length}`)
    return conflictOf(stream, outcome.actual)
  }
  return {
    ok: true,
    lastPosition: outcome.position,
    streams: streams.map(({ stream }, index) => {
      const [firstRevision = 0, lastRevision = 0, firstPosition = 0, lastPosition = 0] = outcome.streams[index] ?? []
      return { stream, firstRevision, lastRevision, firstPosition, lastPosition }
    }),
  }
}
