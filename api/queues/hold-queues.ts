import { switchboardsIn } from '../../domain/queues/hold-queues.ts'
import type { Scope, SiteItem } from '../../projections/scope.ts'
import type { Reports } from '../ports/reports.ts'

/** Of each hold queue the queue whose operators leave callers in it. */
export async function holdQueuesKnown(
  reports: Pick<Reports, 'knownQueues'>,
): Promise<(queue: SiteItem) => string | null> {
  const keyOf = ({ site, name }: SiteItem) => JSON.stringify([site, name])
  const holders = new Map(
    switchboardsIn(await reports.knownQueues()).flatMap(({ site, name, holdQueues }) =>
      holdQueues.map(hold => [keyOf({ site, name: hold }), name] as const),
    ),
  )
  return queue => holders.get(keyOf(queue)) ?? null
}

/** Hold queues are no queues of the call center: figures of all queues are without them, unless they are asked for by name. */
export async function withoutHoldQueues(scope: Scope, reports: Pick<Reports, 'knownQueues'>): Promise<Scope> {
  const known = await reports.knownQueues()
  const incoming = switchboardsIn(known)
  if (incoming.length === known.length) return scope
  return scope === 'all'
    ? incoming.map(({ site, name }) => ({ site, name }))
    : scope.filter(({ site, name }) => incoming.some(one => one.site === site && one.name === name))
}
