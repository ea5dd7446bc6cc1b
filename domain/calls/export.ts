import type { ExportFormat } from '../kernel/export-format.ts'

/** Every export of the history of calls, so that an auditor sees who took what out of the house (platform-services 2, 8). */
export const callExportStream = 'exports/calls'

export const callHistoryExported = 'CallHistoryExported'

export type CallExportForm = 'full' | 'xivo'

export interface CallHistoryExported {
  readonly type: typeof callHistoryExported
  readonly form: CallExportForm
  /** As it was asked for: names of the filter with their values. What the token may see cuts it further. */
  readonly filter: Readonly<Record<string, readonly string[]>>
  /** Absent in events of before there were others: csv. */
  readonly format?: ExportFormat
  /** Calls that were sent. */
  readonly rows: number
  /** false: the reader went away, or it failed on the way. */
  readonly complete: boolean
}
