import type { Queryable } from '../../domain/kernel/projection.ts'
import type { CallKey } from '../calls/types.ts'
import { parameters } from '../parameters.ts'
import type { Scope } from '../scope.ts'
import { scopeCondition } from './answers.ts'
import columnsSql from './sql/answer-columns.sql'
import ofCallsSql from './sql/of-calls.sql'
import type { QualificationAnswerRow } from './types.ts'

/**
 * What was answered about the calls, under any name of their channels, the oldest answer first.
 * @returns in the order of the calls
 */
export async function answersOfCalls(
  db: Queryable,
  calls: readonly CallKey[],
  scope: Scope,
): Promise<readonly (readonly QualificationAnswerRow[])[]> {
  const found = calls.map((): QualificationAnswerRow[] => [])
  if (calls.length === 0) return found
  const given = parameters()
  const column = (field: keyof CallKey): string =>
    given.add(
      calls.map(call => call[field]),
      'text[]',
    )
  const statement = ofCallsSql
    .replaceAll('{sites}', column('site'))
    .replaceAll('{nodes}', column('node'))
    .replaceAll('{calls}', column('callId'))
    .replaceAll('{columns}', columnsSql)
    .replaceAll('{visible}', ['true', ...scopeCondition(scope, given)].join(' and '))
  const { rows } = await db.query<QualificationAnswerRow & { readonly asked: number }>(statement, given.values)
  for (const { asked, ...answer } of rows) found[asked - 1]?.push(answer)
  return found
}
