import type { LoggedInAgents } from '../../domain/configuration/outside.ts'
import type { Queryable } from '../../domain/kernel/projection.ts'
import type { Micros } from '../../domain/kernel/time.ts'
import { agentBoard } from '../../projections/agent-states/agent-board.ts'

/**
 * Who is logged in, from the states of agents. They stand behind the log a little, and nobody is held to be logged in of whom nothing is
 * known since his PBX died.
 */
export const loggedInAgents =
  (db: Queryable, clock: () => Micros): LoggedInAgents =>
  async (site, numbers) => {
    const scope = numbers.map(number => ({ site, name: `Agent/${number}` }))
    const rows = await agentBoard(db, scope, clock())
    const names = new Set(rows.flatMap(({ agent, loggedInSince }) => (loggedInSince === null ? [] : [agent])))
    return new Set(numbers.filter(number => names.has(`Agent/${number}`)))
  }
