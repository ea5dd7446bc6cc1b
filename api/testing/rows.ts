import { microsOfIso, microsOfSeconds } from '../../domain/kernel/time.ts'
import type { LiveCounters } from '../../domain/metrics/live.ts'
import type { AgentBoardRow } from '../../projections/agent-states/types.ts'
import type { QueueBoardRow, QueueVisitRow } from '../../projections/queue-visits/types.ts'

const enteredAt = microsOfIso('2026-11-20T09:00:00Z') ?? 0

/** Answered after 4 seconds, talked for 60, blindly transferred. */
export const visitRow: QueueVisitRow = {
  site: 'paris',
  node: 'pbx1',
  callId: '1795233102.41',
  linkedId: null,
  queue: 'sales',
  visitNumber: 1,
  outcome: 'ANSWERED',
  enteredAt,
  leftAt: enteredAt + microsOfSeconds(4),
  answeredAt: enteredAt + microsOfSeconds(4),
  endedAt: enteredAt + microsOfSeconds(64),
  wait: microsOfSeconds(4),
  ring: microsOfSeconds(3),
  talk: microsOfSeconds(60),
  hold: null,
  wrapUp: microsOfSeconds(9),
  flags: [],
  agent: 'Agent/8001',
  callerNumber: '0612345678',
  calledNumber: null,
  entryPosition: 1,
  exitPosition: null,
  hungUpBy: null,
  transfer: { kind: 'BLIND', to: '3002', context: 'default', method: null },
}

const counters: LiveCounters = {
  entered: 4,
  answered: 2,
  abandoned: 1,
  timedOut: 1,
  otherExits: 0,
  unserved: 1,
  closed: 3,
  refused: 5,
  answeredInTime: 1,
  abandonedInTime: 1,
  shortAbandoned: 0,
  answeredBefore: new Map([
    [30, 2],
    [15, 1],
  ]),
  abandonedAfter: new Map([
    [30, 0],
    [15, 1],
  ]),
}

const noCounters: LiveCounters = {
  ...counters,
  entered: 0,
  answered: 0,
  abandoned: 0,
  timedOut: 0,
  unserved: 0,
  answeredInTime: 0,
  abandonedInTime: 0,
  answeredBefore: new Map([[15, 0]]),
  abandonedAfter: new Map([[15, 0]]),
}

export const queueBoardRow: QueueBoardRow = {
  site: 'paris',
  queue: 'sales',
  today: counters,
  lastHour: noCounters,
  waiting: 2,
  waitingTooLong: 1,
  oldestEntryAt: microsOfIso('2026-11-21T11:59:18Z') ?? 0,
  talking: 1,
  estimatedWait: microsOfSeconds(21.5),
}

export const agentBoardRow: AgentBoardRow = {
  site: 'paris',
  agent: 'Agent/8001',
  state: 'PAUSED',
  since: microsOfIso('2026-11-21T11:58:00Z') ?? 0,
  reason: 'lunch',
  queue: null,
  callId: null,
  line: 'PJSIP/101',
  loggedInSince: microsOfIso('2026-11-21T08:00:00Z') ?? 0,
  queues: [
    { queue: 'sales', penalty: 0 },
    { queue: 'support', penalty: null },
  ],
  pausedQueues: ['sales'],
  today: {
    answered: 7,
    missed: 1,
    talking: microsOfSeconds(1234.5),
    pause: microsOfSeconds(120),
    ready: microsOfSeconds(10),
    wrapUp: 0,
  },
}
