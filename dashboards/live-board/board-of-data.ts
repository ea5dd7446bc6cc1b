import { millisOf } from '../format/instants.ts'
import type { AgentBoard, AgentGroup, BoardHead, Counters, QueueBoard, Standstill, StandstillReason } from './board.ts'
import { phoneSignOf } from './agents/phone-sign.ts'
import type { AgentBoardData, QueueBoardData } from './queries.ts'

/** From what is pushed to what is shown: instants as numbers, staffing in one place, sums of today in whole minutes. */
export function queueBoardOf({ queueBoard }: QueueBoardData): QueueBoard {
  const head = headOf(queueBoard)
  return {
    ...head,
    queues: queueBoard.queues.map(row => ({
      id: `${row.site}/${row.queue}`,
      site: row.site,
      queue: row.queue,
      name: row.queueDisplayName ?? row.queue,
      demo: row.demo,
      holdQueueOf: row.holdQueueOf,
      standstill: standstillOf(row),
      closed: closedOf(row.opening),
      waiting: row.waiting,
      oldestEntryAt: row.oldestEntryAt === null ? null : millisOf(row.oldestEntryAt),
      estimatedWaitSeconds: row.estimatedWaitSeconds,
      staffing: {
        logged: row.loggedAgents,
        available: row.availableAgents,
        ringing: row.ringingAgents,
        talking: row.talkingAgents,
        paused: row.pausedAgents,
        wrapUp: row.wrapUpAgents,
        otherCall: row.otherCallAgents,
        unreachable: row.unreachableAgents,
      },
      today: countersOf(row.today),
      lastHour: countersOf(row.lastHour),
      waitingLimits: { warn: row.colourLimits.waiting.warn, bad: row.colourLimits.waiting.alarm },
      longestWaitLimits: {
        warn: row.colourLimits.longestWaitSeconds.warn,
        bad: row.colourLimits.longestWaitSeconds.alarm,
      },
    })),
  }
}

const closedOf = (opening: { readonly open: boolean; readonly until: string | null } | null) =>
  opening === null || opening.open ? null : { until: opening.until === null ? null : millisOf(opening.until) }

export function agentBoardOf({ agentBoard }: AgentBoardData): AgentBoard {
  const head = headOf(agentBoard)
  return {
    ...head,
    agents: agentBoard.agents.map(row => ({
      id: `${row.site}/${row.agent}`,
      site: row.site,
      agent: row.agent,
      name: row.agentName ?? row.agent,
      group: groupOf(row),
      demo: row.demo,
      standstill: standstillOf(row),
      state: row.state,
      since: millisOf(row.since),
      reason: row.reasonLabel ?? row.reason,
      queue: row.queue,
      line: row.line,
      phoneSign: phoneSignOf(row.state, row.phone),
      queues: row.queues.map(({ queue }) => queue),
      answered: row.today.answered,
      missed: row.today.missed,
      talkMinutes: Math.floor(row.today.talkingSeconds / 60),
      pauseMinutes: Math.floor(row.today.pauseSeconds / 60),
    })),
  }
}

const reasons = { RECORDING: 'recording', DOWN: 'down', LATE: 'late' } as const satisfies Record<
  string,
  StandstillReason
>

function standstillOf({ standstill }: Pick<AgentRow, 'standstill'>): Standstill | null {
  if (standstill === null) return null
  const { reason, since } = standstill
  return { reason: reasons[reason], since: since === null ? null : millisOf(since) }
}

type AgentRow = AgentBoardData['agentBoard']['agents'][number]

function groupOf({ site, agentGroup, agentGroupDisplayName }: AgentRow): AgentGroup | null {
  if (agentGroup === null) return null
  return { id: `${site}/${agentGroup}`, site, name: agentGroupDisplayName ?? agentGroup }
}

function headOf({
  now,
  position,
  dataAge,
  sources,
}: QueueBoardData['queueBoard'] | AgentBoardData['agentBoard']): BoardHead {
  const at = millisOf(now)
  return {
    now: at,
    position,
    newestFactAt: dataAge === null ? null : Math.round(at - dataAge * 1000),
    sources: sources.map(source => ({
      id: `${source.site}/${source.node}/${source.kind}`,
      site: source.site,
      node: source.node,
      kind: source.kind,
      state: source.state,
      problem: source.problem,
      lagSeconds: source.lagSeconds,
      lastEventAt: source.lastEventAt === null ? null : millisOf(source.lastEventAt),
      demo: source.demo,
    })),
  }
}

const countersOf = ({ entered, answered, abandoned, serviceLevel }: Counters): Counters => {
  const { ratio, numerator, denominator, formula, thresholdSeconds } = serviceLevel
  return { entered, answered, abandoned, serviceLevel: { ratio, numerator, denominator, formula, thresholdSeconds } }
}
