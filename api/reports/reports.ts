import type { Queryable } from '../../domain/kernel/projection.ts'
import { agentBoard } from '../../projections/agent-states/queries/agent-board.ts'
import { agentQueueStatistics } from '../../projections/agent-states/queries/agent-queue-statistics.ts'
import { agentStatistics } from '../../projections/agent-states/queries/agent-statistics.ts'
import { agentTimeline } from '../../projections/agent-states/queries/agent-timeline.ts'
import { knownAgents } from '../../projections/agent-states/queries/known-agents.ts'
import { queueStaffing } from '../../projections/agent-states/queries/queue-staffing.ts'
import { agentCallFigures } from '../../projections/calls/figures/agent-call-figures.ts'
import { agentHolds, agentQueueHolds } from '../../projections/calls/figures/agent-holds.ts'
import { ringsBeyondQueueLog } from '../../projections/calls/figures/agent-queue-rings.ts'
import { callById, callByNumber, callOrigins, callsByKey } from '../../projections/calls/search/call-by-id.ts'
import { callCounts } from '../../projections/calls/figures/call-counts.ts'
import { callParts } from '../../projections/calls/search/call-parts.ts'
import { callsOfKeys } from '../../projections/calls/search/calls-of-keys.ts'
import { customerHistory, lastAgent } from '../../projections/calls/search/customer-history.ts'
import { lengthsFromCalls } from '../../projections/calls/lengths-from-calls.ts'
import { callHistory } from '../../projections/calls/search/history.ts'
import { participations } from '../../projections/calls/figures/participation.ts'
import { queueHolds } from '../../projections/calls/figures/queue-holds.ts'
import { queueRings } from '../../projections/calls/figures/queue-rings.ts'
import { witnesses, witnessTotals } from '../../projections/calls/figures/witnesses.ts'
import {
  callerNames,
  agentGroups,
  agentNames,
  groupNames,
  lineHolders,
  pauseLabels,
  queueNames,
} from '../../projections/directory/names.ts'
import { endedSites } from '../../projections/directory/ended-sites.ts'
import { queueSchedules } from '../../projections/directory/queue-schedules.ts'
import { allThresholds, sitesAndNodes, sourceProgress, tokenById, tokens } from '../../projections/directory/queries.ts'
import { restatedCalls, restatedFigures, restatementOf } from '../../projections/engine/restatement.ts'
import { agentPhones } from '../../projections/live-phones/agent-phones.ts'
import { callbackRequestById, callbackRequests, callbackTotals } from '../../projections/callbacks/requests.ts'
import { exportedTickets, ticketsOf } from '../../projections/callbacks/tickets.ts'
import { amiTrunkStatus } from '../../projections/live-phones/ami-trunk-status.ts'
import { answersOfCalls } from '../../projections/qualification-answers/answers-of-calls.ts'
import { answers } from '../../projections/qualification-answers/answers.ts'
import { answerStatistics } from '../../projections/qualification-answers/statistics.ts'
import { newestRows } from '../../projections/report/newest-rows.ts'
import { knownQueues } from '../../projections/queue-visits/queries/known-queues.ts'
import { queueBoard } from '../../projections/queue-visits/queries/queue-board.ts'
import { queueStatistics } from '../../projections/queue-visits/queries/queue-statistics.ts'
import { reconciliation } from '../../projections/queue-visits/queries/reconciliation.ts'
import { switchboardFigures } from '../../projections/queue-visits/queries/switchboards.ts'
import { visitsOfCalls } from '../../projections/queue-visits/queries/visits-of-calls.ts'
import { queueVisits, visitById, visitPositions } from '../../projections/queue-visits/queries/visits.ts'
import type { CallReports } from '../ports/call-reports.ts'
import type { Reports } from '../ports/reports.ts'

