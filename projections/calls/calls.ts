import type { Projection } from '../../domain/kernel/projection.ts'
import { amiEventRecorded, celRowRecorded, queueLogRowRecorded } from '../../domain/pbx/facts.ts'
import bookkeeping from './bookkeeping.sql'
import { foldOver } from './fold.ts'
import indexes from './indexes.sql'
import { storedTables } from './stored-tables.ts'
import tables from './tables.sql'

/** The history of calls: what CEL, queue_log and the manager interface tell of each. */
export const calls: Projection = {
  name: 'calls',
  version: 1,
  handles: [celRowRecorded, queueLogRowRecorded, amiEventRecorded],
  tables: [tables, bookkeeping].join('\n'),
  indexes,
  onError: 'stop',
  givesWay: true,
  open: ({ sql, log }) => foldOver(storedTables(sql), log),
}
