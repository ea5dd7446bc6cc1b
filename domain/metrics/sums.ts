import type { AgentFigures, QueueFigures, WaitHistogram } from './figures.ts'

const none = {
  offered: 0,
  answered: 0,
  abandoned: 0,
  timedOut: 0,
  exitedWithKey: 0,
  exitedEmpty: 0,
  withdrawn: 0,
  callbackRequested: 0,
  lostBySystem: 0,
  open: 0,
  refusedFull: 0,
  refusedClosed: 0,
  refusedJoinEmpty: 0,
  refusedDivertRatio: 0,
  refusedDivertWait: 0,
  answeredInTime: 0,
  abandonedInTime: 0,
  shortAbandoned: 0,
  answeredBeforeT1: 0,
  answeredT1ToT2: 0,
  answeredFromT2: 0,
  abandonedBeforeT1: 0,
  abandonedT1ToT2: 0,
  abandonedFromT2: 0,
  waitOfAnswered: 0,
  waitOfAbandoned: 0,
  waitOfAll: 0,
  ring: 0,
  talk: 0,
  talkedVisits: 0,
  hold: 0,
  wrapUp: 0,
  transferredBlind: 0,
  transferredAttended: 0,
  hungUpByAgent: 0,
  hungUpByCaller: 0,
  missedRings: 0,
} satisfies Omit<QueueFigures, 'maxWait'>

/** Of no visit at all. */
export const noQueueFigures: QueueFigures = { ...none, maxWait: null }

/** Of an agent of whom nothing is known. */
export const noAgentFigures: AgentFigures = {
  login: 0,
  ready: 0,
  pause: 0,
  pauseByReason: new Map(),
  wrapUp: 0,
  ringing: 0,
  talking: 0,
  hold: 0,
  uncertain: 0,
  offered: 0,
  answered: 0,
  missed: 0,
  talkOfAnswered: 0,
  wrapUpOfAnswered: 0,
  transferredBlind: 0,
  transferredAttended: 0,
}

const summed = Object.keys(none) as (keyof typeof none)[]

/** Figures of two groups of visits that share none, as those of one group. */
export function addFigures(a: QueueFigures, b: QueueFigures): QueueFigures {
  const sum = { ...a }
  for (const name of summed) (sum as Record<keyof typeof none, number>)[name] = a[name] + b[name]
  return {
    ...sum,
    maxWait: a.maxWait === null ? b.maxWait : b.maxWait === null ? a.maxWait : Math.max(a.maxWait, b.maxWait),
  }
}

export function addWaits(a: WaitHistogram, b: WaitHistogram): WaitHistogram {
  const sum = new Map(a)
  for (const [bucket, count] of b) sum.set(bucket, (sum.get(bucket) ?? 0) + count)
  return sum
}
