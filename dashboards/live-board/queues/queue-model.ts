import type { ServiceLevel } from '../../ui/explanation/level-facts.tsx'
import type { Counters, Queue, Staffing } from '../board.ts'
import { finderOf } from '../../ui/find.ts'

interface QueueTotals {
  readonly waiting: number
  /** The queue whose oldest caller waits longest. */
  readonly longest: Queue | undefined
  readonly today: Counters
  readonly lastHour: Counters
}

/** Sums over queues, and ratios of sums: never an average of averages (products-and-metrics 2.1). */
export function totalsOf(queues: readonly Queue[]): QueueTotals {
  let longest: Queue | undefined
  for (const queue of queues)
    if (queue.oldestEntryAt !== null && queue.oldestEntryAt < (longest?.oldestEntryAt ?? Infinity)) longest = queue
  return {
    waiting: sum(queues, queue => queue.waiting),
    longest,
    today: sumCounters(queues.map(({ today }) => today)),
    lastHour: sumCounters(queues.map(({ lastHour }) => lastHour)),
  }
}

const sum = <T>(rows: readonly T[], valueOf: (row: T) => number): number =>
  rows.reduce((total, row) => total + valueOf(row), 0)

const sumCounters = (counters: readonly Counters[]): Counters => ({
  entered: sum(counters, row => row.entered),
  answered: sum(counters, row => row.answered),
  abandoned: sum(counters, row => row.abandoned),
  serviceLevel: sumServiceLevel(counters.map(({ serviceLevel }) => serviceLevel)),
})

/** One threshold for all is named; where they differ each call was judged by its own queue's. */
function sumServiceLevel(levels: readonly ServiceLevel[]): ServiceLevel {
  const numerator = sum(levels, level => level.numerator)
  const denominator = sum(levels, level => level.denominator)
  const thresholds = new Set(levels.map(({ thresholdSeconds }) => thresholdSeconds))
  return {
    ratio: denominator > 0 ? numerator / denominator : null,
    numerator,
    denominator,
    formula: levels[0]?.formula ?? 'SL6',
    thresholdSeconds: thresholds.size === 1 ? (levels[0]?.thresholdSeconds ?? null) : null,
  }
}

/**
 * The queues that are summed up: a caller whom an operator left in a hold queue came in at the switchboard before, and counts there. Where
 * nothing but hold queues is looked at, they are.
 */
export function queuesOfSums(queues: readonly Queue[]): readonly Queue[] {
  const incoming = queues.filter(({ holdQueueOf }) => holdQueueOf === null)
  return incoming.length > 0 ? incoming : queues
}

export const queueColumns = [
  'name',
  'waiting',
  'longest',
  'estimate',
  'agents',
  'answered',
  'abandoned',
  'level',
] as const
export type QueueColumn = (typeof queueColumns)[number]

export interface Sort<C extends string> {
  readonly column: C
  readonly descending: boolean
}

/** By name, but those of a recording last: nobody who looks at what goes on wants to look past them. */
const byName = (a: Queue, b: Queue): number =>
  Number(isRecorded(a)) - Number(isRecorded(b)) || names.compare(a.name, b.name) || names.compare(a.site, b.site)

const isRecorded = ({ standstill }: Queue): boolean => standstill?.reason === 'recording'

const names = new Intl.Collator(undefined, { numeric: true })

/** A queue that has no value for the column stands last, whichever way it is sorted; equals stand by name. */
export function sortQueues(queues: readonly Queue[], { column, descending }: Sort<QueueColumn>): readonly Queue[] {
  if (column === 'name') return [...queues].sort((a, b) => (descending ? byName(b, a) : byName(a, b)))
  const value = valueIn[column]
  return [...queues].sort((a, b) => {
    const left = value(a)
    const right = value(b)
    if (left === null || right === null) return Number(left === null) - Number(right === null) || byName(a, b)
    return (descending ? right - left : left - right) || byName(a, b)
  })
}

/** By name and display name; several words must all be found. */
export function findQueues(queues: readonly Queue[], wanted: string): readonly Queue[] {
  const isFound = finderOf(wanted)
  return isFound ? queues.filter(({ name, queue }) => isFound(`${name} ${queue}`)) : queues
}

/**
 * For a wall, where they come by turns: who waits must not be on the page that is away; then those that somebody serves, those that nobody
 * serves, and those of a recording, whose callers and agents are not of now.
 */
export function waitingFirst(queues: readonly Queue[]): readonly Queue[] {
  const rank = (queue: Queue) => (isRecorded(queue) ? 3 : queue.waiting > 0 ? 0 : queue.staffing.logged > 0 ? 1 : 2)
  return [...sortQueues(queues, { column: 'name', descending: false })].sort((a, b) => rank(a) - rank(b))
}

const valueIn: Readonly<Record<Exclude<QueueColumn, 'name'>, (queue: Queue) => number | null>> = {
  waiting: queue => queue.waiting,
  // The earlier the entry, the longer the wait.
  longest: queue => (queue.oldestEntryAt === null ? null : -queue.oldestEntryAt),
  estimate: queue => queue.estimatedWaitSeconds,
  agents: queue => queue.staffing.available,
  answered: queue => queue.today.answered,
  abandoned: queue => queue.today.abandoned,
  level: queue => queue.today.serviceLevel.ratio,
}

/** Contact-center 12.2: nobody there and nobody calling, somebody free, all busy, or callers before an empty house. */
export function coverOf({
  staffing,
  waiting,
}: {
  staffing: Staffing
  waiting: number
}): 'idle' | 'free' | 'busy' | 'nobody' {
  if (staffing.logged === 0) return waiting > 0 ? 'nobody' : 'idle'
  return staffing.available > 0 ? 'free' : 'busy'
}
