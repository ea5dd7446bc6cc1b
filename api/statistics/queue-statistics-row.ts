import type { Scope, SiteItem } from '../../projections/scope.ts'
import type { NamesAsOf } from '../../projections/directory/names.ts'
import type { QueueStatisticsRequest, QueueStatisticsRow } from '../../projections/queue-visits/types.ts'
import type { MicrosLength, WaitHistogram } from '../../domain/metrics/figures.ts'
import {
  serviceLevel,
  defaultServiceLevelFormula,
  type ServiceLevelFormula,
} from '../../domain/metrics/service-level.ts'
import type { ThresholdHistory } from '../../domain/queues/thresholds.ts'
import { badInput } from '../schema/errors.ts'
import { thresholdHistories } from '../live/queue-board.ts'
import type { Reports } from '../ports/reports.ts'
import { thresholdsInForce } from '../queues/threshold-in-force.ts'

/** A row with what is needed to answer the fields that take arguments. */
export interface StatisticsLine {
  readonly row: QueueStatisticsRow
  readonly request: QueueStatisticsRequest
  readonly judgement: Judgement
  readonly names: NamesAsOf
  /** Time on hold, by all that tells of it: read for the whole page when a first row is asked for it. */
  readonly hold: () => Promise<MicrosLength>
  /** How long members were rung, in the same manner. */
  readonly ring: () => Promise<MicrosLength>
}

/** By what visits were judged; asked for once for all rows of an answer, and only when a row needs it. */
interface Judgement {
  readonly histories: () => Promise<ReadonlyMap<string, ThresholdHistory>>
  readonly queues: () => Promise<readonly SiteItem[]>
}

export const judgementBy = (reports: Pick<Reports, 'queueThresholds' | 'knownQueues'>): Judgement => ({
  histories: once(async () => thresholdHistories(await reports.queueThresholds())),
  queues: once(() => reports.knownQueues()),
})

function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined
  return () => (answer ??= ask())
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
) {
  const { figures } = line.row
  const chosen = formula ?? defaultServiceLevelFormula
  if (typeof thresholdSeconds !== 'number') return serviceLevel(chosen, figures, { inForce: await inForce(line) })
  return serviceLevel(chosen, figures, {
    thresholdSeconds: notNegative('thresholdSeconds', thresholdSeconds),
    answeredWaits: answeredWaits(line),
    abandonedWaits: abandonedWaits(line),
  })
}

async function inForce(line: StatisticsLine) {
  const { site: onlySite, start, end } = line.row
  const histories = await line.judgement.histories()
  const scope = scopeOfRow(line)
  const queues = scope === 'all' ? await line.judgement.queues() : scope
  return thresholdsInForce(
    queues
      .filter(({ site }) => onlySite === null || site === onlySite)
      .map(({ site, name }) => histories.get(`${site}/${name}`) ?? []),
    { from: start, to: end },
  )
}
