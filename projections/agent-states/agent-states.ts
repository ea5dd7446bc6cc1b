import type { Projection } from '../../domain/kernel/projection.ts'
import { amiEventRecorded, amiGapRecorded, queueLogRowRecorded } from '../../domain/pbx/facts.ts'
import { queueTalkEndFound } from '../../domain/queues/talk-ends.ts'
import { recordsPurged } from '../../domain/retention/purge.ts'
import { comparison } from './compare.ts'
import { foldOver } from './fold.ts'
import indexes from './indexes.sql'
import periodic from './periodic.sql'
import { storedTables } from './stored.ts'
import { retention } from './retention.ts'
import tables from './tables.sql'

/** What agents did and do: states, calls, sessions, memberships, and their figures by quarter of an hour and by day. */
export const agentStates: Projection = {
  name: 'agent_states',
  version: 14,
  handles: [
    queueLogRowRecorded,
    queueTalkEndFound,
    amiEventRecorded,
    amiGapRecorded,
    'SiteRegistered',
    'AgentAliasAssigned',
    recordsPurged,
  ],
  tables: [tables, periodic].join('\n'),
  indexes,
  onError: 'stop',
  retention,
  comparison,
  open: ({ sql, log, position, closedBefore }) => foldOver(storedTables(sql), log, { position, closedBefore }),
}
