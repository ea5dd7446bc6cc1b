import endedSites from '../directory/ended-sites.sql'
import { agentParty, withAgents } from '../calls/figures/agent-party.ts'
import agents from './agents.sql'
import calls from './calls.sql'
import clocks from './clocks.sql'
import mirror from './mirror.sql'
import parts from './parts.sql'
import quarters from './quarters.sql'
import queues from './queues.sql'
import rights from './rights.sql'
import types from './types.sql'

/** A rule that the API has as well: it is said once, and here it is a view. */
const agentPartyView = `
CREATE OR REPLACE VIEW stats_parts.agent_party AS
${agentParty};
COMMENT ON VIEW stats_parts.agent_party IS 'Parties of calls, with the agent who used the line, and on which side of the call he was.'`

const endedSiteView = `
CREATE OR REPLACE VIEW stats_parts.ended_site AS
${endedSites};
COMMENT ON VIEW stats_parts.ended_site IS 'Sites that nobody follows any more, and the instant of their newest row.'`

/**
 * Schema `xivo_stats`: the tables of the original statistics database as views of the read models (contact-center 5), made again whenever
 * one of those is switched. They need the role that report/rights.sql makes.
 */
export const xivoStats: readonly string[] = [
  parts,
  types,
  agentPartyView,
  endedSiteView,
  clocks,
  quarters,
  withAgents(calls),
  queues,
  agents,
  mirror,
  rights,
]
