import type { Position } from '../../../domain/kernel/event.ts'
import type { Queryable } from '../../../domain/kernel/projection.ts'
import { cursorOf, keyOfCursor, type CursorKey } from '../../cursor.ts'
import { parameters, type Parameters } from '../../parameters.ts'
import type { PageRequest, RowPage } from '../../scope.ts'
import { queuesIn } from './figures-sql.ts'
import { hoursOfQueues, isWithin } from './hours.ts'
import { knownQueues, scopeArrays } from './known-queues.ts'
import { beginningOfTime, endOfTime } from '../sites.ts'
import visitColumnsSql from '../sql/visit-columns.sql'
import type { QueueVisitFilter, QueueVisitKey, QueueVisitRow } from '../types.ts'

type TransferColumn = 'transferKind' | 'transferTo' | 'transferContext' | 'transferMethod'
export type VisitRecord = Omit<QueueVisitRow, 'transfer'> & Readonly<Record<TransferColumn, string | null>>

const keyShape: CursorKey = [0, '', '', '', 0]

/**
 * Visits that fit everything the filter names, the newest entry first. Waits of callers who wait still are unknown, so a filter by
 * wait leaves them out.
 * @throws InvalidCursor
 */
export async function queueVisits(
  db: Queryable,
  filter: QueueVisitFilter,
  { first, after }: PageRequest,
): Promise<RowPage<QueueVisitRow>> {
  const given = parameters()
  const conditions = [...conditionsOf(filter, given), ...(await conditionOfHours(db, filter, given))]
  if (after !== undefined) {
    const [entered, site, node, callId, number] = keyOfCursor(after, keyShape)
    conditions.push(
      `(v.entered_us, v.site, v.node, v.call_id, v.visit_number) < (${given.add(entered, 'bigint')}, ` +
        `${given.add(site, 'text')}, ${given.add(node, 'text')}, ${given.add(callId, 'text')}, ${given.add(number, 'bigint')})`,
    )
  }
  const { rows } = await db.query<VisitRecord>(
    `select ${visitColumnsSql} from queue_visits.visit v
     where ${['true', ...conditions].join(' and ')}
     order by v.entered_us desc, v.site desc, v.node desc, v.call_id desc, v.visit_number desc
     limit ${given.add(first + 1, 'bigint')}`,
    given.values,
  )
  const page = rows.slice(0, first).map(visitOfRecord)
  return {
    rows: page.map(row => ({
      ...row,
      cursor: cursorOf([row.enteredAt, row.site, row.node, row.callId, row.visitNumber]),
    })),
    hasNextPage: rows.length > first,
  }
}

function conditionsOf(filter: QueueVisitFilter, given: Parameters): string[] {
  const { period, scope, outcomes, agents, callId, callerNumberPrefix, calledNumberPrefix, waitAtLeast, excluded } =
    filter
  const [sites, queues] = scopeArrays(scope)
  return [
    ...(period
      ? [`v.entered_us >= ${given.add(period.from, 'bigint')} and v.entered_us < ${given.add(period.to, 'bigint')}`]
      : []),
    ...(sites
      ? [`(v.site, v.queue) in (select * from unnest(${given.add(sites, 'text[]')}, ${given.add(queues, 'text[]')}))`]
      : []),
    ...(outcomes ? [`v.outcome = any (${given.add(outcomes, 'text[]')})`] : []),
    ...(agents ? [`v.agent = any (${given.add(agents, 'text[]')})`] : []),
    ...(callId === undefined ? [] : [`v.call_id = ${given.add(callId, 'text')}`]),
    ...(callerNumberPrefix === undefined
      ? []
      : [`starts_with(v.caller_number, ${given.add(callerNumberPrefix, 'text')})`]),
    ...(calledNumberPrefix === undefined
      ? []
      : [`starts_with(v.called_number, ${given.add(calledNumberPrefix, 'text')})`]),
    ...(excluded === undefined ? [] : [excluded === 'ONLY' ? 'v.excluded' : 'not v.excluded']),
    ...(waitAtLeast === undefined ? [] : [`v.wait_us >= ${given.add(waitAtLeast, 'bigint')}`]),
  ]
}

async function conditionOfHours(
  db: Queryable,
  { openingHours = 'ALL', scope, period }: QueueVisitFilter,
  given: Parameters,
): Promise<readonly string[]> {
  if (openingHours === 'ALL') return []
  const all = { from: beginningOfTime, to: endOfTime }
  const groups = await hoursOfQueues(db, await knownQueues(db, scope), period ?? all, openingHours)
  const within = groups.map(
    ({ queues, hours }) => `(${queuesIn(queues, given)} and ${isWithin('v.entered_us', hours, given)})`,
  )
  return [within.length > 0 ? `(${within.join(' or ')})` : 'false']
}

const byKey = 'v.site = $1 and v.node = $2 and v.call_id = $3 and v.visit_number = $4'
const valuesOf = ({ site, node, callId, visitNumber }: QueueVisitKey) => [site, node, callId, visitNumber]

/** @returns undefined when there is no such visit */
export async function visitById(db: Queryable, key: QueueVisitKey): Promise<QueueVisitRow | undefined> {
  const { rows } = await db.query<VisitRecord>(
    `select ${visitColumnsSql} from queue_visits.visit v where ${byKey}`,
    valuesOf(key),
  )
  return rows[0] && visitOfRecord(rows[0])
}

/** Where in the log the rows stand that the visit was read from, ascending; none when there is no such visit. */
export async function visitPositions(db: Queryable, key: QueueVisitKey): Promise<readonly Position[]> {
  const { rows } = await db.query<{ positions: readonly Position[] }>(
    `select v.positions from queue_visits.visit v where ${byKey}`,
    valuesOf(key),
  )
  return [...(rows[0]?.positions ?? [])].sort((a, b) => a - b)
}

export function visitOfRecord(record: VisitRecord): QueueVisitRow {
  const { transferKind, transferTo: to, transferContext: context, transferMethod: method, ...visit } = record
  if (transferKind === null) return { ...visit, transfer: null }
  return { ...visit, transfer: { kind: transferKind as 'BLIND' | 'ATTENDED', to, context, method } }
}
