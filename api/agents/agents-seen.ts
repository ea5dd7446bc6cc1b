import { memberNameOf } from '../../domain/agents/actions/agents-on-pbx.ts'
import { agents } from '../../domain/agents/configured-agents.ts'
import { objectOf } from '../../domain/configuration/configuration.ts'
import type { ApiContext } from '../context.ts'

/**
 * Whether somebody is an agent of a site whom the asker sees: configured, or named by rows. What is hidden from him is none.
 * @returns takes a member name, `Agent/8001`, or a number
 */
export async function agentsSeen(
  { may, reports, configuration: { reader } }: Pick<ApiContext, 'may' | 'reports' | 'configuration'>,
  site: string,
): Promise<(agent: string) => boolean> {
  const [known, { configuration }] = await Promise.all([reports.knownAgents(), reader.now(site)])
  const isIn = (of: typeof known, name: string) => of.some(one => one.site === site && one.name === name)
  return agent => {
    const number = agent.replace(/^Agent\//, '')
    const isSeen = may.seesAgent({ site, name: memberNameOf(number) }) || may.seesAgent({ site, name: agent })
    return isSeen && (objectOf(configuration, agents, number) !== undefined || isIn(known, agent))
  }
}
