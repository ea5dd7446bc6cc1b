import type { AgentStep } from '../domain/agents/actions/agent-step.ts'
import type { AgentAction } from '../domain/agents/actions/decide-agent-action.ts'
import type { ChangeSet } from '../domain/configuration/decide.ts'
import type { ConfigurationRules } from '../domain/configuration/draft.ts'
import type { ChangeSetContext, ChangeSetResult } from '../domain/configuration/handle-change-set.ts'
import type { ConfigurationReader } from '../domain/configuration/history.ts'
import type { Cancellation, CancelResult } from '../domain/configuration/scheduled/schedule.ts'
import type { Rejection } from '../domain/kernel/decider.ts'
import type { Json } from '../domain/kernel/json.ts'
import type { FactKind } from '../domain/pbx/facts.ts'
import type { EventStore } from '../domain/kernel/event-store.ts'
import type { Position } from '../domain/kernel/event.ts'
import type { Log } from '../domain/kernel/log.ts'
import type { Micros } from '../domain/kernel/time.ts'
import type { MicrosLength, Period } from '../domain/metrics/figures.ts'
import type { PanelIndex } from '../domain/panels/panel-index.ts'
import type { AgentPhone } from '../domain/phones/agent-phone.ts'
import type { DriftedFile } from '../domain/roll-out/events.ts'
import type { RowsAffected } from '../domain/retention/purge.ts'
import type { RetentionBounds } from '../domain/retention/retention-bounds.ts'
import type { RetentionSettings } from '../domain/retention/retention-settings.ts'
import type { ToldOfTrunks } from '../domain/trunks/trunk-state.ts'
import type {
  AgentBoardRow,
  AgentQueueStatisticsRequest,
  AgentQueueStatisticsRow,
  AgentStateRow,
  AgentStatisticsRequest,
  AgentStatisticsRow,
  QueueStaffing,
} from '../projections/agent-states/types.ts'
import type { AgentCallFigures, AgentCallRequest } from '../projections/calls/figures/agent-call-figures.ts'
import type { CallOrigin } from '../projections/calls/search/call-by-id.ts'
import type { HeardLengths, ToldVisit } from '../projections/calls/heard-of-visits.ts'
import type { QueueRowsRequest } from '../projections/calls/figures/queue-rows.ts'
import type { AskedCall } from '../projections/calls/search/calls-of-keys.ts'
import type {
  CallCountsRequest,
  CallCountsRow,
  CallKey,
  CallParts,
  CallRow,
  CallScope,
  CallsRequest,
  CallWitnessRow,
  CustomerHistoryRequest,
  LastAgent,
  LastAgentRequest,
  ParticipationRequest,
  ParticipationRow,
  WitnessesRequest,
  WitnessTotal,
  WitnessTotalsRequest,
} from '../projections/calls/types.ts'
import type { RestatedCall, RestatedFigures, Restatement, RestatementKey } from '../projections/engine/restatement.ts'
import type {
  AgentGroup,
  AgentName,
  LineAsked,
  LineHolder,
  NameAsked,
  NamesAsOf,
  QueueName,
} from '../projections/directory/names.ts'
import type { QueueSchedule } from '../projections/directory/queue-schedules.ts'
import type { QueueThresholdsRow, SiteRow, SourceProgressRow, TokenRow } from '../projections/directory/types.ts'
import type { PbxName } from '../projections/live-phones/agent-phones.ts'
import type {
  AnswersRequest,
  AnswerStatisticsRequest,
  AnswerStatisticsRow,
  QualificationAnswerRow,
} from '../projections/qualification-answers/types.ts'
import type { NewestRows } from '../projections/report/newest-rows.ts'
import type {
  CallbackRequestRow,
  CallbackRequestsAsked,
  CallbackTicketRow,
  CallbackTotals,
  ExportedTicketRow,
  TicketsAsked,
} from '../projections/callbacks/types.ts'
import type { SwitchboardFigures, SwitchboardRequest } from '../projections/queue-visits/queries/switchboards.ts'
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
} from '../projections/queue-visits/types.ts'
import type { PageRequest, RowPage, Scope, SiteItem } from '../projections/scope.ts'

