import type { AgentStep } from '../../domain/agents/actions/agent-step.ts'
import { isRowOf, rowsExpectedOf } from '../../domain/agents/actions/confirmation.ts'
import type { Position } from '../../domain/kernel/event.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import { queueLogRowRecorded, type QueueLogFact } from '../../domain/pbx/facts.ts'
import type { ApiContext } from '../context.ts'

/** Rows of queue_log that came back. */
export interface Shown {
  readonly position: Position
  readonly occurredAt: Micros
  readonly events: readonly string[]
}

const mostWaitMs = 5000

/**
 * Waits for the rows by which the PBX shows what it did: its answer says that it was asked for, they say that it happened.
 * @returns null where nobody reads the queue_log of the site now, or a row did not come in time
 */
export async function shownBy(
  { store, sources }: Pick<ApiContext, 'store' | 'sources'>,
  site: string,
  steps: readonly AgentStep[],
  since: Position,
  waitMs: number = mostWaitMs,
): Promise<Shown | null> {
  if (!sources.followed().some(source => source.site === site && source.state !== 'DOWN')) return null
  const missing = [...rowsExpectedOf(steps)]
  if (missing.length === 0) return null
  const events: string[] = []
  const signal = AbortSignal.timeout(waitMs)
  for await (const page of store.subscribe({ after: since, types: [queueLogRowRecorded], signal }))
    for (const event of page.events) {
      if (event.site !== site) continue
      const row = event.data as unknown as QueueLogFact
      const found = missing.findIndex(expected => isRowOf(row, expected))
      if (found < 0) continue
      missing.splice(found, 1)
      events.push(row.event)
      if (missing.length === 0) return { position: event.position, occurredAt: event.occurredAt, events }
    }
  return null
}
