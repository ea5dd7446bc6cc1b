import type { AgentCall, StateInterval } from '../../domain/agents/state.ts'
import type { TableWrite } from '../../domain/kernel/projection.ts'
import { microsPerQuarter, quarterOf, type Micros } from '../../domain/kernel/time.ts'
import type { Chain, Consequence } from './chain.ts'
import {
  addAll,
  addTo,
  figureShapes,
  figureTable,
  type FigureKind,
  type FigureTable,
  type StoredFigures,
} from './figure-tables.ts'
import { tallyOf, type Tally } from './tally.ts'
import type { Zones } from './zones.ts'

/** The periodic tables: sums by quarter of an hour, and by local day. */
export interface Figures {
  count(chain: Chain, consequences: readonly Consequence[]): void
  /** The site's days begin elsewhere now: they are summed up anew from its quarters. */
  restateDays(site: string): Promise<void>
  settle(): Promise<readonly TableWrite[]>
}

/** Rows of each kind of table that are held in memory. */
export type FigureCapacity = Readonly<Record<FigureKind, number>>

type Tables = Readonly<Record<FigureKind, FigureTable>>

const kinds = ['agent', 'pause', 'queue'] as const

/** Places among the sums of an agent (figure-tables.ts). */
const loginPlace = 0
const placeOfState: Readonly<Partial<Record<StateInterval['state'], number>>> = {
  READY: 1,
  PAUSED: 2,
  WRAP_UP: 3,
  RINGING: 4,
  TALKING: 5,
}

export async function createFigures(stored: StoredFigures, zones: Zones, capacity: FigureCapacity): Promise<Figures> {
  const quarters = await openTables('quarter', stored, capacity)
  const days = await openTables('day', stored, capacity)

  return {
    count({ site, agent }, consequences) {
      const quarterTally = tallyOf()
      const dayTally = tallyOf()
      for (const { kind, row, by } of consequences)
        if (kind === 'interval') {
          for (let start = quarterOf(row.from); start < row.to; start += microsPerQuarter)
            addInterval(quarterTally, start, Math.min(row.to, start + microsPerQuarter), row, by)
          for (let start = zones.dayOf(site, row.from); start < row.to;) {
            const next = zones.nextDay(site, start)
            addInterval(dayTally, start, Math.min(row.to, next), row, by)
            start = next
          }
        } else if (kind === 'call') {
          addCall(quarterTally, quarterOf(row.at), row, by)
          addCall(dayTally, zones.dayOf(site, row.at), row, by)
        }
      quarterTally.each((of, about, start, sums) => quarters[of].add({ site, agent, about, start }, sums))
      dayTally.each((of, about, start, sums) => days[of].add({ site, agent, about, start }, sums))
    },

    async restateDays(site) {
      for (const kind of kinds) {
        for (const { sums, ...key } of await stored.ofSite(figureShapes('day')[kind], site))
          days[kind].add(
            key,
            sums.map(sum => -sum),
          )
        for (const { sums, ...key } of await stored.ofSite(figureShapes('quarter')[kind], site))
          days[kind].add({ ...key, start: zones.dayOf(site, key.start) }, sums)
      }
    },

    async settle() {
      const writes: TableWrite[] = []
      for (const tables of [quarters, days]) for (const kind of kinds) writes.push(await tables[kind].settle())
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

/** The part of an interval that lies between the start and the end of a quarter or day. */
function addInterval(tally: Tally, start: Micros, end: Micros, interval: StateInterval, by: number): void {
  const place = placeOfState[interval.state]
  if (place === undefined) return
  const length = (end - Math.max(interval.from, start)) * by
  const sums = tally.sums('agent', '', start)
  addTo(sums, place, length)
  if (interval.loggedIn) addTo(sums, loginPlace, length)
  if (interval.state === 'PAUSED') addTo(tally.sums('pause', interval.reason ?? '', start), 0, length)
}

function addCall(tally: Tally, start: Micros, call: AgentCall, by: number): void {
  if (call.outcome !== 'CANCELED') addAll(tally.sums('agent', '', start), agentSumsOf(call), by)
  if (call.queue !== null) addAll(tally.sums('queue', call.queue, start), queueSumsOf(call), by)
}

/** In the order of agentSums; the states are counted from the intervals. */
function agentSumsOf({ outcome, hold, talk, wrapUp, transfer }: AgentCall): readonly number[] {
  const answered = outcome === 'ANSWERED'
  const [blind, attended] = [transfer === 'BLIND' ? 1 : 0, transfer === 'ATTENDED' ? 1 : 0]
  return [0, 0, 0, 0, 0, 0, answered ? 1 : 0, answered ? 0 : 1, hold, talk ?? 0, wrapUp, blind, attended]
}

/** In the order of queueSums. */
const queueSumsOf = ({ outcome, hold, ring, talk, wrapUp }: AgentCall): readonly number[] => [
  outcome === 'ANSWERED' ? 1 : 0,
  outcome === 'MISSED' ? 1 : 0,
  talk ?? 0,
  ring,
  hold,
  wrapUp,
]
