import type { Queryable } from '../../../domain/kernel/projection.ts'
import { parameters } from '../../parameters.ts'
import {
  columnsOf,
  mentionsAskedFor,
  numberSelects,
  periodConditions,
  type Mention,
  type SearchPlan,
} from './conditions.ts'
import type { CallFilter } from '../types.ts'

/**
 * Of so many names the calls are looked up name by name, each in the order of the index. Of more, most calls are asked for anyway: then
 * every call is looked at in order, and kept if it has one of them.
 */
const namesThatLead = 20

/**
 * Up to here what fits is gathered and sorted; beyond, calls are walked through in order until the page is full. Measured on a million calls:
 * to gather costs some 5 us for each that fits, to walk some 10 us for each that is passed over.
 */
const frequentFrom = 10_000

/**
 * @param byStart whether the page is in the order of the starts, in which the calls of a name are found anyway
 * @param from so many are frequent
 */
export async function searchPlan(
  db: Queryable,
  filter: CallFilter,
  byStart: boolean,
  from = frequentFrom,
): Promise<SearchPlan> {
  const leading = leadingNames(filter)
  return {
    leading: leading && (byStart || !(await areFrequent(db, filter, leading, from))) ? leading : undefined,
    isPrefixFrequent: filter.numberPrefix !== undefined && (await isPrefixFrequent(db, filter, from)),
  }
}

/** For a count, in no order. */
export const countPlan = (filter: CallFilter): SearchPlan => ({
  leading: leadingNames(filter),
  isPrefixFrequent: false,
})

function leadingNames(filter: CallFilter): readonly Mention[] | undefined {
  const [fewest] = mentionsAskedFor(filter)
  return fewest && fewest.length <= namesThatLead ? fewest : undefined
}

async function areFrequent(
  db: Queryable,
  { period }: CallFilter,
  names: readonly Mention[],
  from: number,
): Promise<boolean> {
  const given = parameters()
  const { kinds, sites, names: named } = columnsOf(names, given)
  const conditions = [
    'm.kind = asked.kind and m.name = asked.name and (asked.site is null or asked.site = m.site)',
    ...periodConditions('m.started_us', period, given),
  ]
  return hasMany(
    db,
    `select from unnest(${kinds}, ${sites}, ${named}) as asked (kind, site, name) cross join lateral
       (select from calls.mention m where ${conditions.join(' and ')} limit ${from}) as found`,
    given.values,
    from,
  )
}

async function isPrefixFrequent(db: Queryable, filter: CallFilter, from: number): Promise<boolean> {
  const given = parameters()
  const selects = numberSelects(filter, '', given).map(select => `(${select} limit ${from})`)
  return hasMany(db, selects.join(' union all '), given.values, from)
}

async function hasMany(db: Queryable, select: string, values: readonly unknown[], from: number): Promise<boolean> {
  const { rows } = await db.query<{ many: boolean }>(
    `select count(*) >= ${from} as many from (select from (${select}) as found limit ${from}) as few`,
    values,
  )
  return rows[0]?.many ?? false
}
