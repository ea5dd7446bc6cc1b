import type { Projection } from '../../domain/kernel/projection.ts'
import { queueLogRowRecorded } from '../../domain/pbx/facts.ts'
import { queueTalkEndFound } from '../../domain/queues/talk-ends.ts'
import { recordsPurged } from '../../domain/retention/purge.ts'
import addition from './addition.sql'
import bookkeeping from './bookkeeping.sql'
import { comparison } from './compare.ts'
import { foldOver } from './fold.ts'
import indexes from './indexes.sql'
import periodic from './periodic.sql'
import { storedTables } from './stored-tables.ts'
import { retention } from './retention.ts'
import tables from './tables.sql'

/** The stays of calls in queues, and the figures of queues by quarter of an hour and by day. */
export const queueVisits: Projection = {
  name: 'queue_visits',
  version: 10,
  handles: [
    queueLogRowRecorded,
    queueTalkEndFound,
    'SiteRegistered',
    'QueueThresholdsSet',
    'CallExcluded',
    'CallIncluded',
    recordsPurged,
  ],
  tables: [tables, periodic, bookkeeping, addition].join('\n'),
  indexes,
  onError: 'stop',
  retention,
  comparison,
  open: ({ sql, log, position, closedBefore }) =>
    foldOver(storedTables(sql), log, undefined, site => closedBefore(site, position + 1)),
}
