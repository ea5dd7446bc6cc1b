import { isWithin, type Stretch } from './clock.ts'
import { second, sum } from './rows.ts'
import type { Refusal, Stay } from './stays.ts'

/** Seconds by which waits are judged where nothing else is set (contact-center 5.9, products-and-metrics 2.2, 2.3 #7). */
const serviceLevelSeconds = 15
const shortAbandonSeconds = 5

/** Another threshold that is asked for (contact-center 8.2). */
export const otherThreshold = 30

const waitOf = ({ enteredAt, leftAt }: Stay): number => (leftAt ?? enteredAt) - enteredAt
const talkOf = ({ answeredAt, endedAt }: Stay): number => (endedAt ?? 0) - (answeredAt ?? 0)

/** Exact values of what a queue did in an interval, by the names of GraphQL; lengths in microseconds. */
type QueueTold = Readonly<Record<string, number | null>>

/** Everything that became of those who came in the interval (attribution ARRIVAL, products-and-metrics 2.1). */
export function queueFigures(allStays: readonly Stay[], allRefusals: readonly Refusal[], interval: Stretch): QueueTold {
  return figuresOf(
    allStays.filter(({ enteredAt }) => isWithin(enteredAt, interval)),
    allRefusals.filter(({ at }) => isWithin(at, interval)),
  )
}

/** Of stays and refusals that belong together, whatever it is that they have in common. */
function figuresOf(stays: readonly Stay[], refused: readonly Refusal[]): Record<string, number | null> {
  const ended = (outcome: Stay['outcome']) => stays.filter(stay => stay.outcome === outcome)
  const within = (outcome: Stay['outcome'], seconds: number) =>
    ended(outcome).filter(stay => waitOf(stay) <= seconds * second).length

  const answered = ended('ANSWERED')
  const abandoned = ended('ABANDONED')
  const talked = answered.filter(({ endedAt }) => endedAt !== undefined)
  const transferred = (...ends: Stay['end'][]) => answered.filter(({ end }) => ends.includes(end)).length
  const gone = stays.filter(({ leftAt }) => leftAt !== undefined)
  const refusals = (reason: string) => refused.filter(refusal => refusal.reason === reason).length

  /** products-and-metrics 2.2: the six formulas, and what the default adds to the denominator. */
  const serviceLevels = (t: number, s = shortAbandonSeconds) => {
    const [ans, ab] = [answered.length, abandoned.length]
    const [ansInT, abInT, abInS] = [within('ANSWERED', t), within('ABANDONED', t), within('ABANDONED', s)]
    const missed = ended('TIMEOUT').length + ended('EXIT_EMPTY').length + ended('LOST_SYSTEM').length
    return {
      [`SL1 ${t}`]: share(ansInT + abInT, ans + ab),
      [`SL2 ${t}`]: share(ansInT, ans),
      [`SL3 ${t}`]: share(ansInT, ans + ab),
      [`SL4 ${t}`]: share(ansInT, ans + ab - abInT),
      [`SL5 ${t}`]: share(ansInT + abInS, ans + ab),
      [`SL6 ${t}`]: share(ansInT, ans + ab - abInS + missed),
    }
  }

  return {
    offered: stays.length,
    presented: stays.length + refused.length,
    answered: answered.length,
    abandoned: abandoned.length,
    shortAbandoned: within('ABANDONED', shortAbandonSeconds),
    timedOut: ended('TIMEOUT').length,
    exitedWithKey: ended('EXIT_KEY').length,
    exitedEmpty: ended('EXIT_EMPTY').length,
    withdrawn: ended('WITHDRAWN').length,
    callbackRequested: 0,
    lostBySystem: ended('LOST_SYSTEM').length,
    open: ended('OPEN').length,
    refusedFull: refusals('FULL'),
    refusedClosed: refusals('CLOSED'),
    refusedJoinEmpty: refusals('JOIN_EMPTY'),
    refusedDivertRatio: refusals('DIVERT_RATIO'),
    refusedDivertWait: refusals('DIVERT_WAIT'),
    transferredBlind: transferred('TRANSFER', 'BLINDTRANSFER'),
    transferredAttended: transferred('ATTENDEDTRANSFER'),
    hungUpByAgent: transferred('COMPLETEAGENT'),
    hungUpByCaller: transferred('COMPLETECALLER'),
    missedRings: sum(stays.map(({ missedRings }) => missedRings)),
    answeredWithin: within('ANSWERED', otherThreshold),
    abandonedWithin: within('ABANDONED', otherThreshold),
    waitOfAnswered: sum(answered.map(waitOf)),
    waitOfAbandoned: sum(abandoned.map(waitOf)),
    averageWait: share(sum(gone.map(waitOf)), stays.filter(({ outcome }) => outcome !== 'OPEN').length),
    maxWait: gone.length === 0 ? null : Math.max(...gone.map(waitOf)),
    ring: sum(stays.map(({ ring }) => ring)),
    talk: sum(talked.map(talkOf)),
    talkedVisits: talked.length,
    wrapUp: sum(stays.map(({ wrapUp = 0 }) => wrapUp)),
    median: rank(answered.map(waitOf), 50),
    ninth: rank(answered.map(waitOf), 90),
    ...shares(
      {
        answered: answered.length,
        abandoned: abandoned.length,
        shortAbandoned: within('ABANDONED', shortAbandonSeconds),
      },
      stays.length,
    ),
    ...serviceLevels(serviceLevelSeconds),
    ...serviceLevels(otherThreshold),
  }
}

