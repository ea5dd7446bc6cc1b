import type { Projection } from '../../domain/kernel/projection.ts'
import { qualificationAnswered } from '../../domain/qualifications/answers.ts'
import { recordsPurged } from '../../domain/retention/purge.ts'
import { answerFold } from './fold.ts'
import indexes from './indexes.sql'
import { retention } from './retention.ts'
import tables from './tables.sql'

/** What agents said their calls were about. */
export const qualificationAnswers: Projection = {
  name: 'qualification_answers',
  version: 1,
  handles: [qualificationAnswered, recordsPurged],
  tables,
  indexes,
  onError: 'stop',
  retention,
  open: () => Promise.resolve(answerFold),
}
