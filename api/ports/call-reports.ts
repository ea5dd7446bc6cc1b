import type { Position } from '../../domain/kernel/event.ts'
import type { CallOrigin } from '../../projections/calls/search/call-by-id.ts'
import type { AskedCall } from '../../projections/calls/search/calls-of-keys.ts'
import type {
  CallCountsRequest,
  CallCountsRow,
  CallKey,
  CallParts,
  CallRow,
  CallScope,
  CallWitnessRow,
  CallsRequest,
  CustomerHistoryRequest,
  LastAgent,
  LastAgentRequest,
  ParticipationRequest,
  ParticipationRow,
  WitnessTotal,
  WitnessTotalsRequest,
  WitnessesRequest,
} from '../../projections/calls/types.ts'
import type { RowPage } from '../../projections/scope.ts'

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
  /** In the order of the calls. */
  origins(calls: readonly CallKey[]): Promise<readonly CallOrigin[]>
  /** Of an agent, a user's line or a number. */
  participations(request: ParticipationRequest): Promise<RowPage<ParticipationRow>>
  customerHistory(request: CustomerHistoryRequest): Promise<RowPage<CallRow> & { readonly total: number }>
  lastAgent(request: LastAgentRequest): Promise<LastAgent | undefined>
  witnessTotals(request: WitnessTotalsRequest): Promise<readonly WitnessTotal[]>
  witnesses(request: WitnessesRequest): Promise<RowPage<CallWitnessRow>>
  counts(request: CallCountsRequest): Promise<readonly CallCountsRow[]>
}
