import type { Identity } from '../../domain/access/identity.ts'
import { grantOf } from '../../domain/access/visible.ts'
import type { ApiContext } from '../context.ts'
import { sitesAsked } from '../rights/sites-asked.ts'
import { endedBy } from './ended-by.ts'

/** Who has the same of it sees the same. What belongs to entities changes with the configuration, and is looked up with each board. */
const seenBy = (identity: Identity, kind: 'queues' | 'agents') => [
  grantOf(identity, kind),
  identity.scope.entities ?? null,
]

type Names = readonly string[] | null | undefined

/** @throws BAD_USER_INPUT for a name that is no queue of the asker */
export async function watchQueues(
  { boards, may, identity, gone }: ApiContext,
  queues: Names,
  thresholdSeconds: readonly number[],
) {
  await may.queues(queues)
  const key = JSON.stringify([seenBy(identity, 'queues'), queues, thresholdSeconds])
  return endedBy(gone, boards.queues.watch({ key, scope: () => may.queues(queues), thresholdSeconds }))
}

/** @throws BAD_USER_INPUT for a name that is no agent, or no group, of the asker */
export async function watchAgents({ boards, may, identity, gone }: ApiContext, agents: Names, groups: Names) {
  await may.agents(agents, groups)
  const key = JSON.stringify([seenBy(identity, 'agents'), agents, groups])
  return endedBy(gone, boards.agents.watch({ key, scope: () => may.agents(agents, groups) }))
}

/** @throws BAD_USER_INPUT for a name that is no site of the asker */
export async function watchTrunks(context: ApiContext, sites: Names) {
  const { boards, identity, gone } = context
  await sitesAsked(context, sites)
  // A site is seen by its numbers too.
  const { incalls } = identity.scope
  const key = JSON.stringify([seenBy(identity, 'queues'), seenBy(identity, 'agents'), incalls ?? null, sites])
  return endedBy(gone, boards.trunks.watch({ key, sites: () => sitesAsked(context, sites) }))
}