/** Of those who came (products-and-metrics 2.3 #15, #16, #17). */
function shares(of: QueueTold, offered: number): QueueTold {
  const [answered, abandoned, short] = [of['answered'] ?? 0, of['abandoned'] ?? 0, of['shortAbandoned'] ?? 0]
  return {
    answerRate: share(answered, offered),
    abandonRate: share(abandoned, offered),
    adjustedAbandonRate: share(abandoned - short, offered - short),
  }
}

const share = (part: number, whole: number) => (whole > 0 ? part / whole : null)

/** The value that the given per cent do not exceed, in whole seconds: nearest rank. */
function rank(values: readonly number[], percent: number): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  const value = sorted[Math.max(1, Math.ceil((percent / 100) * sorted.length)) - 1]
  return value === undefined ? null : Math.ceil(value / second) * second
}

/** What comes of the conversation, and is known when it is over. */
const ofConversation = [
  'talk',
  'talkedVisits',
  'wrapUp',
  'transferredBlind',
  'transferredAttended',
  'hungUpByAgent',
  'hungUpByCaller',
]

/**
 * Each thing where it happened (EVENT): the entry, the end of the wait with all that is known by then, the end of the conversation.
 * Or everything but the entry with the end (END). Who has come and not left (not ended) when the interval is over is open.
 */
export function figuresWhereTheyHappened(
  allStays: readonly Stay[],
  allRefusals: readonly Refusal[],
  interval: Stretch,
  attribution: 'EVENT' | 'END',
): QueueTold {
  const leaving = ({ leftAt, lostAt }: Stay) => leftAt ?? lostAt ?? Infinity
  const end = (stay: Stay) => stay.endedAt ?? stay.lostAt ?? (stay.answeredAt === undefined ? leaving(stay) : Infinity)
  const out = attribution === 'EVENT' ? leaving : end
  const refused = allRefusals.filter(({ at }) => isWithin(at, interval))
  const offered = allStays.filter(({ enteredAt }) => isWithin(enteredAt, interval)).length
  const gone = figuresOf(
    allStays.filter(stay => isWithin(out(stay), interval)),
    refused,
  )
  const over = figuresOf(
    allStays.filter(stay => isWithin(end(stay), interval)),
    refused,
  )
  return {
    ...gone,
    ...Object.fromEntries(ofConversation.map(name => [name, over[name] ?? null])),
    ...shares(gone, offered),
    offered,
    presented: offered + refused.length,
    open: allStays.filter(stay => stay.enteredAt < interval.to && out(stay) >= interval.to).length,
  }
}
