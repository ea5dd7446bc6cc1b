import type { Queryable } from '../../../domain/kernel/projection.ts'
import type { ZoneName } from '../../../domain/kernel/zone.ts'
import type { Scope } from '../../scope.ts'
import knownQueuesSql from '../sql/known-queues.sql'

export interface KnownQueue {
  readonly site: string
  readonly queue: string
  /** Zone of the site. */
  readonly timeZone: ZoneName
}

/** The queues of the scope that any fact or threshold has named, by site and name. */
export async function knownQueues(db: Queryable, scope: Scope): Promise<readonly KnownQueue[]> {
  return (await db.query<KnownQueue>(knownQueuesSql, scopeArrays(scope))).rows
}

/** A scope as two arrays of the same length, or two nulls for `all`. */
export const scopeArrays = (scope: Scope): [sites: readonly string[] | null, queues: readonly string[] | null] =>
  scope === 'all' ? [null, null] : [scope.map(({ site }) => site), scope.map(({ name }) => name)]
