import type { Queryable } from '../../../domain/kernel/projection.ts'
import type { MicrosLength, Period } from '../../../domain/metrics/figures.ts'
import type { Switchboard } from '../../../domain/queues/hold-queues.ts'
import switchboardsSql from '../sql/switchboards.sql'

export interface SwitchboardRequest {
  readonly period: Period
  readonly switchboards: readonly Switchboard[]
  /** Whether calls count that people have excluded. */
  readonly withExcluded: boolean
}

/** Figures of the calls that came to a switchboard in a period: calls, not stays. */
export interface SwitchboardFigures {
  readonly offered: number
  readonly answered: number
  readonly transferred: number
  readonly abandoned: number
  readonly diverted: number
  /** Of them those that waited. */
  readonly entered: number
  /** In the switchboard and on hold, added up. */
  readonly wait: MicrosLength
}

/** Of each switchboard its figures (contact-center 6.7). A call counts by its entry, whatever becomes of it on hold afterwards. */
export async function switchboardFigures(
  db: Queryable,
  { period, switchboards, withExcluded }: SwitchboardRequest,
): Promise<readonly SwitchboardFigures[]> {
  if (switchboards.length === 0) return []
  const holds = switchboards.flatMap(({ site, name, holdQueues }) => holdQueues.map(hold => ({ site, name, hold })))
  const { rows } = await db.query<SwitchboardFigures>(switchboardsSql, [
    period.from,
    period.to,
    switchboards.map(({ site }) => site),
    switchboards.map(({ name }) => name),
    holds.map(({ site }) => site),
    holds.map(({ name }) => name),
    holds.map(({ hold }) => hold),
    withExcluded,
  ])
  return rows
}