/** The questions about calls. */
export interface CallReports {
  history(request: CallsRequest): Promise<RowPage<CallRow>>
  byId(key: CallKey): Promise<CallRow | undefined>
  /** By any uniqueid or linkedid of its channels; at most one of a PBX. `site` undefined: at any. */
  byKey(key: string, site?: string): Promise<readonly CallRow[]>
  /** Of each name the visible calls that have it, the newest first. */
  byKeys(asked: readonly AskedCall[], scope: CallScope): Promise<readonly (readonly CallRow[])[]>
  /** By `call_data.id` of xivo_stats. */
  byNumber(id: Position): Promise<CallRow | undefined>
  /** Parties, transfers, holds, ... of many calls at once. */
  parts<P extends keyof CallParts>(part: P, calls: readonly CallKey[]): Promise<readonly CallParts[P][]>
  /** What its events are found by in the log (projections/calls/search/call-events.ts). */
  origin(key: CallKey): Promise<CallOrigin>
  /** Of an agent, a user's line or a number. */
  participations(request: ParticipationRequest): Promise<RowPage<ParticipationRow>>
  customerHistory(request: CustomerHistoryRequest): Promise<RowPage<CallRow> & { readonly total: number }>
  lastAgent(request: LastAgentRequest): Promise<LastAgent | undefined>
  witnessTotals(request: WitnessTotalsRequest): Promise<readonly WitnessTotal[]>
  witnesses(request: WitnessesRequest): Promise<RowPage<CallWitnessRow>>
  counts(request: CallCountsRequest): Promise<readonly CallCountsRow[]>
}

/** The questions about what agents said their calls were about. */
interface QualificationReports {
  answers(request: AnswersRequest): Promise<RowPage<QualificationAnswerRow>>
  /** Of each call what was answered about it in queues of the scope. */
  ofCalls(calls: readonly CallKey[], scope: Scope): Promise<readonly (readonly QualificationAnswerRow[])[]>
  statistics(request: AnswerStatisticsRequest): Promise<readonly AnswerStatisticsRow[]>
}

/** The questions about requests to be called back. */
interface CallbackReports {
  requests(request: CallbackRequestsAsked): Promise<RowPage<CallbackRequestRow>>
  byId(key: { readonly site: string; readonly id: string }): Promise<CallbackRequestRow | undefined>
  /** Of each request its tickets, the first one first. */
  ticketsOf(
    requests: readonly { readonly site: string; readonly id: string }[],
  ): Promise<readonly (readonly CallbackTicketRow[])[]>
  totals(scope: Scope): Promise<readonly CallbackTotals[]>
  exported(request: TicketsAsked): Promise<RowPage<ExportedTicketRow>>
}

/** What builds that wait would change. */
interface RestatementReports {
  /** undefined: none waits. */
  of(projection: string): Promise<Restatement | undefined>
  figures(key: RestatementKey, page: PageRequest): Promise<RowPage<RestatedFigures>>
  calls(key: RestatementKey, page: PageRequest): Promise<RowPage<RestatedCall>>
}

