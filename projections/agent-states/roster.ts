import { stateOfText } from '../../domain/agents/state.ts'
import { chainOf, type Chain } from './chain.ts'

/** The agents of the sites. */
export interface Roster {
  of(site: string): Iterable<Chain>
  /** A new one when the agent is not known. */
  at(site: string, agent: string): Chain
}

export function createRoster(
  known: readonly { readonly site: string; readonly agent: string; readonly state: string }[],
): Roster {
  const sites = new Map<string, Map<string, Chain>>()

  function agentsOf(site: string): Map<string, Chain> {
    let agents = sites.get(site)
    if (!agents) sites.set(site, (agents = new Map<string, Chain>()))
    return agents
  }
  for (const { site, agent, state } of known) agentsOf(site).set(agent, chainOf(site, agent, stateOfText(state)))

  return {
    of: site => agentsOf(site).values(),
    at(site, agent) {
      const agents = agentsOf(site)
      let chain = agents.get(agent)
      if (!chain) agents.set(agent, (chain = chainOf(site, agent)))
      return chain
    },
  }
}
