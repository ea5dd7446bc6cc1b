import type { TableWrite } from '../../../domain/kernel/projection.ts'
import { createGathering, type GatheredWrite } from '../gather.ts'

/** The writes of one page by itself, as the table writer takes them. */
export function writtenAlone(writes: readonly TableWrite[]): readonly GatheredWrite[] {
  const gathering = createGathering()
  gathering.add(writes)
  return gathering.tables()
}
