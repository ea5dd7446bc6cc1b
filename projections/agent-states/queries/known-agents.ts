import type { Queryable } from '../../../domain/kernel/projection.ts'
import type { Micros } from '../../../domain/kernel/time.ts'
import type { ZoneName } from '../../../domain/kernel/zone.ts'
import { scopeArrays } from '../../queue-visits/queries/known-queues.ts'
import type { Scope, SiteItem } from '../../scope.ts'
import knownAgentsSql from '../sql/known-agents.sql'

export interface KnownAgent {
  readonly site: string
  readonly agent: string
  /** Zone of the site. */
  readonly timeZone: ZoneName
  /** First and newest sign of life. */
  readonly firstSign: Micros
  readonly lastSign: Micros
}

/** Every agent that a row has ever shown alive, by site and member name. */
export async function knownAgents(db: Queryable): Promise<SiteItem[]> {
  return (await agentsIn(db, 'all')).map(({ site, agent }) => ({ site, name: agent }))
}

/** The known agents of the scope, by site and member name. */
export async function agentsIn(db: Queryable, scope: Scope): Promise<readonly KnownAgent[]> {
  return (await db.query<KnownAgent>(knownAgentsSql, scopeArrays(scope))).rows
}
