import type { Queryable } from '../../domain/kernel/projection.ts'
import { cursorOf, keyOfCursor, type CursorKey } from '../cursor.ts'
import { parameters, type Parameters } from '../parameters.ts'
import type { RowPage, Scope, SiteItem } from '../scope.ts'
import columnsSql from './sql/answer-columns.sql'
import type { AnswerFilter, AnswersRequest, QualificationAnswerRow } from './types.ts'

const keyShape: CursorKey = [0, 0]

/** Answers that fit everything the filter names. */
export async function answers(
  db: Queryable,
  { filter, orderBy, first, after }: AnswersRequest,
): Promise<RowPage<QualificationAnswerRow>> {
  const given = parameters()
  const direction = orderBy === 'NEWEST_FIRST' ? 'desc' : 'asc'
  const conditions = [...conditionsOf(filter, given), ...behind(after, direction, given)]
  const { rows } = await db.query<QualificationAnswerRow>(
    `select ${columnsSql} from qualification_answers.answer a where ${['true', ...conditions].join(' and ')}
     order by a.answered_us ${direction}, a.position ${direction} limit ${given.add(first + 1, 'bigint')}`,
    given.values,
  )
  return {
    rows: rows.slice(0, first).map(row => ({ ...row, cursor: cursorOf([row.answeredAt, row.id]) })),
    hasNextPage: rows.length > first,
  }
}

function conditionsOf(filter: AnswerFilter, given: Parameters): readonly string[] {
  const { scope, period, site, agents, qualifications, subQualifications } = filter
  const within = period
    ? [`a.answered_us >= ${given.add(period.from, 'bigint')}`, `a.answered_us < ${given.add(period.to, 'bigint')}`]
    : []
  return [
    ...scopeCondition(scope, given),
    ...within,
    ...(site === undefined ? [] : [`a.site = ${given.add(site, 'text')}`]),
    ...(agents ? [isAmong('agent', agents, given)] : []),
    ...(qualifications ? [`a.qualification = any (${given.add(qualifications, 'text[]')})`] : []),
    ...(subQualifications ? [`a.sub_qualification = any (${given.add(subQualifications, 'text[]')})`] : []),
  ]
}

/** Whose answers may be seen, by their queues. */
export const scopeCondition = (scope: Scope, given: Parameters): readonly string[] =>
  scope === 'all' ? [] : [isAmong('queue', scope, given)]

function isAmong(column: 'queue' | 'agent', items: readonly SiteItem[], given: Parameters): string {
  const sites = given.add(
    items.map(({ site }) => site),
    'text[]',
  )
  const names = given.add(
    items.map(({ name }) => name),
    'text[]',
  )
  return `(a.site, a.${column}) in (select * from unnest(${sites}, ${names}))`
}

function behind(after: string | undefined, direction: 'asc' | 'desc', given: Parameters): readonly string[] {
  if (after === undefined) return []
  const [at, position] = keyOfCursor(after, keyShape).map(part => given.add(part, 'bigint'))
  return [`(a.answered_us, a.position) ${direction === 'desc' ? '<' : '>'} (${at}, ${position})`]
}
