import type { Micros } from '../../domain/kernel/time.ts'
import {
  doingWith,
  furtherQueues,
  isToldByManager,
  phoneNow,
  queuesTold,
  type AgentPhone,
  type PhoneNow,
} from '../../domain/phones/agent-phone.ts'
import type { AgentBoardRow } from '../../projections/agent-states/types.ts'
import type { AgentName } from '../../projections/directory/names.ts'
import type { Scope } from '../../projections/scope.ts'
import type { Reports } from '../ports/reports.ts'
import { standstills, type Standstill } from '../boards/standstill.ts'
import { boardState, namesAt, type BoardPorts, type BoardState } from './queue-board.ts'

export interface AgentLine {
  readonly row: AgentBoardRow
  /** Name and group; undefined: none is configured. */
  readonly name: AgentName | undefined
  /** What people call the reason of his pause; undefined: he has none, or none is configured. */
  readonly reasonLabel: string | undefined
  /** undefined: no manager interface tells of it. */
  readonly phone: PhoneNow | undefined
  /** What is told of the agent is as of then. */
  readonly now: Micros
  readonly demo: boolean
  /** null: he is followed. */
  readonly standstill: Standstill | null
}

export interface AgentBoard extends BoardState {
  readonly agents: readonly AgentLine[]
}

export async function agentBoard(ports: BoardPorts, scope: Scope): Promise<AgentBoard> {
  const now = ports.clock()
  const { phones, ...state } = await boardState(ports, scope, now)
  const standing = standstills(state.sources, now)
  const nowIn = (site: string) => standing.get(site)?.since ?? now
  const rows = await ports.reports.agentBoard(scope, now, nowIn)
  const agentItems = rows.map(({ site, agent }) => ({ site, name: agent }))
  const [names, labelOf] = await Promise.all([
    ports.reports.names.agents(namesAt(agentItems, now), 'EVENT'),
    pauseLabels(ports.reports, rows, now),
  ])
  const demos = new Set(state.sources.filter(({ demo }) => demo).map(({ site }) => site))
  const phoneOf = new Map(phones.map(phone => [nameOf(phone), phone]))
  const agents = rows.map((row, index) => ({
    ...withPhone(row, phoneOf.get(nameOf(row)), nowIn(row.site)),
    name: names[index],
    reasonLabel: labelOf(row),
    now: nowIn(row.site),
    demo: demos.has(row.site),
    standstill: standing.get(row.site) ?? null,
  }))
  return { ...state, agents }
}

type Paused = Pick<AgentBoardRow, 'site' | 'reason'>

/** Few reasons, many agents: each is asked for once. */
async function pauseLabels({ names }: Pick<Reports, 'names'>, rows: readonly Paused[], now: Micros) {
  const keyOf = ({ site, reason }: Paused) => JSON.stringify([site, reason])
  const asked = new Map(rows.flatMap(row => (row.reason ? [[keyOf(row), { site: row.site, name: row.reason }]] : [])))
  const labels = await names.pauseReasons(namesAt([...asked.values()], now), 'EVENT')
  const byKey = new Map([...asked.keys()].map((key, index) => [key, labels[index]]))
  return (row: Paused) => byKey.get(keyOf(row))
}

/** Site and agent: neither has a line break in it. */
const nameOf = ({ site, agent }: { site: string; agent: string }): string => `${site}\n${agent}`

function withPhone(row: AgentBoardRow, phone: AgentPhone | undefined, now: Micros): Pick<AgentLine, 'row' | 'phone'> {
  if (!phone) return { row, phone: undefined }
  const doing = doingWith(row, phone, now)
  const shown = { ...row, ...doing, ...membershipsWith(row, phone) }
  return { row: shown, phone: phoneNow(phone, doing) }
}

function membershipsWith(row: AgentBoardRow, phone: AgentPhone): Pick<AgentBoardRow, 'queues' | 'pausedQueues'> {
  const unknown = (queue: string) => ({ queue, penalty: null })
  if (!isToldByManager(row, phone))
    return { queues: [...row.queues, ...furtherQueues(row.queues, phone).map(unknown)], pausedQueues: row.pausedQueues }
  const told = queuesTold(phone)
  return {
    queues: told.map(({ queue }) => row.queues.find(known => known.queue === queue) ?? unknown(queue)),
    pausedQueues: told.filter(({ paused }) => paused).map(({ queue }) => queue),
  }
}
