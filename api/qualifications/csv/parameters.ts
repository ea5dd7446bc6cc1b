import type { Period } from '../../../domain/metrics/figures.ts'
import type { AnswerExportForm } from '../../../domain/qualifications/export.ts'
import { badInput } from '../../schema/errors.ts'
import { asAsked, listed, onlyKnown, periodOf, periodParameters, single } from '../../http/period-parameters.ts'

export interface AnswerExportRequest {
  readonly form: AnswerExportForm
  readonly queues: readonly string[] | undefined
  readonly agents: readonly string[] | undefined
  /** A day begins when it begins at the site. */
  readonly periodAt: (zone: string) => Period
  /** The same as it was asked for. */
  readonly asked: Readonly<Record<string, readonly string[]>>
}

/** @throws BAD_USER_INPUT that names the parameter */
export function answerExportRequestOf(parameters: URLSearchParams): AnswerExportRequest {
  onlyKnown(parameters, ['queue', 'agent', ...periodParameters, 'form'])
  return {
    periodAt: periodOf(parameters),
    form: formOf(single(parameters, 'form') ?? 'xivo'),
    queues: listed(parameters, 'queue'),
    agents: listed(parameters, 'agent'),
    asked: asAsked(parameters, ['form']),
  }
}

function formOf(form: string): AnswerExportForm {
  if (form === 'full' || form === 'xivo') return form
  throw badInput('form', `"${form}" is none; write full or xivo`)
}
