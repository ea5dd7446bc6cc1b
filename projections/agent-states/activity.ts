import type { AgentCall, StateInterval } from '../../domain/agents/state.ts'
import type { TableWrite } from '../../domain/kernel/projection.ts'
import { quarterOf, type Micros } from '../../domain/kernel/time.ts'
import { noChanges, tableWrite } from '../queue-visits/page-writes.ts'
import { rowCache } from '../queue-visits/row-cache.ts'
import { callText, intervalText } from './activity-text.ts'
import type { Chain, Consequence } from './chain.ts'
import { isNet, put, type Change } from './netting.ts'

export interface ActivityKey {
  readonly site: string
  readonly agent: string
  readonly start: Micros
}

/** What an agent did in a quarter of an hour: intervals by their end, calls by their answer or miss. */
export interface Activity extends ActivityKey {
  /** Ascending by `from`. */
  intervals: StateInterval[]
  /** Ascending by `at` and position. */
  calls: AgentCall[]
  stored: boolean
}

export interface StoredActivity {
  activities(keys: readonly ActivityKey[]): Promise<readonly Activity[]>
  newestActivity(): Promise<Micros | undefined>
}

/** What changes in a row. */
interface ActivityChanges {
  readonly key: ActivityKey
  readonly intervals: Change<StateInterval>[]
  readonly calls: Change<AgentCall>[]
}

/**
 * Intervals and calls, a quarter of an hour of an agent in one row: there is nearly one for each row of queue_log, and a database takes
 * a row of text five times faster than its parts.
 */
export interface Activities {
  take(chain: Chain, consequences: readonly Consequence[]): void
  settle(): Promise<TableWrite>
}

export async function createActivities(stored: StoredActivity, capacity: number): Promise<Activities> {
  const cache = rowCache<ActivityKey, Activity>({
    capacity,
    newest: await stored.newestActivity(),
    nameOf: ({ site, agent, start }) => `${start}\0${site}\0${agent}`,
    fresh: key => ({ ...key, intervals: [], calls: [], stored: false }),
    load: keys => stored.activities(keys),
  })
  let pending: ActivityChanges[] = []

  return {
    take({ site, agent }, consequences) {
      const rows = new Map<Micros, ActivityChanges>()
      const rowAt = (start: Micros): ActivityChanges => {
        let row = rows.get(start)
        if (!row) rows.set(start, (row = { key: { site, agent, start }, intervals: [], calls: [] }))
        return row
      }
      const { intervals, calls } = netted(consequences)
      for (const { before, after } of intervals) {
        if (before) rowAt(quarterOf(before.to)).intervals.push({ before, after: null })
        if (after) rowAt(quarterOf(after.to)).intervals.push({ before: null, after })
      }
      for (const change of calls) rowAt(quarterOf((change.after ?? change.before)?.at ?? 0)).calls.push(change)
      pending.push(...rows.values())
    },

    async settle() {
      const written = noChanges()
      const rows = await cache.fetch(pending.map(({ key }) => key))
      for (const [index, activity] of rows.entries()) {
        const { site, agent, start } = activity
        for (const change of pending[index]?.intervals ?? [])
          activity.intervals = changed(activity.intervals, change, ({ from }) => from)
        for (const change of pending[index]?.calls ?? [])
          activity.calls = changed(activity.calls, change, ({ position }) => position)
        if (activity.intervals.length + activity.calls.length === 0) {
          if (activity.stored) written.remove.push([site, agent, start])
          cache.forget(activity)
          continue
        }
        const intervals = activity.intervals.sort((a, b) => a.from - b.from)
        const calls = activity.calls.sort((a, b) => a.at - b.at || a.position - b.position)
        const row = [site, agent, start, intervalText(intervals, start), callText(calls, start)]
        ;(activity.stored ? written.replace : written.insert).push(row)
        activity.stored = true
      }
      pending = []
      cache.trim()
      return tableWrite('activity', ['site', 'agent', 'start_us', 'intervals', 'calls'], 3, written)
    },
  }
}

function netted(consequences: readonly Consequence[]) {
  const intervals = new Map<Micros, Change<StateInterval>>()
  const calls = new Map<number, Change<AgentCall>>()
  for (const { kind, row, by } of consequences)
    if (kind === 'interval') put(intervals, row.from, row, by)
    else if (kind === 'call') put(calls, row.position, row, by)
  return { intervals: [...intervals.values()].filter(isNet), calls: [...calls.values()].filter(isNet) }
}

function changed<R>(rows: R[], { before, after }: Change<R>, keyOf: (row: R) => number): R[] {
  const kept = before ? rows.filter(row => keyOf(row) !== keyOf(before)) : rows
  if (after) kept.push(after)
  return kept
}
