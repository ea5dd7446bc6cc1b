import { callbackEventTypes } from '../../domain/callbacks/request-events.ts'
import type { Projection } from '../../domain/kernel/projection.ts'
import { openFold } from './fold.ts'
import indexes from './indexes.sql'
import tables from './tables.sql'

/** Requests to be called back as they stand, and every attempt. */
export const callbacks: Projection = {
  name: 'callbacks',
  version: 1,
  handles: callbackEventTypes,
  tables,
  indexes,
  onError: 'stop',
  open: ({ sql }) => Promise.resolve(openFold(sql)),
}
