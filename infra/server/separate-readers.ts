import type { Pool } from 'pg'
import type { Reports } from '../../api/ports/reports.ts'
import { createReports } from '../../api/reports/reports.ts'

/** What is asked all day by boards, by who signs in and by each request: small, and never to wait behind a question about a year. */
const always: ReadonlySet<string> = new Set<keyof Reports>([
  ...(['queueBoard', 'queueStaffing', 'agentBoard', 'agentPhones', 'amiTrunkStatus'] as const),
  ...(['sites', 'sourceProgress', 'tokens', 'tokenById', 'knownQueues', 'knownAgents', 'agentGroups'] as const),
  ...(['queueThresholds', 'queueSchedules', 'names'] as const),
])

/**
 * Reports over two pools of connections.
 * @param live for what is asked all day
 * @param analysts as many questions as it has connections are answered at once; further ones wait for one of these
 */
export const separateReaders = (live: Pool, analysts: Pool): Reports => ({
  ...createReports(analysts),
  ...Object.fromEntries(Object.entries(createReports(live)).filter(([name]) => always.has(name))),
})