/** The read models in this database. */
export const createReports = (db: Queryable): Reports => ({
  queueStatistics: request => queueStatistics(db, request),
  agentStatistics: async request => agentStatistics(db, { ...request, endedSites: await endedSites(db) }),
  agentCallFigures: (request, rows) => agentCallFigures(db, request, rows),
  agentQueueStatistics: request => agentQueueStatistics(db, request, ringsBeyondQueueLog),
  queueHolds: (request, rows) => queueHolds(db, request, rows),
  agentHolds: (request, rows) => agentHolds(db, request, rows),
  agentQueueHolds: (request, rows) => agentQueueHolds(db, request, rows),
  queueRings: (request, rows) => queueRings(db, request, rows),
  lengthsFromCalls: visits => lengthsFromCalls(db, visits),
  switchboardFigures: request => switchboardFigures(db, request),
  reconciliation: request => reconciliation(db, request),
  queueVisits: (filter, page) => queueVisits(db, filter, page),
  visitsOfCalls: (calls, scope) => visitsOfCalls(db, calls, scope),
  queueVisit: key => visitById(db, key),
  visitPositions: key => visitPositions(db, key),
  agentTimeline: async (scope, period, now) => agentTimeline(db, scope, period, now, await endedSites(db)),
  queueBoard: request => queueBoard(db, request),
  agentPhones: heard => agentPhones(db, heard),
  amiTrunkStatus: (pbx, trunks) => amiTrunkStatus(db, pbx, trunks),
  queueStaffing: (scope, nowIn, phones) => queueStaffing(db, scope, nowIn, phones),
  agentBoard: (scope, now, nowIn) => agentBoard(db, scope, now, nowIn),
  knownQueues: async () => (await knownQueues(db, 'all')).map(({ site, queue }) => ({ site, name: queue })),
  knownAgents: () => knownAgents(db),
  sites: () => sitesAndNodes(db),
  sourceProgress: () => sourceProgress(db),
  newestRows: sites => newestRows(db, sites),
  queueThresholds: () => allThresholds(db),
  queueSchedules: (queues, period) => queueSchedules(db, queues, period),
  tokens: () => tokens(db),
  tokenById: tokenId => tokenById(db, tokenId),
  names: {
    queues: (asked, asOf) => queueNames(db, asked, asOf),
    agents: (asked, asOf) => agentNames(db, asked, asOf),
    groups: (asked, asOf) => groupNames(db, asked, asOf),
    lines: (asked, asOf) => lineHolders(db, asked, asOf),
    callers: asked => callerNames(db, asked),
    pauseReasons: (asked, asOf) => pauseLabels(db, asked, asOf),
  },
  agentGroups: () => agentGroups(db),
  calls: callReports(db),
  qualifications: {
    answers: request => answers(db, request),
    ofCalls: (calls, scope) => answersOfCalls(db, calls, scope),
    statistics: request => answerStatistics(db, request),
  },
  callbacks: {
    requests: request => callbackRequests(db, request),
    byId: key => callbackRequestById(db, key),
    ticketsOf: requests => ticketsOf(db, requests),
    totals: scope => callbackTotals(db, scope),
    exported: request => exportedTickets(db, request),
  },
  restatements: {
    of: projection => restatementOf(db, projection),
    figures: (key, page) => restatedFigures(db, key, page),
    calls: (key, page) => restatedCalls(db, key, page),
  },
})

const callReports = (db: Queryable): CallReports => ({
  history: request => callHistory(db, request),
  byId: key => callById(db, key),
  byKey: (key, site) => callsByKey(db, key, site),
  byKeys: (asked, scope) => callsOfKeys(db, asked, scope),
  byNumber: id => callByNumber(db, id),
  parts: (part, calls) => callParts(db, part, calls),
  origins: calls => callOrigins(db, calls),
  participations: request => participations(db, request),
  customerHistory: request => customerHistory(db, request),
  lastAgent: request => lastAgent(db, request),
  witnessTotals: request => witnessTotals(db, request),
  witnesses: request => witnesses(db, request),
  counts: request => callCounts(db, request),
})
