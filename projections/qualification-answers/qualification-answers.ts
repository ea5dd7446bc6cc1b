import type { Projection } from '../../domain/kernel/projection.ts'
import { qualificationAnswered } from '../../domain/qualifications/answers.ts'
import { answerFold } from './fold.ts'
import indexes from './indexes.sql'
import tables from './tables.sql'

/** What agents said their calls were about. */
export const qualificationAnswers: Projection = {
  name: 'qualification_answers',
  version: 1,
  handles: [qualificationAnswered],
  tables,
  indexes,
  onError: 'stop',
  open: () => Promise.resolve(answerFold),
}
