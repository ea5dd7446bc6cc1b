import { correctionEvents } from '../../domain/calls/corrections.ts'
import type { Projection } from '../../domain/kernel/projection.ts'
import { amiEventRecorded, celRowRecorded, queueLogRowRecorded } from '../../domain/pbx/facts.ts'
import { recordsPurged } from '../../domain/retention/purge.ts'
import bookkeeping from './bookkeeping.sql'
import { comparison } from './compare.ts'
import { foldOver } from './fold.ts'
import indexes from './indexes.sql'
import { storedTables } from './stored-tables.ts'
import { retention } from './retention.ts'
import tables from './tables.sql'

/** The history of calls: what CEL, queue_log and the manager interface tell of each, and what people said about it. */
export const calls: Projection = {
  name: 'calls',
  version: 21,
  handles: [celRowRecorded, queueLogRowRecorded, amiEventRecorded, ...correctionEvents, recordsPurged],
  tables: [tables, bookkeeping].join('\n'),
  indexes,
  onError: 'stop',
  retention,
  givesWay: true,
  comparison,
  open: ({ sql, log, position, closedBefore }) =>
    foldOver(storedTables(sql), log, undefined, { position, closedBefore }),
}
