import { callbackEventTypes } from '../../domain/callbacks/request-events.ts'
import type { Projection } from '../../domain/kernel/projection.ts'
import { recordsPurged } from '../../domain/retention/purge.ts'
import { openFold } from './fold.ts'
import indexes from './indexes.sql'
import { retention } from './retention.ts'
import tables from './tables.sql'

/** Requests to be called back as they stand, and every attempt. */
export const callbacks: Projection = {
  name: 'callbacks',
  version: 2,
  handles: [...callbackEventTypes, recordsPurged],
  tables,
  indexes,
  onError: 'stop',
  retention,
  open: ({ sql }) => Promise.resolve(openFold(sql)),
}
