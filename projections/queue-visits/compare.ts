import type { Comparison, Sums } from '../../domain/kernel/comparison.ts'
import type { QueueFigures } from '../../domain/metrics/figures.ts'
import { defaultServiceLevelFormula, serviceLevel } from '../../domain/metrics/service-level.ts'
import { noQueueFigures } from '../../domain/metrics/sums.ts'
import figures from './sql/compare-figures.sql'
import visits from './sql/compare-visits.sql'

/** What another version changes for whoever reads about queues: figures by queue and day, and the stays behind them. */
export const comparison: Comparison = {
  figures,
  ratios: sum => ({ serviceLevel: serviceLevel(defaultServiceLevelFormula, judged(sum), { inForce: null }).ratio }),
  calls: visits,
}

/** As much of the figures as a service level asks for. */
const judged = (sum: Sums): QueueFigures => ({
  ...noQueueFigures,
  answered: sum('answered'),
  abandoned: sum('abandoned'),
  shortAbandoned: sum('shortAbandoned'),
  answeredInTime: sum('answeredInTime'),
  abandonedInTime: sum('abandonedInTime'),
  timedOut: sum('timedOut'),
  exitedEmpty: sum('exitedEmpty'),
  lostBySystem: sum('lostBySystem'),
})
