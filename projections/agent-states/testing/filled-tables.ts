import type { Pool } from 'pg'
import { textOfState, unseen, type AgentState, type StateInterval } from '../../../domain/agents/state.ts'
import { microsPerQuarter, quarterOf, type Micros } from '../../../domain/kernel/time.ts'
import { startOfLocalDay } from '../../../domain/kernel/zone.ts'
import { nextIntervalStart } from '../../periodic/intervals.ts'
import { celProgress } from '../../cel-progress/cel-progress.ts'
import { directory } from '../../directory/directory.ts'
import { queueVisits } from '../../queue-visits/queue-visits.ts'
import { emptySchema } from '../../testing/in-postgres.ts'
import { callText, intervalText, sumsText } from '../figures/activity-text.ts'
import { agentSums, pauseSums, queueSums } from '../figures/figure-tables.ts'
import { noSums, type QuarterParts } from '../figures/quarters.ts'
import indexes from '../indexes.sql'
import periodic from '../periodic.sql'
import tables from '../tables.sql'

interface TestCall {
  readonly at: Micros
  readonly queue?: string
  readonly callId?: string
  readonly outcome: 'ANSWERED' | 'MISSED' | 'CANCELED'
  readonly ring?: number
  readonly talk?: number
  readonly wrapUp?: number
  readonly transfer?: 'BLIND' | 'ATTENDED'
}

export interface TestAgent {
  readonly site: string
  readonly zone: string
  readonly agent: string
  readonly intervals?: readonly Partial<StateInterval>[]
  readonly calls?: readonly TestCall[]
  /** Where he stands. */
  readonly now?: Partial<AgentState>
}

/** The tables that the agents' states and calls make: written row by row, without the fold. */
export async function fillTables(pool: Pool, agents: readonly TestAgent[]): Promise<void> {
  for (const { name, tables: ofIt } of [directory, celProgress, queueVisits]) await emptySchema(pool, name, ofIt)
  await emptySchema(pool, 'agent_states', `${tables}; ${periodic}; ${indexes}`)
  for (const agent of agents) await fillAgent(pool, agent)
}

