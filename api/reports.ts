import type { Queryable } from '../domain/kernel/projection.ts'
import { agentBoard } from '../projections/agent-states/agent-board.ts'
import { agentQueueStatistics } from '../projections/agent-states/agent-queue-statistics.ts'
import { agentStatistics } from '../projections/agent-states/agent-statistics.ts'
import { agentTimeline } from '../projections/agent-states/agent-timeline.ts'
import { knownAgents } from '../projections/agent-states/known-agents.ts'
import { queueStaffing } from '../projections/agent-states/queue-staffing.ts'
import { allThresholds, sitesAndNodes, sourceProgress, tokenById, tokens } from '../projections/directory/queries.ts'
import { knownQueues } from '../projections/queue-visits/known-queues.ts'
import { queueBoard } from '../projections/queue-visits/queue-board.ts'
import { queueStatistics } from '../projections/queue-visits/queue-statistics.ts'
import { reconciliation } from '../projections/queue-visits/reconciliation.ts'
import { queueVisits, visitById, visitPositions } from '../projections/queue-visits/visits.ts'
import type { Reports } from './ports.ts'

/** The read models in this database. */
export const createReports = (db: Queryable): Reports => ({
  queueStatistics: request => queueStatistics(db, request),
  agentStatistics: request => agentStatistics(db, request),
  agentQueueStatistics: request => agentQueueStatistics(db, request),
  reconciliation: request => reconciliation(db, request),
  queueVisits: (filter, page) => queueVisits(db, filter, page),
  queueVisit: key => visitById(db, key),
  visitPositions: key => visitPositions(db, key),
  agentTimeline: (scope, period, now) => agentTimeline(db, scope, period, now),
  queueBoard: request => queueBoard(db, request),
  queueStaffing: (scope, now) => queueStaffing(db, scope, now),
  agentBoard: (scope, now) => agentBoard(db, scope, now),
  knownQueues: async () => (await knownQueues(db, 'all')).map(({ site, queue }) => ({ site, name: queue })),
  knownAgents: () => knownAgents(db),
  sites: () => sitesAndNodes(db),
  sourceProgress: () => sourceProgress(db),
  queueThresholds: () => allThresholds(db),
  tokens: () => tokens(db),
  tokenById: tokenId => tokenById(db, tokenId),
})
