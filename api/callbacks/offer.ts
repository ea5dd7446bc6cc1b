import { accessNames } from '../../domain/access/access-names.ts'
import { callbackOfferOf, type CallbackOffer } from '../../domain/callbacks/offer.ts'
import { agentsSeen } from '../agents/agents-seen.ts'
import type { ApiContext } from '../context.ts'

/** What the asker can make requests of at a site now, and who is an agent there; undefined: there is no such site that he sees. */
export interface CallbackDesk {
  /** With the lists of his queues. */
  readonly offer: CallbackOffer
  /** Whom the asker sees: another one is none. */
  readonly isAgent: (agent: string) => boolean
  /** Whether requests of the queue are his to handle. Of others he does not learn either that there are any. */
  readonly isOwn: (queue: string) => boolean
}

/** Which of them it takes is asked of the field. */
const handling = Object.keys(accessNames.handleCallbacks)

export async function callbackDesk(context: ApiContext, site: string): Promise<CallbackDesk | undefined> {
  const visible = await context.may.sites()
  const known = (await context.reports.sites()).find(row => row.site === site)
  if (!known || !(visible === 'all' || visible.has(site))) return undefined
  const isOwn = (queue: string) => context.may.can('handleCallbacks', { queue: { site, name: queue }, names: handling })
  const { configuration } = await context.configuration.reader.now(site)
  const offer = callbackOfferOf(configuration, known.timeZone, context.clock())
  return {
    offer: { ...offer, lists: offer.lists.filter(({ queue }) => isOwn(queue)) },
    isOwn,
    isAgent: await agentsSeen(context, site),
  }
}
