import type { Micros } from '../../domain/kernel/time.ts'
import { doingWith, phoneNow, type AgentPhone, type PhoneNow } from '../../domain/phones/agent-phone.ts'
import type { AgentBoardRow } from '../../projections/agent-states/types.ts'
import type { AgentName } from '../../projections/directory/names.ts'
import type { Scope } from '../../projections/scope.ts'
import type { ApiPorts } from '../ports.ts'
import { boardState, namesAt, type BoardState } from './queue-board.ts'

export interface AgentLine {
  readonly row: AgentBoardRow
  /** Name and group; undefined: none is configured. */
  readonly name: AgentName | undefined
  /** undefined: no manager interface tells of it. */
  readonly phone: PhoneNow | undefined
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
  const [{ phones, ...state }, rows] = await Promise.all([
    boardState(ports, scope, now),
    ports.reports.agentBoard(scope, now),
  ])
  const names = await ports.reports.names.agents(
    namesAt(
      rows.map(({ site, agent }) => ({ site, name: agent })),
      now,
    ),
    'EVENT',
  )
  const demos = new Set(state.sources.filter(({ demo }) => demo).map(({ site }) => site))
  const phoneOf = new Map(phones.map(phone => [nameOf(phone), phone]))
  const agents = rows.map((row, index) => ({
    ...withPhone(row, phoneOf.get(nameOf(row)), now),
    name: names[index],
    now,
    demo: demos.has(row.site),
  }))
  return { ...state, agents }
}

/** Site and agent: neither has a line break in it. */
const nameOf = ({ site, agent }: { site: string; agent: string }): string => `${site}\n${agent}`

function withPhone(row: AgentBoardRow, phone: AgentPhone | undefined, now: Micros): Pick<AgentLine, 'row' | 'phone'> {
  if (!phone) return { row, phone: undefined }
  const doing = doingWith(row, phone, now)
  return { row: { ...row, ...doing }, phone: phoneNow(phone, doing) }
}
