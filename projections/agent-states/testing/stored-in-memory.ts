import type { MemoryTables, RecordOf } from '../../queue-visits/testing/memory-tables.ts'
import type { FigureShape, StoredRow } from '../figures/figure-tables.ts'
import type { WantedDays } from '../interface-days.ts'
import type { HeardRing, RingsOfCall, StoredGap } from '../rings/stored-rings.ts'
import { storedQuarterOf, type DayStretch, type QuarterRecord, type Stored } from '../stored.ts'

/** What stored.ts asks a database for, from tables in memory. */
export function storedInMemory(tables: MemoryTables): Stored {
  const text = (row: RecordOf, column: string) => row[column] as string
  const number = (row: RecordOf, column: string) => row[column] as number
  const place = (row: RecordOf) => ({ site: text(row, 'site'), node: text(row, 'node') })

  const days = ({ table, about, sums }: FigureShape): StoredRow[] =>
    tables.rows(table).map(row => ({
      site: text(row, 'site'),
      agent: text(row, 'agent'),
      about: about === undefined ? '' : text(row, about),
      start: number(row, 'start_us'),
      sums: sums.map(sum => number(row, sum)),
    }))

  const quarters = () => tables.rows('activity').map(row => storedQuarterOf(row as QuarterRecord))

  /** As the views of a quarter's figures. */
  const figures = (shape: FigureShape): StoredRow[] => {
    if (!shape.table.startsWith('quarter')) return days(shape)
    return quarters().flatMap(({ site, agent, start, own, pauses, queues }) => {
      const parts = { quarter: [own], quarter_pause: pauses, quarter_queue: queues }[shape.table] ?? []
      return parts.map(({ about, sums }) => ({ site, agent, start, about, sums }))
    })
  }

  const rings = (): HeardRing[] =>
    tables
      .rows('heard_ring')
      .map(row => ({
        ...place(row),
        callid: text(row, 'call_id'),
        began: number(row, 'began'),
        queue: text(row, 'queue'),
        agent: text(row, 'agent'),
        uniqueId: text(row, 'unique_id'),
        from: number(row, 'from_us'),
        to: row['to_us'] as number | null,
        outcome: row['outcome'] as HeardRing['outcome'],
        toldAt: number(row, 'told_us'),
        completedAt: row['completed_us'] as number | null,
      }))
      .sort((a, b) => a.from - b.from || a.began - b.began)

  const answer = {
    sites: () => tables.rows('site').map(row => ({ site: text(row, 'site'), zone: text(row, 'time_zone') })),
    nodes: () => tables.rows('node').map(row => ({ ...place(row), newest: number(row, 'newest_us') })),
    restarts: () =>
      tables.rows('restart').map(row => ({
        ...place(row),
        position: number(row, 'position'),
        at: number(row, 'at_us'),
        since: row['since_us'] as number | null,
      })),
    claims: () =>
      tables.rows('alias').map(row => ({
        ...place(row),
        key: text(row, 'key'),
        at: number(row, 'at_us'),
        position: number(row, 'position'),
        agent: text(row, 'agent'),
      })),
    agents: () =>
      ['agent_now', 'unseen_agent']
        .flatMap(table => tables.rows(table))
        .map(row => ({ site: text(row, 'site'), agent: text(row, 'agent'), state: text(row, 'agent_state') })),
    entriesWithin: (stretches: readonly DayStretch[]) =>
      stretches.map(({ site, agent, from, through }) =>
        tables
          .rows('day_entry')
          .filter(row => row['site'] === site && row['agent'] === agent && number(row, 'day_us') >= from)
          .map(row => ({
            day: number(row, 'day_us'),
            state: text(row, 'agent_state'),
            implied: row['implied'] as string | null,
          }))
          .sort((a, b) => a.day - b.day)
          .filter(({ day }, index, all) => day <= through || (all[index - 1]?.day ?? -Infinity) <= through),
      ),
    interfaceDays: (wanted: readonly WantedDays[]) =>
      tables
        .rows('interface_day')
        .map(row => ({ ...place(row), key: text(row, 'key'), day: number(row, 'day_us') }))
        .filter(({ site, node, key, day }) =>
          wanted.some(
            some => some.site === site && some.node === node && some.key === key && some.from <= day && day <= some.to,
          ),
        ),
    heardNodes: () => tables.rows('heard_node').map(row => ({ ...place(row), newest: number(row, 'newest_us') })),
    heardGaps: () =>
      tables.rows('heard_gap').map(row => ({ ...place(row), from: number(row, 'from_us'), to: number(row, 'to_us') })),
    newestRings: (span: number) =>
      rings().filter(ring => {
        const node = tables.rows('heard_node').find(row => row['site'] === ring.site && row['node'] === ring.node)
        return node !== undefined && ring.from >= number(node, 'newest_us') - span
      }),
    ringsOfCalls: (calls: readonly RingsOfCall[]) =>
      rings().filter(ring =>
        calls.some(call => call.site === ring.site && call.node === ring.node && call.callId === ring.callid),
      ),
    ringsOfAgent: (site: string, agent: string, from: number, to: number) =>
      rings().filter(ring => ring.site === site && ring.agent === agent && from <= ring.from && ring.from <= to),
    ringsWithin: ({ site, node, from, to }: StoredGap) =>
      rings().filter(
        ring => ring.site === site && ring.node === node && ring.from < to && ring.to !== null && ring.to > from,
      ),
    newestQuarter: () =>
      quarters().reduce<number | undefined>((newest, { start }) => Math.max(newest ?? -Infinity, start), undefined),
    quarters: (keys: readonly { site: string; agent: string; start: number }[]) =>
      quarters().filter(row =>
        keys.some(key => key.site === row.site && key.agent === row.agent && key.start === row.start),
      ),
    newest: (shape: FigureShape) =>
      figures(shape).reduce<number | undefined>((newest, { start }) => Math.max(newest ?? -Infinity, start), undefined),
    rows: (shape: FigureShape, keys: readonly { site: string; agent: string; about: string; start: number }[]) =>
      figures(shape).filter(row =>
        keys.some(
          key => key.site === row.site && key.agent === row.agent && key.about === row.about && key.start === row.start,
        ),
      ),
    ofSite: (shape: FigureShape, site: string) => figures(shape).filter(row => row.site === site),
  }
  return Object.fromEntries(
    Object.entries(answer).map(([name, find]) => [
      name,
      (...args: unknown[]) => Promise.resolve((find as (...given: unknown[]) => unknown)(...args)),
    ]),
  ) as unknown as Stored
}