async function fillAgent(pool: Pool, { site, zone, agent, intervals = [], calls = [], now = {} }: TestAgent) {
  const insert = async (table: string, row: Readonly<Record<string, unknown>>) => {
    const columns = Object.keys(row)
    const places = columns.map((_, index) => `$${index + 1}`)
    await pool.query(
      `insert into agent_states.${table} (${columns.join(', ')}) values (${places.join(', ')}) on conflict do nothing`,
      Object.values(row),
    )
  }
  const who = { site, agent }
  const activities = new Map<Micros, QuarterParts>()
  const inQuarter = (instant: Micros): QuarterParts => {
    const known = activities.get(quarterOf(instant))
    const row = known ?? { own: noSums('', agentSums), pauses: [], queues: [], intervals: [], calls: [] }
    activities.set(quarterOf(instant), row)
    return row
  }
  const sums = new Map<string, { key: Record<string, unknown>; table: string; sums: Record<string, number> }>()
  const add = (table: string, key: Record<string, unknown>, amounts: Readonly<Record<string, number>>) => {
    const name = JSON.stringify([table, key])
    const row = sums.get(name) ?? { table, key, sums: Object.fromEntries(columnsOf(table).map(column => [column, 0])) }
    for (const [column, amount] of Object.entries(amounts)) row.sums[column] = (row.sums[column] ?? 0) + amount
    sums.set(name, row)
  }
  const grains = {
    quarter: { startOf: quarterOf, next: (start: Micros) => start + microsPerQuarter },
    day: {
      startOf: (at: Micros) => startOfLocalDay(zone, at),
      next: (start: Micros) => nextIntervalStart(start, 'DAY', zone),
    },
  }

  await insert('site', { site, time_zone: zone })
  for (const part of intervals) {
    const { from, to, state, reason, queue, callId, loggedIn } = { ...someInterval, ...part }
    inQuarter(to).intervals.push({ from, to, state, reason, queue, callId, loggedIn })
    const column = columnOfState[state]
    if (column === undefined) continue
    for (const [grain, { startOf, next }] of Object.entries(grains))
      for (let start = startOf(from); start < to; start = next(start)) {
        const length = Math.min(to, next(start)) - Math.max(from, start)
        add(grain, { ...who, start_us: start }, { [column]: length, ...(loggedIn && { login_us: length }) })
        if (state === 'PAUSED')
          add(`${grain}_pause`, { ...who, start_us: start, reason: reason ?? '' }, { pause_us: length })
      }
  }
  for (const [index, call] of calls.entries()) {
    const { at, queue = null, callId = null, outcome, ring = 0, talk = null, wrapUp = 0, transfer = null } = call
    const position = index + 1
    const stored = { position, at, queue, callId, outcome, ring, talk, hold: 0, wrapUp, transfer }
    inQuarter(at).calls.push(stored)
    const counts = { answered: outcome === 'ANSWERED' ? 1 : 0, missed: outcome === 'MISSED' ? 1 : 0 }
    for (const [grain, { startOf }] of Object.entries(grains)) {
      const key = { ...who, start_us: startOf(at) }
      const transferred = {
        transferred_blind: transfer === 'BLIND' ? 1 : 0,
        transferred_attended: transfer === 'ATTENDED' ? 1 : 0,
      }
      if (outcome !== 'CANCELED')
        add(grain, key, { ...counts, ...transferred, talk_of_answered_us: talk ?? 0, wrap_up_of_answered_us: wrapUp })
      if (queue !== null)
        add(`${grain}_queue`, { ...key, queue }, { ...counts, talk_us: talk ?? 0, ring_us: ring, wrap_up_us: wrapUp })
    }
  }
  for (const { table, key, sums: row } of sums.values()) {
    if (!table.startsWith('quarter')) {
      await insert(table, { ...key, ...row })
      continue
    }
    const quarter = inQuarter(key['start_us'] as Micros)
    const inOrder = (columns: readonly string[]) => columns.map(column => row[column] ?? 0)
    if (table === 'quarter_pause')
      quarter.pauses.push({ about: key['reason'] as string, sums: inOrder(pauseSums), counted: [] })
    else if (table === 'quarter_queue')
      quarter.queues.push({ about: key['queue'] as string, sums: inOrder(queueSums), counted: [] })
    else for (const [place, sum] of inOrder(agentSums).entries()) quarter.own.sums[place] = sum
  }
  for (const [start, quarter] of activities)
    await insert('activity', {
      ...who,
      start_us: start,
      ...Object.fromEntries(agentSums.map((sum, place) => [sum, quarter.own.sums[place]])),
      pauses: sumsText(quarter.pauses),
      queues: sumsText(quarter.queues),
      intervals: intervalText(quarter.intervals, start),
      calls: callText(quarter.calls, start),
    })

  const firstSign = Math.min(...intervals.map(({ from = 0 }) => from), now.open?.from ?? Infinity)
  const state: AgentState = { ...unseen, firstSign, lastSign: now.open?.from ?? firstSign, ...now }
  const { open } = state
  await insert('agent_now', {
    ...who,
    state: open?.state ?? 'LOGGED_OUT',
    since_us: open?.from ?? Math.max(...intervals.map(({ to = 0 }) => to)),
    logged_in: open?.loggedIn ?? false,
    first_sign_us: firstSign,
    last_sign_us: state.lastSign,
    queues: '[]',
    paused_queues: [],
    agent_state: textOfState(state),
  })
}

const someInterval: StateInterval = {
  from: 0,
  to: 0,
  state: 'READY',
  reason: null,
  queue: null,
  callId: null,
  loggedIn: true,
}

const columnOfState: Readonly<Record<string, string>> = {
  READY: 'ready_us',
  PAUSED: 'pause_us',
  WRAP_UP: 'wrap_up_us',
  RINGING: 'ringing_us',
  TALKING: 'talking_us',
}

function columnsOf(table: string): readonly string[] {
  if (table.endsWith('_pause')) return ['pause_us']
  if (table.endsWith('_queue')) return ['answered', 'missed', 'talk_us', 'ring_us', 'hold_us', 'wrap_up_us']
  return [
    'login_us',
    'ready_us',
    'pause_us',
    'wrap_up_us',
    'ringing_us',
    'talking_us',
    'answered',
    'missed',
    'hold_us',
    'talk_of_answered_us',
    'wrap_up_of_answered_us',
    'transferred_blind',
    'transferred_attended',
  ]
}
