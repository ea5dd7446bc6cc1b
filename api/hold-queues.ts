import { switchboardsIn } from '../domain/queues/hold-queues.ts'
import type { Scope } from '../projections/scope.ts'
import type { Reports } from './ports.ts'

/** Hold queues are no queues of the call center: figures of all queues are without them, unless they are asked for by name. */
export async function withoutHoldQueues(scope: Scope, reports: Pick<Reports, 'knownQueues'>): Promise<Scope> {
  const known = await reports.knownQueues()
  const incoming = switchboardsIn(known)
  if (incoming.length === known.length) return scope
  return scope === 'all'
    ? incoming.map(({ site, name }) => ({ site, name }))
    : scope.filter(({ site, name }) => incoming.some(one => one.site === site && one.name === name))
}
