import type { Queryable } from '../../domain/kernel/projection.ts'
import { microsPerQuarter, quarterOf, type Micros } from '../../domain/kernel/time.ts'
import membershipsSql from './memberships.sql'
import { rowsIfBuilt, type NamesAsOf } from './names.ts'

/** An agent in a group, for whole quarters of an hour: figures are kept in these. */
export interface Membership {
  readonly site: string
  readonly agent: string
  /** Short name. */
  readonly group: string
  readonly from: Micros
  readonly to: Micros
}

interface Stretch extends Omit<Membership, 'to'> {
  readonly id: string
  readonly to: Micros | null
}

/** Behind every instant. */
const forever: Micros = Number.MAX_SAFE_INTEGER

/**
 * The groups that the agents were in, by site, agent and time; a quarter of an hour belongs to the group that he was in at its start.
 * TODAY: as if each had always been in the group that he is in now, or was in last.
 */
export async function memberships(
  db: Queryable,
  agents: readonly { readonly site: string; readonly agent: string }[],
  asOf: NamesAsOf,
): Promise<readonly Membership[]> {
  const rows = await rowsIfBuilt<Stretch>(db, membershipsSql, [
    agents.map(({ site }) => site),
    agents.map(({ agent }) => agent),
  ])
  const stretches = asOf === 'TODAY' ? asToday(rows) : rows
  const found: Membership[] = []
  for (const { site, agent, group, from, to } of stretches) {
    const next = { site, agent, group, from: quarterFrom(from), to: to === null ? forever : quarterFrom(to) }
    const before = found.at(-1)
    if (before && goesOn(before, next)) found[found.length - 1] = { ...before, to: next.to }
    else if (next.from < next.to) found.push(next)
  }
  return found
}

const quarterFrom = (at: Micros): Micros => (quarterOf(at) === at ? at : quarterOf(at) + microsPerQuarter)

const goesOn = (before: Membership, next: Membership): boolean =>
  before.site === next.site && before.agent === next.agent && before.group === next.group && before.to === next.from

/** The first holder of a number has had it from the beginning: what happened before anything was configured is his. */
function asToday(rows: readonly Stretch[]): readonly Stretch[] {
  const last = new Map(rows.map(({ site, id, group }) => [`${site}/${id}`, group]))
  return rows.map((row, index) => {
    const before = rows[index - 1]
    const isFirst = before?.site !== row.site || before.agent !== row.agent
    return { ...row, group: last.get(`${row.site}/${row.id}`) ?? row.group, from: isFirst ? 0 : row.from }
  })
}
