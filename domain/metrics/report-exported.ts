import type { ExportFormat } from '../kernel/export-format.ts'

/** Every export of figures and of the visits behind them, so that an auditor sees who took what out of the house. */
export const reportExportStream = 'exports/reports'

export interface ReportExported {
  readonly type: 'ReportExported'
  /** The field of Query that was asked: `queueStatistics`. */
  readonly report: string
  readonly format: ExportFormat
  /** As it was asked for: names of the parameters with their values. What the token may see cuts it further. */
  readonly filter: Readonly<Record<string, readonly string[]>>
  /** Rows that were sent. */
  readonly rows: number
  /** false: the reader went away, or it failed on the way. */
  readonly complete: boolean
}
