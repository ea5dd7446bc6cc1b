import type {
  RestatedCall,
  RestatedFigures,
  Restatement,
  RestatementKey,
} from '../../projections/engine/restatement.ts'
import type { PageRequest, RowPage } from '../../projections/scope.ts'

/** What builds that wait would change. */
export interface RestatementReports {
  /** undefined: none waits. */
  of(projection: string): Promise<Restatement | undefined>
  figures(key: RestatementKey, page: PageRequest): Promise<RowPage<RestatedFigures>>
  calls(key: RestatementKey, page: PageRequest): Promise<RowPage<RestatedCall>>
}
