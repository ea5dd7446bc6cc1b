import type { Position } from '../../domain/kernel/event.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import type { MicrosLength, Period } from '../../domain/metrics/figures.ts'
import type { AgentPhone } from '../../domain/phones/agent-phone.ts'
import type { AmiTrunkStatus } from '../../domain/trunks/trunk-state.ts'
import type {
  AgentBoardRow,
  AgentQueueStatisticsRequest,
  AgentQueueStatisticsRow,
  AgentStateRow,
  AgentStatisticsRequest,
  AgentStatisticsRow,
  QueueStaffing,
} from '../../projections/agent-states/types.ts'
import type { AgentCallFigures, AgentCallRequest } from '../../projections/calls/figures/agent-call-figures.ts'
import type { QueueRowsRequest } from '../../projections/calls/figures/queue-rows.ts'
import type { LengthsFromCalls, VisitLengths } from '../../projections/calls/lengths-from-calls.ts'
import type { CallKey } from '../../projections/calls/types.ts'
import type { AgentGroup } from '../../projections/directory/names.ts'
import type { QueueSchedule } from '../../projections/directory/queue-schedules.ts'
import type { QueueThresholdsRow, SiteRow, SourceProgressRow, TokenRow } from '../../projections/directory/types.ts'
import type { PbxName } from '../../projections/live-phones/agent-phones.ts'
import type { SwitchboardFigures, SwitchboardRequest } from '../../projections/queue-visits/queries/switchboards.ts'
import type {
  QueueBoardRequest,
  QueueBoardRow,
  QueueStatisticsRequest,
  QueueStatisticsRow,
  QueueVisitFilter,
  QueueVisitKey,
  QueueVisitRow,
  ReconciliationRequest,
  ReconciliationRow,
} from '../../projections/queue-visits/types.ts'
import type { NewestRows } from '../../projections/report/newest-rows.ts'
import type { PageRequest, RowPage, Scope, SiteItem } from '../../projections/scope.ts'
import type { CallReports } from './call-reports.ts'
import type { CallbackReports } from './callback-reports.ts'
import type { NameReports } from './name-reports.ts'
import type { QualificationReports } from './qualification-reports.ts'
import type { RestatementReports } from './restatement-reports.ts'

/** The questions that the API asks of the read models. Scopes are already cut to what the asker may see. */
export interface Reports {
  queueStatistics(request: QueueStatisticsRequest): Promise<RowPage<QueueStatisticsRow>>
  agentStatistics(request: AgentStatisticsRequest): Promise<RowPage<AgentStatisticsRow>>
  /** Of each row of an answer to the same request what the history of calls tells. */
  agentCallFigures(request: AgentCallRequest, rows: readonly AgentStatisticsRow[]): Promise<readonly AgentCallFigures[]>
  agentQueueStatistics(request: AgentQueueStatisticsRequest): Promise<RowPage<AgentQueueStatisticsRow>>
  /** Of each row of an answer to the same request the time on hold: the history of calls knows it better than queue_log. */
  queueHolds(request: QueueRowsRequest, rows: readonly QueueStatisticsRow[]): Promise<readonly MicrosLength[]>
  agentHolds(request: AgentCallRequest, rows: readonly AgentStatisticsRow[]): Promise<readonly MicrosLength[]>
  agentQueueHolds(
    request: AgentQueueStatisticsRequest,
    rows: readonly AgentQueueStatisticsRow[],
  ): Promise<readonly MicrosLength[]>
  /** Of each row of an answer to the same request how long members were rung: the manager interface knows it better than queue_log. */
  queueRings(request: QueueRowsRequest, rows: readonly QueueStatisticsRow[]): Promise<readonly MicrosLength[]>
  /** Of each visit both. */
  lengthsFromCalls(visits: readonly VisitLengths[]): Promise<readonly LengthsFromCalls[]>
  /** Of each switchboard its figures, in their order. */
  switchboardFigures(request: SwitchboardRequest): Promise<readonly SwitchboardFigures[]>
  reconciliation(request: ReconciliationRequest): Promise<readonly ReconciliationRow[]>
  queueVisits(filter: QueueVisitFilter, page: PageRequest): Promise<RowPage<QueueVisitRow>>
  /** Of each call its stays in queues of the scope. */
  visitsOfCalls(calls: readonly CallKey[], scope: Scope): Promise<readonly (readonly QueueVisitRow[])[]>
  queueVisit(key: QueueVisitKey): Promise<QueueVisitRow | undefined>
  /** Where in the log the rows stand that the visit was read from, ascending. */
  visitPositions(key: QueueVisitKey): Promise<readonly Position[]>
  /** No state that would begin after `now` is told. */
  agentTimeline(scope: Scope, period: Period, now: Micros): Promise<readonly AgentStateRow[]>
  queueBoard(request: QueueBoardRequest): Promise<readonly QueueBoardRow[]>
  /** What the manager interface of these PBXs tells now of the telephones of agents, whoever may see them. */
  agentPhones(heard: readonly PbxName[]): Promise<readonly AgentPhone[]>
  /** What a PBX whose manager interface is heard tells now of these trunks. */
  amiTrunkStatus(pbx: PbxName, trunks: readonly string[]): Promise<AmiTrunkStatus>
  /** @param nowIn as of when the sites are known: now, or where one stands still */
  queueStaffing(
    scope: Scope,
    nowIn: (site: string) => Micros,
    phones: readonly AgentPhone[],
  ): Promise<readonly QueueStaffing[]>
  /** @param now what day it is; `nowIn` as of when the sites are known */
  agentBoard(scope: Scope, now: Micros, nowIn: (site: string) => Micros): Promise<readonly AgentBoardRow[]>
  /** Every queue and every agent that has ever been named. */
  knownQueues(): Promise<readonly SiteItem[]>
  knownAgents(): Promise<readonly SiteItem[]>
  sites(): Promise<readonly SiteRow[]>
  sourceProgress(): Promise<readonly SourceProgressRow[]>
  newestRows(sites: readonly string[]): Promise<readonly NewestRows[]>
  /** Every change ever made, oldest first. */
  queueThresholds(): Promise<readonly QueueThresholdsRow[]>
  /** By which schedules the queues went within the period: by queue, then by time. */
  queueSchedules(queues: readonly SiteItem[], period: Period): Promise<readonly QueueSchedule[]>
  /** Revoked and expired ones too. */
  tokens(): Promise<readonly TokenRow[]>
  tokenById(tokenId: string): Promise<TokenRow | undefined>
  readonly names: NameReports
  /** The groups that there are now, and who is in them. */
  agentGroups(): Promise<readonly AgentGroup[]>
  readonly calls: CallReports
  readonly qualifications: QualificationReports
  readonly callbacks: CallbackReports
  readonly restatements: RestatementReports
}
