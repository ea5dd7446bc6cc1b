import type { SiteRestart } from './nodes.ts'
import type { Queryable } from '../../domain/kernel/projection.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import { callsOfText, intervalsOfText, sumsOfText } from './figures/activity-text.ts'
import type { StoredClaim } from './alias-book.ts'
import type { DayEntry } from './chain.ts'
import type { InterfaceDay, WantedDays } from './interface-days.ts'
import {
  agentSums,
  type FigureKey,
  type FigureShape,
  type StoredFigures,
  type StoredRow,
} from './figures/figure-tables.ts'
import type { StoredQuarter, StoredQuarters } from './figures/quarters.ts'
import entriesWithin from './sql/entries-within.sql'
import { storedRings, type StoredRings } from './rings/stored-rings.ts'

/** Days of an agent, from the one to the other. */
export interface DayStretch {
  readonly site: string
  readonly agent: string
  readonly from: Micros
  readonly through: Micros
}

/** What the tables hold of the fold's memory. */
export interface Stored extends StoredFigures, StoredQuarters, StoredRings {
  sites(): Promise<readonly { readonly site: string; readonly zone: string }[]>
  nodes(): Promise<readonly { readonly site: string; readonly node: string; readonly newest: Micros }[]>
  restarts(): Promise<readonly SiteRestart[]>
  claims(): Promise<readonly StoredClaim[]>
  agents(): Promise<readonly { readonly site: string; readonly agent: string; readonly state: string }[]>
  /** For each stretch its days, ascending; and the next one behind, if there is one. */
  entriesWithin(stretches: readonly DayStretch[]): Promise<readonly (readonly DayEntry[])[]>
  /** Of the days wanted, those on which the PBX has rows with such a name. */
  interfaceDays(wanted: readonly WantedDays[]): Promise<readonly InterfaceDay[]>
}

export function storedTables(sql: Queryable): Stored {
  const all = async <R extends object>(text: string, values: readonly unknown[] = []): Promise<R[]> =>
    (await sql.query<R>(text, values)).rows

  return {
    ...storedRings(sql),
    sites: () => all('select site, time_zone as zone from site'),
    nodes: () => all('select site, node, newest_us as newest from node'),
    restarts: () => all('select site, node, position, at_us as at, since_us as since from restart'),
    claims: () => all('select site, node, key, at_us as at, position, agent from alias'),
    agents: () =>
      all(
        `select site, agent, agent_state as state from agent_now
         union all select site, agent, agent_state from unseen_agent`,
      ),
    async entriesWithin(stretches) {
      const rows = await all<DayEntry & { readonly stretch: number }>(entriesWithin, [
        stretches.map(({ site }) => site),
        stretches.map(({ agent }) => agent),
        stretches.map(({ from }) => from),
        stretches.map(({ through }) => through),
      ])
      const found = stretches.map((): DayEntry[] => [])
      for (const { stretch, ...entry } of rows) found[stretch - 1]?.push(entry)
      return found
    },

    interfaceDays: wanted =>
      all(
        `select distinct site, node, key, day_us as day from interface_day
         join unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::bigint[]) wanted (site, node, key, from_us, to_us)
         using (site, node, key)
         where day_us between from_us and to_us
         order by site, node, key, day_us`,
        [
          wanted.map(({ site }) => site),
          wanted.map(({ node }) => node),
          wanted.map(({ key }) => key),
          wanted.map(({ from }) => from),
          wanted.map(({ to }) => to),
        ],
      ),

    async newest({ table }) {
      const [row] = await all<{ newest: Micros | null }>(`select max(start_us) as newest from ${table}`)
      return row?.newest ?? undefined
    },

    async newestQuarter() {
      const [row] = await all<{ newest: Micros | null }>('select max(start_us) as newest from activity')
      return row?.newest ?? undefined
    },

    quarters: async keys =>
      (
        await all<QuarterRecord>(
          `select activity.* from activity
           join unnest($1::text[], $2::text[], $3::bigint[]) wanted (site, agent, start_us) using (site, agent, start_us)`,
          [keys.map(({ site }) => site), keys.map(({ agent }) => agent), keys.map(({ start }) => start)],
        )
      ).map(storedQuarterOf),

    rows: async (shape, keys) =>
      (
        await all<Record<string, number | string>>(
          `select stored.* from ${shape.table} stored
           join unnest($1::text[], $2::text[], $3::text[], $4::bigint[]) wanted (site, agent, about, start_us)
           using (site, agent, start_us) ${shape.about === undefined ? '' : `where stored.${shape.about} = wanted.about`}`,
          keyArrays(keys),
        )
      ).map(row => figureRowOf(shape, row)),

    ofSite: async (shape, site) =>
      (await all<Record<string, number | string>>(`select * from ${shape.table} where site = $1`, [site])).map(row =>
        figureRowOf(shape, row),
      ),
  }
}

const keyArrays = (keys: readonly FigureKey[]) => [
  keys.map(({ site }) => site),
  keys.map(({ agent }) => agent),
  keys.map(({ about }) => about),
  keys.map(({ start }) => start),
]

const figureRowOf = ({ about, sums }: FigureShape, row: Readonly<Record<string, number | string>>): StoredRow => ({
  site: String(row['site']),
  agent: String(row['agent']),
  about: about === undefined ? '' : String(row[about]),
  start: Number(row['start_us']),
  sums: sums.map(sum => Number(row[sum])),
})

/** A row of the table activity. */
export type QuarterRecord = Readonly<Record<string, number | string>>

export function storedQuarterOf(row: QuarterRecord): StoredQuarter {
  const start = Number(row['start_us'])
  const text = (column: string) => String(row[column])
  const sums = agentSums.map(sum => Number(row[sum]))
  return {
    site: text('site'),
    agent: text('agent'),
    start,
    own: { about: '', sums, counted: [...sums] },
    pauses: sumsOfText(text('pauses')),
    queues: sumsOfText(text('queues')),
    intervals: intervalsOfText(text('intervals'), start),
    calls: callsOfText(text('calls'), start),
  }
}
