import type { AgentCall, StateInterval } from '../../domain/agents/state.ts'
import type { TableWrite } from '../../domain/kernel/projection.ts'
import { microsPerQuarter, quarterOf, type Micros } from '../../domain/kernel/time.ts'
import type { Chain, Consequence } from './chain.ts'
import { figureShapes, figureTable, type FigureKind, type FigureTable, type StoredFigures } from './figure-tables.ts'
import type { Zones } from './zones.ts'

/** The periodic tables: sums by quarter of an hour, and by local day. */
export interface Figures {
  count(chain: Chain, consequences: readonly Consequence[]): void
  /** The site's days begin elsewhere now: they are summed up anew from its quarters. */
  restateDays(site: string): Promise<void>
  settle(): Promise<readonly TableWrite[]>
}

type Tables = Readonly<Record<FigureKind, FigureTable>>

/** Places among the sums of an agent (figure-tables.ts). */
const loginPlace = 0
const placeOfState: Readonly<Partial<Record<StateInterval['state'], number>>> = {
  READY: 1,
  PAUSED: 2,
  WRAP_UP: 3,
  RINGING: 4,
  TALKING: 5,
}

/** Rows of each kind of table that are held in memory. */
export type FigureCapacity = Readonly<Record<FigureKind, number>>

export async function createFigures(stored: StoredFigures, zones: Zones, capacity: FigureCapacity): Promise<Figures> {
  const quarters = await openTables('quarter', stored, capacity)
  const days = await openTables('day', stored, capacity)

  function countInterval({ site, agent }: Chain, interval: StateInterval, by: number): void {
    const { from, to, state, reason, loggedIn } = interval
    const place = placeOfState[state]
    if (place === undefined) return
    const add = (tables: Tables, start: Micros, length: number) => {
      const sums = tables.agent.change(site, agent, '', start)
      addTo(sums, place, length * by)
      if (loggedIn) addTo(sums, loginPlace, length * by)
      if (state === 'PAUSED') addTo(tables.pause.change(site, agent, reason ?? '', start), 0, length * by)
    }
    for (let start = quarterOf(from); start < to; start += microsPerQuarter)
      add(quarters, start, Math.min(to, start + microsPerQuarter) - Math.max(from, start))
    for (let start = zones.dayOf(site, from); start < to;) {
      const next = zones.nextDay(site, start)
      add(days, start, Math.min(to, next) - Math.max(from, start))
      start = next
    }
  }

  function countCall({ site, agent }: Chain, call: AgentCall, by: number): void {
    const add = (tables: Tables, start: Micros) => {
      if (call.outcome !== 'CANCELED') addAll(tables.agent.change(site, agent, '', start), agentSumsOf(call), by)
      if (call.queue !== null) addAll(tables.queue.change(site, agent, call.queue, start), queueSumsOf(call), by)
    }
    add(quarters, quarterOf(call.at))
    add(days, zones.dayOf(site, call.at))
  }

  return {
    count(chain, consequences) {
      for (const { kind, row, by } of consequences)
        if (kind === 'interval') countInterval(chain, row, by)
        else if (kind === 'call') countCall(chain, row, by)
    },

    async restateDays(site) {
      for (const kind of ['agent', 'pause', 'queue'] as const) {
        for (const row of await stored.ofSite(figureShapes('day')[kind], site))
          addAll(days[kind].change(site, row.agent, row.about, row.start), row.sums, -1)
        for (const row of await stored.ofSite(figureShapes('quarter')[kind], site))
          addAll(days[kind].change(site, row.agent, row.about, zones.dayOf(site, row.start)), row.sums, 1)
      }
    },

    async settle() {
      const writes: TableWrite[] = []
      for (const tables of [quarters, days])
        for (const table of Object.values(tables)) writes.push(await table.settle())
      return writes
    },
  }
}

async function openTables(grain: 'quarter' | 'day', stored: StoredFigures, capacity: FigureCapacity): Promise<Tables> {
  const shapes = figureShapes(grain)
  return {
    agent: await figureTable(shapes.agent, stored, capacity.agent),
    pause: await figureTable(shapes.pause, stored, capacity.pause),
    queue: await figureTable(shapes.queue, stored, capacity.queue),
  }
}

/** In the order of agentSums; the states are counted from the intervals. */
function agentSumsOf({ outcome, hold, talk, wrapUp, transfer }: AgentCall): readonly number[] {
  const answered = outcome === 'ANSWERED'
  return [
    ...[0, 0, 0, 0, 0, 0],
    ...[answered ? 1 : 0, answered ? 0 : 1, hold, talk ?? 0, wrapUp],
    ...[transfer === 'BLIND' ? 1 : 0, transfer === 'ATTENDED' ? 1 : 0],
  ]
}

/** In the order of queueSums. */
const queueSumsOf = ({ outcome, hold, ring, talk, wrapUp }: AgentCall): readonly number[] => [
  ...[outcome === 'ANSWERED' ? 1 : 0, outcome === 'MISSED' ? 1 : 0],
  ...[talk ?? 0, ring, hold, wrapUp],
]

function addTo(sums: number[], place: number, amount: number): void {
  sums[place] = (sums[place] ?? 0) + amount
}

function addAll(sums: number[], amounts: readonly number[], by: number): void {
  for (let place = 0; place < amounts.length; place++) addTo(sums, place, (amounts[place] ?? 0) * by)
}