/** How what read models know by technical names was called. In the order of what is asked; undefined: nothing was configured. */
export interface NameReports {
  queues(asked: readonly NameAsked[], asOf: NamesAsOf): Promise<readonly (QueueName | undefined)[]>
  /** Members of queues: agents, and users by their lines. */
  agents(asked: readonly NameAsked[], asOf: NamesAsOf): Promise<readonly (AgentName | undefined)[]>
  /** Groups of agents, by their short names. */
  groups(asked: readonly NameAsked[], asOf: NamesAsOf): Promise<readonly (string | undefined)[]>
  /** Whose line a channel is of. */
  lines(asked: readonly LineAsked[], asOf: NamesAsOf): Promise<readonly (LineHolder | undefined)[]>
  /** Who is known under numbers outside: as of the call, else as of the first time after it. */
  callers(asked: readonly NameAsked[]): Promise<readonly (string | undefined)[]>
  /** Reasons of pauses, by the token that PAUSE carries. */
  pauseReasons(asked: readonly NameAsked[], asOf: NamesAsOf): Promise<readonly (string | undefined)[]>
}

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
  heardOfVisits(visits: readonly ToldVisit[]): Promise<readonly HeardLengths[]>
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
  toldOfTrunks(pbx: PbxName, trunks: readonly string[]): Promise<ToldOfTrunks>
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

type ProjectionState = 'CATCHING_UP' | 'UP_TO_DATE' | 'REBUILDING' | 'STOPPED'

export interface ProjectionHealth {
  readonly name: string
  readonly version: number
  readonly state: ProjectionState
  /** Its tables hold every event up to here. */
  readonly position: Position
  /** Events that it could not take and left out. */
  readonly deadLetters: number
  /** Why it stopped, and what to do. */
  readonly problem: string | null
}

/** Where a command shows: in the tables of boards, figures and configuration, or in the history of calls too. */
export type ShownIn = 'FIGURES' | 'CALLS'

/** The projection engine, as far as readers are concerned. */
export interface Engine {
  /** Positions as of the newest commit that this process knows of: answers carry them. */
  projections(): readonly ProjectionHealth[]
  /**
   * Waits for the tables that commands show in. The history of calls may be far behind while much is taken in: only who answers with calls
   * waits for it too.
   * @returns false when the time was not enough: the events are stored, the tables follow.
   */
  waitUntilProcessed(position: Position, timeoutMs: number, shownIn?: ShownIn): Promise<boolean>
  /** Calls back after every commit of a projection, on this or another process; gives back how to stop it. */
  onCommit(listener: () => void): () => void
}

/** A configured source or the demonstration, as the process that follows it sees it. */
export interface FollowedSource {
  readonly site: string
  readonly node: string
  readonly name: string
  /** Of the rows that it brings; left out: of all that its source has. */
  readonly kind?: FactKind
  readonly state: 'LIVE' | 'LATE' | 'DOWN'
  /** How far it is behind its input; null when that cannot be known. */
  readonly lagSeconds: number | null
  readonly problem: string | null
}

interface QuarantineRetry {
  readonly retried: number
  readonly released: number
  readonly lastPosition: Position
}

/** What ingest does for the API. */
export interface Sources {
  followed(): readonly FollowedSource[]
  /** Parses quarantined rows again with the parser of today; those understood become facts. */
  retryQuarantine(request: {
    readonly site?: string
    readonly node?: string
    readonly positions?: readonly Position[]
    readonly actor: string
  }): Promise<QuarantineRetry>
}

/** What is configured at the sites, and what commands about it are decided with. */
export interface ConfigurationPort {
  readonly reader: ConfigurationReader
  readonly rules: ConfigurationRules
}

interface RollOutRequest {
  readonly site: string
  /** Left out: every media server that has a deployment. */
  readonly nodes: readonly string[] | undefined
  readonly overwriteDrift: boolean
  readonly actor: string
}

export interface StartedRollOut {
  readonly rollOutId: string
  readonly node: string
}

/** How the files of a node differ from those that were applied last. */
export interface NodeDrift {
  /** null: what was asked for is no node. */
  readonly node: string | null
  /** Why that cannot be told. */
  readonly problem: string | null
  /** The directory that is in force. */
  readonly generation: string | null
  readonly files: readonly DriftedFile[]
}

/** Brings configurations to nodes. What becomes of a roll-out is in the log. */
export interface RollOutPort {
  start(request: RollOutRequest): Promise<{
    readonly position: Position
    readonly started: readonly StartedRollOut[]
    readonly rejections: readonly Rejection[]
  }>
  drift(site: string, nodes?: readonly string[]): Promise<readonly NodeDrift[]>
}

