import type { Projection } from '../../domain/kernel/projection.ts'
import { celRowRecorded } from '../../domain/pbx/facts.ts'
import { openProgress } from '../directory/progress.ts'
import tables from './tables.sql'

/**
 * How far CEL has come, as the directory tells it of the other kinds. It gives way together with the history of calls and shares its reading:
 * else nobody else's statistics, nor a start of the server, could be up to date before all of CEL has been parsed.
 */
export const celProgress: Projection = {
  name: 'cel_progress',
  version: 1,
  handles: [celRowRecorded],
  tables,
  onError: 'skip',
  givesWay: true,

  async open({ sql }) {
    const progress = await openProgress(sql, () => undefined)
    return {
      page(events) {
        for (const event of events) progress.count(event)
        const write = progress.takeWrites()
        return Promise.resolve(write ? [write] : [])
      },
    }
  },
}
