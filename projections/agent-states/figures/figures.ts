import type { AgentCall, StateInterval } from '../../../domain/agents/state.ts'
import type { TableWrite } from '../../../domain/kernel/projection.ts'
import { microsPerQuarter, quarterOf, type Micros } from '../../../domain/kernel/time.ts'
import type { MicrosLength } from '../../../domain/metrics/figures.ts'
import type { Chain } from '../chain.ts'
import {
  addTo,
  figureShapes,
  figureTable,
  pauseSums,
  queueSums,
  type FigureKind,
  type FigureTable,
  type StoredFigures,
  type StoredRow,
  type Sums,
} from './figure-tables.ts'
import type { NetChanges } from '../netting.ts'
import { createQuarters, noSums, type Quarter, type StoredQuarters } from './quarters.ts'
import type { Roster } from '../roster.ts'
import type { Zones } from '../zones.ts'

/** What agents did, and its sums: by quarter of an hour, and by local day. */
interface Figures {
  take(chain: Chain, changes: NetChanges): void
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
  stored: StoredFigures & StoredQuarters,
  zones: Zones,
  roster: Roster,
  spans: HeldSpans,
): Promise<Figures> {
  const quarters = await createQuarters(stored, spans.quarters)
  const days = await openDays(stored, spans.days)

  function takeInterval(chain: Chain, interval: StateInterval, by: 1 | -1): void {
    const isCounted = placeOfState[interval.state] !== undefined
    const last = quarterOf(interval.to)
    for (let start = isCounted ? quarterOf(interval.from) : last; start <= last; start += microsPerQuarter) {
      const quarter = quarters.held(chain, start)
      if (quarter) addInterval(quarter, interval, by)
      else quarters.changeLater(chain, start, row => addInterval(row, interval, by))
    }
  }

  function takeCall(chain: Chain, call: AgentCall, by: 1 | -1): void {
    const start = quarterOf(call.at)
    const quarter = quarters.held(chain, start)
    if (quarter) addCall(quarter, call, by)
    else quarters.changeLater(chain, start, row => addCall(row, call, by))
  }

  /** A quarter of an hour lies in one local day (kernel/zone.ts): what it has more now, the day has more. */
  function countInDay({ chain, start, own, pauses, queues }: Quarter): void {
    const day = zones.dayOf(chain.site, start)
    const count = (kind: FigureKind, { about, sums, counted }: Sums) => {
      let ofDay: number[] | undefined
      for (let place = 0; place < sums.length; place++) {
        const more = (sums[place] ?? 0) - (counted[place] ?? 0)
        if (more !== 0) addTo((ofDay ??= days[kind].sums(chain, about, day)), place, more)
      }
    }
    count('agent', own)
    for (const pause of pauses) count('pause', pause)
    for (const queue of queues) count('queue', queue)
  }

  function addToDay(kind: FigureKind, site: string, row: StoredRow, start: Micros, by: number): void {
    addAll(days[kind].sums(roster.at(site, row.agent), row.about, start), row.sums, by)
  }

  return {
    take(chain, { intervals, calls }) {
      for (const { before, after } of intervals) {
        if (before) takeInterval(chain, before, -1)
        if (after) takeInterval(chain, after, 1)
      }
      for (const { before, after } of calls) {
        if (before) takeCall(chain, before, -1)
        if (after) takeCall(chain, after, 1)
      }
    },

    async restateDays(site) {
      for (const kind of kinds) {
        for (const row of await stored.ofSite(figureShapes('day')[kind], site)) addToDay(kind, site, row, row.start, -1)
        for (const row of await stored.ofSite(figureShapes('quarter')[kind], site))
          addToDay(kind, site, row, zones.dayOf(site, row.start), 1)
      }
    },

    async settle() {
      const writes = [await quarters.settle(countInDay)]
      for (const kind of kinds) writes.push(await days[kind].settle())
      return writes
    },
  }
}

async function openDays(stored: StoredFigures, span: MicrosLength): Promise<Tables> {
  const shapes = figureShapes('day')
  return {
    agent: await figureTable(shapes.agent, stored, span),
    pause: await figureTable(shapes.pause, stored, span),
    queue: await figureTable(shapes.queue, stored, span),
  }
}

/** Whole where it ends, and what of it lies in the quarter. */
function addInterval(quarter: Quarter, interval: StateInterval, by: 1 | -1): void {
  const { start, own, pauses, intervals } = quarter
  const { from, to, state, loggedIn, reason } = interval
  const end = start + microsPerQuarter
  if (to >= start && to < end) keep(intervals, interval, by, isSameInterval)
  const place = placeOfState[state]
  const length = Math.min(to, end) - Math.max(from, start)
  if (place === undefined || length <= 0) return
  addTo(own.sums, place, length * by)
  if (loggedIn) addTo(own.sums, loginPlace, length * by)
  if (state === 'PAUSED') addTo(sumsAbout(pauses, reason ?? '', pauseSums), 0, length * by)
}

function addCall({ own, queues, calls }: Quarter, call: AgentCall, by: 1 | -1): void {
  keep(calls, call, by, isSameCall)
  if (call.outcome !== 'CANCELED') addAll(own.sums, agentSumsOf(call), by)
  if (call.queue !== null) addAll(sumsAbout(queues, call.queue, queueSums), queueSumsOf(call), by)
}

/** There are few: a search is faster than a map. */
function sumsAbout(all: Sums[], about: string, columns: readonly string[]): number[] {
  let found = all.find(sums => sums.about === about)
  if (!found) all.push((found = noSums(about, columns)))
  return found.sums
}

function keep<R>(rows: R[], row: R, by: 1 | -1, isSame: (one: R, other: R) => boolean): void {
  if (by === 1) {
    rows.push(row)
    return
  }
  const index = rows.findIndex(other => isSame(row, other))
  if (index >= 0) rows.splice(index, 1)
}

const isSameInterval = (one: StateInterval, other: StateInterval): boolean => one.from === other.from
const isSameCall = (one: AgentCall, other: AgentCall): boolean => one.position === other.position

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
