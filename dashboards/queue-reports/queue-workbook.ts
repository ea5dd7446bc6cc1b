import { tableAddress } from '../format/table-address.ts'
import type { StatisticsVariables } from './queries.ts'

interface Cut {
  readonly groupBy?: readonly string[]
  readonly interval?: string
  readonly column?: readonly string[]
}

/** The figures of the page as the server has them for a spreadsheet. */
export const queueWorkbook = ({ threshold, ...variables }: StatisticsVariables, cut: Cut): string =>
  tableAddress('queue-statistics.xlsx', { ...variables, thresholdSeconds: threshold, ...cut })
