import type { AgentCall, StateInterval } from '../../domain/agents/state.ts'
import type { TableWrite } from '../../domain/kernel/projection.ts'
import { quarterOf, type Micros } from '../../domain/kernel/time.ts'
import type { MicrosLength } from '../../domain/metrics/figures.ts'
import { noChanges, tableWrite } from '../queue-visits/page-writes.ts'
import { callText, intervalText } from './activity-text.ts'
import type { Chain, Consequence } from './chain.ts'
import { heldRows, type HeldRow } from './held-rows.ts'
import { isNet, put, type Change } from './netting.ts'

export interface ActivityKey {
  readonly site: string
  readonly agent: string
  readonly start: Micros
}

/** What an agent did in a quarter of an hour, as the table has it. */
export interface StoredActivity extends ActivityKey {
  /** By their end; ascending by `from`. */
  readonly intervals: StateInterval[]
  /** By the answer or miss; ascending by `at` and position. */
  readonly calls: AgentCall[]
}

export interface StoredActivities {
  activities(keys: readonly ActivityKey[]): Promise<readonly StoredActivity[]>
  newestActivity(): Promise<Micros | undefined>
}

interface Activity extends HeldRow {
  intervals: StateInterval[]
  calls: AgentCall[]
  isStored: boolean
}

/**
 * Intervals and calls, a quarter of an hour of an agent in one row: there is nearly one for each row of queue_log, and a database takes
 * a row of text five times faster than its parts.
 */
export interface Activities {
  take(chain: Chain, consequences: readonly Consequence[]): void
  settle(): Promise<TableWrite>
}

/** @param span how far behind the newest row of an agent rows are held */
export async function createActivities(stored: StoredActivities, span: MicrosLength): Promise<Activities> {
  const held = heldRows<Activity>({
    newest: await stored.newestActivity(),
    span,
    fresh: (chain, _, start) => ({ chain, start, intervals: [], calls: [], isStored: false, isChanged: false }),
  })
  let away: { readonly chain: Chain; readonly start: Micros; readonly apply: (activity: Activity) => void }[] = []

  function change(chain: Chain, start: Micros, apply: (activity: Activity) => void): void {
    const activity = held.get(chain, '', start)
    if (activity) apply(activity)
    else away.push({ chain, start, apply })
  }

  async function fetch(): Promise<void> {
    if (away.length === 0) return
    const wanted = new Map(away.map(({ chain, start }) => [nameOf({ ...chain, start }), { chain, start }]))
    const keys = [...wanted.values()].map(({ chain: { site, agent }, start }) => ({ site, agent, start }))
    const found = new Map((await stored.activities(keys)).map(row => [nameOf(row), row]))
    const rows = new Map<string, Activity>()
    for (const [name, { chain, start }] of wanted) {
      const { intervals = [], calls = [] } = found.get(name) ?? {}
      const row = { chain, start, intervals, calls, isStored: found.has(name), isChanged: false }
      rows.set(name, row)
      held.hold('', row)
    }
    for (const { chain, start, apply } of away) {
      const row = rows.get(nameOf({ ...chain, start }))
      if (row) apply(row)
    }
    away = []
  }

  return {
    take(chain, consequences) {
      const { intervals, calls } = netted(consequences)
      for (const { before, after } of intervals) {
        if (before) change(chain, quarterOf(before.to), activity => removeFrom(activity.intervals, ofInterval(before)))
        if (after) change(chain, quarterOf(after.to), activity => activity.intervals.push(after))
      }
      for (const { before, after } of calls) {
        if (before) change(chain, quarterOf(before.at), activity => removeFrom(activity.calls, ofCall(before)))
        if (after) change(chain, quarterOf(after.at), activity => activity.calls.push(after))
      }
    },

    async settle() {
      await fetch()
      const written = noChanges()
      for (const activity of held.take()) {
        const { chain, start, intervals, calls } = activity
        if (intervals.length + calls.length === 0) {
          if (activity.isStored) written.remove.push([chain.site, chain.agent, start])
          held.forget('', activity)
          continue
        }
        intervals.sort((a, b) => a.from - b.from)
        calls.sort((a, b) => a.at - b.at || a.position - b.position)
        const row = [chain.site, chain.agent, start, intervalText(intervals, start), callText(calls, start)]
        ;(activity.isStored ? written.replace : written.insert).push(row)
        activity.isStored = true
      }
      return tableWrite('activity', ['site', 'agent', 'start_us', 'intervals', 'calls'], 3, written)
    },
  }
}

const nameOf = ({ site, agent, start }: ActivityKey): string => `${start}\0${site}\0${agent}`

const ofInterval = (one: StateInterval) => (other: StateInterval) => other.from === one.from
const ofCall = (one: AgentCall) => (other: AgentCall) => other.position === one.position

function removeFrom<R>(rows: R[], isIt: (row: R) => boolean): void {
  const index = rows.findIndex(isIt)
  if (index >= 0) rows.splice(index, 1)
}

function netted(consequences: readonly Consequence[]) {
  const intervals = new Map<Micros, Change<StateInterval>>()
  const calls = new Map<number, Change<AgentCall>>()
  for (const { kind, row, by } of consequences)
    if (kind === 'interval') put(intervals, row.from, row, by)
    else if (kind === 'call') put(calls, row.position, row, by)
  return { intervals: [...intervals.values()].filter(isNet), calls: [...calls.values()].filter(isNet) }
}
