import agentOfPartySql from '../sql/agent-of-party.sql'
import agentPartySql from '../sql/agent-party.sql'

/** With `{agentOf p}` replaced by the agent of the party p: a rule that several statements have, for a row of calls.party. */
export const withAgents = (sql: string): string =>
  sql.replace(/\{agentOf ([^}]+)\}/g, (_, party: string) => agentOfPartySql.replaceAll('{p}', party))

/** Parties of calls, with the agent who used the line, and on which side of the call he was. */
export const agentParty = withAgents(agentPartySql)
