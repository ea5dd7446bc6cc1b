import type { ExportFormat } from '../kernel/export-format.ts'

/** Every export of answers, so that an auditor sees who took what out of the house (contact-center L-27). */
export const answerExportStream = 'exports/qualifications'

export const qualificationAnswersExported = 'QualificationAnswersExported'

/** `xivo` has the header of the original (contact-center §13, G-19), with names instead of ids; `full` says everything. */
export type AnswerExportForm = 'full' | 'xivo'

export interface QualificationAnswersExported {
  readonly type: typeof qualificationAnswersExported
  readonly form: AnswerExportForm
  /** As it was asked for: names of the parameters with their values. What the token may see cuts it further. */
  readonly filter: Readonly<Record<string, readonly string[]>>
  /** Absent in events of before there were others: csv. */
  readonly format?: ExportFormat
  /** Answers that were sent. */
  readonly rows: number
  /** false: the reader went away, or it failed on the way. */
  readonly complete: boolean
}
