import type { Micros } from '../../domain/kernel/time.ts'
import type { AgentBoardRow } from '../../projections/agent-states/types.ts'
import type { AgentName } from '../../projections/directory/names.ts'
import type { Scope } from '../../projections/scope.ts'
import type { ApiPorts } from '../ports.ts'
import { boardState, namesAt, type BoardState } from './queue-board.ts'

export interface AgentLine {
  readonly row: AgentBoardRow
  /** Name and group; undefined: none is configured. */
  readonly name: AgentName | undefined
  readonly now: Micros
  readonly demo: boolean
}

export interface AgentBoard extends BoardState {
  readonly agents: readonly AgentLine[]
}

export async function agentBoard(
  ports: Pick<ApiPorts, 'reports' | 'engine' | 'sources' | 'clock'>,
  scope: Scope,
): Promise<AgentBoard> {
  const now = ports.clock()
  const [state, rows] = await Promise.all([boardState(ports, scope, now), ports.reports.agentBoard(scope, now)])
  const names = await ports.reports.names.agents(
    namesAt(
      rows.map(({ site, agent }) => ({ site, name: agent })),
      now,
    ),
    'EVENT',
  )
  const demos = new Set(state.sources.filter(({ demo }) => demo).map(({ site }) => site))
  return { ...state, agents: rows.map((row, index) => ({ row, name: names[index], now, demo: demos.has(row.site) })) }
}
