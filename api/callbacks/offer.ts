import { agents } from '../../domain/agents/configured-agents.ts'
import { callbackOfferOf, type CallbackOffer } from '../../domain/callbacks/offer.ts'
import { objectOf } from '../../domain/configuration/configuration.ts'
import type { ApiContext } from '../context.ts'

/** What requests of a site can be made of now, and who is an agent there; undefined: there is no such site. */
export interface CallbackDesk {
  readonly offer: CallbackOffer
  readonly isAgent: (agent: string) => boolean
}

export async function callbackDesk(context: ApiContext, site: string): Promise<CallbackDesk | undefined> {
  const known = (await context.reports.sites()).find(row => row.site === site)
  if (!known) return undefined
  const { configuration } = await context.configuration.reader.now(site)
  const seen = await context.reports.knownAgents()
  return {
    offer: callbackOfferOf(configuration, known.timeZone, context.clock()),
    isAgent: agent =>
      objectOf(configuration, agents, agent.replace(/^Agent\//, '')) !== undefined ||
      seen.some(one => one.site === site && one.name === agent),
  }
}
