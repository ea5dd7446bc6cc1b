import type { Scope, SiteItem } from '../projections/scope.ts'
import type { QueueStatisticsRequest, QueueStatisticsRow } from '../projections/queue-visits/types.ts'
import type { WaitHistogram } from '../domain/metrics/figures.ts'
import { serviceLevel, defaultServiceLevelFormula, type ServiceLevelFormula } from '../domain/metrics/service-level.ts'
import { badInput } from './errors.ts'
import type { thresholdHistories } from './live/queue-board.ts'
import type { Reports } from './ports.ts'
import { thresholdsInForce } from './threshold-in-force.ts'

/** A row with what is needed to answer the fields that take arguments. */
export interface StatisticsLine {
  readonly row: QueueStatisticsRow
  readonly request: QueueStatisticsRequest
  /** Asked for once for all rows of an answer. */
  readonly thresholds: () => Promise<ReturnType<typeof thresholdHistories>>
}

const none: WaitHistogram = new Map()

export const answeredWaits = ({ row }: StatisticsLine): WaitHistogram => row.answeredWaits ?? none
export const abandonedWaits = ({ row }: StatisticsLine): WaitHistogram => row.abandonedWaits ?? none

/** Whether the visits of the row can only have been in these queues. */
export function scopeOfRow({ row, request }: StatisticsLine): Scope {
  const { site, queue } = row
  if (site !== null && queue !== null) return [{ site, name: queue }]
  if (site === null || request.scope === 'all') return request.scope
  return request.scope.filter(item => item.site === site)
}

/** @throws BAD_USER_INPUT for a negative length */
export function notNegative(argument: string, seconds: number): number {
  if (seconds < 0) throw badInput(argument, 'seconds must not be negative')
  return seconds
}

export async function serviceLevelOf(
  line: StatisticsLine,
  formula: ServiceLevelFormula | null | undefined,
  thresholdSeconds: number | null | undefined,
  reports: Pick<Reports, 'knownQueues'>,
) {
  const { figures } = line.row
  const chosen = formula ?? defaultServiceLevelFormula
  if (typeof thresholdSeconds !== 'number')
    return serviceLevel(chosen, figures, { inForce: await inForce(line, reports) })
  return serviceLevel(chosen, figures, {
    thresholdSeconds: notNegative('thresholdSeconds', thresholdSeconds),
    answeredWaits: answeredWaits(line),
    abandonedWaits: abandonedWaits(line),
  })
}

async function inForce(line: StatisticsLine, reports: Pick<Reports, 'knownQueues'>) {
  const histories = await line.thresholds()
  const scope = scopeOfRow(line)
  const queues: readonly SiteItem[] =
    scope === 'all'
      ? (await reports.knownQueues()).filter(({ site }) => line.row.site === null || site === line.row.site)
      : scope
  const { start, end } = line.row
  return thresholdsInForce(
    queues.map(({ site, name }) => histories.get(`${site}/${name}`) ?? []),
    { from: start, to: end },
  )
}
