import type { AgentCall, StateInterval } from '../../../domain/agents/state.ts'
import type { Cell, TableWrite } from '../../../domain/kernel/projection.ts'
import type { Micros } from '../../../domain/kernel/time.ts'
import type { MicrosLength } from '../../../domain/metrics/figures.ts'
import { noChanges, tableWrite } from '../../table-writes.ts'
import { callText, intervalText, sumsText } from './activity-text.ts'
import type { Chain } from '../chain.ts'
import { agentSums, isZero, zeros, type Sums } from './figure-tables.ts'
import { heldRows, type HeldRow } from '../held-rows.ts'

interface QuarterKey {
  readonly site: string
  readonly agent: string
  readonly start: Micros
}

/** All of an agent's quarter of an hour. */
export interface QuarterParts {
  /** In the order of agentSums. */
  readonly own: Sums
  readonly pauses: Sums[]
  /** In the order of queueSums. */
  readonly queues: Sums[]
  /** By their end; ascending by `from`. */
  readonly intervals: StateInterval[]
  /** By the answer or miss; ascending by `at` and position. */
  readonly calls: AgentCall[]
}

export interface StoredQuarter extends QuarterKey, QuarterParts {}

export interface StoredQuarters {
  quarters(keys: readonly QuarterKey[]): Promise<readonly StoredQuarter[]>
  newestQuarter(): Promise<Micros | undefined>
}

export interface Quarter extends HeldRow, QuarterParts {
  isStored: boolean
}

/**
 * Figures, intervals and calls, a quarter of an hour of an agent in one row: 300,000 rows of queue_log make 90,000 of these. In tables of
 * their own they were 200,000 rows, which took PostgreSQL half as long again to write.
 */
interface Quarters {
  /** To be changed at once; undefined: the row has to be read first (changeLater). */
  held(chain: Chain, start: Micros): Quarter | undefined
  /** When the row has been read. */
  changeLater(chain: Chain, start: Micros, apply: (quarter: Quarter) => void): void
  /** @param count gets each row that has changed, once */
  settle(count: (quarter: Quarter) => void): Promise<TableWrite>
}

const columns = ['site', 'agent', 'start_us', ...agentSums, 'pauses', 'queues', 'intervals', 'calls']

/** @param span how far behind the newest row of an agent rows are held */
export async function createQuarters(stored: StoredQuarters, span: MicrosLength): Promise<Quarters> {
  const held = heldRows<Quarter>({
    newest: await stored.newestQuarter(),
    span,
    fresh: (chain, _, start) => emptyQuarter(chain, start),
    reopen({ own, pauses, queues }) {
      for (const part of [own, ...pauses, ...queues]) part.counted = [...part.sums]
    },
  })
  let away: { readonly chain: Chain; readonly start: Micros; readonly apply: (quarter: Quarter) => void }[] = []

  async function fetch(): Promise<void> {
    if (away.length === 0) return
    const wanted = new Map(away.map(({ chain, start }) => [nameOf({ ...chain, start }), { chain, start }]))
    const keys = [...wanted.values()].map(({ chain: { site, agent }, start }) => ({ site, agent, start }))
    const found = new Map((await stored.quarters(keys)).map(row => [nameOf(row), row]))
    const rows = new Map<string, Quarter>()
    for (const [name, { chain, start }] of wanted) {
      const known = found.get(name)
      const row = known ? { ...known, chain, start, isStored: true, isChanged: false } : emptyQuarter(chain, start)
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
    held: (chain, start) => held.get(chain, '', start),
    changeLater: (chain, start, apply) => void away.push({ chain, start, apply }),

    async settle(count) {
      await fetch()
      const written = noChanges()
      for (const quarter of held.take()) {
        count(quarter)
        if (isEmpty(quarter)) {
          if (quarter.isStored) written.remove.push([quarter.chain.site, quarter.chain.agent, quarter.start])
          held.forget('', quarter)
        } else {
          ;(quarter.isStored ? written.replace : written.insert).push(cellsOf(quarter))
          quarter.isStored = true
        }
      }
      return tableWrite('activity', columns, 3, written)
    },
  }
}

const emptyQuarter = (chain: Chain, start: Micros): Quarter => ({
  chain,
  start,
  own: noSums('', agentSums),
  pauses: [],
  queues: [],
  intervals: [],
  calls: [],
  isStored: false,
  isChanged: false,
})

const nothing: readonly number[] = []

export const noSums = (about: string, columns: readonly string[]): Sums => ({
  about,
  sums: zeros(columns),
  counted: nothing,
})

const isEmpty = ({ own, pauses, queues, intervals, calls }: Quarter): boolean =>
  intervals.length + calls.length === 0 && [own, ...pauses, ...queues].every(({ sums }) => isZero(sums))

/** Rows of an agent come in order of time, mostly: to sort them anyway, or to spread the cells, makes a fifth of all garbage of the fold. */
function cellsOf({ chain, start, own, pauses, queues, intervals, calls }: Quarter): readonly Cell[] {
  if (!isOrdered(intervals, byBegin)) intervals.sort(byBegin)
  if (!isOrdered(calls, byAnswer)) calls.sort(byAnswer)
  const cells: Cell[] = [chain.site, chain.agent, start]
  for (let place = 0; place < own.sums.length; place++) cells.push(own.sums[place] ?? 0)
  cells.push(sumsText(pauses), sumsText(queues), intervalText(intervals, start), callText(calls, start))
  return cells
}

const byBegin = (a: StateInterval, b: StateInterval): number => a.from - b.from
const byAnswer = (a: AgentCall, b: AgentCall): number => a.at - b.at || a.position - b.position

function isOrdered<R>(rows: readonly R[], compare: (a: R, b: R) => number): boolean {
  let before = rows[0]
  for (const row of rows) {
    if (before !== undefined && compare(before, row) > 0) return false
    before = row
  }
  return true
}

const nameOf = ({ site, agent, start }: QuarterKey): string => `${start}\0${site}\0${agent}`