/** Changes of the configuration that shall be made later. What becomes of them is in the log. */
export interface ScheduledChangesPort {
  schedule(changeSet: ChangeSet, context: ChangeSetContext & { readonly effectiveAt: Micros }): Promise<ChangeSetResult>
  cancel(cancellation: Cancellation): Promise<CancelResult>
}

/** What is kept at a site, and what not any more. */
export interface RetentionStanding {
  readonly settings: RetentionSettings
  /** What was removed. */
  readonly inForce: RetentionBounds
  /** What is over and goes with the next purge. */
  readonly due: RetentionBounds
  /** null: nothing was ever removed. */
  readonly last: {
    readonly at: Micros
    readonly actor: string | null
    readonly position: Position
    readonly before: RetentionBounds
    readonly rows: RowsAffected
  } | null
  /** When it is looked next whether something is over; null: a legal hold is on. */
  readonly next: Micros | null
}

interface PurgeResult {
  readonly position: Position
  readonly rejections: readonly Rejection[]
  /** Empty: nothing was over. */
  readonly before: RetentionBounds
  readonly rows: RowsAffected
}

/** Removes what is over by the settings of a site. */
export interface RetentionPort {
  readonly standing: (site: string) => Promise<RetentionStanding>
  readonly inForce: (site: string) => Promise<RetentionBounds>
  readonly purge: (request: {
    readonly site: string
    readonly dryRun: boolean
    readonly actor: string
  }) => Promise<PurgeResult>
}

/** What came of an action on an agent. */
export interface AgentActionResult {
  /** End of the log after it. */
  readonly position: Position
  /** Why it was refused, or what the PBX did not do. */
  readonly rejections: readonly Rejection[]
  /** What the PBX did; none: it was so already. */
  readonly steps: readonly AgentStep[]
  /** Rows by which the PBX shows it stand behind this position. */
  readonly since: Position
}

/** Acts on agents at the PBX of their site, at once. What was wanted, by whom, and what came of it is in the log. */
export interface AgentActionsPort {
  /** @param mayLogOut whether the actor may act on the agent of this number too, who sits at the line that is asked for; left out: he may */
  act(action: AgentAction, actor: string, mayLogOut?: (agent: string) => boolean): Promise<AgentActionResult>
  /**
   * Makes members of queues at the PBX of a site what is configured, for agents who are logged in.
   * @returns what it did
   * @throws PbxProblem
   */
  bringMemberships(site: string): Promise<readonly AgentStep[]>
}

/** A PBX node of a site. */
export interface Place {
  readonly site: string
  readonly node: string
}

/** Takes what collectors on PBX nodes have read. */
export interface FactIntake<D extends Place = Place> {
  /** Where a collector begins that has nothing yet: the cursors of what was read last of the node, by kind. */
  cursors(place: Place): Promise<Json>
  /** @throws DeliveryRefused that names the field */
  read(body: Json): D
  /**
   * @param actor whose token it is, for what is registered by it
   * @returns how far it is in the log, and what has to be read again
   * @throws RegistrationRefused that says which of site, node and zone cannot be; what the log throws: then it is to be sent again
   */
  take(delivery: D, actor: string): Promise<unknown>
}

export interface ApiPorts {
  readonly reports: Reports
  readonly store: EventStore
  readonly engine: Engine
  readonly sources: Sources
  readonly configuration: ConfigurationPort
  readonly rollOuts: RollOutPort
  readonly agentActions: AgentActionsPort
  readonly scheduledChanges: ScheduledChangesPort
  readonly retention: RetentionPort
  readonly facts: FactIntake
  /** The documents behind the panels. */
  readonly panels: Pick<PanelIndex, 'aggregate' | 'search' | 'standing'>
  readonly clock: () => Micros
  readonly log: Log
  readonly version: string
}
