import type { AgentCall, StateInterval } from '../../domain/agents/state.ts'
import type { TableWrite } from '../../domain/kernel/projection.ts'
import { microsPerQuarter, quarterOf, type Micros } from '../../domain/kernel/time.ts'
import type { MicrosLength } from '../../domain/metrics/figures.ts'
import type { Chain, Consequence } from './chain.ts'
import {
  addTo,
  figureShapes,
  figureTable,
  type FigureKind,
  type FigureTable,
  type StoredFigures,
  type StoredRow,
} from './figure-tables.ts'
import type { Roster } from './roster.ts'
import type { Zones } from './zones.ts'

/** The periodic tables: sums by quarter of an hour, and by local day. */
export interface Figures {
  count(chain: Chain, consequences: readonly Consequence[]): void
  /** The site's days begin elsewhere now: they are summed up anew from its quarters. */
  restateDays(site: string): Promise<void>
  settle(): Promise<readonly TableWrite[]>
}

/** How far behind the newest row of an agent rows are held in memory. */
export interface HeldSpans {
  readonly quarters: MicrosLength
  readonly days: MicrosLength
}

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

export async function createFigures(
  stored: StoredFigures,
  zones: Zones,
  roster: Roster,
  spans: HeldSpans,
): Promise<Figures> {
  const quarters = await openTables('quarter', stored, spans.quarters)
  const days = await openTables('day', stored, spans.days)

  function countInterval(chain: Chain, interval: StateInterval, by: number): void {
    const place = placeOfState[interval.state]
    if (place === undefined) return
    const { from, to } = interval
    for (let start = quarterOf(from); start < to; start += microsPerQuarter)
      addState(
        quarters,
        chain,
        start,
        interval,
        place,
        (Math.min(to, start + microsPerQuarter) - Math.max(from, start)) * by,
      )
    for (let start = zones.dayOf(chain.site, from); start < to;) {
      const next = zones.nextDay(chain.site, start)
      addState(days, chain, start, interval, place, (Math.min(to, next) - Math.max(from, start)) * by)
      start = next
    }
  }

  function add(tables: Tables, kind: FigureKind, site: string, row: StoredRow, start: Micros, by: number): void {
    addAll(tables[kind].sums(roster.at(site, row.agent), row.about, start), row.sums, by)
  }

  return {
    count(chain, consequences) {
      for (const { kind, row, by } of consequences)
        if (kind === 'interval') countInterval(chain, row, by)
        else if (kind === 'call') {
          addCall(quarters, chain, quarterOf(row.at), row, by)
          addCall(days, chain, zones.dayOf(chain.site, row.at), row, by)
        }
    },

    async restateDays(site) {
      for (const kind of kinds) {
        for (const row of await stored.ofSite(figureShapes('day')[kind], site))
          add(days, kind, site, row, row.start, -1)
        for (const row of await stored.ofSite(figureShapes('quarter')[kind], site))
          add(days, kind, site, row, zones.dayOf(site, row.start), 1)
      }
    },

    async settle() {
      const writes: TableWrite[] = []
      for (const tables of [quarters, days]) for (const kind of kinds) writes.push(await tables[kind].settle())
      return writes
    },
  }
}

async function openTables(grain: 'quarter' | 'day', stored: StoredFigures, span: MicrosLength): Promise<Tables> {
  const shapes = figureShapes(grain)
  return {
    agent: await figureTable(shapes.agent, stored, span),
    pause: await figureTable(shapes.pause, stored, span),
    queue: await figureTable(shapes.queue, stored, span),
  }
}

function addState(
  { agent, pause }: Tables,
  chain: Chain,
  start: Micros,
  { loggedIn, state, reason }: StateInterval,
  place: number,
  length: MicrosLength,
): void {
  const sums = agent.sums(chain, '', start)
  addTo(sums, place, length)
  if (loggedIn) addTo(sums, loginPlace, length)
  if (state === 'PAUSED') addTo(pause.sums(chain, reason ?? '', start), 0, length)
}

function addCall({ agent, queue }: Tables, chain: Chain, start: Micros, call: AgentCall, by: number): void {
  if (call.outcome !== 'CANCELED') addAll(agent.sums(chain, '', start), agentSumsOf(call), by)
  if (call.queue !== null) addAll(queue.sums(chain, call.queue, start), queueSumsOf(call), by)
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

function addAll(sums: number[], amounts: readonly number[], by: number): void {
  for (let place = 0; place < amounts.length; place++) addTo(sums, place, (amounts[place] ?? 0) * by)
}
