import type { Position } from '../../domain/kernel/event.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import { usualBoardLimits, type BoardLimits } from '../../domain/queues/board-limits.ts'
import { thresholdsAt, withThresholds, type ThresholdHistory, type Thresholds } from '../../domain/queues/thresholds.ts'
import type { AgentPhone } from '../../domain/phones/agent-phone.ts'
import type { QueueStaffing } from '../../projections/agent-states/types.ts'
import type { NameAsked } from '../../projections/directory/names.ts'
import type { QueueThresholdsRow } from '../../projections/directory/types.ts'
import type { QueueBoardRow } from '../../projections/queue-visits/types.ts'
import type { Scope, SiteItem } from '../../projections/scope.ts'
import { heardNodes } from './heard.ts'
import { positionOf } from '../schema/freshness.ts'
import { holdQueuesKnown } from '../queues/hold-queues.ts'
import { queueOpenings, type QueueOpening } from './queue-opening.ts'
import type { ApiPorts } from '../ports/api-ports.ts'
import { dataAgeSeconds, sourceHealth, type SourceHealth } from '../status/source-health.ts'
import { standstills, type Standstill } from '../boards/standstill.ts'

export interface QueueLine {
  readonly row: QueueBoardRow
  /** Name for people; null: none is configured. */
  readonly displayName: string | null
  readonly staffing: Omit<QueueStaffing, 'site' | 'queue'>
  readonly thresholds: Thresholds
  readonly boardLimits: BoardLimits
  /** undefined: it goes by no schedule. */
  readonly opening: QueueOpening | undefined
  /** What is told of the queue is as of then. */
  readonly now: Micros
  readonly demo: boolean
  /** Technical name of the queue whose callers its operators leave here; null: it is no hold queue. */
  readonly holdQueueOf: string | null
  /** null: it is followed. */
  readonly standstill: Standstill | null
}

/** What a board says of itself, whichever it is. */
export interface BoardState {
  readonly now: Micros
  readonly position: Position
  readonly dataAge: number | null
  readonly sources: readonly SourceHealth[]
}

export interface QueueBoard extends BoardState {
  readonly queues: readonly QueueLine[]
}

export type BoardPorts = Pick<ApiPorts, 'reports' | 'engine' | 'sources' | 'clock' | 'store'>

const nobody = { logged: 0, available: 0, talking: 0, ringing: 0, paused: 0, wrapUp: 0, otherCall: 0, unreachable: 0 }

const keyOf = ({ site, queue }: { site: string; queue: string }): string => `${site}/${queue}`

/** @param thresholdSeconds published besides the 15 that always is (contact-center 8.2) */
export async function queueBoard(
  ports: BoardPorts,
  scope: Scope,
  thresholdSeconds: readonly number[],
): Promise<QueueBoard> {
  const { reports } = ports
  const now = ports.clock()
  const [{ phones, ...state }, rows, changes, holderOf] = await Promise.all([
    boardState(ports, scope, now),
    reports.queueBoard({ scope, now, thresholdSeconds }),
    reports.queueThresholds(),
    holdQueuesKnown(reports),
  ])
  const standing = standstills(state.sources, now)
  const nowIn = (site: string) => standing.get(site)?.since ?? now
  const staffing = await reports.queueStaffing(scope, nowIn, phones)
  const staff = new Map(staffing.map(row => [keyOf(row), row]))
  const histories = thresholdHistories(changes)
  const items = rows.map(({ site, queue }) => ({ site, name: queue }))
  const demos = new Set(state.sources.filter(({ demo }) => demo).map(({ site }) => site))
  const [names, openings] = await Promise.all([
    reports.names.queues(namesAt(items, now), 'EVENT'),
    queueOpenings(reports, items, now),
  ])
  const queues = rows.map((row, index) => ({
    row,
    displayName: names[index]?.displayName ?? null,
    staffing: staff.get(keyOf(row)) ?? nobody,
    thresholds: thresholdsAt(histories.get(keyOf(row)) ?? [], now),
    boardLimits: names[index]?.boardLimits ?? usualBoardLimits,
    opening: openings.get(keyOf(row)),
    now: nowIn(row.site),
    demo: demos.has(row.site),
    holdQueueOf: holderOf({ site: row.site, name: row.queue }),
    standstill: standing.get(row.site) ?? null,
  }))
  return { ...state, queues }
}

export const namesAt = (items: readonly SiteItem[], now: Micros): readonly NameAsked[] =>
  items.map(item => ({ ...item, from: now, to: now + 1 }))

export async function boardState(
  ports: BoardPorts,
  scope: Scope,
  now: Micros,
): Promise<BoardState & { readonly phones: readonly AgentPhone[] }> {
  const position = positionOf(ports.engine, 'queue_visits', 'agent_states')
  const ofPhones = positionOf(ports.engine, 'live_phones')
  const [sites, progress] = await Promise.all([ports.reports.sites(), ports.reports.sourceProgress()])
  const concerned = ({ site }: { site: string }) => scope === 'all' || scope.some(item => item.site === site)
  const mine = progress.filter(concerned)
  const sources = sourceHealth(sites.filter(concerned), mine, ports.sources.followed(), now)
  const state = { now, dataAge: dataAgeSeconds(mine, now), sources }
  const heard = await heardNodes(ports, sources, now)
  if (heard.length === 0) return { ...state, position, phones: [] }
  return { ...state, position: Math.min(position, ofPhones), phones: await ports.reports.agentPhones(heard) }
}

/** By `site/queue`. */
export function thresholdHistories(rows: readonly QueueThresholdsRow[]): Map<string, ThresholdHistory> {
  const histories = new Map<string, ThresholdHistory>()
  for (const row of rows) {
    const { site, queue, effectiveFrom, thresholds } = row
    const event = { type: 'QueueThresholdsSet', site, queue, effectiveFrom, thresholds } as const
    histories.set(keyOf(row), withThresholds(histories.get(keyOf(row)) ?? [], event))
  }
  return histories
}
