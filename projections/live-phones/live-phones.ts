import type { Projection } from '../../domain/kernel/projection.ts'
import { amiEventRecorded, amiGapRecorded } from '../../domain/pbx/facts.ts'
import { openFold } from './fold.ts'
import tables from './tables.sql'

/**
 * What the manager interface says of the telephones of agents and of trunks now. Without it the tables are empty, boards go by queue_log alone,
 * and how trunks stand is unknown.
 */
export const livePhones: Projection = {
  name: 'live_phones',
  version: 3,
  handles: [amiEventRecorded, amiGapRecorded],
  tables,
  onError: 'stop',
  open: ({ sql }) => openFold(sql),
}
