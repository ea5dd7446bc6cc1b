import type { AgentStateName } from '../../../domain/agents/state.ts'
import type { AgentFigures, MicrosLength } from '../../../domain/metrics/figures.ts'
import { noAgentFigures } from '../../../domain/metrics/sums.ts'

/** Figures that are still being added up. */
export type AgentSums = { -readonly [K in Exclude<keyof AgentFigures, 'pauseByReason'>]: AgentFigures[K] } & {
  readonly pauseByReason: Map<string, MicrosLength>
}

export const noAgentSums = (): AgentSums => ({ ...noAgentFigures, pauseByReason: new Map() })

type Length = 'ready' | 'pause' | 'wrapUp' | 'ringing' | 'talking' | 'uncertain'

const lengthOf: Readonly<Partial<Record<AgentStateName, Length>>> = {
  READY: 'ready',
  PAUSED: 'pause',
  WRAP_UP: 'wrapUp',
  RINGING: 'ringing',
  TALKING: 'talking',
  UNCERTAIN: 'uncertain',
}

export interface StateKind {
  readonly state: AgentStateName
  readonly reason: string | null
  readonly loggedIn: boolean
}

/** Nothing is counted of who is logged out. */
export const counts = ({ state }: StateKind): boolean => lengthOf[state] !== undefined

export function addState(sums: AgentSums, { state, reason, loggedIn }: StateKind, length: MicrosLength): void {
  const name = lengthOf[state]
  if (!name) return
  sums[name] += length
  if (loggedIn) sums.login += length
  if (state === 'PAUSED') addPause(sums, reason ?? '', length)
}

export function addPause({ pauseByReason }: AgentSums, reason: string, length: MicrosLength): void {
  pauseByReason.set(reason, (pauseByReason.get(reason) ?? 0) + length)
}

/** Columns of the periodic tables. */
const sumOfColumn = {
  login_us: 'login',
  ready_us: 'ready',
  pause_us: 'pause',
  wrap_up_us: 'wrapUp',
  ringing_us: 'ringing',
  talking_us: 'talking',
  answered: 'answered',
  missed: 'missed',
  hold_us: 'hold',
  talk_of_answered_us: 'talkOfAnswered',
  wrap_up_of_answered_us: 'wrapUpOfAnswered',
  transferred_blind: 'transferredBlind',
  transferred_attended: 'transferredAttended',
} as const satisfies Record<string, Exclude<keyof AgentFigures, 'pauseByReason'>>

export type SumColumn = keyof typeof sumOfColumn

const sumColumns = Object.entries(sumOfColumn) as [SumColumn, (typeof sumOfColumn)[SumColumn]][]

export function addColumns(sums: AgentSums, record: Readonly<Record<SumColumn, number>>): void {
  for (const [column, name] of sumColumns) sums[name] += record[column]
  sums.offered += record.answered + record.missed
}

/** Figures of two groups that share nothing, as those of one group. */
export function addAgentFigures(a: AgentFigures, b: AgentFigures): AgentFigures {
  const sums: AgentSums = { ...a, pauseByReason: new Map(a.pauseByReason) }
  for (const [, name] of sumColumns) sums[name] += b[name]
  sums.offered += b.offered
  sums.uncertain += b.uncertain
  for (const [reason, length] of b.pauseByReason) addPause(sums, reason, length)
  return sums
}
