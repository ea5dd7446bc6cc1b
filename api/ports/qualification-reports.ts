import type { CallKey } from '../../projections/calls/types.ts'
import type {
  AnswerStatisticsRequest,
  AnswerStatisticsRow,
  AnswersRequest,
  QualificationAnswerRow,
} from '../../projections/qualification-answers/types.ts'
import type { RowPage, Scope } from '../../projections/scope.ts'

/** The questions about what agents said their calls were about. */
export interface QualificationReports {
  answers(request: AnswersRequest): Promise<RowPage<QualificationAnswerRow>>
  /** Of each call what was answered about it in queues of the scope. */
  ofCalls(calls: readonly CallKey[], scope: Scope): Promise<readonly (readonly QualificationAnswerRow[])[]>
  statistics(request: AnswerStatisticsRequest): Promise<readonly AnswerStatisticsRow[]>
}
